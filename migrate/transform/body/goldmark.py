"""Markdown as Goldmark renders it in Hugo's configuration.

Owns: what the Markdown engine lacks against Goldmark, before it runs and after it. Does not own: what can be done on
the tree alone (addresses in text: `linkify`).
"""

import re

from migrate.transform.body.builder import Builder
from migrate.transform.body.markdown import engine
from migrate.transform.body.parts import Pieces

__all__ = ["render_goldmark", "render_inner"]

MARKUP = re.compile(r"<[A-Za-z/!?]")


def render_goldmark(text: str, builder: Builder, pieces: Pieces) -> tuple[str, bool]:
    """Return the HTML of Markdown `text`, and whether it may hold HTML that Markdown did not write."""
    settings = builder.settings
    html = engine(settings.goldmark, typographer=settings.typographer).html(text)
    foreign = MARKUP.search(text) is not None
    resolved = pieces.placeholders.resolve(html)
    return resolved, foreign or resolved is not html


def render_inner(text: str, pieces: Pieces) -> str:
    """Return the HTML of the inner text of a shortcode, placeholders resolved; a single line loses its ``<p>``."""
    html, _ = render_goldmark(text, pieces.builder, pieces)
    bare = html.strip()
    if "\n" not in text.strip() and bare.startswith("<p>") and bare.endswith("</p>") and bare.count("<p>") == 1:
        return bare[3:-4]
    return html
