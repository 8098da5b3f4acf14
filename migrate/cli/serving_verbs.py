"""The verb that serves: serve."""

from typing import Annotated

import typer

from migrate import pipeline
from migrate.cli.console import say
from migrate.cli.options import Rehearsal, settings_of

__all__ = ["serve"]


def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Port for http.")] = 8000,
    https_port: Annotated[int | None, typer.Option(help="Port for https.", show_default="off")] = None,
    rehearsal: Rehearsal = None,
    spaces: Annotated[
        list[str] | None, typer.Option("--space", help="Space to serve; may be repeated.", show_default=False)
    ] = None,
    rate_limit: Annotated[int | None, typer.Option(min=1, help="Requests a second.", show_default="off")] = None,
) -> None:
    """Serve the rehearsal space over HTTP on this machine, for other clients and a browser."""
    settings = settings_of(context, needs_target=False)
    pipeline.serve(
        settings,
        port=port,
        https_port=https_port,
        spaces=tuple(spaces or ()),
        rate_limit=rate_limit,
        announce=lambda urls: say("The rehearsal space listens on " + " and ".join(urls) + "; Ctrl-C stops it."),
    )
