"""The verb that serves: serve."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from migrate import pipeline
from migrate.cli.console import say
from migrate.cli.options import Rehearsal, TokenFile, settings_of

__all__ = ["serve"]


class Links(StrEnum):
    """What publishing checks about the targets of links."""

    OFF = "off"
    MISSING = "missing"
    UNPUBLISHED = "unpublished"


def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port for http.")] = 8000,
    https_port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port for https.", show_default="off")
    ] = None,
    bind: Annotated[
        str, typer.Option(help="Address to listen on; others than this machine's need --token-file.")
    ] = "127.0.0.1",
    rehearsal: Rehearsal = None,
    spaces: Annotated[
        list[str] | None, typer.Option("--space", help="Space to serve; may be repeated.", show_default="rehearsal")
    ] = None,
    default_locale: Annotated[str, typer.Option(help="Default locale of spaces that are made.")] = "en-US",
    token_file: TokenFile = None,
    rate_limit: Annotated[int | None, typer.Option(min=1, help="Requests a second.", show_default="off")] = None,
    faults: Annotated[Path | None, typer.Option(help="Script of faults to simulate.", show_default=False)] = None,
    links: Annotated[Links, typer.Option(help="What publishing checks about link targets.")] = Links.MISSING,
    processing_delay: Annotated[float, typer.Option(min=0.0, help="Seconds until an asset's file is ready.")] = 0.0,
    bulk_entry_operations: Annotated[
        bool, typer.Option("--bulk-entry-operations", help="Grant bulk entry operations, which not every plan has.")
    ] = False,
    fetch_remote: Annotated[
        bool, typer.Option("--fetch-remote", help="Download files of assets from other hosts, never private ones.")
    ] = False,
    names: Annotated[
        list[str] | None,
        typer.Option("--name", help="Further host name of the server; may be repeated.", show_default=False),
    ] = None,
    organization: Annotated[str, typer.Option(help="Id of the organization.")] = "rehearsal-organization",
) -> None:
    """Serve the rehearsal space over HTTP on this machine, for other clients and a browser.

    Any token is taken unless --token-file names the only one. Emulated is not real: docs/rehearsal.md says what each
    behaviour rests on.
    """
    settings = settings_of(context, needs_target=False)
    pipeline.serve(
        settings,
        pipeline.Serving(
            port=port,
            https_port=https_port,
            bind=bind,
            spaces=tuple(spaces or ()),
            default_locale=default_locale,
            token=settings.token if token_file is not None else None,
            rate_limit=rate_limit,
            faults=faults,
            links=links.value,
            processing_delay=processing_delay,
            bulk_entry_operations=bulk_entry_operations,
            fetch_remote=fetch_remote,
            names=tuple(names or ()),
            organization=organization,
        ),
        announce=lambda urls: say("The rehearsal space listens on " + " and ".join(urls) + "; Ctrl-C stops it."),
    )
