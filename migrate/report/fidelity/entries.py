"""The entries of a desired space as one page shows them; implements `of_documents.Shown`."""

from collections.abc import Mapping
from dataclasses import dataclass

from migrate.mapping.rules import MappingRules
from migrate.model.canonical import Json
from migrate.model.source import SourcePage
from migrate.model.space import DesiredAsset, DesiredEntry, DesiredSpace
from migrate.report.fidelity.targets import Targets

__all__ = ["PageEntries", "SpaceEntries"]


class SpaceEntries:
    """Entries and assets by id, and the entry of each page."""

    def __init__(self, space: DesiredSpace, rules: MappingRules) -> None:
        self.entries: Mapping[str, DesiredEntry] = {entry.id: entry for entry in space.entries}
        self.assets: Mapping[str, DesiredAsset] = {asset.id: asset for asset in space.assets}
        self.roles = {type_id: role for role, type_id in rules.body.types.items()}
        self.default_locale = next(locale.code for locale in rules.locales if locale.default)
        self.bodies = {
            rule.id: field.id for rule in rules.content_types for field in rule.fields if field.source == "$body"
        }
        """Content type → its field that holds the body."""
        self._pages: dict[tuple[str, str, str], DesiredEntry] = {}
        for entry in self.entries.values():
            for locale, source in entry.sources.items():
                # A file that is mounted twice is two pages.
                known = self._pages.get((entry.page, source, locale))
                # Entries that a body embeds name no source; of several that do, the one with a body is the page.
                if known is None or (entry.content_type in self.bodies) > (known.content_type in self.bodies):
                    self._pages[entry.page, source, locale] = entry

    def of_page(self, page: SourcePage, locale: str) -> DesiredEntry | None:
        """Return the entry that the page of a content file became; None when it became none."""
        return self._pages.get((page.key, page.source, locale))


@dataclass(frozen=True, slots=True)
class PageEntries:
    """What links and embeds of one page lead to, in its locale."""

    space: SpaceEntries
    targets: Targets
    locale: str

    def entry(self, entry_id: str) -> tuple[str, Mapping[str, Json]] | None:
        """Return role and fields of an embedded entry; see `of_documents.Shown`."""
        entry = self.space.entries.get(entry_id)
        if entry is None:
            return None
        role = self.space.roles.get(entry.content_type, entry.content_type)
        return role, {name: self._value(held) for name, held in entry.fields.items()}

    def page_address(self, entry_id: str) -> str:
        """Return the URL of the page that an entry is, in this locale where it has one; else with its own host."""
        entry = self.space.entries.get(entry_id)
        if entry is None:
            return ""
        url = entry.urls.get(self.locale, "")
        if url or not entry.urls:
            return url
        return self.targets.elsewhere(next(iter(entry.urls.values())))

    def asset(self, asset_id: str) -> tuple[str, str]:
        """Return the form of an asset's file and what describes it."""
        asset = self.space.assets.get(asset_id)
        if asset is None:
            return self.targets.asset(asset_id), ""
        title = self._value(asset.fields.get("title"))
        description = self._value(asset.fields.get("description"))
        alt = title if isinstance(title, str) else ""
        if alt.endswith("…") and isinstance(description, str):
            # A title holds 256 characters; the whole of a longer one begins the description.
            alt = description.split("\n\n", 1)[0]
        origin = asset.origin
        if origin.path and not origin.path.startswith("data:"):
            return self.targets.file(origin.path, origin.sha256), alt
        return self.targets.resolve(origin.path or origin.url), alt

    def images(self, entry: DesiredEntry) -> tuple[str, ...]:
        """Return the forms of the files that fields of `entry` link to beside its texts."""
        found = (_assets(self._value(held)) for held in entry.fields.values())
        return tuple(self.asset(asset_id)[0] for ids in found for asset_id in ids)

    def resolve(self, destination: str) -> str:
        """Return the one form of a destination."""
        return self.targets.resolve(destination)

    def _value(self, held: Json) -> Json:
        if not isinstance(held, Mapping):
            return held
        return held.get(self.locale, held.get(self.space.default_locale))


def _assets(value: Json) -> list[str]:
    """Return the ids in a link to an asset, or in a list of such links."""
    if isinstance(value, list):
        return [asset_id for item in value for asset_id in _assets(item)]
    link = value.get("sys") if isinstance(value, Mapping) else None
    return [str(link.get("id"))] if isinstance(link, Mapping) and link.get("linkType") == "Asset" else []
