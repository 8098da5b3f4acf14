"""Entries made from ``data/`` files and menus.

Owns what is one entry of a data file, and by which names pages refer to it. Does not own how its fields are read
(`fields`), nor what the items of a menu are (`menus`).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from migrate.mapping.rules import ContentTypeRule, DataRule, FieldRule, MappingRules
from migrate.model.findings import Finding
from migrate.model.source import Param, ParamMap, SourceSite
from migrate.transform.coerce import plain_text, shown
from migrate.transform.dates import zone_of
from migrate.transform.ids import value_entry_id, value_key
from migrate.transform.ledger import found
from migrate.transform.menus import MENU_KEYS, menu_items
from migrate.transform.subject import DataSubject, dig
from migrate.transform.unmapped import taken_keys

__all__ = ["MENUS", "DataItem", "build_data_items", "data_names"]

MENUS = "$menus"
"""What a mapping calls the menus of the site."""
_NAMES = ("name", "title", "label")
_Values = Mapping[str, tuple[Param, str]]
"""Language → what stands there for one entry, and the file."""


@dataclass(frozen=True, slots=True)
class DataItem:
    """One entry of a data file."""

    id: str
    content_type: str
    subjects: Mapping[str, DataSubject]
    """Language → what stands there in it, that of the default language first where there is one; never empty."""
    fields: tuple[FieldRule, ...]
    """The fields of the type, with the data keys that the mapping names."""

    @property
    def subject(self) -> DataSubject:
        """What the entry is called after."""
        return next(iter(self.subjects.values()))


def build_data_items(site: SourceSite, rules: MappingRules) -> tuple[tuple[DataItem, ...], tuple[Finding, ...]]:
    """Return the entries of all data files that the mapping names, in its order, and what was wrong with them."""
    types = {rule.id: rule for rule in rules.content_types}
    items: list[DataItem] = []
    findings: list[Finding] = []
    taken: set[str] = set()
    for rule in rules.data:
        rows = list(_rows(site, rule, rules.languages))
        if not rows:
            findings.append(found("data-missing", "", 0, rule.source, "made no entry from it"))
        for key, values in rows:
            findings += _no_tables(key, values)
            item = _item(site, rule, types[rule.content_type], key, values)
            while item.id in taken:
                # Two menu items may have one name; their order tells them apart.
                key += "+"
                item = _item(site, rule, types[rule.content_type], key, values)
            taken.add(item.id)
            items.append(item)
    return tuple(items), (*findings, *_left_out(site, rules))


def data_names(items: Sequence[DataItem]) -> Mapping[str, Mapping[str, str]]:
    """Return content type → key of a name → entry id: what pages may write to mean an entry."""
    names: dict[str, dict[str, str]] = {}
    for item in items:
        held = names.setdefault(item.content_type, {})
        for name in (item.subject.key, item.subject.name):
            for key in (value_key(name), name):
                held.setdefault(key, item.id)
    return names


def _left_out(site: SourceSite, rules: MappingRules) -> Iterator[Finding]:
    """Yield a finding for each data file and each menu from which the mapping makes nothing."""
    sources = {rule.source for rule in rules.data}
    for path, file in site.data_sources.items():
        if not any(path == held or path.startswith(f"{held}.") or held.startswith(f"{path}.") for held in sources):
            yield found("data-left-out", file, 0, path, "not migrated")
    if MENUS in sources:
        return
    names: dict[str, list[str]] = {}
    for item in menu_items(site, "", rules.languages):
        for values, _ in item.values.values():
            names.setdefault(item.menu, []).append(plain_text(values.get("name")) or item.key)
    for menu, held in names.items():
        if f"{MENUS}.{menu}" not in sources:
            yield found("menu-left-out", site.config.source, 0, ", ".join(dict.fromkeys(held)), f"left out '{menu}'")


def _no_tables(key: str, values: _Values) -> Iterator[Finding]:
    for value, source in values.values():
        if not isinstance(value, Mapping) and value is not None:
            yield found("data-not-a-table", source, 0, shown(value), f"made an entry named '{key}'")


def _item(site: SourceSite, rule: DataRule, content_type: ContentTypeRule, key: str, values: _Values) -> DataItem:
    fields = tuple(
        replace(field, source=rule.fields[field.id]) if field.id in rule.fields else field
        for field in content_type.fields
    )
    taken = taken_keys(fields)
    if rule.source.partition(".")[0] == MENUS:
        taken |= MENU_KEYS
    return DataItem(
        id=value_entry_id(rule.content_type, key, content_type.id_prefix),
        content_type=rule.content_type,
        subjects={lang: _subject(site, key, *held, taken) for lang, held in values.items()},
        fields=fields,
    )


def _subject(site: SourceSite, key: str, value: Param, source: str, taken: frozenset[str]) -> DataSubject:
    values: ParamMap = value if isinstance(value, Mapping) else {"value": value}
    name = next((text for held in _NAMES if (text := plain_text(dig(values, (held,))))), "") or (
        plain_text(value) if not isinstance(value, Mapping) else None
    )
    zone = zone_of(site.config.languages[0].time_zone)
    return DataSubject(values, key, name or key, value_key(key), source, zone, taken)


def _rows(site: SourceSite, rule: DataRule, languages: Collection[str]) -> Iterator[tuple[str, _Values]]:
    """Yield key and values of each entry that `rule` means; data files have no language."""
    if rule.source.partition(".")[0] == MENUS:
        for item in menu_items(site, rule.source.partition(".")[2], languages):
            yield item.key, item.values
        return
    lang = site.config.default_language
    value = dig(site.data, rule.source.split("."))
    if isinstance(value, Mapping):
        for key in value:
            held = value[key]
            yield _key(rule, held, str(key)), {lang: (held, _file(site, f"{rule.source}.{key}"))}
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for place, held in enumerate(value, start=1):
            fallback = next((text for name in _NAMES if (text := plain_text(dig(held, (name,))))), str(place))
            yield _key(rule, held, plain_text(held) or fallback), {lang: (held, _file(site, rule.source))}


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
