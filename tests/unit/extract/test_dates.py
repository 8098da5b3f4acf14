"""Dates of front matter and file names, beyond what the recorded cases show."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from migrate.extract.dates import date_from_name, is_zero_date, parse_date

OSLO = ZoneInfo("Europe/Oslo")
NEW_YORK = ZoneInfo("America/New_York")


def iso(value: object, zone: ZoneInfo = OSLO) -> str | None:
    """Return what `parse_date` makes of `value`, as text."""
    found = parse_date(value, zone)
    return None if found is None else found.isoformat()


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2016-03-27 02:30:00", OSLO, "2016-03-27T03:30:00+02:00"),
        ("2016-10-30 02:30:00", OSLO, "2016-10-30T02:30:00+01:00"),
        ("2016-11-06 01:30:00", NEW_YORK, "2016-11-06T01:30:00-04:00"),
        ("2016-03-13 02:30:00", NEW_YORK, "2016-03-13T01:30:00-05:00"),
    ],
)
def test_clock_changes(text: str, zone: ZoneInfo, expected: str) -> None:
    """A wall-clock time that happens twice or never is read as Go reads it."""
    assert iso(text, zone) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-03-04T10:11:12+24:00", "2016-03-03T10:11:12+00:00"),
        ("04 Mar 69 10:11 GMT+5", "1969-03-04T15:11:00+01:00"),
        ("04 Mar 68 10:11 MST", "2068-03-04T10:11:00+01:00"),
        ("2016-03-04 10:11:12 +0100 UTC", "2016-03-04T10:11:12+00:00"),
        ("fri, 04 mar 2016 10:11:12 -0700", "2016-03-04T10:11:12-07:00"),
        ("2016-03-04  10:11:12", "2016-03-04T10:11:12+01:00"),
        ("2016-03-04T10:11:12,25Z", "2016-03-04T10:11:12.250000+00:00"),
        ("12:00AM", "0001-01-01T00:00:00+00:00"),
        ("Feb 29 10:11:12", "0004-02-29T10:11:12+00:00"),
        ("0001-01-01", "0001-01-01T00:00:00+00:43"),
    ],
)
def test_accepted_forms(text: str, expected: str) -> None:
    """Rare forms that Hugo accepts."""
    assert iso(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2016-03-04T10:11:12+25:00",
        "2016-03-04T10:61:12",
        "2015-02-29",
        " 2016-03-04",
        "2016-03-04 ",
        "13:00PM",
        "04 Mar 68 10:11 ABCD",
        "٢٠١٦-03-04",
        "",
    ],
)
def test_refused_forms(text: str) -> None:
    """Near misses that Hugo refuses."""
    assert iso(text) is None


def test_seconds_are_unix_time_except_in_json() -> None:
    """An integer is an instant in YAML and TOML, an error in JSON; booleans and huge numbers are no dates."""
    assert parse_date(0, OSLO) == datetime(1970, 1, 1, tzinfo=UTC)
    assert parse_date(0, OSLO, json=True) is None
    assert parse_date(True, OSLO) is None
    assert parse_date(10**30, OSLO) is None
    assert parse_date(1.5, OSLO) is None


def test_local_date_time_takes_the_zone() -> None:
    """A naive date-time of TOML is in the site's zone; an aware one stays as it is."""
    assert iso(datetime(2016, 7, 1, 12)) == "2016-07-01T12:00:00+02:00"
    assert iso(datetime(2016, 7, 1, 12, tzinfo=UTC)) == "2016-07-01T12:00:00+00:00"


def test_fraction_behind_an_offset() -> None:
    """Hugo drops the fraction of a TOML date-time with an offset, and keeps it where site and date are in UTC."""
    seen = datetime(2016, 7, 1, 12, 0, 0, 500000, UTC)
    assert parse_date(seen, ZoneInfo("UTC")) == parse_date(seen, UTC) == seen
    assert parse_date(seen.astimezone(OSLO), UTC) == seen.replace(microsecond=0)
    assert iso(datetime(2016, 7, 1, 12, 0, 0, 500000, UTC)) == "2016-07-01T12:00:00+00:00"
    assert iso(datetime(2016, 7, 1, 12, 0, 0, 500000)) == "2016-07-01T12:00:00.500000+02:00"


def test_zero_date() -> None:
    """The first instant of the year 1 is no date to Hugo."""
    assert is_zero_date(datetime(1, 1, 1, tzinfo=UTC))
    assert not is_zero_date(datetime(1970, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2016-03-04-hello-world", ("2016-03-04T00:00:00+01:00", "hello-world")),
        ("2016-03-04", ("2016-03-04T00:00:00+01:00", "")),
        ("2016-03-04_ x -", ("2016-03-04T00:00:00+01:00", "x")),
        ("2016-03-04-10-11-12-x", ("2016-03-04T10:11:12+01:00", "x")),
        ("2016-03-04 10:11:12_x", ("2016-03-04T10:11:12+01:00", "x")),
        ("2016-03-04T10-11-12", ("2016-03-04T10:11:12+01:00", "")),
        ("2016-03-04-99-11-12-x", ("2016-03-04T00:00:00+01:00", "99-11-12-x")),
        ("2016-13-04-x", None),
        ("hello", None),
        ("", None),
    ],
)
def test_date_from_name(name: str, expected: tuple[str, str] | None) -> None:
    """The date at the start of a name and the slug that remains."""
    found = date_from_name(name, OSLO)
    assert (None if found is None else (found[0].isoformat(), found[1])) == expected
