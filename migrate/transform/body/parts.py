"""The lexed parts of a body become one Markdown text with placeholders."""

from collections.abc import Sequence

from migrate.model.source import BodyPart, BodyText, ShortcodeCall, SourceBody, SummaryDivider
from migrate.transform.body.builder import Builder
from migrate.transform.body.placeholders import Placeholders

__all__ = ["Pieces", "join_parts"]


class Pieces:
    """What the stages before the tree share: placeholders and the divider's word."""

    __slots__ = ("body", "builder", "divider", "placeholders")

    def __init__(self, body: SourceBody, builder: Builder) -> None:
        self.body = body
        self.builder = builder
        self.placeholders = Placeholders(body.text)
        self.divider = ""


def join_parts(parts: Sequence[BodyPart], pieces: Pieces) -> str:
    """Return the text that goes through Markdown."""
    if len(parts) == 1 and isinstance(parts[0], BodyText):
        return parts[0].text
    out: list[str] = []
    for part in parts:
        if isinstance(part, BodyText):
            out.append(part.text)
        elif isinstance(part, SummaryDivider):
            pieces.divider = f"{pieces.placeholders.nonce}more"
            out.append(pieces.divider)
        elif isinstance(part, ShortcodeCall):
            out.append(part.source)
    return "".join(out)
