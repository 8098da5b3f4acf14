"""Places on the globe: the conditions ``near`` and ``within``."""

from migrate.rehearsal.answers import invalid_query

__all__ = ["near_distance", "within_test"]

_KILOMETRES_PER_DEGREE = 111.32


def within_test(lat: str, lon: str, values: tuple[str, ...]) -> tuple[str, tuple[float, ...]]:
    """Return SQL that tests a place against a box (two corners) or a circle (centre, radius in kilometres)."""
    numbers = _numbers(values)
    if len(numbers) == 4:
        low_lat, low_lon, high_lat, high_lon = numbers
        return f"{lat} BETWEEN ? AND ? AND {lon} BETWEEN ? AND ?", (low_lat, high_lat, low_lon, high_lon)
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
