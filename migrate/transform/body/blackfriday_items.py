"""One item of a list as Blackfriday took it from the lines; see `blackfriday`."""

from collections.abc import Callable

from migrate.transform.body.blackfriday_lines import BULLET, HEADING, NUMBER, RULE

__all__ = ["is_item", "read_item"]

Rewrite = Callable[[list[str]], list[str]]


def is_item(line: str) -> bool:
    """Tell whether a list item may begin with this line."""
    return BULLET.match(line) is not None or NUMBER.match(line) is not None


def read_item(lines: list[str], at: int, blocks: Rewrite, text: Rewrite) -> tuple[int, list[str], bool]:
    """Return lines taken, content as CommonMark, and whether the list ends with this item.

    Args:
        lines: the lines around the item.
        at: where it begins.
        blocks: rewrites lines that are blocks.
        text: rewrites lines that are nothing but words.

    """
    first = lines[at]
    own_indent = min(len(first) - len(first.lstrip(" ")), 3)
    match = BULLET.match(first) or NUMBER.match(first)
    raw = [first[match.end() :] if match is not None else first]
    sublist = 0
    blank = has_blocks = ends = False
    position = at + 1
    while position < len(lines):
        line = lines[position]
        if not line.strip():
            blank = True
            position += 1
            continue
        indent = min(len(line) - len(line.lstrip(" ")), 4)
        chunk = line[indent:]
        words = chunk[0].isalpha()
        if not words and ((BULLET.match(chunk) and not RULE.match(chunk)) or NUMBER.match(chunk)):
            has_blocks = has_blocks or blank
            if indent <= own_indent:
                break
            sublist = sublist or len(raw) + blank
        elif not words and HEADING.match(chunk):
            if blank and indent < 4:
                ends = True
                break
            has_blocks = True
        elif blank and indent < 4:
            ends = True
            break
        elif blank:
            has_blocks = True
        if blank:
            raw.append("")
            blank = False
        raw.append(chunk)
        position += 1
    else:
        ends = True
    if has_blocks:
        parts = [raw[:sublist], raw[sublist:]] if sublist else [raw]
        content = [line for part in parts for line in ["", *blocks(part)[1:]]][1:]
    else:
        content = text(raw[:sublist] if sublist else raw)
        if sublist:
            content += blocks(raw[sublist:])[1:]
    return position - at, content, ends
