"""A body as parts: text, shortcode calls with their inner content, the summary divider.

Owns: building `BodyPart` values and the findings about what Hugo would refuse. Does not own: the grammar of tags, nor
what a shortcode means.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from migrate.extract.gotext import to_lower
from migrate.extract.shortcodes.lexer import DIVIDER
from migrate.extract.shortcodes.pairing import Pairing, pair
from migrate.extract.shortcodes.scan import Divider, Problem, Tag, Text, scan
from migrate.model.codes.extract import ROWS
from migrate.model.findings import Finding
from migrate.model.source import BodyPart, BodyText, ShortcodeCall, SummaryDivider
from migrate.model.templates import ShortcodeTemplate

__all__ = ["parse_body"]

_BUILT_IN_WITH_INNER = frozenset({"comment", "details", "highlight", "qr"})
_BUILT_IN_WITHOUT_INNER = frozenset(
    {
        "figure", "gist", "instagram", "instagram_simple", "param", "ref", "relref", "speakerdeck", "tweet", "twitter",
        "twitter_simple", "vimeo", "vimeo_simple", "x", "x_simple", "youtube",
    }
)  # fmt: skip
"""Hugo's own shortcodes, of today and of earlier versions."""

_DEEPEST = 32
"""Calls inside calls; what lies deeper stays text, since those who walk the parts recurse."""
_MOST_FINDINGS = 100
"""Findings about one body; further ones are only counted."""
_LONGEST_TEXT = 200
"""Characters of a tag that a finding shows."""

_SEVERITY = {row.code: row.severity for row in ROWS}


def parse_body(
    text: str,
    line: int,
    source: str,
    templates: Mapping[str, ShortcodeTemplate],
    *,
    divider: str = DIVIDER,
) -> tuple[tuple[BodyPart, ...], tuple[Finding, ...]]:
    """Cut a body into its parts; never raises, whatever the text.

    The concatenated sources of the parts are the body, but for the markers of escapes, the divider and the white
    space after it.

    Args:
        text: the body, decoded.
        line: 1-based line of the file on which it starts.
        source: the file's path relative to the site, for findings.
        templates: the site's shortcode templates by lower-cased name.
        divider: the summary divider of the format; Org has its own.

    """
    if "{{<" not in text and "{{%" not in text and divider not in text:
        return ((BodyText(text, line),) if text else ()), ()
    scanned = scan(text, divider)
    tags = [piece for piece in scanned.pieces if isinstance(piece, Tag)]
    pairing = pair(tags, [_takes_inner(tag.name, templates) for tag in tags])
    builder = _Builder(text, line, templates, tags, pairing)
    parts = builder.build(scanned.pieces)
    problems = [*scanned.problems, *_pairing_problems(tags, pairing, templates), *builder.problems]
    return parts, _findings(problems, text, line, source)


def _takes_inner(name: str, templates: Mapping[str, ShortcodeTemplate]) -> bool | None:
    """Return whether a shortcode has inner content; None when nothing is known of it."""
    key = to_lower(name)
    template = templates.get(key)
    if template is not None:
        return template.uses_inner
    if key in _BUILT_IN_WITH_INNER:
        return True
    return False if key in _BUILT_IN_WITHOUT_INNER else None


def _is_for_text(template: ShortcodeTemplate) -> bool:
    """Tell whether only ``{{% %}}`` uses a template on a page of HTML: ``ref.txt``, which is no template of HTML."""
    return not template.path.lower().endswith((".html", ".htm"))


def _is_of_hugo(name: str) -> bool:
    return to_lower(name) in _BUILT_IN_WITH_INNER | _BUILT_IN_WITHOUT_INNER


def _pairing_problems(
    tags: Sequence[Tag], pairing: Pairing, templates: Mapping[str, ShortcodeTemplate]
) -> list[Problem]:
    found: list[tuple[Tag, str, str]] = []
    for index in pairing.unclosed:
        message = f'shortcode "{tags[index].name}" must be closed or self-closed'
        found.append((tags[index], "shortcode-unclosed", message))
    for index in pairing.strays:
        message = f'the closing tag of "{tags[index].name}" closes nothing'
        found.append((tags[index], "shortcode-stray-close", message))
    defined: set[str] = set()
    for index, tag in enumerate(tags):
        if tag.inline and index in pairing.closing_of:
            defined.add(tag.name)
        elif tag.inline and not tag.closes and tag.name not in defined:
            found.append((tag, "shortcode-unclosed", f'no earlier definition of shortcode "{tag.name}" found'))
        closed_by = tag if tag.self_closing else _closing_tag(tags, pairing, index)
        if closed_by is not None and _takes_inner(tag.name, templates) is False:
            message = f'shortcode "{tag.name}" does not use .Inner, yet a closing tag was provided'
            found.append((closed_by, "shortcode-needless-close", message))
    return [Problem(tag.start, tag.start, tag.end, code, message) for tag, code, message in found]


def _closing_tag(tags: Sequence[Tag], pairing: Pairing, index: int) -> Tag | None:
    closing = pairing.closing_of.get(index)
    return None if closing is None else tags[closing]


def _findings(problems: list[Problem], text: str, line: int, source: str) -> tuple[Finding, ...]:
    problems.sort(key=lambda problem: (problem.offset, problem.code))
    lines = _Lines(text, line)
    findings = [
        Finding(
            source,
            *lines.place(problem.offset),
            problem.code,
            _SEVERITY[problem.code],
            text[problem.start : min(problem.end, problem.start + _LONGEST_TEXT)],
            f"{_ACTIONS[problem.code]}; Hugo refuses the page: {problem.message[:_LONGEST_TEXT]}",
        )
        for problem in problems[:_MOST_FINDINGS]
    ]
    if len(problems) > _MOST_FINDINGS:
        code = "shortcode-errors"
        action = f"left {len(problems) - _MOST_FINDINGS} more errors of shortcodes in this body unlisted"
        first = problems[_MOST_FINDINGS]
        unlisted = text[first.start : min(first.end, first.start + _LONGEST_TEXT)]
        findings.append(Finding(source, 0, 0, code, _SEVERITY[code], unlisted, action))
    return tuple(findings)


