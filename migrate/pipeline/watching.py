"""`sync --watch`: syncs again whenever a file of the site or its mapping changes, for work on one machine.

Owns what counts as a change: the size and time of any file that Hugo or the mapping reads. What Hugo and other programs
write themselves (``public``, ``resources``, ``node_modules``, hidden folders) is left out. Looking at the times of a
few thousand files takes milliseconds, and works on every file system, network shares and containers included.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

__all__ = ["Waiter", "changes", "look"]

Waiter = Callable[[], None]
"""Waits a moment before the next look."""

Seen = Mapping[str, tuple[int, int]]
"""Path → size and time of the last change in nanoseconds."""

_LEFT_OUT = frozenset({"node_modules", "public", "resources"})
_MOMENT = 0.5


def changes(site: Path, mapping: Path | None, *, wait: Waiter | None = None) -> Iterator[tuple[str, ...]]:
    """Return an iterator of the paths that changed, appeared or went, each time that some did and no more do.

    An editor saves in several steps and git changes many files; so a change counts once two looks agree.

    Args:
        site: the site.
        mapping: its mapping, which may stand elsewhere.
        wait: called between looks; None waits half a second.
    """
    # The first look is taken at once: what changes while the caller is busy counts as well.
    return _changes(site, mapping, look(site, mapping), wait or _pause)


def _changes(site: Path, mapping: Path | None, seen: Seen, pause: Waiter) -> Iterator[tuple[str, ...]]:
    while True:
        pause()
        now = look(site, mapping)
        if now == seen:
            continue
        while True:
            pause()
            again = look(site, mapping)
            if again == now:
                break
            now = again
        changed = tuple(sorted(path for path in {*seen, *now} if seen.get(path) != now.get(path)))
        seen = now
        if changed:
            yield changed


def look(site: Path, mapping: Path | None) -> Seen:
    """Return how the files are now."""
    found: dict[str, tuple[int, int]] = {}
    for folder, folders, names in os.walk(site):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _LEFT_OUT)
        for name in names:
            if not name.startswith("."):
                _note(found, os.path.join(folder, name), str(site))  # noqa: PTH118 - thousands of files, twice a second
    if mapping is not None:
        _note(found, str(mapping), "")
    return found


def _note(found: dict[str, tuple[int, int]], path: str, site: str) -> None:
    try:
        state = os.stat(path)  # noqa: PTH116 - as above
    except OSError:
        # It went between two looks, or cannot be read, which the sync tells.
        return
    found[os.path.relpath(path, site) if site else path] = (state.st_size, state.st_mtime_ns)


def _pause() -> None:
    time.sleep(_MOMENT)
