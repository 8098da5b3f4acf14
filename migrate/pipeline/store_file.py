"""The file in which results of pages are remembered, as whoever holds fields of entries sees it.

Owns how it fails, that fields which it does not give back as it got them are known to be lost, and when it is closed
and removed. Does not own what else lies in it (`page_store`).
"""

import sqlite3
import weakref
import zlib
from collections.abc import Callable, ItemsView, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from migrate.model.canonical import Json, JsonObject
from migrate.pipeline.packing import BrokenFieldsError, unpack_fields

__all__ = ["BrokenFileError", "PageStoreError", "StoreFile", "StoredFields", "is_whole", "remove_file", "told"]


class PageStoreError(Exception):
    """The file cannot be used: broken, full, of another make, or somebody else's at the moment."""


class BrokenFileError(PageStoreError):
    """Not a database, or a damaged one; it will not get better by itself."""


@contextmanager
def told() -> Iterator[None]:
    """Say what SQLite says as one of these errors."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise PageStoreError(str(error)) from error
    except sqlite3.Error as error:
        raise BrokenFileError(str(error)) from error


def is_whole(data: object, crc: int) -> bool:
    """Tell whether a value is as it was written: SQLite does not look."""
    return isinstance(data, bytes) and zlib.crc32(data) == crc


class StoreFile:
    """An open file with the table `body`, closed once nobody holds it or fields in it.

    Args:
        connection: the file.
        path: where it lies; None = nobody else can open it.
    """

    lost: Callable[[int], JsonObject] | None = None
    """Gives the fields that the file does not give back, by their `StoredFields.check`; None = they are lost."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        self.connection = connection
        self._path = path
        self._close = weakref.finalize(self, connection.close)

    def stored(self, row: int, check: int) -> "StoredFields":
        """Return the fields in a row, which are not read yet."""
        return StoredFields(self, row, check)

    def fields(self, row: int, check: int) -> JsonObject:
        """Return the fields in a row; where they are not what `check` was made of, those that `lost` gives.

        Raises:
            PageStoreError: they are lost.
        """
        try:
            with told():
                found = self.connection.execute("SELECT fields FROM body WHERE id = ?", (row,)).fetchone()
            if found is None or not isinstance(found[0], bytes):
                raise BrokenFileError(f"there is no row {row}")
            return unpack_fields(found[0], check)
        except (PageStoreError, BrokenFieldsError) as error:
            self.discard()
            if self.lost is None:
                raise BrokenFileError(f"the fields of an entry cannot be read back: {error}") from error
        return self.lost(check)

    def discard(self) -> None:
        """Remove the file once nobody reads it any more: whoever opens it next makes it anew."""
        if self._path is not None and self._close.detach() is not None:
            self._close = weakref.finalize(self, partial(_close_and_remove, self.connection, self._path))
            self._path = None

    def close(self) -> None:
        """Close the file now."""
        self._close()


@dataclass(frozen=True, slots=True)
class StoredFields(Mapping[str, Json]):
    """The fields of an entry in a `StoreFile`; looking into them reads them each time."""

    file: StoreFile
    row: int
    check: int

    def __getitem__(self, key: str) -> Json:
        return self.file.fields(self.row, self.check)[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.file.fields(self.row, self.check))

    def __len__(self) -> int:
        return len(self.file.fields(self.row, self.check))

    def items(self) -> ItemsView[str, Json]:
        """Return all fields, read once."""
        return self.file.fields(self.row, self.check).items()


def _close_and_remove(connection: sqlite3.Connection, path: Path) -> None:
    connection.close()
    remove_file(path)


def remove_file(path: Path) -> None:
    """Remove a file that cannot be used, as far as that is possible: it is in nobody's way."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        with suppress(OSError):
            path.with_name(name).unlink(missing_ok=True)
