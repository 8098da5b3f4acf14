"""What the pages know of entries and assets: title, type, state, picture. Reads only."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from migrate.rehearsal.database import Transaction
from migrate.rehearsal.files import own_file_path
from migrate.rehearsal.payload import Json, Object, object_at, parse_object, text_at
from migrate.rehearsal.records import all_records

__all__ = ["Card", "Names", "cards_for", "default_locale", "names_of", "state_of", "to_card"]

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Names:
    """Content types by id: what they are called and which field is an entry's title."""

    names: Mapping[str, str]
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Card:
    """An entry or asset in short. `picture` is a path on this server, or ""."""

    kind: str
    id: str
    title: str
    type: str
    state: str
    version: int
    updated: str
    picture: str = ""
    file: str = ""
    url: str = ""


def names_of(transaction: Transaction, env: int) -> Names:
    """Return what the content types of an environment are called."""
    records = all_records(transaction, env, "ContentType")
    return Names(
        {record.id: text_at(record.body, "name") for record in records},
        {record.id: text_at(record.body, "displayField") for record in records},
    )


def state_of(sys: Object) -> str:
    """Return draft, changed, published or archived."""
    version, published = sys.get("version"), sys.get("publishedVersion")
    if "archivedVersion" in sys:
        return "archived"
    if not isinstance(published, int) or not isinstance(version, int):
        return "draft"
    return "published" if version == published + 1 else "changed"


def default_locale(values: Json) -> Json:
    """Return the first value among locales."""
    return next(iter(object_at(values).values()), None)


def to_card(kind: str, sys: Object, body: Object, names: Names) -> Card:
    """Return an entity in short."""
    fields = object_at(body, "fields")
    content_type = text_at(sys, "contentType", "sys", "id")
    title = default_locale(fields.get("title" if kind == "Asset" else names.titles.get(content_type, "")))
    file = object_at(default_locale(fields.get("file"))) if kind == "Asset" else {}
    path = own_file_path(text_at(file, "url"))
    version = sys.get("version")
    return Card(
        kind=kind,
        id=text_at(sys, "id"),
        title=title if isinstance(title, str) and title.strip() else text_at(sys, "id"),
        type=names.names.get(content_type, content_type) if kind == "Entry" else text_at(file, "contentType"),
        state=state_of(sys),
        version=version if isinstance(version, int) else 0,
        updated=text_at(sys, "updatedAt")[:16].replace("T", " "),
        picture=path if text_at(file, "contentType").startswith("image/") else "",
        file=path,
        url=text_at(file, "url"),
    )


def cards_for(
    transaction: Transaction, env: int, links: Collection[tuple[str, str]], names: Names
) -> Mapping[tuple[str, str], Card]:
    """Return the targets of links that exist, by kind and id."""
    found: dict[tuple[str, str], Card] = {}
    for kind in ("Entry", "Asset"):
        ids = sorted({entity for linked, entity in links if linked == kind})
        for start in range(0, len(ids), _CHUNK):
            part = ids[start : start + _CHUNK]
            marks = ", ".join("?" * len(part))
            rows = transaction.execute(
                f"SELECT sys, body FROM entity WHERE env = ? AND kind = ? AND id IN ({marks})", (env, kind, *part)
            )
            for card in _cards(kind, rows, names):
                found[kind, card.id] = card
    return found


def _cards(kind: str, rows: Iterable[tuple[str, str]], names: Names) -> Iterable[Card]:
    for sys, body in rows:
        yield to_card(kind, parse_object(sys), parse_object(body), names)
