"""What reading the space back showed: what was compared, and what differs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from migrate.model.canonical import JsonObject
from migrate.model.plan import PlanItem, SetupItem
from migrate.report.plan_text import item_lines
from migrate.report.wording import counted

__all__ = ["Verified"]

_MOST = 50


@dataclass(frozen=True, slots=True)
class Verified:
    """The result of `verify`."""

    compared: int
    """Entries and assets looked at."""
    setup: Sequence[SetupItem]
    """Locales, tags, content types and editor interfaces that are not as the mapping wants them."""
    differences: Sequence[PlanItem]
    """What would have to be done to bring each that differs into step."""

    @property
    def differs(self) -> bool:
        """Whether anything is not as the site wants it."""
        return bool(self.setup or self.differences)

    def lines(self) -> Iterator[Text]:
        """Yield the result for a terminal."""
        if not self.differs:
            yield Text(
                f"Verified: {counted(self.compared, 'entity')} read back, each as the site wants it.", style="bold"
            )
            return
        yield Text(
            f"{counted(len(self.differences), 'difference')} in {counted(self.compared, 'entity')}:", style="bold"
        )
        for item in self.differences[:_MOST]:
            yield from item_lines(item)
        if len(self.differences) > _MOST:
            yield Text(f"  … and {len(self.differences) - _MOST:,} more", style="dim")

    def to_json(self) -> JsonObject:
        """Return the result as ``verify --json`` writes it, schema version 1."""
        return {
            "version": 1,
            "compared": self.compared,
            "setup": [{"kind": item.kind.value, "id": item.id, "reason": item.reason} for item in self.setup],
            "differences": [
                {
                    "type": item.key.type.value,
                    "id": item.key.id,
                    "contentType": item.content_type,
                    "label": item.label,
                    "reason": item.reason,
                    "sources": list(item.sources),
                    "fields": [f"{change.field}:{change.locale}" for change in item.changes],
                }
                for item in self.differences
            ],
        }
