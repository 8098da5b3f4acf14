"""The files of a site: the one door through which `extract` reads them.

Owns: confinement to the site's folder, symbolic links, the mount tables of components such as ``static`` and
``assets``, errors of the file system. Does not own: which files Hugo ignores, or what a file means.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from io import BufferedReader
from pathlib import Path, PurePosixPath

from migrate.errors import ConfigurationError, MigrateError
from migrate.extract.mount_filters import filter_admits

__all__ = ["Mount", "SiteFiles", "Skipped", "open_site"]


class Skipped(StrEnum):
    """Why `SiteFiles.walk` passes over something."""

    LINK = "a symbolic link"
    MISNAMED = "a name that is not UTF-8"
    UNREADABLE = "a folder that cannot be listed"


@dataclass(frozen=True, slots=True)
class Mount:
    """One folder or file that feeds a component (https://gohugo.io/configuration/module/#mounts)."""

    component: str
    """``static``, ``assets``, ``layouts`` …: the first element of the mount's target."""
    source: str
    """Folder or file relative to the site."""
    target: str = ""
    """Where it appears below the component: "" or ``css/vendor``."""
    languages: tuple[str, ...] = ()
    """Codes that it is limited to; () = all."""
    files: tuple[str, ...] = ()
    """Globs relative to `source`; a leading ``!`` excludes."""

    def file_for(self, path: str) -> str | None:
        """Return the site-relative file that would stand at `path` of the component, None when none could."""
        below = _below(self.target.strip("/"), path)
        if below is None or (self.files and not filter_admits(self.files, below)):
            return None
        return f"{self.source}/{below}" if below else self.source


_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_AT_ONCE = 1 << 20

DEFAULT_MOUNTS = (Mount("static", "static"), Mount("assets", "assets"))


@dataclass(frozen=True)
class SiteFiles:
    """Read access to one site. Picklable; holds no open file. All paths are site-relative with forward slashes."""

    root: Path
    """Absolute, without symbolic links."""
    mounts: tuple[Mount, ...] = DEFAULT_MOUNTS
    """In order of precedence: the site's own first, themes' last."""
    _refused: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)
    """Folders already looked at → whether a symbolic link, a file or nothing stands in the way."""

    def with_mounts(self, mounts: Sequence[Mount]) -> "SiteFiles":
        """Return the same site with these mounts, in order of precedence."""
        return SiteFiles(self.root, tuple(mounts))

    def read(self, path: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            MigrateError: the file does not exist, cannot be read, is reached through a symbolic link, or lies
                outside the site.

        """
        target, found = self._regular(path)
        try:
            return _read(target, found.st_size)
        except OSError as error:
            raise _unreadable(path, error.strerror or str(error)) from error

    def open(self, path: str) -> BufferedReader:
        """Return a file opened for reading bytes, for files too large to hold; raises MigrateError like `read`."""
        try:
            return Path(self._regular(path)[0]).open("rb")
        except OSError as error:
            raise _unreadable(path, error.strerror or str(error)) from error

    def walk(self, folder: str) -> Iterator[str]:
        """Yield the files below `folder`, sorted, but for what `skipped` names: links, as in Hugo, and the unreadable.

        A folder that does not exist, or that is itself a link, yields nothing.

        Raises:
            MigrateError: `folder` itself cannot be listed.

        """
        clean = _clean(folder)
        if clean is None or self._is_refused(clean):
            return
        pending = self._list(clean)
        while pending:
            entry = pending.pop()
            if not entry.endswith("/"):
                yield entry
                continue
            try:
                pending.extend(self._list(entry[:-1]))
            except MigrateError:
                # `skipped` names it; what stands beside it is read.
                continue

    def skipped(self, folder: str) -> Iterator[tuple[str, Skipped]]:
        """Yield what `walk` passes over below `folder`, and why, sorted; raises MigrateError like `walk`.

        A name that is not UTF-8, which can stand in no URL, report or export, is made readable.
        """
        found: list[tuple[str, Skipped]] = []
        for path, entry in self._scan(folder):
            if entry is None:
                found.append((path, Skipped.UNREADABLE))
            elif not _is_text(entry.name):
                found.append((os.fsencode(path).decode("utf-8", errors="replace"), Skipped.MISNAMED))
            elif entry.is_symlink():
                found.append((path, Skipped.LINK))
        yield from sorted(found)

    def _scan(self, folder: str) -> Iterator[tuple[str, "os.DirEntry[str] | None"]]:
        """Yield everything below a folder in no order, not looking into links and misnamed folders.

        None stands for the entry of a folder that cannot be listed.
        """
        clean = _clean(folder)
        if clean is None or self._is_refused(clean):
            return
        pending = [clean]
        while pending:
            inside = pending.pop()
            prefix = f"{inside}/" if inside else ""
            try:
                with os.scandir(self.root / inside) as entries:
                    for entry in entries:
                        yield prefix + entry.name, entry
                        if entry.is_dir(follow_symlinks=False) and _is_text(entry.name):
                            pending.append(prefix + entry.name)
            except OSError as error:
                if inside == clean:
                    raise _unreadable(inside, error.strerror or str(error)) from error
                yield inside, None

    def exists(self, path: str) -> bool:
        """Return whether `path` is a regular file within the site, reached through no symbolic link."""
        return not isinstance(self._look(path), str)

    def size(self, path: str) -> int:
        """Return the size of a file in bytes; raises MigrateError like `read`."""
        return self._regular(path)[1].st_size

    def mtime(self, path: str) -> float:
        """Return the modification time of a file in seconds since 1970; raises MigrateError like `read`."""
        return self._regular(path)[1].st_mtime

    def find(self, component: str, path: str, lang: str = "") -> str | None:
        """Return the file that stands at `path` of a component, the first mount that has it winning."""
        clean = _clean(path)
        if clean is None:
            return None
        for mount in self._by_component.get(component, ()):
            if lang and mount.languages and lang not in mount.languages:
                continue
            candidate = mount.file_for(clean)
            if candidate is not None and self.exists(candidate):
                return candidate
        return None

    def find_static(self, url_path: str, lang: str = "") -> str | None:
        """Return the file that ``static`` publishes at `url_path` (decoded, below the base URL)."""
        return self.find("static", url_path, lang)

    def find_asset(self, path: str, lang: str = "") -> str | None:
        """Return the file behind ``resources.Get path``."""
        return self.find("assets", path, lang)

    @cached_property
    def _by_component(self) -> dict[str, tuple[Mount, ...]]:
        components = sorted({mount.component for mount in self.mounts})
        return {name: tuple(mount for mount in self.mounts if mount.component == name) for name in components}

    def _list(self, folder: str) -> list[str]:
        """Return the entries of one folder, last first, folders with a final slash: the order of the full paths."""
        prefix = f"{folder}/" if folder else ""
        found: list[str] = []
        try:
            with os.scandir(self.root / folder) as entries:
                for entry in entries:
                    if not _is_text(entry.name):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        found.append(f"{prefix}{entry.name}/")
                    elif entry.is_file(follow_symlinks=False):
                        found.append(prefix + entry.name)
        except OSError as error:
            raise _unreadable(folder, error.strerror or str(error)) from error
        return sorted(found, reverse=True)

    def _regular(self, path: str) -> tuple[str, os.stat_result]:
        """Return where a regular file lies and what it is, or raise."""
        found = self._look(path)
        if isinstance(found, str):
            raise _unreadable(path, found)
        return found

    def _look(self, path: str) -> tuple[str, os.stat_result] | str:
        """Return where a regular file lies and what it is, or why not: every element is checked to be no link."""
        # Texts, not `Path`s: this is asked for every file and every link, and half of it would be making them.
        clean = _clean(path)
        if clean is None:
            return "it lies outside the site"
        if self._is_refused(clean.rpartition("/")[0]):
            return "a folder on the way does not exist or is a symbolic link"
        target = self._prefix + clean
        try:
            found = os.lstat(target)
        except (OSError, ValueError) as error:
            return getattr(error, "strerror", None) or str(error)
        return (target, found) if stat.S_ISREG(found.st_mode) else "it is no regular file"

    @cached_property
    def _prefix(self) -> str:
        return f"{self.root}{os.sep}"

    def _is_refused(self, folder: str) -> bool:
        if not folder:
            return False
        known = self._refused.get(folder)
        if known is None:
            parent, _, _name = folder.rpartition("/")
            known = self._is_refused(parent) or not _is_plain_folder(self._prefix + folder)
            self._refused[folder] = known
        return known


def _read(target: str, size: int) -> bytes:
    """Return the bytes of a file that had this size; a file object takes twice as long for a page."""
    descriptor = os.open(target, _READING)
    try:
        data = os.read(descriptor, size + 1)
        while len(data) != size and (more := os.read(descriptor, _AT_ONCE)):
            # The file has grown, or a read was cut short.
            data += more
        return data
    finally:
        os.close(descriptor)


def open_site(root: Path) -> SiteFiles:
    """Return access to the site in `root`; raises ConfigurationError when it is not a folder."""
    try:
        absolute = root.resolve(strict=True)
    except OSError as error:
        raise ConfigurationError(
            f"the site folder cannot be opened: {error.strerror or error}",
            where=str(root),
            hint="Name the folder that holds the site's hugo.toml or config file",
        ) from error
    if not absolute.is_dir():
        raise ConfigurationError(
            "the site is not a folder", where=str(root), hint="Name the folder that holds the site's hugo.toml"
        )
    return SiteFiles(absolute)


def _is_plain_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


def _clean(path: str) -> str | None:
    """Return `path` without ``.``, ``..`` and doubled slashes; None when it leaves the site or names no file."""
    if "\0" in path:
        return None
    if "//" not in path and "/." not in path and path[:1] not in ("", ".", "/") and path[-1] != "/":
        # Most paths are clean already.
        return path
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _is_text(name: str) -> bool:
    """Return whether a name of the file system is UTF-8; Python stands in other bytes with lone surrogates."""
    return name.isascii() or not any("\ud800" <= char <= "\udfff" for char in name)


def _below(folder: str, path: str) -> str | None:
    if not folder:
        return path
    if path == folder:
        return ""
    return path.removeprefix(folder + "/") if path.startswith(folder + "/") else None


def _unreadable(path: str, reason: str) -> MigrateError:
    return MigrateError(
        f"the file cannot be read: {reason}",
        where=str(PurePosixPath(path)) if "\0" not in path else repr(path),
        hint="Check that it exists inside the site's folder and that you may read it",
    )
