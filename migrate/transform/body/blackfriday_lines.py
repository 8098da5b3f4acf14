"""Lines as Blackfriday told them apart: markers, fences, tables, definitions; see `blackfriday`."""

import re

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


def without_tabs(lines: list[str]) -> list[str]:
    """Return the lines with tabs as four columns, but in fences, which keep theirs."""
    out: list[str] = []
    at = 0
    while at < len(lines):
        length = fence_length(lines, at)
        if length:
            out += lines[at : at + length]
            at += length
        else:
            out.append(lines[at].expandtabs(4))
            at += 1
    return out


def take_definitions(lines: list[str]) -> tuple[list[str], list[str]]:
    """Part the definitions of reference links from the other lines; the old engine knew them anywhere but in code."""
    kept: list[str] = []
    definitions: list[str] = []
    at = 0
    while at < len(lines):
        length = fence_length(lines, at)
        if length:
            kept += lines[at : at + length]
            at += length
            continue
        line = lines[at]
        (definitions if "]:" in line and LINK_DEFINITION.match(line) else kept).append(line)
        at += 1
    return kept, definitions


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


def is_table(lines: list[str], at: int) -> bool:
    """Tell whether a table begins at `at`: a head, and a rule of as many columns with three dashes each."""
    if at + 1 >= len(lines) or "|" not in lines[at] or TABLE_RULE.match(lines[at + 1]) is None:
        return False
    return "|" in lines[at + 1] and _cells(lines[at]) == _cells(lines[at + 1])


def _cells(line: str) -> int:
    return line.strip().removeprefix("|").removesuffix("|").count("|")
