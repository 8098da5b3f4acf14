"""Dates in Go's layout language (https://pkg.go.dev/time#Layout), as far as a permalink token can hold it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

__all__ = ["MONTHS", "WEEKDAYS", "format_layout", "is_layout"]

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PROBE = datetime(2019, 11, 9, 23, 1, 42, 1)  # every part differs from Go's reference time


def _offset(date: datetime, colon: bool) -> str:
    shift = date.utcoffset() or timedelta()
    minutes = abs(int(shift.total_seconds())) // 60
    sign = "-" if shift < timedelta() else "+"
    return f"{sign}{minutes // 60:02d}{':' if colon else ''}{minutes % 60:02d}"


def _hour12(date: datetime) -> int:
    return date.hour % 12 or 12


_CHUNKS: dict[str, Callable[[datetime], str]] = {
    "January": lambda date: MONTHS[date.month - 1],
    "Jan": lambda date: MONTHS[date.month - 1][:3],
    "Monday": lambda date: WEEKDAYS[date.weekday()],
    "Mon": lambda date: WEEKDAYS[date.weekday()][:3],
    "MST": lambda date: date.tzname() or "UTC",
    "2006": lambda date: f"{date.year:04d}",
    "Z0700": lambda date: _offset(date, colon=False) if date.utcoffset() else "Z",
    "__2": lambda date: f"{date.timetuple().tm_yday:3d}",
    "002": lambda date: f"{date.timetuple().tm_yday:03d}",
    "_2006": lambda date: f"_{date.year:04d}",
    "_2": lambda date: f"{date.day:2d}",
    "01": lambda date: f"{date.month:02d}",
    "02": lambda date: f"{date.day:02d}",
    "03": lambda date: f"{_hour12(date):02d}",
    "04": lambda date: f"{date.minute:02d}",
    "05": lambda date: f"{date.second:02d}",
    "06": lambda date: f"{date.year % 100:02d}",
    "15": lambda date: f"{date.hour:02d}",
    "PM": lambda date: "PM" if date.hour >= 12 else "AM",
    "pm": lambda date: "pm" if date.hour >= 12 else "am",
    "1": lambda date: str(date.month),
    "2": lambda date: str(date.day),
    "3": lambda date: str(_hour12(date)),
    "4": lambda date: str(date.minute),
    "5": lambda date: str(date.second),
}
"""The parts of a layout that word characters can form, with what they print."""
_CHUNK = re.compile(r"January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|Z0700|__2|_2006|_2|002|2006|0[1-6]|15|[1-5]|PM|pm")


def format_layout(date: datetime, layout: str) -> str:
    """Return `date` in a Go layout; what is no part of one stays as it is."""
    return _CHUNK.sub(lambda match: _CHUNKS[match.group()](date), layout)


def is_layout(text: str) -> bool:
    """Return whether `text` holds any part of a Go layout (the test that Hugo makes, with the same probe date)."""
    return format_layout(_PROBE, text) != text
