"""Listening: a server in a thread for tests and the command line's own runs, and a blocking one for `serve`.

Owns uvicorn, sockets and the rule that anything but loopback needs a token.
"""

import asyncio
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.middleware.trustedhost import TrustedHostMiddleware

from migrate.errors import ConfigurationError, MigrateError
from migrate.rehearsal.app import create_app
from migrate.rehearsal.options import ServeSettings
from migrate.rehearsal.store import open_store

__all__ = ["serve", "serve_in_thread"]

_KEEP_ALIVE_SECONDS = 75
# "[" is what is left of "[::1]:8000" when the middleware cuts the port off.
_LOCAL_HOSTS = ("127.0.0.1", "localhost", "*.localhost", "[")


@contextmanager
def serve_in_thread(app: Starlette, *, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Serve `app` on a free loopback port until the block ends; gives its base URL.

    Raises:
        MigrateError: the server did not start.

    """
    listener = _listen("127.0.0.1", 0)
    server = _Server(_config(app, tls))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="rehearsal", daemon=True)
    thread.start()
    try:
        server.wait_until_started(thread)
        scheme = "https" if tls else "http"
        yield f"{scheme}://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def serve(settings: ServeSettings, announce: Callable[[Sequence[str]], None] | None = None) -> None:
    """Serve a rehearsal space until interrupted.

    Args:
        settings: where to listen and what to serve.
        announce: called once with the base URLs, when all listeners are open.

    Raises:
        ConfigurationError: the address is not loopback and no token is set, or a port is taken.

    """
    _check_exposure(settings)
    store = open_store(settings.database, settings.spaces, default_locale=settings.default_locale)
    try:
        app = create_app(store, settings.options)
        if settings.options.token is None:
            # A name that somebody else's domain server makes this machine must not open the space to their pages.
            app.add_middleware(
                TrustedHostMiddleware, allowed_hosts=(*_LOCAL_HOSTS, *settings.names), www_redirect=False
            )
        asyncio.run(_serve_all(app, settings, announce))
    finally:
        store.close()


def _tls(settings: ServeSettings) -> ssl.SSLContext:
    # Few runs need a certificate, and importing what makes one takes a tenth of the start of every run.
    from migrate.rehearsal.certificate import local_certificate

    return local_certificate(settings.certificate_folder, settings.names).context()


async def _serve_all(app: Starlette, settings: ServeSettings, announce: Callable[[Sequence[str]], None] | None) -> None:
    servers, listeners, urls = [], [], []
    for scheme, port in (("http", settings.port), ("https", settings.https_port)):
        if port is None:
            continue
        tls = _tls(settings) if scheme == "https" else None
        listener = _listen(settings.host, port)
        listeners.append(listener)
        servers.append(_Server(_config(app, tls)))
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        urls.append(f"{scheme}://{host}:{listener.getsockname()[1]}")

    def started() -> None:
        # Not before the last one has: who is told may interrupt at once, which is heard from here on.
        if announce is not None and all(server.is_ready for server in servers):
            announce(urls)

    for server in servers:
        server.when_started = started
    try:
        await asyncio.gather(
            *(server.serve(sockets=[listener]) for server, listener in zip(servers, listeners, strict=True))
        )
    finally:
        for listener in listeners:
            listener.close()


class _Server(uvicorn.Server):
    """Uvicorn, telling when it has started without anybody polling for it."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._ready = threading.Event()
        self.when_started: Callable[[], None] | None = None
        """Called once it accepts connections."""

    @property
    def is_ready(self) -> bool:
        """Whether it accepts connections."""
        return self._ready.is_set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._ready.set()
        if self.when_started is not None:
            self.when_started()

    def wait_until_started(self, thread: threading.Thread) -> None:
        """Block until the server accepts connections."""
        while not self._ready.wait(timeout=1):
            if not thread.is_alive():
                raise MigrateError("the rehearsal server did not start", hint="Look at the messages above")


def _config(app: Starlette, tls: ssl.SSLContext | None) -> uvicorn.Config:
    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        lifespan="off",
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=1,
        server_header=False,
        ws="none",
    )
    config.load()
    config.ssl = tls
    return config


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Accepted connections inherit it; with Nagle's algorithm each small answer would wait for an acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise ConfigurationError(
            f"the rehearsal server cannot listen on {host} port {port} ({error.strerror})",
            hint="Choose another port, or stop what uses this one",
        ) from error
    listener.listen(512)
    listener.setblocking(False)
    return listener


def _check_exposure(settings: ServeSettings) -> None:
    if settings.options.token is None and not _is_loopback(settings.host):
        raise ConfigurationError(
            f"{settings.host} can be reached from other machines, and no token is set",
            hint="Set a token, or listen on 127.0.0.1",
        )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
