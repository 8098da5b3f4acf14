"""The options that several verbs share, with their help."""

import os
from pathlib import Path
from typing import Annotated

import typer

from migrate.plan.policy import OnConflict
from migrate.settings import Settings, load_settings

__all__ = [
    "AllowEmpty",
    "AllowEverything",
    "Conflict",
    "Environment",
    "Host",
    "JsonFile",
    "MappingFile",
    "MaxDelete",
    "MaxRecords",
    "OwnerTag",
    "RateShare",
    "Rehearsal",
    "Site",
    "Space",
    "State",
    "Strict",
    "TokenFile",
    "settings_of",
]

Site = Annotated[Path, typer.Argument(help="Folder of the Hugo site.", show_default=False)]
MappingFile = Annotated[
    Path | None,
    typer.Option("-m", "--mapping", help="Mapping file; without one a mapping is inferred.", show_default=False),
]
Space = Annotated[str | None, typer.Option(help="Contentful space id.", show_default=False)]
Environment = Annotated[str | None, typer.Option(help="Contentful environment.", show_default="master")]
Host = Annotated[str | None, typer.Option(help="API host, such as https://api.eu.contentful.com.", show_default=False)]
TokenFile = Annotated[Path | None, typer.Option(help="File that holds the management token.", show_default=False)]
Rehearsal = Annotated[
    Path | None, typer.Option(help="Database of the rehearsal space.", show_default=".migrate/rehearsal.db")
]
State = Annotated[Path | None, typer.Option(help="State file.", show_default="beside the rehearsal space or mapping")]
RateShare = Annotated[
    float | None, typer.Option(min=0.01, max=1.0, help="Share of the space's request rate to use.", show_default="1.0")
]
Conflict = Annotated[
    OnConflict | None,
    typer.Option("--on-conflict", help="What to do with a field that both sides changed.", show_default="theirs"),
]
MaxDelete = Annotated[
    str | None, typer.Option(help="Most entries to unpublish, archive or delete: a count or N%.", show_default="10%")
]
AllowEverything = Annotated[
    bool | None,
    typer.Option("--allow-everything", help="Let a run change every single entry, as after a change of the mapping."),
]
AllowEmpty = Annotated[
    bool | None,
    typer.Option("--allow-empty", help="Let a site that has no page left take away what came from it."),
]
MaxRecords = Annotated[
    int | None, typer.Option(min=1, help="Entries and assets that the space may hold by its plan.", show_default=False)
]
Strict = Annotated[bool, typer.Option("--strict", help="Refuse to write while any loss is not accepted by a rule.")]
OwnerTag = Annotated[str, typer.Option(help="Tag by which we know what we made, if the mapping sets another.")]
JsonFile = Annotated[
    Path | None, typer.Option("--json", help="Write JSON to this file; - is stdout.", show_default=False)
]


def settings_of(context: typer.Context, *, needs_target: bool = True) -> Settings:
    """Return the settings of a verb: its options that are settings, over environment, file and defaults."""
    flags = {name: value for name, value in context.params.items() if name in Settings.model_fields}
    return load_settings(flags, environ=os.environ, folder=Path.cwd(), needs_target=needs_target)
