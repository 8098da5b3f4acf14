"""Times of day in TOML with digits that Python's values do not keep, rewritten as the text that Hugo shows of them.

Owns: finding them: Hugo shows a fraction with as many digits as are written, nine at most. Does not own: date-times,
which are instants.
"""

import re

__all__ = ["quote_times"]

_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d+"
_FRACTION = re.compile(r"\d:\d\d\.\d", re.ASCII)
_TOKEN = re.compile(
    r'''(?P<kept>"""(?:[^"\\]|\\.|"(?!""))*+"""|"(?:[^"\\\n]|\\.)*+"'''
    r"""|'''(?:[^']|'(?!''))*+'''|'[^'\n]*+'|\#[^\n]*+|\d{4}-\d\d-\d\d[ Tt]\d\d:\d\d:\d\d\.\d+)"""
    rf"""|(?P<time>(?<![\w:.+-]){_TIME}(?![\w:.+-]))""",
    re.DOTALL | re.ASCII,
)


def quote_times(text: str) -> str:
    """Return `text` with quotes around each time of day that has a fraction."""
    return _TOKEN.sub(_quoted, text) if _FRACTION.search(text) else text


def _quoted(match: re.Match[str]) -> str:
    time = match["time"]
    return match[0] if time is None else f'"{time[: len("00:00:00.") + 9]}"'
