"""Markdown as Goldmark renders it in Hugo's configuration.

Owns: what the Markdown engine lacks against Goldmark, before it runs and after it. Does not own: what can be done on
the tree alone (addresses in text: `linkify`).
"""

import re

from migrate.transform.body.builder import Builder
from migrate.transform.body.markdown import engine
from migrate.transform.body.parts import Pieces

__all__ = ["render_goldmark"]

MARKUP = re.compile(r"<[A-Za-z/!?]")


def render_goldmark(text: str, builder: Builder, pieces: Pieces) -> tuple[str, bool]:
    """Return the HTML of Markdown `text`, and whether it may hold HTML that Markdown did not write."""
    settings = builder.settings
    html = engine(settings.goldmark, typographer=settings.typographer).html(text)
    foreign = MARKUP.search(text) is not None
    resolved = pieces.placeholders.resolve(html)
    return resolved, foreign or resolved is not html
