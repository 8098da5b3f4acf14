"""From a value that names something (author, category, tag, related page) to the entry that it links to.

Owns: which entry a value means, and what has to be created for it. An entry exists once: as a page, as an entry of a
data file, or made from the value. Does not own the fields of such entries (`fields`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from migrate.mapping.rules import ContentTypeRule, FieldRule, MappingRules, ReferenceRule
from migrate.model.quick import quick
from migrate.model.source import Param, ParamMap, SourcePage, SourceSite
from migrate.transform.coerce import plain_text
from migrate.transform.ids import value_entry_id, value_key
from migrate.transform.lookups import Trace
from migrate.transform.pages import PageIndex
from migrate.transform.subject import dig

__all__ = ["ReferenceIndex", "Wanted", "build_reference_index", "name_of"]

_NAME_KEYS = ("name", "title", "label", "slug", "id")


@quick
@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry that must exist because a value names it."""

    id: str
    content_type: str
    by: str
    name: str
    values: ParamMap
    """Further values, when the front matter holds a table (``author: {name: …, url: …}``)."""
    locale: str
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class ReferenceIndex:
    """What values of each referenced content type may mean."""

    known: Mapping[str, Mapping[str, str]]
    """Content type → value key → entry id, of pages and data entries."""
    terms: Mapping[str, str] = field(default_factory=dict)
    """First spelling of a term by its path, for the names of term pages."""
    prefixes: Mapping[str, str] = field(default_factory=dict)

    trace: Trace = field(default_factory=Trace)
    """Told who asks for whom."""

    def find(self, content_type: str, names: Sequence[str]) -> str:
        """Return the entry that the first of `names` means which means one, "" when none does."""
        known = self.known.get(content_type, {})
        found = next((known[name] for name in names if name in known), "")
        self.trace.value(content_type, names, found)
        return found

    def resolve(self, reference: ReferenceRule, name: str, values: ParamMap) -> tuple[str, bool]:
        """Return the entry id that `name` means, and whether it has to be made from the value."""
        known = self.find(reference.content_type, tuple(_keys(reference.match, name, values)))
        if known:
            return known, False
        prefix = self.prefixes.get(reference.content_type, "")
        return value_entry_id(reference.content_type, name, prefix, exact=reference.match == "exact"), True


def _keys(match: str, name: str, values: ParamMap) -> Iterator[str]:
    yield _key(match, name)
    for key in ("slug", "id", "identifier", "key"):
        text = plain_text(dig(values, (key,)))
        if text:
            yield _key(match, text)


def _key(match: str, name: str) -> str:
    return name.strip() if match == "exact" else value_key(name)


def name_of(value: Param, by: str) -> tuple[str, ParamMap] | None:
    """Return the name in a value that refers to something, and the other values beside it; None when there is none."""
    if isinstance(value, Mapping):
        for key in (by, *_NAME_KEYS):
            text = plain_text(dig(value, (key,)))
            if text and text.strip():
                return text.strip(), value
        return None
    text = plain_text(value)
    return (text.strip(), {}) if text and text.strip() else None


def build_reference_index(
    site: SourceSite,
    rules: MappingRules,
    pages: PageIndex,
    data: Mapping[str, Mapping[str, str]],
) -> ReferenceIndex:
    """Return the index of all that values may mean; `data` holds the entries of data files by content type."""
    wanted = _referenced(rules)
    known: dict[str, dict[str, str]] = {name: dict(data.get(name, {})) for name in wanted}
    terms: dict[str, str] = {}
    for group in pages.groups:
        for page in group:
            for refs in page.terms.values():
                for ref in refs:
                    terms.setdefault(ref.path, ref.text)
    for group in pages.groups:
        page_id = pages.ids[(group[0].lang, group[0].path)]
        content_type = pages.types[page_id]
        for match in wanted.get(content_type, ()):
            for page in group:
                for name in _names(page, terms):
                    known[content_type].setdefault(_key(match, name), page_id)
    prefixes = {rule.id: rule.id_prefix for rule in rules.content_types if rule.id_prefix}
    return ReferenceIndex(known, terms, prefixes)


def _names(page: SourcePage, terms: Mapping[str, str]) -> Iterator[str]:
    """Yield what people call a page, the surest name first."""
    for name in (page.slug, page.base_name, page.path.rpartition("/")[2], terms.get(page.path, ""), page.title):
        if name:
            yield name


def _referenced(rules: MappingRules) -> Mapping[str, Sequence[str]]:
    """Return the content types that values refer to, each with the ways of recognising them."""
    found: dict[str, list[str]] = {}
    for rule in _link_fields(rules.content_types):
        if rule.reference is not None and rule.reference.match != "page":
            ways = found.setdefault(rule.reference.content_type, [])
            if rule.reference.match not in ways:
                ways.append(rule.reference.match)
    for data in rules.data:
        found.setdefault(data.content_type, [])
    return found


def _link_fields(types: Sequence[ContentTypeRule]) -> Iterator[FieldRule]:
    for content_type in types:
        yield from (rule for rule in content_type.fields if rule.reference is not None)
