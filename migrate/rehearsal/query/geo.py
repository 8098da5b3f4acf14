"""Places on the globe: the conditions ``near`` and ``within``."""

from migrate.rehearsal.answers import invalid_query

__all__ = ["near_distance", "within_test"]

_KILOMETRES_PER_DEGREE = 111.32


def within_test(lat: str, lon: str, values: tuple[str, ...]) -> tuple[str, tuple[float, ...]]:
    """Return SQL that tests a place against a box (two corners) or a circle (centre, radius in kilometres)."""
    numbers = _numbers(values)
    if len(numbers) == 4:
        # Documentation names the lower left corner first, the official client's own tests the upper left one.
        corners = (*sorted(numbers[0::2]), *sorted(numbers[1::2]))
        return f"{lat} BETWEEN ? AND ? AND {lon} BETWEEN ? AND ?", corners
    if len(numbers) == 3:
        centre_lat, centre_lon, radius = numbers
        degrees = radius / _KILOMETRES_PER_DEGREE
        # Flat geometry is enough for a rehearsal: SQLite need not have trigonometry.
        return (
            f"({lat} - ?) * ({lat} - ?) + ({lon} - ?) * ({lon} - ?) <= ?",
            (centre_lat, centre_lat, centre_lon, centre_lon, degrees * degrees),
        )
    raise invalid_query("within needs two corners, or a centre and a radius.")


def near_distance(values: tuple[str, ...]) -> tuple[float, float]:
    """Return the centre that results of ``near`` are sorted from."""
    numbers = _numbers(values)
    if len(numbers) != 2:
        raise invalid_query("near needs a latitude and a longitude.")
    return numbers[0], numbers[1]


def _numbers(values: tuple[str, ...]) -> tuple[float, ...]:
    try:
        return tuple(float(value) for value in values)
    except ValueError:
        raise invalid_query("A place must be given as numbers.") from None
