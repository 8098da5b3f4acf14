"""The fields that an inferred type gets: one for each key that its pages set, with the evidence for it.

Owns which field a key becomes, and which keys share one. Does not own the types (`infer`), nor what values say of a key
(`evidence`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from migrate.mapping.draft import DraftField
from migrate.mapping.evidence import KeyEvidence, gather_evidence
from migrate.mapping.names import new_field_id
from migrate.mapping.sources import HANDLED_KEYS
from migrate.model.source import Kind, SourcePage, SourceSite

__all__ = ["AUTHORS", "FEW_PAGES", "ODD_KEY", "SYMBOL_ROOM", "FieldPlan", "propose_fields"]

AUTHORS = ("author", "authors")
"""Keys that name people."""
FEW_PAGES = 3
"""So few pages get no type of their own, and every key of theirs a field."""
ODD_KEY = re.compile(r"[\s,|.$\"'#:]")
"""Signs that the grammar of a field's source has a use for."""
_MOST_FIELDS = 40
_RARE_SHARE = 0.01
SYMBOL_ROOM = 200
"""Characters up to which a text is proposed as Symbol."""
_NO_FIELD = HANDLED_KEYS | {"title"}
"""Keys without a field, or with the one that every type gets."""
_HUGO_FIELDS: Mapping[str, tuple[str, str]] = {
    "description": ("description", "Text from $description"),
    "summary": ("summary", "RichText from summary"),
}
"""Keys that Hugo reads by its own rules → field id and line."""


@dataclass(slots=True)
class FieldPlan:
    """What the proposal of single types needs to know of the whole."""

    site: SourceSite
    taxonomies: dict[str, str] = field(default_factory=dict)
    """Taxonomy in use → content type."""
    split: set[str] = field(default_factory=set)
    """Taxonomies whose terms are lists in one string."""
    authors: bool = False
    """Whether a type is made for people."""
    ids: set[str] = field(default_factory=set)
    """Ids of content types that are taken."""


def propose_fields(plan: FieldPlan, pages: Sequence[SourcePage], *, with_body: bool) -> tuple[DraftField, ...]:
    """Return the fields for what `pages` have; rare keys share one Object field."""
    found = gather_evidence(pages)
    total = len(pages)
    title = "Text" if any(len(page.title) > SYMBOL_ROOM for page in pages) else "Symbol"
    url = "Text" if any(len(page.rel_permalink) > SYMBOL_ROOM for page in pages) else "Symbol"
    used = {"title", "slug", "url", "body", "params"}
    fields = [
        DraftField("title", f"{title} from $title", ""),
        DraftField("slug", "Symbol from $slug", ""),
        DraftField("url", f"{url} from $url", ""),
    ]
    one_type = len({page.type for page in pages}) == 1
    rare: list[KeyEvidence] = []
    if "date" not in found and any(page.date is not None and page.kind is Kind.PAGE for page in pages):
        own = ", localized" if _dates_differ(pages) else ""
        fields.append(DraftField(new_field_id("date", used), f"Date from $date{own}", "from other date keys"))
    for evidence in found.values():
        if evidence.key in _NO_FIELD or (evidence.key == "type" and one_type):
            continue
        few = evidence.pages < max(2, total * _RARE_SHARE) and total > FEW_PAGES
        if evidence.key not in _HUGO_FIELDS and (few or len(fields) >= _MOST_FIELDS or ODD_KEY.search(evidence.key)):
            rare.append(evidence)
            continue
        made = _field(plan, evidence, total, used)
        fields += made
    if rare:
        names = ", ".join(held.spelling for held in rare[:8]) + (" …" if len(rare) > 8 else "")
        own = ", localized" if len(plan.site.config.languages) > 1 else ""
        fields.append(DraftField("params", f"Object from $params{own}", f"rare keys: {names}"))
    if with_body:
        fields.append(DraftField("body", "RichText from $body", ""))
    bundles = sum(any(held.type != "page" for held in page.resources) for page in pages)
    if bundles:
        own = ", localized" if _resources_differ(pages) else ""
        fields.append(
            DraftField(new_field_id("resources", used), f"Asset[] from $resources{own}", f"{bundles:,} bundles")
        )
    return tuple(fields)


def _field(plan: FieldPlan, evidence: KeyEvidence, total: int, used: set[str]) -> list[DraftField]:
    """Return the field for one key, and one more for an image inside a table."""
    words = f"{evidence.pages:,} of {total:,}" + (f"; odd: {evidence.odd}" if evidence.odd else "")
    own = ", localized" if evidence.differs else ""
    hugo = _HUGO_FIELDS.get(evidence.key)
    if hugo is not None and evidence.type in ("Symbol", "Text", "Date", "Asset"):
        return [DraftField(new_field_id(hugo[0], used), hugo[1] + own, words)]
    if evidence.key in plan.taxonomies:
        type_id = plan.taxonomies[evidence.key]
        if evidence.key in plan.split:
            words += "; several terms in one string"
            line = f'Entry({type_id})[] from {evidence.key}, split ","{own}'
            return [DraftField(new_field_id(evidence.spelling, used), line, words)]
        line = f"Entry({type_id})[] from $terms.{evidence.key}{own}"
        return [DraftField(new_field_id(evidence.spelling, used), line, words)]
    source = evidence.spelling
    if plan.authors and evidence.key in AUTHORS and evidence.names:
        many = "[]" if set(evidence.kinds) & {"texts", "tables"} or evidence.key == "authors" else ""
        return [DraftField(new_field_id(evidence.spelling, used), f"Entry(author){many} from {source}{own}", words)]
    fields = [DraftField(new_field_id(evidence.spelling, used), f"{evidence.type} from {source}{own}", words)]
    if evidence.comma_separated and evidence.type in ("Symbol", "Text"):
        fields[0] = replace(fields[0], evidence=f'{words}; looks like a list: Symbol[] from {source}, split ","')
    images = sorted(key for key, more in evidence.image_keys.items() if key and more > 0 and not ODD_KEY.search(key))
    for key in images if evidence.type == "Object" else ():
        field_id = new_field_id(f"{evidence.spelling}-{key}", used)
        fields.append(DraftField(field_id, f"Asset from {source}.{key}{own}", "an image inside the table"))
    return fields


def _dates_differ(pages: Sequence[SourcePage]) -> bool:
    dates = {page.key: page.date for page in pages}
    return any(dates[page.key] != page.date for page in pages)


def _resources_differ(pages: Sequence[SourcePage]) -> bool:
    paths = {page.key: [held.path for held in page.resources] for page in pages}
    return any(paths[page.key] != [held.path for held in page.resources] for page in pages)
