"""Content formats: which markup a file is in, and HTML for those that others render.

Owns: extensions, the ``markup`` field, calling the converters. Does not own: Markdown (transform) and shortcodes.
"""

__all__ = ["CONTENT_EXTENSIONS", "markup_of"]

CONTENT_EXTENSIONS: dict[str, str] = {
    "ad": "asciidoc",
    "adoc": "asciidoc",
    "asciidoc": "asciidoc",
    "htm": "html",
    "html": "html",
    "markdown": "markdown",
    "md": "markdown",
    "mdown": "markdown",
    "org": "org",
    "pandoc": "pandoc",
    "pdc": "pandoc",
    "rst": "rst",
}
"""File extension, lower-case → markup. Any other extension is a plain file for Hugo."""


def markup_of(path: str, markup: str = "") -> str:
    """Return the markup of a content file; `markup` is the front-matter field. "" when it is not a content file."""
    raise NotImplementedError
