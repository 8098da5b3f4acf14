"""The options that several verbs share, with their help.

Most of them are settings: a verb takes a whole group with `takes` and never names them, since `settings_of` reads them.
"""

import os
from collections.abc import Callable, Mapping
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from migrate.cli.console import check_output
from migrate.plan.policy import OnConflict
from migrate.settings import Settings, load_settings

__all__ = [
    "RAILS",
    "RATE",
    "STATE",
    "TARGET",
    "Environment",
    "JsonFile",
    "MappingFile",
    "OwnerTag",
    "Rehearsal",
    "Site",
    "Space",
    "Strict",
    "TokenFile",
    "settings_of",
    "takes",
]

Group: TypeAlias = Mapping[str, object]
"""Name of a setting → its annotation; left out, it is None."""

_SPACE_PANEL = "Where to"
_RAILS_PANEL = "Safety rails"

Site = Annotated[Path, typer.Argument(metavar="SITE", help="Folder of the Hugo site.", show_default=False)]
MappingFile = Annotated[
    Path | None,
    typer.Option("-m", "--mapping", help="Mapping file; without one a mapping is inferred.", show_default=False),
]
Space = Annotated[
    str | None,
    typer.Option(help="Contentful space id.", show_default="the rehearsal space", rich_help_panel=_SPACE_PANEL),
]
Environment = Annotated[
    str | None, typer.Option(help="Contentful environment.", show_default="master", rich_help_panel=_SPACE_PANEL)
]
_Host = Annotated[
    str | None,
    typer.Option(
        help="API host, such as https://api.eu.contentful.com.",
        show_default="https://api.contentful.com",
        rich_help_panel=_SPACE_PANEL,
    ),
]
TokenFile = Annotated[
    Path | None,
    typer.Option(help="File that holds the management token.", show_default=False, rich_help_panel=_SPACE_PANEL),
]
Rehearsal = Annotated[
    Path | None,
    typer.Option(
        help="Database of the rehearsal space.", show_default=".migrate/rehearsal.db", rich_help_panel=_SPACE_PANEL
    ),
]
_State = Annotated[
    Path | None,
    typer.Option(
        help="State file: what was written last.",
        show_default="beside the rehearsal space, or .migrate/SPACE.ENVIRONMENT.state.db",
        rich_help_panel=_SPACE_PANEL,
    ),
]
_RateShare = Annotated[
    float | None,
    typer.Option(
        min=0.01,
        max=1.0,
        help="Share of the space's request rate to use.",
        show_default="1.0",
        rich_help_panel=_SPACE_PANEL,
    ),
]
_Conflict = Annotated[
    OnConflict | None,
    typer.Option(
        "--on-conflict",
        help="What to do with a field that both sides changed.",
        show_default="theirs",
        rich_help_panel=_RAILS_PANEL,
    ),
]
_MaxDelete = Annotated[
    str | None,
    typer.Option(
        help="Most entries to unpublish, archive or delete: a count or N%.",
        show_default="10%",
        rich_help_panel=_RAILS_PANEL,
    ),
]
_AllowEverything = Annotated[
    bool | None,
    typer.Option(
        "--allow-everything",
        help="Let a run change every single entry, as after a change of the mapping.",
        rich_help_panel=_RAILS_PANEL,
    ),
]
_AllowEmpty = Annotated[
    bool | None,
    typer.Option(
        "--allow-empty",
        help="Let a site that has no page left take away what came from it.",
        rich_help_panel=_RAILS_PANEL,
    ),
]
_MaxRecords = Annotated[
    int | None,
    typer.Option(
        min=1,
        help="Entries and assets that the space may hold by its plan.",
        show_default="unknown",
        rich_help_panel=_RAILS_PANEL,
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Refuse to write while any loss is not accepted by a rule.")]
OwnerTag = Annotated[str, typer.Option(help="Tag by which we know what we made, if the mapping sets another.")]
JsonFile = Annotated[
    Path | None,
    typer.Option("--json", help="Write JSON to this file; - is stdout.", show_default=False, callback=check_output),
]

TARGET: Group = {
    "space": Space,
    "environment": Environment,
    "host": _Host,
    "token_file": TokenFile,
    "rehearsal": Rehearsal,
}
"""Which space is meant, and how it is reached."""
STATE: Group = {"state": _State}
RATE: Group = {"rate_share": _RateShare}
RAILS: Group = {
    "on_conflict": _Conflict,
    "max_delete": _MaxDelete,
    "allow_everything": _AllowEverything,
    "allow_empty": _AllowEmpty,
    "max_records": _MaxRecords,
}
"""What a plan may do."""


def takes(*groups: Group) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a verb the options of `groups` behind its own; `settings_of` finds them in the context."""
    shared = {name: annotation for group in groups for name, annotation in group.items()}

    def give(verb: Callable[..., None]) -> Callable[..., None]:
        @wraps(verb)
        def called(**given: object) -> None:
            verb(**{name: value for name, value in given.items() if name not in shared})

        own = signature(verb)
        added = [
            Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
            for name, annotation in shared.items()
        ]
        # The command line is made from what a function says of itself.
        called.__signature__ = own.replace(parameters=[*own.parameters.values(), *added])  # type: ignore[attr-defined]  # as said
        called.__annotations__ = {**verb.__annotations__, **shared}
        return called

    return give


def settings_of(context: typer.Context, *, needs_target: bool = True) -> Settings:
    """Return the settings of a verb: its options that are settings, over environment, file and defaults."""
    flags = {name: value for name, value in context.params.items() if name in Settings.model_fields}
    return load_settings(flags, environ=os.environ, folder=Path.cwd(), needs_target=needs_target)
