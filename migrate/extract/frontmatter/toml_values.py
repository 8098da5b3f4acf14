"""TOML text to values, with the errors of this package.

Owns: the one place that reads TOML of a site. Does not own: what a date means: local dates and times become strings,
as Hugo shows them, and local date-times stay naive, so that the reader of dates can put them into the site's zone.
"""

import re
import tomllib
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

from migrate.extract.frontmatter.error import FrontMatterError
from migrate.extract.frontmatter.limits import DEEPEST, check_depth, too_deep
from migrate.extract.frontmatter.toml_leniency import rewrite
from migrate.extract.frontmatter.toml_times import quote_times
from migrate.extract.gotext import format_local
from migrate.model.source import Param

__all__ = ["read_toml"]

_POSITION = re.compile(r"\(at line (\d+), column \d+\)")
_KEY = re.compile(
    r"""^[ \t]*(\[\[?)?[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([\w-]+))[ \t]*(?=[.=\]])""", re.MULTILINE | re.ASCII
)
_SIGN = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*+"""|"(?:[^"\\\n]|\\.)*+"'''
    r"""|'''(?:[^']|'(?!''))*+'''|'[^'\n]*+'|\#[^\n]*+|[\[\]{}]""",
    re.DOTALL,
)

_DOTTED = re.compile(r"""(?:^|[{,])[ \t\[]*(?:[\w"'-]+[ \t]*\.[ \t]*){""" + f"{DEEPEST}}}", re.MULTILINE | re.ASCII)

_LARGEST = 2**63


def read_toml(text: str, source: str, line: int = 1) -> tuple[Param, dict[str, int]]:
    """Return the value of a TOML text and the lines on which its top-level keys stand.

    Raises:
        FrontMatterError: not TOML, or nested too deep.

    """
    check_depth(text, _SIGN, source, line)
    if dotted := _DOTTED.search(text):
        raise too_deep(source, line + text.count("\n", 0, dotted.end()))
    try:
        value = _parse(quote_times(text))
    except (ValueError, RecursionError) as error:
        position = _POSITION.search(str(error))
        where = line + int(position[1]) - 1 if position else line
        message = f"TOML cannot be read: {_POSITION.sub('', str(error)).strip()}"
        raise FrontMatterError(message, where=f"{source}:{where}", hint="Correct the TOML") from error
    return _plain(value, source, line, DEEPEST), _key_lines(text, value, line)


def _parse(text: str) -> dict[str, Any]:
    """Parse TOML 1.0, and 1.1 as far as it can be written as 1.0.

    Raises:
        ValueError: neither; the message is that for the text as written.

    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        rewritten = rewrite(text)
        if rewritten != text:
            with suppress(ValueError):
                return tomllib.loads(rewritten)
        raise


def _plain(value: Any, source: str, line: int, levels: int) -> Any:
    """Replace what `Param` does not know: local dates and times by their text.

    Raises:
        FrontMatterError: dotted keys nest deeper than `levels`, or an integer is too large.

    """
    match value:
        case dict() | list() if levels < 0:
            raise too_deep(source, line)
        case dict():
            return {key: _plain(item, source, line, levels - 1) for key, item in value.items()}
        case list():
            return [_plain(item, source, line, levels - 1) for item in value]
        case datetime():
            return value
        case bool():
            return value
        case int() if not -_LARGEST <= value < _LARGEST:
            # Python writes out no number of some thousand digits, but any in hexadecimal ones.
            shown = str(value) if value.bit_length() < 1000 else hex(value)
            message = f"TOML cannot be read: {shown[:40]} does not fit into 64 bits"
            raise FrontMatterError(message, where=f"{source}:{line}", hint="Put quotes around the number")
        case time():
            return format_local(value)
        case date():
            return value.isoformat()
        case _:
            return value


def _key_lines(text: str, value: dict[str, Any], line: int) -> dict[str, int]:
    lines: dict[str, int] = {}
    position = 0
    in_table = False
    for match in _KEY.finditer(text):
        line += text.count("\n", position, match.start())
        position = match.start()
        in_table = in_table or match[1] is not None
        key = match[2] or match[3] or match[4] or ""
        if key in value and (match[1] is not None or not in_table):
            lines.setdefault(key, line)
    return lines
