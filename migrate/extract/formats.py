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

_MARKUP_NAMES: dict[str, str] = {
    **CONTENT_EXTENSIONS,
    "asciidocext": "asciidoc",
    "asciidoctor": "asciidoc",
    "blackfriday": "markdown",
    "goldmark": "markdown",
    "mmark": "markdown",
    "org-mode": "org",
}
"""Values of the ``markup`` field; names of engines that Hugo no longer has are read as what they were."""


def markup_of(path: str, markup: str = "") -> str:
    """Return the markup of a content file; `markup` is the front-matter field. "" when it is no content file."""
    name = path.rpartition("/")[2]
    by_extension = CONTENT_EXTENSIONS.get(name.rpartition(".")[2].lower(), "") if "." in name else ""
    return _MARKUP_NAMES.get(markup.lower(), by_extension) if by_extension else ""
