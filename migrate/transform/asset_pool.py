"""All uses of assets by all pages, made into one asset each.

Owns title, description and file of an asset that is used many times: the first use in the order of pages decides; a
text that is still empty is filled by the next use that has one. Holds one short row per asset.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from migrate.model.canonical import Json
from migrate.model.findings import Finding
from migrate.model.space import DesiredAsset, FileOrigin, PublishState
from migrate.transform.coerce import SYMBOL_LIMIT, TEXT_LIMIT
from migrate.transform.context import AssetUse
from migrate.transform.ledger import found
from migrate.transform.media import title_from_name

__all__ = ["AssetPool"]


@dataclass(slots=True)
class _Held:
    """One asset so far."""

    use: AssetUse
    title: str
    description: str
    findings: list[Finding]


@dataclass(slots=True)
class AssetPool:
    """Grows page by page, in order."""

    _held: dict[str, _Held] = field(default_factory=dict)

    def texts(self, uses: Iterable[AssetUse]) -> dict[str, tuple[str, str]]:
        """Return title and description, so far, of the assets in `uses`."""
        return {use.id: (held.title, held.description) for use in uses if (held := self._held.get(use.id)) is not None}

    def differs(self, uses: Iterable[AssetUse]) -> bool:
        """Tell whether a page took another text for the text of an asset than the asset has."""
        for use in uses:
            held = self._held.get(use.id)
            if held is None:
                continue
            if held.title and use.title and held.title != use.title:
                return True
            if held.description and use.description and held.description != use.description:
                return True
        return False

    def add(self, uses: Iterable[AssetUse], source: str) -> None:
        """Add the uses of the page with the file `source`."""
        for use in uses:
            held = self._held.get(use.id)
            if held is None:
                self._held[use.id] = _Held(use, use.title, use.description, [])
                continue
            held.title = held.title or use.title
            held.description = held.description or use.description
            if held.use.create and use.url and held.use.url and use.url != held.use.url:
                text = f"{held.use.url} {use.url}"
                if not any(finding.text == text for finding in held.findings):
                    held.findings.append(found("asset-two-versions", source, 0, text, f"fetched {held.use.url}"))

    def assets(self, locale: str, tag: str) -> tuple[DesiredAsset, ...]:
        """Return the assets to make, sorted by id; those that the space already has are not among them."""
        return tuple(_asset(held, locale, tag) for _, held in sorted(self._held.items()) if held.use.create)


def _asset(held: _Held, locale: str, tag: str) -> DesiredAsset:
    use = held.use
    title = " ".join(held.title.split()) or title_from_name(use.file_name)
    description = held.description.strip()
    findings = list(held.findings)
    if len(title) > SYMBOL_LIMIT:
        findings.append(found("asset-title-shortened", use.path, 0, title, "kept the whole text as description"))
        description = f"{title}\n\n{description}" if description else title
        cut = title.rfind(" ", 0, SYMBOL_LIMIT)
        title = title[: cut if cut > 0 else SYMBOL_LIMIT - 1] + "…"
    file: dict[str, Json] = {"fileName": use.file_name, "contentType": use.content_type}
    if use.url:
        file["upload"] = use.url
    fields: dict[str, Json] = {"title": {locale: title}, "file": {locale: file}}
    if description:
        fields["description"] = {locale: description[:TEXT_LIMIT]}
    return DesiredAsset(
        id=use.id,
        fields=fields,
        origin=FileOrigin(use.path, use.url, use.sha256, use.size, use.public_url),
        tags=(tag,),
        publish=PublishState.PUBLISHED,
        findings=tuple(findings),
    )
