"""Opening a rehearsal space: the file, and the spaces that are to be in it."""

from collections.abc import Sequence
from pathlib import Path

from migrate.errors import MigrateError
from migrate.rehearsal.database import Store, open_database, telling
from migrate.rehearsal.environments import create_environment
from migrate.rehearsal.options import utc_now
from migrate.rehearsal.payload import timestamp
from migrate.rehearsal.places import create_space, space_exists

__all__ = ["open_store"]


def open_store(
    path: Path | None,
    spaces: Sequence[str] = ("rehearsal",),
    *,
    default_locale: str = "en-US",
) -> Store:
    """Open, and when needed create, the file of a rehearsal space.

    Args:
        path: the SQLite file, or None for a store that lives in memory and dies with the process.
        spaces: ids of spaces that are created, each with an environment `master`, when the file lacks them.
        default_locale: code of the default locale of spaces that are created.

    Raises:
        ConfigurationError: the file cannot be opened or is no rehearsal file.
        StateError: the file was written by a newer version.
        TemporaryError: another process holds the file.
        MigrateError: the disk is full.

    """
    store = open_database(path)
    try:
        with telling(path):
            _make_spaces(store, spaces, default_locale)
    except MigrateError:
        store.close()
        raise
    return store


def _make_spaces(store: Store, spaces: Sequence[str], default_locale: str) -> None:
    with store.read() as transaction:
        missing = [space for space in dict.fromkeys(spaces) if not space_exists(transaction, space)]
    if not missing:
        return
    now = timestamp(utc_now())
    with store.write() as transaction:
        for space in missing:
            # Looked at again under the lock: another process may have been first.
            if not space_exists(transaction, space):
                create_space(transaction, space, space, now)
                create_environment(transaction, space, "master", now, default_locale)
