"""The files of a site: the one door through which `extract` reads them.

Owns: confinement to the site's folder, symbolic links, the mount tables of ``static`` and ``assets``, errors of the
file system. Does not own: which files Hugo ignores, or what a file means.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Mount", "SiteFiles", "open_site"]


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


class SiteFiles:
    """Read access to one site. Picklable; holds no open file. All paths are site-relative with forward slashes."""

    def __init__(self, root: Path, mounts: Sequence[Mount] = ()) -> None:
        raise NotImplementedError

    def with_mounts(self, mounts: Sequence[Mount]) -> "SiteFiles":
        """Return the same site with these mounts, in order of precedence (site first, themes last)."""
        raise NotImplementedError

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raises MigrateError when it cannot be read or lies outside the site."""
        raise NotImplementedError

    def walk(self, folder: str) -> Iterator[str]:
        """Yield the files below `folder`, sorted; symbolic links are skipped as Hugo does. Missing folder: nothing."""
        raise NotImplementedError

    def exists(self, path: str) -> bool:
        """Return whether `path` is a regular file within the site, reached through no symbolic link."""
        raise NotImplementedError

    def size(self, path: str) -> int:
        """Return the size of a file in bytes; raises MigrateError like `read`."""
        raise NotImplementedError

    def mtime(self, path: str) -> float:
        """Return the modification time of a file in seconds since 1970; raises MigrateError like `read`."""
        raise NotImplementedError

    def find_static(self, url_path: str, lang: str = "") -> str | None:
        """Return the file that is published at `url_path` (decoded, below the base URL) by ``static``."""
        raise NotImplementedError

    def find_asset(self, path: str, lang: str = "") -> str | None:
        """Return the file behind ``resources.Get path``."""
        raise NotImplementedError


def open_site(root: Path) -> SiteFiles:
    """Return access to the site in `root`; raises ConfigurationError when it is not a readable folder."""
    raise NotImplementedError
