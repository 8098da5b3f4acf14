"""The lexed parts of a body become one Markdown text with placeholders."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from migrate.model.source import BodyPart, BodyText, ShortcodeCall, SourceBody, SummaryDivider
from migrate.transform.body.builder import Builder, Deferred
from migrate.transform.body.placeholders import Placeholders
from migrate.transform.body.settings import BodySettings

__all__ = ["Pieces", "Reading", "join_parts", "stands_in_html"]

_TAG_FIRST = re.compile(r"\s*</?[A-Za-z]")


class Reading(NamedTuple):
    """One text of a body as it was rendered for the old engine; see `blackfriday_readings`."""

    html: str
    rewritten: bool
    """Whether rewriting it for the old engine shows: what an engine makes of it is not the same before and after."""
    today: Callable[[], str]
    """Returns the HTML that today's engine makes of the same text; reports nothing."""


class Pieces:
    """What the stages before the tree share: placeholders, the divider's word, the calls around a call."""

    __slots__ = ("_counts", "_expand", "_render", "builder", "divider", "fences", "parents", "placeholders", "readings")

    def __init__(
        self,
        body: SourceBody,
        builder: Builder,
        expand: Callable[[ShortcodeCall, "Pieces"], str],
        render: Callable[[str, "Pieces"], str],
    ) -> None:
        self.builder = builder
        self.placeholders = Placeholders(body.text)
        self.divider = ""
        self.fences: dict[str, str] = {}
        self.parents: list[ShortcodeCall] = []
        self.readings: list[Reading] = []
        self._counts: list[int] = [0]
        self._expand = expand
        self._render = render

    def expand(self, call: ShortcodeCall) -> str:
        """Return what stands for a call in the Markdown."""
        return self._expand(call, self)

    def render(self, text: str) -> str:
        """Return the HTML of the inner text of a call, rendered by itself."""
        return self._render(text, self)

    def aside(self, settings: BodySettings) -> "Pieces":
        """Return pieces with the same placeholders for another reading of a text, of which nothing is reported."""
        builder = self.builder.aside(settings)
        other = Pieces(builder.body, builder, self._expand, self._render)
        other.placeholders = self.placeholders.silent()
        other.divider = self.divider
        return other

    def defer(self, action: Deferred, written: str = "") -> str:
        """Keep an action for the walk and return its key; `written` stands there in HTML that is kept as it is."""
        key = f"{self.placeholders.nonce}d{len(self.builder.deferred)}"
        self.builder.deferred[key] = action
        if written:
            self.builder.written[key] = written
        return key

    def next_index(self) -> int:
        """Return the position of the next call among its siblings."""
        self._counts[-1] += 1
        return self._counts[-1] - 1

    @contextmanager
    def inside(self, call: ShortcodeCall) -> Iterator[None]:
        """Make `call` the parent of the calls that are expanded meanwhile."""
        self.parents.append(call)
        self._counts.append(0)
        yield
        self.parents.pop()
        self._counts.pop()


def join_parts(parts: Sequence[BodyPart], pieces: Pieces) -> str:
    """Return the text that goes through Markdown."""
    if len(parts) == 1 and isinstance(parts[0], BodyText):
        return parts[0].text
    out: list[str] = []
    for part in parts:
        if isinstance(part, BodyText):
            out.append(part.text)
        elif isinstance(part, ShortcodeCall):
            made = pieces.expand(part)
            if part.own_line and part.markdown and "\n" in made and not stands_in_html(part, pieces.builder.body):
                _blank_line_before(out)
            out.append(made)
        elif isinstance(part, SummaryDivider) and not pieces.parents:
            # A divider inside a shortcode divides nothing.
            pieces.divider = f"{pieces.placeholders.nonce}more"
            out.append(f"\n\n{pieces.divider}\n\n")
    return "".join(out)


def _blank_line_before(out: list[str]) -> None:
    """Put an empty line before the line that begins with the white space at the end of `out`."""
    if out:
        head, end, indent = out[-1].rpartition("\n")
        if end and not indent.strip():
            out[-1] = f"{head}\n\n{indent}"


def stands_in_html(call: ShortcodeCall, body: SourceBody) -> bool:
    """Tell whether a call is indented under a line that begins with a tag, so that its lines are raw HTML, too."""
    lines = body.text.split("\n")
    at = call.line - body.line
    own = _depth(lines[at]) if call.own_line and 0 <= at < len(lines) else 0
    if not own:
        return False
    for line in reversed(lines[:at]):
        if not line.strip():
            return False
        if _depth(line) < own:
            return _TAG_FIRST.match(line) is not None
    return False


def _depth(line: str) -> int:
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip(" "))
