"""Reads the front matter of all content files, each file once, on all cores where that pays.

Owns: reading and its failures. Does not own: what the values mean.
"""

import gc
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TypeVar

from migrate.errors import MigrateError
from migrate.extract.files import SiteFiles
from migrate.extract.frontmatter import FrontMatter, read_front_matter
from migrate.model.findings import Finding, Severity
from migrate.model.source import Param

__all__ = ["EMPTY_FRONT", "read_fronts"]

EMPTY_FRONT = FrontMatter(params={}, spelling={}, key_lines={}, format="", body_offset=0, body_line=1)
"""The front matter of a page without a file."""

_POOL_FROM = 4000
"""Fewer files are read faster in one process than processes are started."""
_CHUNK = 250

T = TypeVar("T")


@dataclass(slots=True)
class _Sharing:
    """Makes equal small values one object: most pages of a site use the same keys on the same lines."""

    seen: dict[object, object] = field(default_factory=dict)

    def share(self, front: FrontMatter) -> FrontMatter:
        return FrontMatter(
            {self._one(key): self._value(value) for key, value in front.params.items()},
            self._map(front.spelling),
            self._map(front.key_lines),
            self._one(front.format),
            front.body_offset,
            front.body_line,
        )

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

    def read_all(self, paths: Sequence[str]) -> list[FrontMatter | Finding]:
        # Sharing here makes the answer of a worker small: pickle writes one object once.
        sharing = _Sharing()
        found = (_read(self.files, path, legacy_yaml=self.legacy_yaml) for path in paths)
        return [sharing.share(each) if isinstance(each, FrontMatter) else each for each in found]


def read_fronts(
    files: SiteFiles, paths: Sequence[str], *, legacy_yaml: bool, workers: int | None = None
) -> list[FrontMatter | Finding]:
    """Return for each of `paths` its front matter, or the finding that says why there is none.

    Args:
        files: the site.
        paths: content files, relative to the site.
        legacy_yaml: read YAML as Hugo did before 0.152.
        workers: number of processes; None = as many as there are cores, and one for a small site.

    """
    job = _Job(files, legacy_yaml)
    sharing = _Sharing()
    results: list[FrontMatter | Finding] = []
    for part in _parts(job, paths, workers):
        results += [sharing.share(found) if isinstance(found, FrontMatter) else found for found in part]
    return results


def _parts(job: _Job, paths: Sequence[str], workers: int | None) -> Iterator[list[FrontMatter | Finding]]:
    chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]
    count = workers if workers is not None else (os.cpu_count() or 1)
    if count < 2 or (workers is None and len(paths) < _POOL_FROM):
        yield from map(job.read_all, chunks)
        return
    with ProcessPoolExecutor(count, mp_context=get_context("fork" if os.name == "posix" else "spawn")) as pool:
        gc.freeze()
        yield from pool.map(job.read_all, chunks)
        gc.unfreeze()


def _read(files: SiteFiles, path: str, *, legacy_yaml: bool) -> FrontMatter | Finding:
    try:
        data = files.read(path)
    except MigrateError as error:
        return Finding(path, 0, 0, "unreadable-file", Severity.LOSS, path, f"set aside: {error.message}")
    try:
        return read_front_matter(data, path, legacy_yaml=legacy_yaml)
    except MigrateError as error:
        line = _line(error.where)
        return Finding(path, line, 0, "broken-front-matter", Severity.LOSS, path, f"set aside: {error.message}")


def _line(where: str) -> int:
    number = where.rpartition(":")[2]
    return int(number) if number.isdigit() else 0
