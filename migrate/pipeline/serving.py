"""`serve`: the rehearsal space for other clients."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import SecretStr

from migrate.pipeline.opening import REHEARSAL, make_folder
from migrate.rehearsal import RehearsalOptions, ServeSettings, read_fault_script
from migrate.rehearsal import serve as serve_rehearsal
from migrate.settings import Settings

__all__ = ["Serving", "serve"]


@dataclass(frozen=True, slots=True)
class Serving:
    """What the rehearsal server shall be like."""

    port: int
    https_port: int | None
    bind: str
    spaces: tuple[str, ...]
    """() = one called ``rehearsal``."""
    default_locale: str
    token: SecretStr | None
    """The only token that is taken; None takes any."""
    rate_limit: int | None
    """Requests a second; None = as many as come."""
    faults: Path | None
    links: Literal["off", "missing", "unpublished"]
    processing_delay: float
    """Seconds."""
    bulk_entry_operations: bool
    fetch_remote: bool
    names: tuple[str, ...] = ()
    """Further host names of the server."""
    organization: str = "rehearsal-organization"


def serve(settings: Settings, serving: Serving, *, announce: Callable[[Sequence[str]], None]) -> None:
    """Serve the rehearsal space until interrupted; `announce` is told the addresses once they listen.

    Raises:
        ConfigurationError: a port is taken, the script of faults is wrong, or a foreign address has no token.
    """
    make_folder(settings.rehearsal.parent)
    serve_rehearsal(
        ServeSettings(
            database=settings.rehearsal,
            spaces=serving.spaces or (REHEARSAL,),
            default_locale=serving.default_locale,
            host=serving.bind,
            port=serving.port,
            https_port=serving.https_port,
            names=serving.names,
            options=RehearsalOptions(
                token=serving.token.get_secret_value() if serving.token else None,
                rate_limit=serving.rate_limit,
                faults=read_fault_script(serving.faults) if serving.faults else None,
                links=serving.links,
                processing_delay=serving.processing_delay,
                bulk_entry_operations=serving.bulk_entry_operations,
                fetch_remote=serving.fetch_remote,
                organization=serving.organization,
            ),
        ),
        announce,
    )
