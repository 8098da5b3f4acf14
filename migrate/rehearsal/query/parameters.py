"""Reading a query string: three encodings of lists, paging, order and selection.

Owns the syntax. JavaScript clients send ``sys.id[in][0]=a&sys.id[in][1]=b``, the Python client ``sys.id[in]=a,b`` with
everything percent-encoded, the migration tool the same raw. All three arrive here decoded.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass

from migrate.rehearsal.answers import invalid_query

__all__ = ["Condition", "Parameters", "page_token", "parse_parameters"]

MAX_LIMIT = 1000
DEFAULT_LIMIT = 100

OPERATORS = frozenset({"ne", "in", "nin", "all", "exists", "match", "lt", "lte", "gt", "gte", "near", "within"})
_LIST_OPERATORS = frozenset({"in", "nin", "all", "near", "within"})
_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_CONTROL = frozenset(
    {"skip", "limit", "order", "select", "cursor", "pageNext", "pagePrev", "access_token", "include", "locale"}
    # Asked for by previews that edit in place; answers have no such maps.
    | {"includeContentSourceMaps"}
)


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter: a path such as ``fields.slug``, an operator ("" is equality), and what it is compared with."""

    path: str
    operator: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parameters:
    """A query string, understood.

    Attributes:
        order: paths, each with a leading ``-`` for descending.
        select: paths to show, empty for everything.
        cursor: whether pages are linked by tokens.
        start: number of the first row of a page by cursor.
        include: depth to which links are resolved, None when not asked for.
        locale: the locale asked for, or "".

    """

    conditions: tuple[Condition, ...]
    skip: int = 0
    limit: int = DEFAULT_LIMIT
    order: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    cursor: bool = False
    start: int = 0
    include: int | None = None
    locale: str = ""


def parse_parameters(query: Iterable[tuple[str, str]]) -> Parameters:
    """Understand the pairs of a query string.

    Raises:
        Refusal: 400 when a name, number or operator makes no sense.

    """
    lists: dict[tuple[str, str], list[str]] = {}
    for name, value in query:
        path, operator = _split_name(name)
        lists.setdefault((path, operator), []).append(value)
    plain = {path: values for (path, operator), values in lists.items() if not operator}
    token = _last(plain, "pageNext") or _last(plain, "pagePrev")
    return Parameters(
        conditions=tuple(
            _condition(path, operator, values)
            for (path, operator), values in lists.items()
            if operator or path not in _CONTROL
        ),
        skip=_number(plain, "skip", 0, None),
        limit=_number(plain, "limit", DEFAULT_LIMIT, MAX_LIMIT),
        order=_listed(plain, "order"),
        select=_listed(plain, "select"),
        cursor=_last(plain, "cursor") == "true" or bool(token),
        start=_read_token(token),
        include=_number(plain, "include", 0, 10) if "include" in plain else None,
        locale=_last(plain, "locale"),
    )


def page_token(start: int) -> str:
    """Return the token of the page that begins at row `start`."""
    return base64.urlsafe_b64encode(str(start).encode()).decode().rstrip("=")


def _read_token(token: str) -> int:
    if not token:
        return 0
    try:
        return int(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (binascii.Error, ValueError):
        raise invalid_query("The page token is not valid.") from None


def _split_name(name: str) -> tuple[str, str]:
    match = _NAME.fullmatch(name)
    if match is None:
        raise _unknown(name)
    brackets = re.findall(r"\[([^\[\]]*)\]", match[2])
    # A list index ends the name: sys.id[in][0], order[0], sys.id[in][].
    if brackets and (brackets[-1].isdigit() or not brackets[-1]):
        brackets.pop()
    if not brackets:
        return match[1], ""
    if len(brackets) > 1 or brackets[0] not in OPERATORS:
        raise _unknown(name)
    return match[1], brackets[0]


def _condition(path: str, operator: str, values: list[str]) -> Condition:
    if operator in _LIST_OPERATORS:
        return Condition(path, operator, tuple(part for value in values for part in value.split(",")))
    return Condition(path, operator, (values[-1],))


def _listed(plain: dict[str, list[str]], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for value in plain.get(name, ()) for part in value.split(",") if part.strip())


def _last(plain: dict[str, list[str]], name: str) -> str:
    return plain.get(name, [""])[-1]


def _number(plain: dict[str, list[str]], name: str, default: int, most: int | None) -> int:
    if name not in plain:
        return default
    text = _last(plain, name)
    if text.isascii() and text.isdigit() and len(text) < 16 and (most is None or int(text) <= most):
        return int(text)
    allowed = f"between 0 and {most}" if most is not None else "that is 0 or greater"
    raise invalid_query(f'The value provided for "{name}" is invalid. Please provide a value {allowed}')


def _unknown(name: str) -> Exception:
    return invalid_query(
        "The query you sent was invalid. Probably a filter or ordering specification is not applicable to the type of"
        " a field.",
        [{"name": "unknown", "path": [name], "details": f'The path "{name}" is not recognized'}],
    )
