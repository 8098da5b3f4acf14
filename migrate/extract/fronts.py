"""Reads the front matter of all content files, each file once, on all cores where that pays.

Owns: reading and its failures, and the port through which front matter is remembered from run to run. Does not own:
what the values mean, nor where they are remembered.

What is remembered is known by the bytes of the file, all of them, and never by its size and times, which may stay while
the text changes: reading ten thousand files takes a tenth of a second, parsing them more than one.
"""

import gc
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from migrate.errors import MigrateError
from migrate.extract.files import SiteFiles
from migrate.extract.frontmatter import FrontMatter, read_front_matter
from migrate.extract.frontmatter.handlers import split
from migrate.model.canonical import fingerprint_bytes
from migrate.model.findings import Finding, Severity
from migrate.model.quick import quick
from migrate.model.source import Param
from migrate.workers import processes_for, share

__all__ = ["EMPTY_FRONT", "FrontMemory", "FrontRead", "read_fronts"]

EMPTY_FRONT = FrontMatter(params={}, spelling={}, key_lines={}, format="", body_offset=0, body_line=1)
"""The front matter of a page without a file."""

_POOL_FROM = 800
"""Fewer files are read faster in one process than processes are started."""
_CHUNK = 100
_AHEAD = 16
"""Chunks that may be begun before the first of them is taken, for each process."""

T = TypeVar("T")


@quick
@dataclass(frozen=True, slots=True)
class FrontRead:
    """The front matter of one file; None when the file has to be set aside, which `finding` then explains."""

    front: FrontMatter | None
    finding: Finding | None


class FrontMemory(Protocol):
    """Remembers front matter about which there was nothing to say."""

    def known(self, *, legacy_yaml: bool) -> Mapping[str, FrontMatter]:
        """Return what is remembered, by `FrontMatter.digest`; equal small values in it are one object."""
        ...

    def keep(self, fronts: Mapping[str, FrontMatter], *, legacy_yaml: bool) -> None:
        """Remember these and, as far as that costs nothing, forget all others."""
        ...


@dataclass(slots=True)
class _Sharing:
    """Makes equal small values one object: most pages of a site use the same keys on the same lines."""

    seen: dict[object, object] = field(default_factory=dict)

    def share(self, read: FrontRead) -> FrontRead:
        front = read.front
        if front is None:
            return read
        shared = FrontMatter(
            {self._one(key): self._value(value) for key, value in front.params.items()},
            self._map(front.spelling),
            self._map(front.key_lines),
            self._one(front.format),
            front.body_offset,
            front.body_line,
            digest=front.digest,
        )
        return FrontRead(shared, read.finding)

    def _value(self, value: Param) -> Param:
        """Share the words of a list: terms and authors are repeated, titles are not."""
        return (
            [self._one(item) if item.__class__ is str else item for item in value] if isinstance(value, list) else value
        )

    def _one(self, value: T) -> T:
        return self.seen.setdefault(value, value)  # type: ignore[return-value]  # a value maps to its equal

    def _map(self, value: T) -> T:
        key = (type(value), tuple(value.items()))  # type: ignore[attr-defined]  # both callers pass maps
        return self.seen.setdefault(key, value)  # type: ignore[return-value]  # a value maps to its equal


@dataclass(frozen=True, slots=True)
class _Job:
    """What a worker needs to read a list of files."""

    files: SiteFiles
    legacy_yaml: bool

    def read_all(self, paths: Sequence[str]) -> list[FrontRead]:
        return [_read(self.files, path, legacy_yaml=self.legacy_yaml) for path in paths]


def read_fronts(
    files: SiteFiles,
    paths: Sequence[str],
    *,
    legacy_yaml: bool,
    workers: int | None = None,
    memory: FrontMemory | None = None,
) -> list[FrontRead]:
    """Return for each of `paths` its front matter, or what was found out instead or besides.

    Args:
        files: the site.
        paths: content files, relative to the site.
        legacy_yaml: read YAML as Hugo did before 0.152.
        workers: number of processes; None = as many as there are cores, and one for a small site.
        memory: remembers front matter from run to run; None = all of it is parsed.

    """
    held = _remembered(files, paths, memory.known(legacy_yaml=legacy_yaml)) if memory is not None else {}
    sharing = _Sharing()
    parts = _parts(_Job(files, legacy_yaml), [path for path in paths if path not in held], workers)
    parsed = (sharing.share(read) for part in parts for read in part)
    results = [held[path] if path in held else next(parsed) for path in paths]
    if memory is not None:
        fronts = (read.front for read in results if read.finding is None)
        memory.keep({front.digest: front for front in fronts if front is not None}, legacy_yaml=legacy_yaml)
    return results


