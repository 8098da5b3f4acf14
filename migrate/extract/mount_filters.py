"""The ``files`` globs of a mount (https://gohugo.io/configuration/module/#files).

Owns: which files of a folder a list of globs lets through, by the rules that Hugo's walk over folders gives them.
"""

import posixpath
from collections.abc import Iterator
from functools import lru_cache

from migrate.extract.globs import glob_regex

__all__ = ["filter_admits"]


@lru_cache(maxsize=65536)
def filter_admits(globs: tuple[str, ...], path: str) -> bool:
    """Return whether the file `path`, relative to the mounted folder, is there.

    The first glob that matches decides, and ``!`` turns it round. Where some globs ask for files, nothing else is
    there. Hugo asks the same of each folder on the way, which is only entered when a glob names it: ``**.md`` asks for
    no file in a folder.
    """
    return _folders_admitted(globs, path.rpartition("/")[0]) and _decides(globs, f"/{path}", folder=False)


@lru_cache(maxsize=65536)
def _folders_admitted(globs: tuple[str, ...], folder: str) -> bool:
    if not folder:
        return True
    return _folders_admitted(globs, folder.rpartition("/")[0]) and _decides(globs, f"/{folder}", folder=True)


def _decides(globs: tuple[str, ...], path: str, *, folder: bool) -> bool:
    asks_for_files = False
    for glob in globs:
        excludes = glob.startswith("!")
        pattern = _rooted(glob[1:].strip() if excludes else glob)
        if glob_regex(pattern).match(path):
            return not excludes
        if not excludes:
            asks_for_files = True
            if folder and any(glob_regex(above).match(path) for above in _folders_of(pattern)):
                return True
    return not asks_for_files


def _rooted(pattern: str) -> str:
    return pattern if pattern.startswith("/") else f"/{pattern}"


def _folders_of(pattern: str) -> Iterator[str]:
    """Yield the folders that have to be entered for `pattern`, as globs."""
    parts = posixpath.dirname(pattern).split("/")
    for end in range(2, len(parts) + 1):
        yield "/".join(parts[:end])
