"""Opens where things go: Contentful, a local server, or the rehearsal space inside this process."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path

from pydantic import SecretStr

from migrate.errors import ConfigurationError
from migrate.load import Space, State, connect, open_state
from migrate.model.loopback import OPENS_LOCAL
from migrate.model.space import Target
from migrate.pipeline.remembering import PageMemory
from migrate.settings import Settings

__all__ = ["REHEARSAL", "make_folder", "open_page_memory", "open_space", "open_target", "state_path"]

REHEARSAL = "rehearsal"
"""Id of the rehearsal space."""
_DEFAULT_LOCALE = "en-US"


@contextmanager
def open_target(settings: Settings, *, writable: bool, default_locale: str = "") -> Iterator[tuple[Target, SecretStr]]:
    """Yield where things go and the token for it; the rehearsal space runs inside the block when it is the target.

    A dry run (`writable` False) leaves no trace: a rehearsal space that is not there yet is empty and in memory. One
    that is made here gets `default_locale`, which no space changes later.

    Raises:
        ConfigurationError: there is no token, or the folder of the rehearsal space cannot be made.
    """
    if not settings.in_rehearsal:
        if settings.token is None:
            raise ConfigurationError("there is no token", hint="Set CONTENTFUL_MANAGEMENT_TOKEN")
        yield settings.target, settings.token
        return
    # Here, because whoever writes to Contentful needs neither server nor database: they are a sixth of the start.
    from migrate.rehearsal import RehearsalOptions, create_app, open_store, serve_in_thread

    path: Path | None = settings.rehearsal
    if writable:
        make_folder(settings.rehearsal.parent)
    elif not settings.rehearsal.exists():
        path = None
    store = open_store(path, (REHEARSAL,), default_locale=default_locale or _DEFAULT_LOCALE)
    try:
        with serve_in_thread(create_app(store, RehearsalOptions())) as url:
            yield replace(settings.target, host=url), SecretStr(OPENS_LOCAL)
    finally:
        store.close()


@asynccontextmanager
async def open_space(
    settings: Settings, target: Target, token: SecretStr, *, writable: bool, state: Path | None = None
) -> AsyncIterator[tuple[Space, State]]:
    """Yield the space and the state file that belongs to it; `state` names another file."""
    path = state or state_path(settings)
    if writable:
        make_folder(path.parent)
    async with connect(target, token, upload_host=settings.upload_host, rate_share=settings.rate_share) as space:
        with open_state(path, target, writable=writable) as memory:
            yield space, memory


def state_path(settings: Settings) -> Path:
    """Return the state file: as set, beside the rehearsal space, or in ``.migrate`` under the name of the space."""
    if settings.state is not None:
        return settings.state
    if settings.in_rehearsal:
        return settings.rehearsal.with_suffix(".state.db")
    return Path(".migrate") / f"{settings.space}.{settings.environment}.state.db"


def open_page_memory(settings: Settings, *, writable: bool) -> PageMemory:
    """Return what is remembered of pages, in a file beside the state file; a dry run only reads it."""
    path = state_path(settings)
    name = path.name.removesuffix(".db").removesuffix(".state")
    return PageMemory(path.with_name(f"{name}.pages.db"), writable=writable)


def make_folder(folder: Path) -> None:
    """Make `folder` and those above it.

    Raises:
        ConfigurationError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            f"the folder cannot be made: {error.strerror}",
            where=str(folder),
            hint="Name files in another one with --rehearsal and --state",
        ) from error
