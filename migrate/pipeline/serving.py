"""`serve`: the rehearsal space for other clients."""

from collections.abc import Callable, Sequence

from migrate.pipeline.opening import REHEARSAL, make_folder
from migrate.rehearsal import RehearsalOptions, ServeSettings
from migrate.rehearsal import serve as serve_rehearsal
from migrate.settings import Settings

__all__ = ["serve"]


def serve(
    settings: Settings,
    *,
    port: int,
    https_port: int | None,
    spaces: tuple[str, ...],
    rate_limit: int | None,
    announce: Callable[[Sequence[str]], None],
) -> None:
    """Serve the rehearsal space until interrupted; `announce` is told the addresses once they listen."""
    make_folder(settings.rehearsal.parent)
    serve_rehearsal(
        ServeSettings(
            database=settings.rehearsal,
            spaces=spaces or (REHEARSAL,),
            port=port,
            https_port=https_port,
            options=RehearsalOptions(rate_limit=rate_limit),
        ),
        announce,
    )
