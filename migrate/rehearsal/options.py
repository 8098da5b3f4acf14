"""What a rehearsal space can be told: the switches of the server, with their defaults.

Owns the option types. Does not own what the switches do: each is read where its behaviour lives.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeAlias

from migrate.rehearsal.faults import FaultScript

__all__ = ["Clock", "LinkRule", "OpenPoints", "RehearsalOptions", "ServeSettings", "utc_now"]

Clock: TypeAlias = Callable[[], datetime]

LinkRule: TypeAlias = Literal["off", "missing", "unpublished"]
"""What publishing checks about link targets: nothing, that they exist, or that they are published."""


def utc_now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class OpenPoints:
    """Behaviour of the real service that no evidence settles: one switch each, with the likelier default."""

    keep_metadata: bool = False
    """An update without `metadata` keeps the stored tags, rather than clearing them."""
    version_per_locale: bool = False
    """Processing several locales of one asset raises its version once per locale, rather than once."""
    bulk_create_status: Literal[200, 201] = 201
    """Status that answers a new bulk action."""
    bulk_limit_status: Literal[409, 429] = 429
    """Status that answers the sixth active bulk action."""


@dataclass(frozen=True, slots=True)
class RehearsalOptions:
    """How one rehearsal server behaves.

    Attributes:
        token: the only token accepted; None accepts any token, but not its absence.
        rate_limit: management requests per second and space; None is unlimited.
        delivery_rate_limit: delivery and preview requests per second; None is unlimited.
        processing_delay: seconds from the process call until an asset's file is ready.
        processing_failures: file-name patterns (`fnmatch`) whose processing never succeeds.
        job_delay: seconds a bulk action or bulk operation takes.
        bulk_entry_operations: whether the space is entitled to bulk entry operations; without, they answer 403.
        links: what publishing checks about link targets.
        faults: scripted misbehaviour; None behaves well.
        fetch_remote: whether `upload` URLs are downloaded; otherwise the file stays a reference to its URL.
        clock: the present moment, aware, in UTC.
        open_points: switches for what no evidence settles.
        organization: id of the one organization.

    """

    token: str | None = None
    rate_limit: int | None = None
    delivery_rate_limit: int | None = None
    processing_delay: float = 0.0
    processing_failures: tuple[str, ...] = ()
    job_delay: float = 0.0
    bulk_entry_operations: bool = False
    links: LinkRule = "missing"
    faults: FaultScript | None = None
    fetch_remote: bool = False
    clock: Clock = utc_now
    open_points: OpenPoints = field(default_factory=OpenPoints)
    organization: str = "rehearsal-organization"

    def __repr__(self) -> str:
        """Leave the token out: option values end in logs."""
        token = "any" if self.token is None else "set"
        return f"RehearsalOptions(token={token}, rate_limit={self.rate_limit}, links={self.links!r})"


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """Where `serve` listens and which file it serves.

    Attributes:
        database: the SQLite file; None keeps the space in memory.
        spaces: ids of the spaces to offer; created when missing.
        host: address to bind; anything but loopback needs `options.token`.
        port: port for plain HTTP, 0 for any free one, None for no such listener.
        https_port: likewise for HTTPS, with a local certificate.
        certificate_folder: where the local certificate is kept; made on first use.
        options: the server's switches.
        default_locale: code of the default locale of spaces that are created; imports refuse another one.
        names: further host names by which clients reach this server; `*.` stands for any first part.

    """

    database: Path | None = None
    spaces: tuple[str, ...] = ("rehearsal",)
    host: str = "127.0.0.1"
    port: int | None = 8000
    https_port: int | None = 8443
    certificate_folder: Path = Path(".migrate/certificate")
    options: RehearsalOptions = field(default_factory=RehearsalOptions)
    default_locale: str = "en-US"
    names: tuple[str, ...] = ()
