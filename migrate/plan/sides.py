"""The two sides of a comparison, brought into one form: what the site wants and what the space holds.

Owns what counts as the same: things that the server adds (URL, size and details of a file) are no difference; the
identity of a file is its hash or the URL that it is fetched from, and where that is not known its name, type and size.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from migrate.model.canonical import Json, JsonObject, canonical_json, digest_bytes
from migrate.model.space import DesiredAsset, DesiredEntry, FileOrigin, PublishState, RemoteEntity, Schedule
from migrate.plan.payload import PackedPayload, pack_bytes, write_body

__all__ = [
    "FILE",
    "KeptPayload",
    "Side",
    "Wanted",
    "file_identity",
    "same_file",
    "side_of_remote",
    "wanted_asset",
    "wanted_entry",
]

FILE = "file"
"""The field of an asset that is more than a value."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side's content: field → locale → value, and tags."""

    fields: Mapping[str, Mapping[str, Json]]
    tags: frozenset[str]

    def value(self, field: str, locale: str) -> Json:
        """Return a value, None when there is none."""
        return self.fields.get(field, {}).get(locale)

    def to_json(self) -> JsonObject:
        """Return the side in the form of a write's body, in which it is remembered."""
        return write_body(self.fields, self.tags)

    @staticmethod
    def from_json(value: JsonObject) -> "Side":
        """Return the side that a body stands for."""
        metadata = value.get("metadata")
        tags = metadata.get("tags") if isinstance(metadata, Mapping) else None
        return Side(_locales(value.get("fields")), frozenset(_tag_ids(tags)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry or asset as the site wants it, ready for comparison."""

    content_type: str
    side: Side
    state: PublishState
    schedule: tuple[Schedule, ...]
    origin: FileOrigin | None
    file: str
    """`file_identity` of the origin; "" for an entry."""
    create_only: frozenset[str]
    sources: tuple[str, ...]
    page: str
    urls: tuple[str, ...]
    kept: JsonObject | None = None
    """The fields where they lie on disk, None where they are in memory."""
    known: str = ""
    """The digest of everything, "" where it has to be made."""

    def payload(self) -> "PackedPayload | KeptPayload":
        """Return the content for a write: packed, or where it lies already."""
        if self.kept is None:
            return pack_bytes(canonical_json(self.side.to_json()))
        return KeptPayload(self.kept, self.side.tags)

    def digest(self) -> str:
        """Return the digest of everything wanted."""
        if self.known:
            return self.known
        rest: Json = [
            self.content_type,
            self.state.value,
            [[step.action, step.at] for step in self.schedule],
            self.file,
            sorted(self.create_only),
        ]
        return digest_bytes(canonical_json(self.side.to_json()) + b"\n" + canonical_json(rest))


@dataclass(frozen=True, slots=True)
class KeptPayload:
    """The content of an entry whose fields lie on disk; an implementation of `migrate.model.plan.Payload`."""

    fields: JsonObject
    tags: frozenset[str]

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON, made anew each time."""
        return digest_bytes(canonical_json(self.read()))

    def read(self) -> JsonObject:
        """Return the body of the write."""
        return Side(_locales(self.fields), self.tags).to_json()


def wanted_entry(entry: DesiredEntry) -> Wanted:
    """Return an entry for comparison."""
    return Wanted(
        content_type=entry.content_type,
        side=Side(_locales(entry.fields), _tag_set(entry.tags)),
        state=entry.publish,
        schedule=tuple(sorted(entry.schedule)),
        origin=None,
        file="",
        create_only=entry.create_only,
        sources=tuple(sorted(set(entry.sources.values()))),
        page=entry.page,
        urls=tuple(sorted(set(entry.urls.values()))),
        kept=None if isinstance(entry.fields, dict) else entry.fields,
        known=entry.digest,
    )


def wanted_asset(asset: DesiredAsset) -> Wanted:
    """Return an asset for comparison."""
    return Wanted(
        content_type="",
        side=Side(_locales(asset.fields), frozenset(asset.tags)),
        state=asset.publish,
        schedule=(),
        origin=asset.origin,
        file=file_identity(asset.origin),
        create_only=frozenset(),
        sources=(asset.origin.path,) if asset.origin.path else (),
        page="",
        urls=(),
    )


def file_identity(origin: FileOrigin) -> str:
    """Return what makes a file the same file: its hash, or the URL that Contentful fetches it from."""
    return f"sha256:{origin.sha256}" if origin.sha256 else origin.url


def side_of_remote(entity: RemoteEntity) -> Side:
    """Return the content of an entity of the space, without what the server adds."""
    fields = _locales(entity.fields)
    if not entity.content_type and FILE in fields:
        files = {locale: _plain_file(value) for locale, value in fields[FILE].items()}
        fields = {**fields, FILE: files}
    return Side(fields, frozenset(entity.tags))


def same_file(ours: Json, theirs: Json) -> bool:
    """Return whether the file in the space may be the site's, as far as name, type and size tell.

    `ours` is ``{fileName, contentType, size}``, `theirs` what `side_of_remote` gives. A file that was never processed
    is not there yet.
    """
    if not isinstance(ours, Mapping) or not isinstance(theirs, Mapping):
        return ours is theirs
    names = all(ours.get(name) == theirs.get(name) for name in ("fileName", "contentType"))
    sizes = not ours.get("size") or not theirs.get("size") or ours.get("size") == theirs.get("size")
    return names and sizes and bool(theirs.get("url"))


def _plain_file(value: Json) -> Json:
    if not isinstance(value, Mapping):
        return value
    details = value.get("details")
    size = details.get("size") if isinstance(details, Mapping) else None
    return {
        "fileName": value.get("fileName"),
        "contentType": value.get("contentType"),
        "url": value.get("url") or "",
        "size": size if isinstance(size, int) else 0,
    }


@lru_cache(maxsize=256)
def _tag_set(tags: tuple[str, ...]) -> frozenset[str]:
    """Return one set for all entries with the same tags: a set takes more memory than most of an item of the plan."""
    return frozenset(tags)


def _tag_ids(links: Json) -> Iterator[str]:
    for link in links if isinstance(links, list | tuple) else ():
        system = link.get("sys") if isinstance(link, Mapping) else None
        if isinstance(system, Mapping):
            yield str(system["id"])


def _locales(fields: Json) -> dict[str, Mapping[str, Json]]:
    # Contentful gives null and leaves out in turn; both mean that there is no value.
    result: dict[str, Mapping[str, Json]] = {}
    if isinstance(fields, Mapping):
        for field, by_locale in fields.items():
            if isinstance(by_locale, Mapping):
                values = {locale: value for locale, value in by_locale.items() if value is not None}
                if values:
                    result[field] = values
    return result
