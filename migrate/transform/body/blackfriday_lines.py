"""Lines as Blackfriday told them apart: markers, fences, tables, definitions; see `blackfriday`."""

import re
from collections.abc import Iterator

__all__ = [
    "BLOCK_TAGS",
    "BULLET",
    "DEFINITION",
    "DEFINITION_LIKE",
    "FENCE",
    "HEADING",
    "HEADING_ID",
    "LINK_DEFINITION",
    "MARKER_LIKE",
    "NOTE_DEFINITION",
    "NUMBER",
    "QUOTE",
    "RULE",
    "TABLE_RULE",
    "TAG",
    "UNDERLINE",
    "escape_rule",
    "fence_length",
    "fences",
    "indents_in_pre",
    "is_table",
    "take_definitions",
    "without_tabs",
]

BLOCK_TAGS = frozenset(
    {
        "blockquote", "del", "div", "dl", "fieldset", "form", "h1", "h2", "h3", "h4", "h5", "h6", "iframe",
        "ins", "math", "noscript", "ol", "pre", "p", "script", "style", "table", "ul", "article", "aside",
        "canvas", "figcaption", "figure", "footer", "header", "hgroup", "output", "progress", "section",
        "video",
    }
)  # fmt: skip
HEADING = re.compile(r"(#{1,6})[ ]+(.*)$")
HEADING_ID = re.compile(r"[ ]*\{#([^}]*)\}[ ]*$")
RULE = re.compile(r" {0,3}(?:(?:\*[ ]*){3,}|(?:-[ ]*){3,}|(?:_[ ]*){3,})$")
BULLET = re.compile(r" {0,3}[*+-] +")
NUMBER = re.compile(r" {0,3}\d+\. +")
DEFINITION = re.compile(r" {0,3}: +")
QUOTE = re.compile(r" {0,3}> ?")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ ]*(\S*|\{[^}]*\})[ ]*$")
UNDERLINE = re.compile(r"(=+|-+)[ ]*$")
TAG = re.compile(r"<([A-Za-z0-9]+)")
TABLE_RULE = re.compile(r" {0,3}\|?[ ]*:?-{3,}:?[ ]*(?:\|[ ]*:?-{3,}:?[ ]*)*\|?[ ]*$")
LINK_DEFINITION = re.compile(r" {0,3}\[(?!\^)[^\]]+\]:[ ]*<?[^\s<>]+>?(?:[ ]+[\"'(].*[\"')])?[ ]*$")
NOTE_DEFINITION = re.compile(r" {0,3}\[\^[^\]]+\]:")
DEFINITION_LIKE = re.compile(r"\[[^\]]+\]:")
MARKER_LIKE = re.compile(r"( *)(?:([*+-])(?=\s|$)|(\d{1,9})([.)])(?=\s|$)|(>)|(#{1,6}(?=\s|$))|(=+|-+)\s*$|(:)(?=\s))")


def without_tabs(text: str) -> str:
    """Return `text` with tabs as four columns, but in fences, which keep theirs."""
    if "\t" not in text:
        return text
    out: list[str] = []
    done = 0
    for start, end in fences(text):
        out += (text[done:start].expandtabs(4), text[start:end])
        done = end
    out.append(text[done:].expandtabs(4))
    return "".join(out)


def take_definitions(text: str) -> tuple[str, list[str]]:
    """Part the definitions of reference links from the other lines; the old engine knew them anywhere but in code."""
    found = list(_lines_with(text, "]:", LINK_DEFINITION))
    if not found:
        return text, []
    kept: list[str] = []
    definitions: list[str] = []
    done = 0
    code = iter((*fences(text), (len(text) + 1, 0)))
    start, end = next(code)
    for match in found:
        while end and end <= match.start():
            start, end = next(code)
        if match.start() < start:
            definitions.append(match[0].strip())
            kept.append(text[done : match.start()])
            done = match.end() + 1
    kept.append(text[done:])
    return "".join(kept), definitions


def fences(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of every closed fence in `text`, whole lines each, without the last line end."""
    found = [match for mark in ("```", "~~~") for match in _lines_with(text, mark, FENCE)]
    done = 0
    for match in sorted(found, key=re.Match.start) if "~~~" in text else found:
        if match.start() < done:
            continue
        mark = match[1]
        at = text.find(mark, match.end())
        while at >= 0:
            start = text.rfind("\n", 0, at) + 1
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            if text[start:end].strip() == mark:
                done = end
                yield match.start(), end
                break
            at = text.find(mark, end)


def _lines_with(text: str, sign: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield a match for each line of `text` that holds `sign` and matches `pattern`."""
    at = text.find(sign)
    while at >= 0:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        match = pattern.match(text, text.rfind("\n", 0, at) + 1, end)
        if match is not None:
            yield match
        at = text.find(sign, end)


def escape_rule(line: str) -> str:
    """Keep the rule of what is no table from making one."""
    return line.replace("|", "\\|") if line and set(line) <= set("|:- ") else line


def fence_length(lines: list[str], at: int) -> int:
    """Return the lines of the closed fence that begins at `at`, 0 when there is none."""
    first = lines[at]
    if "```" not in first and "~~~" not in first:
        return 0
    match = FENCE.match(first)
    if match is None:
        return 0
    mark = match[1]
    for position in range(at + 1, len(lines)):
        line = lines[position]
        if mark in line and line.strip() == mark:
            return position - at + 1
    return 0


def indents_in_pre(lines: list[str]) -> list[str]:
    """Return what indents each line of a paragraph that stands inside ``<pre>``, "" for the others."""
    out: list[str] = []
    inside = False
    for line in lines:
        out.append(line[: len(line) - len(line.lstrip(" "))] if inside else "")
        inside = line.rfind("<pre") > line.rfind("</pre") or (inside and "</pre" not in line)
    return out


def is_table(lines: list[str], at: int) -> bool:
    """Tell whether a table begins at `at`: a head, and a rule of as many columns with three dashes each."""
    if at + 1 >= len(lines) or "|" not in lines[at] or TABLE_RULE.match(lines[at + 1]) is None:
        return False
    return "|" in lines[at + 1] and _cells(lines[at]) == _cells(lines[at + 1])


def _cells(line: str) -> int:
    return line.strip().removeprefix("|").removesuffix("|").count("|")
