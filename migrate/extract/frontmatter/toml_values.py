"""TOML text to values, with the errors of this package.

Owns: the one place that reads TOML of a site. Does not own: what a date means: local dates and times become strings,
as Hugo shows them, and local date-times stay naive, so that the reader of dates can put them into the site's zone.
"""

import re
import tomllib
from datetime import date, datetime, time
from typing import Any

from migrate.extract.frontmatter.error import FrontMatterError
from migrate.extract.frontmatter.limits import check_depth
from migrate.model.source import Param

__all__ = ["read_toml"]

_POSITION = re.compile(r"\(at line (\d+), column \d+\)")
_KEY = re.compile(
    r"""^[ \t]*(\[\[?)?[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([\w-]+))[ \t]*(?=[.=\]])""", re.MULTILINE | re.ASCII
)


def read_toml(text: str, source: str, line: int = 1) -> tuple[Param, dict[str, int]]:
    """Return the value of a TOML text and the lines on which its top-level keys stand.

    Raises:
        FrontMatterError: not TOML, or nested too deep.

    """
    check_depth(text, "{[", "}]", source, line)
    try:
        value = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        position = _POSITION.search(str(error))
        where = line + int(position[1]) - 1 if position else line
        message = f"TOML cannot be read: {_POSITION.sub('', str(error)).strip()}"
        raise FrontMatterError(message, where=f"{source}:{where}", hint="Correct the TOML") from error
    return _plain(value), _key_lines(text, value, line)


def _plain(value: Any) -> Any:
    """Replace what `Param` does not know: local dates and times by their text."""
    match value:
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list():
            return [_plain(item) for item in value]
        case datetime():
            # Hugo passes a date-time with an offset on without its fraction.
            return value.replace(microsecond=0) if value.tzinfo else value
        case date() | time():
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
