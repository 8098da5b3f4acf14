"""Entries made from ``data/`` files and menus.

Owns what is one entry of a data file, and by which names pages refer to it. Does not own how its fields are read
(`fields`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from migrate.mapping.rules import ContentTypeRule, DataRule, FieldRule, MappingRules
from migrate.model.findings import Finding
from migrate.model.source import Param, ParamMap, SourceSite
from migrate.transform.coerce import plain_text, shown
from migrate.transform.dates import zone_of
from migrate.transform.ids import value_entry_id, value_key
from migrate.transform.ledger import found
from migrate.transform.subject import DataSubject, dig

__all__ = ["DataItem", "build_data_items", "data_names"]

_MENUS = "$menus"
_NAMES = ("name", "title", "label")


@dataclass(frozen=True, slots=True)
class DataItem:
    """One entry of a data file."""

    id: str
    content_type: str
    subject: DataSubject
    fields: tuple[FieldRule, ...]
    """The fields of the type, with the data keys that the mapping names."""


def build_data_items(site: SourceSite, rules: MappingRules) -> tuple[tuple[DataItem, ...], tuple[Finding, ...]]:
    """Return the entries of all data files that the mapping names, in its order, and what was wrong with them."""
    types = {rule.id: rule for rule in rules.content_types}
    items: list[DataItem] = []
    findings: list[Finding] = []
    taken: set[str] = set()
    for rule in rules.data:
        rows = list(_rows(site, rule))
        if not rows:
            findings.append(found("data-missing", "", 0, rule.source, "made no entry from it"))
        for key, value, source in rows:
            if not isinstance(value, Mapping) and value is not None:
                findings.append(found("data-not-a-table", source, 0, shown(value), f"made an entry named '{key}'"))
            item = _item(site, rule, types[rule.content_type], key, value, source)
            while item.id in taken:
                # Two menu items may have one name; their order tells them apart.
                key += "+"
                item = _item(site, rule, types[rule.content_type], key, value, source)
            taken.add(item.id)
            items.append(item)
    return tuple(items), tuple(findings)


def data_names(items: Sequence[DataItem]) -> Mapping[str, Mapping[str, str]]:
    """Return content type → key of a name → entry id: what pages may write to mean an entry."""
    names: dict[str, dict[str, str]] = {}
    for item in items:
        held = names.setdefault(item.content_type, {})
        for name in (item.subject.key, item.subject.name):
            for key in (value_key(name), name):
                held.setdefault(key, item.id)
    return names


def _item(
    site: SourceSite, rule: DataRule, content_type: ContentTypeRule, key: str, value: Param, source: str
) -> DataItem:
    values: ParamMap = value if isinstance(value, Mapping) else {"value": value}
    name = next((text for held in _NAMES if (text := plain_text(dig(values, (held,))))), "") or (
        plain_text(value) if not isinstance(value, Mapping) else None
    )
    zone = zone_of(site.config.languages[0].time_zone)
    return DataItem(
        id=value_entry_id(rule.content_type, key, content_type.id_prefix),
        content_type=rule.content_type,
        subject=DataSubject(values, key, name or key, value_key(key), source, zone),
        fields=tuple(
            replace(field, source=rule.fields[field.id]) if field.id in rule.fields else field
            for field in content_type.fields
        ),
    )


def _rows(site: SourceSite, rule: DataRule) -> Iterator[tuple[str, Param, str]]:
    """Yield key, value and file of each entry that `rule` means."""
    if rule.source.partition(".")[0] == _MENUS:
        for name, item in _menu_items(site, rule.source.partition(".")[2]):
            yield name, item, site.config.source
        return
    value = dig(site.data, rule.source.split("."))
    if isinstance(value, Mapping):
        for key in value:
            held = value[key]
            yield _key(rule, held, str(key)), held, _file(site, f"{rule.source}.{key}")
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for place, held in enumerate(value, start=1):
            fallback = next((text for name in _NAMES if (text := plain_text(dig(held, (name,))))), str(place))
            yield _key(rule, held, plain_text(held) or fallback), held, _file(site, rule.source)


def _key(rule: DataRule, value: Param, fallback: str) -> str:
    if rule.key == "$key":
        return fallback
    return plain_text(dig(value, rule.key.split("."))) or fallback


def _file(site: SourceSite, path: str) -> str:
    while path:
        if path in site.data_sources:
            return site.data_sources[path]
        path = path.rpartition(".")[0]
    return ""


def _menu_items(site: SourceSite, wanted: str) -> Iterator[tuple[str, ParamMap]]:
    """Yield the items of one menu, or of all, from the configuration and from the pages, each with its key."""
    for menu, item in (*_configured(site), *_on_pages(site)):
        if not wanted or menu == wanted:
            name = plain_text(item.get("identifier")) or plain_text(item.get("name")) or plain_text(item.get("url"))
            yield f"{menu} {name or 'item'}", {"menu": menu, **item}


def _configured(site: SourceSite) -> Iterator[tuple[str, ParamMap]]:
    for menu, items in site.config.menus.items():
        rows = items if isinstance(items, Sequence) and not isinstance(items, str) else (items,)
        for item in rows:
            if isinstance(item, Mapping):
                reference = plain_text(dig(item, ("pageref",)))
                yield menu, {**item, **({"page": reference} if reference else {})}


def _on_pages(site: SourceSite) -> Iterator[tuple[str, ParamMap]]:
    for page in site.pages:
        if page.lang != site.config.default_language:
            continue
        held = page.params.get("menus", page.params.get("menu"))
        base: ParamMap = {"name": page.link_title or page.title, "url": page.rel_permalink, "page": page.path}
        match held:
            case str():
                yield held, base
            case Mapping():
                for menu, item in held.items():
                    yield menu, {**base, **item} if isinstance(item, Mapping) else base
            case Sequence():
                yield from ((name, base) for name in held if isinstance(name, str))
