"""Plain values as bytes and back, by which a file that may come from anywhere makes nothing but values.

A pickle, because that is read ten times faster than JSON; it makes nothing but the types that are listed here. Owns the
list and the bytes. Does not own where they are kept (`page_store`).
"""

import io
import pickle
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from migrate.extract.frontmatter import FrontMatter
from migrate.extract.known_pages import Inputs, KnownFile, KnownPages
from migrate.model.findings import Finding, Severity
from migrate.model.source import BundleType, Kind, Resource, SourcePage, TermRef
from migrate.model.space import DesiredEntry, PublishState, Redirect, Schedule
from migrate.transform.context import AssetUse
from migrate.transform.page_result import PageResult
from migrate.transform.redirects import Claim
from migrate.transform.references import Wanted
from migrate.transform.unique import UniqueValue
from migrate.transform.unmapped import UnmappedKey

__all__ = ["PlainValueError", "read_plain", "write_plain"]

_VALUES: tuple[type, ...] = (
    AssetUse,
    BundleType,
    Claim,
    DesiredEntry,
    Finding,
    FrontMatter,
    Inputs,
    Kind,
    KnownFile,
    KnownPages,
    PageResult,
    PublishState,
    Redirect,
    Resource,
    Schedule,
    Severity,
    SourcePage,
    TermRef,
    UniqueValue,
    UnmappedKey,
    Wanted,
    ZoneInfo,
    date,
    datetime,
    frozenset,
    time,
    timedelta,
    timezone,
)


def _maker(kind: type) -> Callable[..., object]:
    """Return what makes a value of a listed type; a member of an enumeration is looked up in half the time so."""
    return {member.value: member for member in kind}.__getitem__ if issubclass(kind, Enum) else kind


_MAKERS: Mapping[tuple[str, str], Callable[..., object]] = {
    (kind.__module__, kind.__qualname__): _maker(kind) for kind in _VALUES
}


class PlainValueError(Exception):
    """The bytes are not those of listed values."""


Reduce = Callable[[Any], tuple[Any, tuple[Any, ...]]]


def _by_values(kind: type) -> Reduce:
    """Return how a dataclass is written: as a call with its values, which is read thrice as fast as its state."""
    names = [each.name for each in fields(kind)]
    return lambda value: (kind, tuple(getattr(value, name) for name in names))


_WRITING: dict[type, Reduce] = {kind: _by_values(kind) for kind in _VALUES if is_dataclass(kind)}


def write_plain(value: object, others: Mapping[type, Reduce] | None = None) -> bytes:
    """Return `value` as bytes.

    Args:
        value: made of the listed types.
        others: types that are not listed, with how they are written.
    """
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=5)
    pickler.dispatch_table = {**_WRITING, **others} if others else _WRITING
    pickler.dump(value)
    return buffer.getvalue()


def read_plain(data: bytes, others: Mapping[str, Callable[..., object]] | None = None) -> Any:
    """Return the value that `write_plain` wrote.

    Args:
        data: the bytes.
        others: names of types that are not listed, with what makes their values.

    Raises:
        PlainValueError: they are something else.
    """
    try:
        return _Reading(data, others or {}).load()
    except Exception as error:  # a pickle that is not ours may raise anything
        raise PlainValueError(str(error)) from error


class _Reading(pickle.Unpickler):
    """Makes the listed values and nothing else (https://docs.python.org/3/library/pickle.html#restricting-globals)."""

    def __init__(self, data: bytes, others: Mapping[str, Callable[..., object]]) -> None:
        super().__init__(io.BytesIO(data))
        self._others = others

    def find_class(self, module: str, name: str) -> Any:
        """Return what makes a value."""
        made = self._others.get(name)
        return made if made is not None else _MAKERS[module, name]
