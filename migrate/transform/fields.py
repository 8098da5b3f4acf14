"""One field of an entry: its source read, split, looked up, and made into what its Contentful type holds.

Owns the order of these steps and what happens when one fails. Does not own coercions (`coerce`), entries referred to
(`references`), assets (`assets`) nor Rich Text (`bodies`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC

from migrate.mapping.rules import FieldRule
from migrate.mapping.sources import SourceWord, parse_source
from migrate.model.canonical import Json
from migrate.model.quick import quick
from migrate.model.source import Param, SourcePage
from migrate.transform.bodies import PageBodies
from migrate.transform.coerce import LIST_LIMIT, coerce, plain_text, shown
from migrate.transform.context import AssetUses
from migrate.transform.gathered import Gathered
from migrate.transform.references import Wanted, name_of
from migrate.transform.subject import PageSubject, Place, Subject, dig, is_set
from migrate.transform.world import World

__all__ = ["FieldRun", "read_field"]

_DATE_KEYS: Mapping[str, str] = {
    "date": "$date",
    "publishdate": "$publishDate",
    "pubdate": "$publishDate",
    "lastmod": "$lastmod",
    "expirydate": "$expiryDate",
    "unpublishdate": "$expiryDate",
}
"""Keys that Hugo reads by itself: its reading of the value holds, time zone included."""
_FILE_KEYS = ("src", "image", "url", "file", "path", "href", "filename")
_ALT_KEYS = ("alt", "title", "name")
_CAPTION_KEYS = ("caption", "description", "credit")
_STREAMS = frozenset({"$body", "$summary"})


@quick
@dataclass(frozen=True, slots=True)
class FieldRun:
    """The reading of the fields of one entry in one locale."""

    world: World
    subject: Subject
    page: SourcePage
    """The page of the subject; for data and values the page from which paths are resolved."""
    bodies: PageBodies | None
    """None when the subject has no body."""
    locale: str
    assets: AssetUses
    gathered: Gathered


def read_field(run: FieldRun, rule: FieldRule) -> Json:
    """Return the value of `rule`, None when there is none; what else comes of it goes to ``run.gathered``."""
    if rule.constant is not None:
        return rule.constant
    for word in parse_source(rule.source):
        value = _streamed(run, rule, word) if word.name in _STREAMS else _stored(run, rule, word)
        if value is not None:
            return value
    return rule.default


def _streamed(run: FieldRun, rule: FieldRule, word: SourceWord) -> Json:
    """Return the body or the summary in the form that the field takes."""
    if word.name == "$summary":
        written = run.subject.value(word)
        if is_set(written):
            return _typed(run, rule, written, word)
    if run.bodies is None:
        return None
    if word.name == "$summary":
        return _json(run.bodies.summary()) if rule.type == "RichText" else run.bodies.summary_text()
    return _json(run.bodies.rich_text()) if rule.type == "RichText" else run.bodies.markdown()


def _json(document: object) -> Json:
    # A document is JSON by construction; its TypedDict cannot say so.
    return document  # type: ignore[return-value]  # as said above


def _stored(run: FieldRun, rule: FieldRule, word: SourceWord) -> Json:
    value = _value(run, rule, word)
    if not is_set(value):
        return None
    if rule.lookup is not None:
        value = _looked_up(rule, value)
        if value is None:
            return None
    if rule.split and isinstance(value, str):
        parts = tuple(part.strip() for part in value.split(rule.split) if part.strip())
        if len(parts) > 1 and word.name in run.world.site.config.taxonomies:
            action = f"made {len(parts)} of it; Hugo takes it for one term"
            run.gathered.tell("field-terms-split", run.subject.place(word), value, action)
        value = parts
    elif rule.split and isinstance(value, Sequence):
        value = tuple(part.strip() if isinstance(part, str) else part for item in value for part in _parts(rule, item))
    if rule.join and isinstance(value, Sequence) and not isinstance(value, str):
        value = rule.join.join(plain_text(item) or shown(item) for item in value)
    if rule.type == "Array":
        return _list(run, rule, value, word)
    if rule.type == "Link" and isinstance(value, Sequence) and not isinstance(value, str):
        return _one_of_many(run, rule, value, word)
    return _typed(run, rule, value, word)


def _parts(rule: FieldRule, item: Param) -> Iterator[Param]:
    if isinstance(item, str):
        yield from (part for part in item.split(rule.split) if part.strip())
    else:
        yield item


def _value(run: FieldRun, rule: FieldRule, word: SourceWord) -> Param:
    value = run.subject.value(word)
    if rule.type != "Date":
        return value
    hugo = _DATE_KEYS.get(word.name)
    if hugo is not None and is_set(value) and isinstance(run.subject, PageSubject):
        read = run.subject.value(SourceWord(hugo, ()))
        return read if read is not None else value
    return value


def _looked_up(rule: FieldRule, value: Param) -> Param:
    """Return what the table says of `value`, item by item for a list; what it does not know passes unless it says."""
    table, default = (rule.lookup.table, rule.lookup.default) if rule.lookup is not None else ({}, None)

    def one(item: Param) -> Param:
        key = plain_text(item)
        held = table.get(key) if key is not None else None
        if held is None and key is not None:
            held = table.get(key.strip())
        # JSON values are front-matter values too.
        return held if held is not None else (default if default is not None else item)

    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(one(item) for item in value)
    return one(value)


def _one_of_many(run: FieldRun, rule: FieldRule, items: Sequence[Param], word: SourceWord) -> Json:
    """Return the first item of a list for a field that holds one link; the others are named in a finding."""
    held = [item for item in items if is_set(item)]
    if len(held) > 1:
        text = ", ".join(shown(item) for item in held[1:])
        place = run.subject.place(word)
        run.gathered.tell("field-value-unreadable", place, text, f"kept only the first value in '{rule.id}'")
    return _typed(run, rule, held[0], word) if held else None


def _list(run: FieldRun, rule: FieldRule, value: Param, word: SourceWord) -> Json:
    items = value if isinstance(value, Sequence) and not isinstance(value, str) else (value,)
    kept: list[Json] = []
    seen: set[str] = set()
    kind = "Symbol" if rule.items == "Symbol" else "Link"
    for item in items:
        if not is_set(item):
            continue
        made = _typed(run, rule, item, word, kind)
        if made is None:
            continue
        # The same tag twice is one tag; Hugo shows it once.
        mark = repr(made)
        if mark not in seen:
            seen.add(mark)
            kept.append(made)
    if len(kept) > LIST_LIMIT:
        text = ", ".join(shown(item) for item in items[LIST_LIMIT:])
        place = run.subject.place(word)
        run.gathered.tell("field-list-too-long", place, text, f"cut '{rule.id}' after {LIST_LIMIT:,} items")
        kept = kept[:LIST_LIMIT]
    return kept or None


def _typed(run: FieldRun, rule: FieldRule, value: Param, word: SourceWord, kind: str = "") -> Json:
    """Return `value` as what the field takes; `kind` is the type of an item of a list."""
    kind = kind or rule.type
    match kind:
        case "Link" if rule.link_type == "Asset":
            return _asset(run, rule, value, word)
        case "Link":
            return _entry(run, rule, value, word)
        case "RichText":
            return _rich_text(run, rule, value, run.subject.place(word))
        case "Date" if rule.date == "date":
            kind = "Date:date"
    # Only dates ask for the zone, and finding it takes longer than most coercions.
    held = coerce(kind, value, run.subject.zone if kind.startswith("Date") else UTC)
    if held.code:
        kept = "left the field empty" if held.value is None else "cut" if "long" in held.code else "converted"
        text = held.text or shown(value)
        run.gathered.tell(held.code, run.subject.place(word), text, f"{kept} in '{rule.id}'")
    return held.value


def _rich_text(run: FieldRun, rule: FieldRule, value: Param, place: Place) -> Json:
    text = plain_text(value)
    if text is None and isinstance(value, Sequence):
        text = "\n".join(f"- {plain_text(item) or shown(item)}" for item in value)
    if text is None or run.bodies is None:
        run.gathered.tell("field-value-unreadable", place, shown(value), f"left the field empty in '{rule.id}'")
        return None
    return _json(run.bodies.rich_text_of(text, place.line or 1))


def _asset(run: FieldRun, rule: FieldRule, value: Param, word: SourceWord) -> Json:
    place = run.subject.place(word)
    destination, alt, caption = _file_of(run, value, word)
    if not destination:
        run.gathered.tell("field-value-unreadable", place, shown(value), f"left the field empty in '{rule.id}'")
        return None
    use, findings = run.assets.use(run.page, destination, alt=alt, title=caption, line=place.line)
    run.gathered.findings += (replace(finding, source=place.source) for finding in findings)
    if use is None:
        return None
    if use.hints:
        text = ", ".join(f"{key}={held}" for key, held in sorted(use.hints.items()))
        run.gathered.tell("asset-image-parameters", place, text, "linked the original")
    run.gathered.assets.append(use)
    return _link("Asset", use.id)


def _file_of(run: FieldRun, value: Param, word: SourceWord) -> tuple[str, str, str]:
    """Return destination, alternative text and caption of a value that names a file."""
    if isinstance(value, Mapping):
        texts = [_first_text(value, keys) for keys in (_FILE_KEYS, _ALT_KEYS, _CAPTION_KEYS)]
        return texts[0], texts[1], texts[2]
    destination = plain_text(value) or ""
    beside: Param = None
    if word.rest:
        beside = run.subject.value(SourceWord(word.name, word.rest[:-1]))
    if isinstance(beside, Mapping):
        return destination.strip(), _first_text(beside, _ALT_KEYS[:1]), _first_text(beside, _CAPTION_KEYS)
    return destination.strip(), "", ""


def _first_text(values: Mapping[str, Param], keys: Sequence[str]) -> str:
    texts = (plain_text(dig(values, (key,))) for key in keys)
    return next((text.strip() for text in texts if text and text.strip()), "")


def _entry(run: FieldRun, rule: FieldRule, value: Param, word: SourceWord) -> Json:
    reference = rule.reference
    if reference is None:
        raise AssertionError(rule.id)
    if reference.match == "page":
        return _page_entry(run, rule, value, run.subject.place(word))
    named = name_of(value, reference.by)
    if named is None:
        place, action = run.subject.place(word), f"left the link out of '{rule.id}'"
        run.gathered.tell("reference-value-unreadable", place, shown(value), action)
        return None
    name, values = named
    entry_id = _term_page(run, word, name)
    if entry_id and run.world.pages.types[entry_id] == reference.content_type:
        return _link("Entry", entry_id)
    entry_id, new = run.world.references.resolve(reference, name, values)
    if new:
        place = run.subject.place(word)
        run.gathered.wanted.append(
            Wanted(entry_id, reference.content_type, reference.by, name, values, run.locale, place.source, place.line)
        )
    return _link("Entry", entry_id)


def _term_page(run: FieldRun, word: SourceWord, name: str) -> str:
    """Return the entry of the term page that Hugo makes for `name`, "" when it has none."""
    if not isinstance(run.subject, PageSubject):
        return ""
    taxonomy = word.rest[0] if word.name == "$terms" and word.rest else word.name
    page = run.subject.page
    for term in page.terms.get(taxonomy, ()):
        if term.text == name:
            return run.world.pages.at(page.lang, term.path) or ""
    return ""


def _page_entry(run: FieldRun, rule: FieldRule, value: Param, place: Place) -> Json:
    text = (plain_text(value) or "").strip()
    lang = run.page.lang
    entry_id = run.world.pages.at(lang, text if text == "/" else text.rstrip("/"))
    if entry_id is None and text:
        for link in (run.world.site.reader.link(run.page, text), run.world.site.reader.ref(run.page, text)):
            if link.page is not None:
                entry_id = run.world.pages.entry_id(link.page)
                break
    reference = rule.reference
    wanted = (reference.content_type, *reference.also) if reference is not None else ()
    if entry_id is None or run.world.pages.types[entry_id] not in wanted:
        if text != "/" or entry_id is not None:
            run.gathered.tell(
                "reference-page-missing", place, text or shown(value), f"left the link out of '{rule.id}'"
            )
        return None
    return _link("Entry", entry_id)


def _link(link_type: str, entity_id: str) -> Json:
    return {"sys": {"type": "Link", "linkType": link_type, "id": entity_id}}
