"""Dates written as the one before them: with its separator, its precision and its way to name a zone.

Owns the form only; the moment stays as it is.
"""

import re

__all__ = ["in_form_of"]

_FORM = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:(?P<gap>[Tt ])(?P<minute>\d\d:\d\d)(?P<second>:\d\d)?(?P<fraction>[.,]\d+)?"
    r"(?P<space> *)(?P<zone>[Zz]|[+-]\d\d:?\d\d)?)?\Z"
)
_ZERO = frozenset({"Z", "z", "+00:00", "+0000", None})


def in_form_of(value: str, like: str) -> str:
    """Return the date `value` in the form of the date `like`, which may stand in quotes.

    What `value` says is never dropped: a time other than midnight stays behind a day, seconds behind minutes. Anything
    that is no date in ISO 8601 leaves `value` as it is.
    """
    new, old = _FORM.match(value), _FORM.match(like.strip("'\" \t"))
    if new is None or old is None or new["gap"] is None:
        return value
    second, fraction = new["second"] or ":00", new["fraction"] or ""
    exact = second != ":00" or fraction.strip("0.,")
    if old["gap"] is None:
        midnight = new["minute"] == "00:00" and not exact and new["zone"] in _ZERO
        return new["day"] if midnight else value
    shown = second + fraction if exact or old["fraction"] else second if old["second"] else ""
    return f"{new['day']}{old['gap']}{new['minute']}{shown}{_zone(new['zone'], old)}"


def _zone(zone: str | None, old: re.Match[str]) -> str:
    if zone is None:
        return ""
    if zone in _ZERO and old["zone"] in ("Z", "z"):
        return old["space"] + old["zone"]
    offset = "+00:00" if zone in ("Z", "z") else zone
    if old["zone"] not in (None, "Z", "z") and ":" not in old["zone"]:
        offset = offset.replace(":", "")
    return (old["space"] if old["zone"] else "") + offset
