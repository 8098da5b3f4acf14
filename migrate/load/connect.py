"""Connecting to a space: one pooled client, one pace, both sides of the port.

Owns the HTTP client's settings and what may be connected to at all.
"""

import logging
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr

from migrate.errors import ConfigurationError
from migrate.load.clock import SYSTEM_CLOCK, Clock
from migrate.load.pace import Pace
from migrate.load.reading import HttpReader
from migrate.load.retry import RetryPolicy
from migrate.load.setup import ControlPlane
from migrate.load.wire import Sender, Wire
from migrate.load.writing import HttpWriter
from migrate.model.loopback import is_loopback
from migrate.model.space import Target

__all__ = ["HttpSpace", "connect"]

_TIMEOUT = httpx.Timeout(30.0, connect=10.0, pool=None)
_MOST_CONNECTIONS = 40


@dataclass(frozen=True, slots=True)
class HttpSpace:
    """An open space. An implementation of `migrate.load.port.Space`."""

    reader: HttpReader
    writer: HttpWriter
    wire: Wire

    @property
    def statistics(self) -> Mapping[str, float]:
        """What was sent so far."""
        return {**self.wire.statistics, "lost_uploads": self.writer.lost_uploads}


@asynccontextmanager
async def connect(
    target: Target,
    token: SecretStr,
    *,
    upload_host: str = "",
    rate_share: float = 1.0,
    transport: httpx.AsyncBaseTransport | None = None,
    client: Sender | None = None,
    clock: Clock = SYSTEM_CLOCK,
    policy: RetryPolicy | None = None,
) -> AsyncIterator[HttpSpace]:
    """Open a space for a run; nothing is sent yet.

    Args:
        target: where to; its host is a base URL, plain http to this machine only.
        token: the management token.
        upload_host: base URL of the upload API; "" = the one that belongs to the host.
        rate_share: part of the space's request rate that we may use, 0 < share ≤ 1.
        transport: how requests travel; None = over the network. The control plane's library ignores it.
        client: sends requests instead of a client made here, and `transport` then counts for nothing.
        clock: the source of time.
        policy: the limits of patience; None = the usual ones.

    Raises:
        ConfigurationError: the host or the share cannot be used.
    """
    host = _base_url(target.host)
    if not 0 < rate_share <= 1:
        raise ConfigurationError(f"the rate share {rate_share:g} is not between 0 and 1", hint="Use 0.7, for example")
    if not token.get_secret_value():
        raise ConfigurationError("there is no management token", hint="Put one into CONTENTFUL_MANAGEMENT_TOKEN")
    # Its debug messages would hold the Authorization header of every HTTP/2 request.
    logging.getLogger("hpack").setLevel(logging.INFO)
    target = replace(target, host=host)
    uploads = _base_url(upload_host) if upload_host else _upload_host(host)
    patience = policy or RetryPolicy()
    async with _http_client((host, uploads), transport) if client is None else nullcontext(client) as sender:
        wire = Wire(
            sender,
            target,
            upload_base=uploads,
            token=token,
            pace=Pace(clock, share=rate_share),
            policy=patience,
            clock=clock,
        )
        reader = HttpReader(wire)
        yield HttpSpace(reader, HttpWriter(wire, reader, ControlPlane(wire, reader, token, patience)), wire)


def _http_client(hosts: tuple[str, str], transport: httpx.AsyncBaseTransport | None) -> httpx.AsyncClient:
    host, _ = hosts
    # The authorities that the world trusts take a tenth of a second to load, and plain http has no use for them.
    plain = all(each.startswith("http:") for each in hosts)
    return httpx.AsyncClient(
        verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if plain else True,
        http2=host.startswith("https:") and transport is None,
        timeout=_TIMEOUT,
        transport=transport,
        follow_redirects=False,
        trust_env=not is_loopback(host),
        limits=httpx.Limits(max_connections=_MOST_CONNECTIONS, max_keepalive_connections=_MOST_CONNECTIONS),
        headers={"X-Contentful-User-Agent": "app migrate; platform python;", "Accept-Encoding": "gzip"},
    )


def _base_url(host: str) -> str:
    url = host if "://" in host else f"https://{host}"
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError(f'"{host}" is no host', hint="Use https://api.contentful.com or a local address")
    if parts.scheme == "http" and not is_loopback(url):
        raise ConfigurationError(
            f"{host} would get the token unencrypted", hint="Use https; plain http works for this machine only"
        )
    return f"{parts.scheme}://{parts.netloc}"


def _upload_host(host: str) -> str:
    """Return the upload API that belongs to a host: ``api.`` becomes ``upload.``; a local server serves both."""
    return host.replace("://api.", "://upload.", 1)
