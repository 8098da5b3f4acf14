"""Dates keep their offset; what cannot be read for certain is no date."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from migrate.transform.dates import date_text, day_text, parse_date, zone_of

_EAST = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2016-11-01T10:00:00-04:00", "2016-11-01T10:00-04:00"),
        ("2016-11-01T10:00:05Z", "2016-11-01T10:00:05+00:00"),
        ("2016-11-01T10:00:05.25Z", "2016-11-01T10:00:05.250+00:00"),
        ("2016-11-01", "2016-11-01T00:00+09:00"),
        ("2016/11/1", "2016-11-01T00:00+09:00"),
        ("2016-11-01 10:00", "2016-11-01T10:00+09:00"),
        ("2016-11-01 10:00:00 +0200 CEST", "2016-11-01T10:00+02:00"),
        ("March 4, 2016", "2016-03-04T00:00+09:00"),
        ("4 Mar 2016", "2016-03-04T00:00+09:00"),
        ("Fri, 04 Mar 2016 10:11:12 -0700", "2016-03-04T10:11:12-07:00"),
    ],
)
def test_readable_dates(value: str, expected: str) -> None:
    """Usual shapes are read, without a zone in that of the site."""
    moment = parse_date(value, _EAST)
    assert moment is not None
    assert date_text(moment) == expected


@pytest.mark.parametrize(
    "value", ["soon", "", "03/04/2016", "2016-13-01", "2016-02-30", "30 Foo 2016", 20160304, True, ["2016-03-04"], None]
)
def test_unreadable_dates(value: object) -> None:
    """No guess is made, and never today."""
    assert parse_date(value, UTC) is None  # type: ignore[arg-type]


def test_datetimes_pass() -> None:
    """A datetime keeps its zone, one without gets that of the site."""
    assert parse_date(datetime(2016, 3, 4, tzinfo=_EAST), UTC) == datetime(2016, 3, 4, tzinfo=_EAST)
    assert parse_date(datetime(2016, 3, 4), _EAST) == datetime(2016, 3, 4, tzinfo=_EAST)


def test_day_is_that_of_the_moment_itself() -> None:
    """The day is not shifted to UTC."""
    assert day_text(datetime(2016, 3, 4, 1, tzinfo=_EAST)) == "2016-03-04"


def test_zones() -> None:
    """A zone is found by name; an unknown one is UTC."""
    assert zone_of("") is UTC
    assert zone_of("Not/AZone") is UTC
    assert datetime(2016, 7, 1, tzinfo=zone_of("Europe/Berlin")).utcoffset() == timedelta(hours=2)