_ACTIONS = {
    "shortcode-syntax": "kept the tag as text",
    "shortcode-unclosed": "took the call as one without inner content",
    "shortcode-stray-close": "kept the tag as text",
    "shortcode-needless-close": "kept the call with its inner content",
    "shortcode-depth": "kept the calls inside as text",
    "shortcode-errors": "kept the rest of the body as text",
}


class _Lines:
    """Line and column of ascending offsets, each part of the text looked at once."""

    def __init__(self, text: str, line: int) -> None:
        self._text = text
        self._line = line
        self._offset = 0
        self._line_start = 0

    def place(self, offset: int) -> tuple[int, int]:
        newlines = self._text.count("\n", self._offset, offset)
        if newlines:
            self._line += newlines
            self._line_start = self._text.rfind("\n", self._offset, offset) + 1
        self._offset = offset
        return self._line, offset - self._line_start + 1


@dataclass(slots=True)
class _Frame:
    """The body itself, or an open shortcode call."""

    tag: Tag | None
    line: int = 0
    column: int = 0
    parts: list[BodyPart] = field(default_factory=list)
    ranges: list[tuple[int, int]] = field(default_factory=list)
    """Text that is no part yet."""
    text_line: int = 0


class _Builder:
    """Builds parts out of pieces with a stack of its own, so that no nesting can exhaust Python's."""

    def __init__(
        self, text: str, line: int, templates: Mapping[str, ShortcodeTemplate], tags: Sequence[Tag], pairing: Pairing
    ) -> None:
        self.problems: list[Problem] = []
        self._text = text
        self._lines = _Lines(text, line)
        self._templates = templates
        self._tags = tags
        self._closing_of = pairing.closing_of
        self._strays = frozenset(pairing.strays)
        self._stack = [_Frame(None)]

    def build(self, pieces: Sequence[Text | Divider | Tag]) -> tuple[BodyPart, ...]:
        index = -1
        taken = 0
        for piece in pieces:
            index += isinstance(piece, Tag)
            if piece.start < taken:
                continue
            if isinstance(piece, Text):
                self._add_text(piece.start, piece.end)
            elif isinstance(piece, Divider):
                self._add_divider(piece)
            elif piece.closes:
                self._add_closing(piece, stray=index in self._strays)
            elif index not in self._closing_of:
                self._add_call(piece, () if piece.self_closing else None, *self._lines.place(piece.start), piece.end)
            elif len(self._stack) <= _DEEPEST:
                self._flush()
                self._stack.append(_Frame(piece, *self._lines.place(piece.start)))
            else:
                taken = self._take_too_deep(piece, self._tags[self._closing_of[index]].end)
        self._flush()
        return tuple(self._stack[0].parts)

    def _take_too_deep(self, piece: Tag, end: int) -> int:
        self._add_text(piece.start, end)
        message = f"calls are nested more than {_DEEPEST} levels deep"
        self.problems.append(Problem(piece.start, piece.start, piece.end, "shortcode-depth", message))
        return end

    def _add_text(self, start: int, end: int) -> None:
        frame = self._stack[-1]
        if not frame.ranges:
            frame.text_line = self._lines.place(start)[0]
            frame.ranges.append((start, end))
        elif frame.ranges[-1][1] == start:
            frame.ranges[-1] = (frame.ranges[-1][0], end)
        else:
            frame.ranges.append((start, end))

    def _flush(self) -> None:
        frame = self._stack[-1]
        if frame.ranges:
            text = "".join([self._text[start:end] for start, end in frame.ranges])
            frame.parts.append(BodyText(text, frame.text_line))
            frame.ranges = []

    def _add_divider(self, piece: Divider) -> None:
        """Add the divider; inside a call Hugo swallows it."""
        if len(self._stack) == 1:
            self._flush()
            self._stack[-1].parts.append(SummaryDivider(self._lines.place(piece.start)[0]))

    def _add_closing(self, piece: Tag, *, stray: bool) -> None:
        if stray:
            self._add_text(piece.start, piece.end)
            return
        self._flush()
        frame = self._stack.pop()
        if frame.tag is not None:
            self._add_call(frame.tag, tuple(frame.parts), frame.line, frame.column, piece.end)

    def _add_call(self, tag: Tag, inner: tuple[BodyPart, ...] | None, line: int, column: int, end: int) -> None:
        self._flush()
        template = self._templates.get(to_lower(tag.name))
        if template is not None and not tag.markdown and _is_for_text(template) and _is_of_hugo(tag.name):
            template = None
        self._stack[-1].parts.append(
            ShortcodeCall(
                name=tag.name,
                markdown=tag.markdown and (template is None or not template.inner_first),
                positional=tag.positional,
                named=tag.named,
                inner=inner,
                source=self._text[tag.start : end],
                line=line,
                column=column,
                own_line=_stands_alone(self._text, tag.start, end),
                template="" if template is None else template.path,
            )
        )


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether nothing but white space stands before `start` and after `end` on their lines."""
    while start > 0 and text[start - 1] in " \t\r":
        start -= 1
    while end < len(text) and text[end] in " \t\r":
        end += 1
    return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")
