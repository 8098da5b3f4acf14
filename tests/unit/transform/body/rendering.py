"""A fake of what real Hugo prints for shortcodes."""

from collections.abc import Mapping
from dataclasses import dataclass

from migrate.model.canonical import digest
from migrate.model.rendered import RenderedCall
from migrate.model.source import ShortcodeCall, SourcePage

__all__ = ["FakeRendering"]


@dataclass(frozen=True)
class FakeRendering:
    """Prints the same for every call of a name."""

    printed: Mapping[str, str]
    """Name → what Hugo prints."""
    errors: Mapping[str, str]
    """Name → why Hugo fails."""

    def rendered(self, page: SourcePage, call: ShortcodeCall) -> RenderedCall | None:
        """Return what a test listed under the name of the call."""
        if call.name in self.errors:
            return RenderedCall("", self.errors[call.name])
        return RenderedCall(self.printed[call.name]) if call.name in self.printed else None

    def digest(self, page: SourcePage) -> str:
        """Return one that fits all pages."""
        return digest([dict(self.printed), dict(self.errors)])
