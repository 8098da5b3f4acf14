"""What went back into the posts, and what did not, as terminal text and as JSON."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from migrate.model.canonical import Json, JsonObject
from migrate.report.plan_text import show_value
from migrate.report.wording import counted

__all__ = ["Pulled", "PulledFile", "PulledValue", "pulled_json", "pulled_lines"]


@dataclass(frozen=True, slots=True)
class PulledValue:
    """One edit that somebody made in Contentful."""

    entry: str
    field: str
    locale: str
    source: str
    """The post, relative to the site; "" when there is none."""
    value: Json
    """What the editor made of it."""
    reason: str
    """Why it was not written back; "" when it was."""


@dataclass(frozen=True, slots=True)
class PulledFile:
    """A post that was changed."""

    source: str
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Pulled:
    """The outcome of writing back."""

    values: Sequence[PulledValue]
    files: Sequence[PulledFile]
    dry_run: bool

    @property
    def written(self) -> int:
        """How many values went back."""
        return sum(not value.reason for value in self.values)

    @property
    def partial(self) -> bool:
        """Whether something could not be written back."""
        return self.written < len(self.values)


def pulled_lines(pulled: Pulled) -> Iterator[Text]:
    """Yield what happened, a line per value, then what is left to a person."""
    if not pulled.values:
        yield Text("Nobody has changed anything in Contentful since; there is nothing to bring back.", style="bold")
        return
    what = f"{counted(pulled.written, 'value')} in {counted(len(pulled.files), 'post')}"
    done = f"{'Would write back' if pulled.dry_run else 'Written back:'} {what}."
    yield Text(done if pulled.written else "None of the edits can be written back.", style="bold")
    for value in pulled.values:
        if not value.reason:
            name = value.field + (f" ({value.locale})" if value.locale else "")
            shown = show_value(value.value) if value.value is not None else "(empty)"
            yield Text(f"  {value.source}  {name}: {shown}", style="green")
    if pulled.dry_run:
        for file in pulled.files:
            yield from _diff(file)
    left = [value for value in pulled.values if value.reason]
    if left:
        yield Text(f"Not written back: {counted(len(left), 'value')}", style="bold yellow")
        for value in left:
            name = value.field + (f" ({value.locale})" if value.locale else "")
            place = f" ({value.source})" if value.source else ""
            yield Text(f"  {value.entry}  {name}: {value.reason}{place}", style="yellow")
        yield Text("They stay as they are in Contentful, and every sync keeps them.", style="dim")
    if pulled.files and not pulled.dry_run:
        yield Text(
            "Look at the posts and commit them; the next sync has nothing to write for these values.", style="dim"
        )


def pulled_json(pulled: Pulled) -> JsonObject:
    """Return the same as ``--json`` writes it, schema version 1."""
    return {
        "version": 1,
        "dryRun": pulled.dry_run,
        "files": [file.source for file in pulled.files],
        "values": [
            {
                "entry": value.entry,
                "field": value.field,
                "locale": value.locale,
                "source": value.source,
                "value": value.value,
                "reason": value.reason,
            }
            for value in pulled.values
        ],
    }


def _diff(file: PulledFile) -> Iterator[Text]:
    before, after = (data.decode("utf-8", "replace").splitlines() for data in (file.before, file.after))
    for line in difflib.unified_diff(before, after, file.source, file.source, n=1, lineterm=""):
        yield Text(f"    {line}", style={"+": "green", "-": "red"}.get(line[:1], "dim"))
