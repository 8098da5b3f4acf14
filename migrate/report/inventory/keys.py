"""Front-matter keys over the whole site, with the uses whose type is not the usual one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from migrate.model.source import Param, SourcePage
from migrate.report.inventory.values import KeyUse, Place

__all__ = ["count_keys"]

_MINORITY = 0.2
"""A type that at most this share of the pages uses counts as odd."""


def count_keys(pages: Iterable[SourcePage]) -> dict[str, KeyUse]:
    """Return the use of every key that an author wrote, most used first."""
    uses: dict[str, KeyUse] = {}
    places: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    for page in pages:
        for key in page.spelling:
            value = page.params.get(key)
            use = uses.setdefault(key, KeyUse(spelling=page.spelling[key]))
            kind = _type_name(value)
            use.pages += 1
            use.types[kind] += 1
            shown = _shown(value)
            use.values[shown] += 1
            places[key].append((kind, Place(page.source, page.key_lines.get(key, 1), f"{kind}: {shown}")))
    for key, use in uses.items():
        rare = {kind for kind, count in use.types.items() if count <= _MINORITY * use.pages}
        use.odd = [place for kind, place in places[key] if kind in rare]
    return dict(sorted(uses.items(), key=lambda row: (-row[1].pages, row[0])))


def _type_name(value: Param) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "text"
        case datetime():
            return "date"
        case Mapping():
            return "map"
        case _:
            kinds = sorted({_type_name(item) for item in value})
            return f"list of {kinds[0]}" if len(kinds) == 1 else "list" if not kinds else "list of mixed"


def _shown(value: Param) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    text = str(value) if not isinstance(value, str) else value
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
