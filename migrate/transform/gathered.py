"""What one page gives besides its fields, collected while they are built."""

from dataclasses import dataclass, field

from migrate.model.findings import Finding
from migrate.transform.context import AssetUse, EmbeddedEntry
from migrate.transform.ledger import found
from migrate.transform.references import Wanted
from migrate.transform.subject import Place

__all__ = ["Gathered"]


@dataclass(slots=True)
class Gathered:
    """The by-products of one entry; lives as long as the entry is being built."""

    findings: list[Finding] = field(default_factory=list)
    assets: list[AssetUse] = field(default_factory=list)
    wanted: list[Wanted] = field(default_factory=list)
    embedded: list[EmbeddedEntry] = field(default_factory=list)
    blocked: bool = False
    """True when Contentful would refuse to publish the entry."""

    def tell(self, code: str, place: Place, text: str, action: str) -> None:
        """Add a finding."""
        self.findings.append(found(code, place.source, place.line, text, action))