def _remembered(files: SiteFiles, paths: Sequence[str], known: Mapping[str, FrontMatter]) -> dict[str, FrontRead]:
    """Return the front matter of the files whose bytes are known."""
    held: dict[str, FrontRead] = {}
    for path in paths if known else ():
        try:
            front = known.get(fingerprint_bytes(files.read(path)))
        except MigrateError:
            # Read as if nothing were known of it, which finds out what is wrong.
            continue
        if front is not None:
            held[path] = FrontRead(front, None)
    return held


def _parts(job: _Job, paths: Sequence[str], workers: int | None) -> Iterator[list[FrontRead]]:
    """Yield the results in the order of `paths`, a chunk at a time."""
    count = workers if workers is not None else processes_for(len(paths), at_least=_POOL_FROM)
    size = _CHUNK if count > 1 else max(len(paths), 1)
    chunks = [paths[start : start + size] for start in range(0, len(paths), size)]
    # Objects that are there already are left out of garbage collection, so that workers share their memory.
    gc.freeze()
    try:
        yield from share(
            lambda number: job.read_all(chunks[number]), len(chunks), count, ahead=_AHEAD * count, sent=_small
        )
    finally:
        gc.unfreeze()


def _small(reads: list[FrontRead]) -> list[FrontRead]:
    """Return the answer of a worker with equal values as one object, which pickle writes once."""
    sharing = _Sharing()
    return [sharing.share(read) for read in reads]


def _read(files: SiteFiles, path: str, *, legacy_yaml: bool) -> FrontRead:
    try:
        data = files.read(path)
    except MigrateError as error:
        action = f"set aside: {error.message}"
        return FrontRead(None, Finding(path, 0, 0, "unreadable-file", Severity.LOSS, path, action))
    try:
        front = read_front_matter(data, path, legacy_yaml=legacy_yaml, digest=fingerprint_bytes(data))
    except MigrateError as error:
        return _read_as_before(data, path, error)
    finding = _behind_marks(data, front, path) or _undecodable(data, front, path)
    return FrontRead(front, finding)


def _behind_marks(data: bytes, front: FrontMatter, path: str) -> Finding | None:
    """Report front matter that today's Hugo takes for text, as it does not look behind a second byte order mark."""
    if not front.params or BOM_UTF8 not in data[1:64] or split(data).handler is not None:
        return None
    text = data[: front.body_offset].decode("utf-8", "replace").replace("\ufeff", "")
    action = "read as earlier versions of Hugo did, which passed over byte order marks"
    return Finding(path, 1, 0, "legacy-front-matter", Severity.NOTE, text, action)


def _read_as_before(data: bytes, path: str, error: MigrateError) -> FrontRead:
    """Read front matter that today's Hugo refuses as earlier versions did, which published the page."""
    line = _line(error.where)
    front: FrontMatter | None
    try:
        front = read_front_matter(data, path, legacy_yaml=True)
    except MigrateError:
        front = _bare_list(data)
    if front is None:
        action = f"set aside: {error.message}"
        return FrontRead(None, Finding(path, line, 0, "broken-front-matter", Severity.LOSS, path, action))
    action = f"read as Hugo before 0.152 did, although {error.message}"
    front = replace(front, digest=fingerprint_bytes(data))
    return FrontRead(front, Finding(path, line, 0, "legacy-front-matter", Severity.NOTE, path, action))


def _bare_list(data: bytes) -> FrontMatter | None:
    """Return empty front matter for a text that begins with a list item, which earlier versions did not mistake."""
    text = data.removeprefix(BOM_UTF8)
    start = text.lstrip(b" \t\v\f\r\n")[:3]
    if start[:1] not in (b"-", b"+") or start in (b"---", b"+++"):
        return None
    return FrontMatter({}, {}, {}, "", len(data) - len(text), 1)


def _undecodable(data: bytes, front: FrontMatter, path: str) -> Finding | None:
    block = data[: front.body_offset]
    if block.isascii():
        return None
    try:
        block.decode("utf-8")
    except UnicodeDecodeError as error:
        line = block.count(b"\n", 0, error.start) + 1
        text = block[error.start : error.end].hex(" ")
        return Finding(path, line, 0, "undecodable-text", Severity.NOTE, text, "replaced bytes that are no UTF-8")
    return None


def _line(where: str) -> int:
    number = where.rpartition(":")[2]
    return int(number) if number.isdigit() else 0
