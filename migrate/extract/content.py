"""The content files of a site: which there are, in which language, and what part each of them plays.

Owns: names of files and folders below ``content``, ignoring, bundles, precedence of equal paths. Does not own: what is
in the files. Follows https://gohugo.io/content-management/organization/ and .../page-bundles/.
"""

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from migrate.extract.config import Configuration, ContentMount
from migrate.extract.files import SiteFiles, Skipped
from migrate.extract.formats import CONTENT_EXTENSIONS
from migrate.extract.slugs import page_path
from migrate.model.findings import Finding, Severity
from migrate.model.quick import quick

__all__ = ["Content", "ContentFile", "Role", "collect_content"]


class Role(StrEnum):
    """What a file below ``content`` is to Hugo."""

    SINGLE = "single"
    LEAF = "leaf"
    BRANCH = "branch"
    BUNDLED = "bundled"
    """A content file inside a leaf bundle: a resource of it, without a URL."""
    RESOURCE = "resource"


@quick
@dataclass(frozen=True, slots=True)
class ContentFile:
    """One file in one language."""

    path: str
    """Relative to the site."""
    folder: str
    """Folder below ``content`` as on disk, "" for its root."""
    name: str
    """File name as on disk."""
    base: str
    """`name` without extension and language."""
    lang: str
    role: Role
    module: int
    """0 for the site itself, then its themes in order."""
    mount: int
    """Position of the mount that the file comes from; earlier ones win."""
    key: str
    """Hugo's path of the page, or of the resource without its language."""

    @property
    def disk_path(self) -> str:
        """The path of a page as on disk: ``/Docs/My Guide``, "/" for home."""
        return _page_disk_path(self.folder, self.base, self.role)


@dataclass(frozen=True, slots=True)
class Content:
    """Everything below ``content``."""

    pages: tuple[ContentFile, ...]
    """One for each path and language, sorted by file."""
    resources: tuple[ContentFile, ...]
    """Files and content files inside bundles, sorted by file."""
    findings: tuple[Finding, ...]


def path_key(path: str) -> str:
    """Return Hugo's logical path of a path on disk: lower case, spaces become hyphens."""
    key = page_path(path)
    # The same object where nothing changed: most sites have such paths only, and they are many.
    return path if key == path else key


def collect_content(files: SiteFiles, config: Configuration) -> Content:
    """Return the content files of the site and its themes, one page for each path and language."""
    findings = [
        _skipped_finding(path, why)
        for content in config.content
        for path, why in files.skipped(content.mount.source)
        if not _is_ignored(path, config)
    ]
    found = [
        file
        for position, mount in enumerate(config.content)
        for path, folder, name in _mounted(files, mount, config)
        for file in _classify(path, folder, name, position, config)
    ]
    leaf_folders = {file.folder for file in found if file.role is Role.LEAF}
    pages: list[ContentFile] = []
    resources: list[ContentFile] = []
    for file in found:
        placed = _place(file, leaf_folders)
        if placed.name == "_content.gotmpl":
            findings.append(_adapter_finding(placed))
        elif placed.role in (Role.RESOURCE, Role.BUNDLED):
            resources.append(placed)
        else:
            pages.append(placed)
    winners, losers = _first_of_each(pages)
    kept, shadowed = _first_of_each(resources)
    findings += [_duplicate_finding(loser, winner) for loser, winner in (*losers, *shadowed) if _is_lost(loser, winner)]
    return Content(tuple(winners), tuple(kept), tuple(findings))


def _mounted(files: SiteFiles, content: ContentMount, config: Configuration) -> Iterator[tuple[str, str, str]]:
    """Yield path, folder below ``content`` and name of each file of a mount that is not ignored."""
    mount = content.mount
    if files.exists(mount.source):
        folder, _, name = mount.target.rpartition("/")
        if not _is_ignored(mount.source, config):
            yield mount.source, folder, name or posixpath.basename(mount.source)
        return
    ignored: dict[str, bool] = {"": False}
    folders: dict[str, str] = {}
    start = len(mount.source) + 1 if mount.source != "." else 0
    for path in files.walk("" if mount.source == "." else mount.source):
        below = path[start:]
        folder, _, name = below.rpartition("/")
        if _folder_ignored(folder, path[:start], ignored, config) or _is_ignored(path, config):
            continue
        if mount.files and mount.file_for(posixpath.join(mount.target, below)) is None:
            continue
        placed = folders.get(folder)
        if placed is None:
            placed = folders[folder] = posixpath.join(mount.target, folder).rstrip("/")
        yield path, placed, name


def _folder_ignored(folder: str, prefix: str, known: dict[str, bool], config: Configuration) -> bool:
    found = known.get(folder)
    if found is None:
        parent = folder.rpartition("/")[0]
        found = _folder_ignored(parent, prefix, known, config) or _is_ignored(prefix + folder, config)
        known[folder] = found
    return found


def _is_ignored(path: str, config: Configuration) -> bool:
    name = path.rpartition("/")[2]
    if name.startswith((".", "#")) or name.endswith("~"):
        return True
    return any(pattern.search(f"/{path}") for pattern in config.ignore)


def _classify(path: str, folder: str, name: str, position: int, config: Configuration) -> Iterator[ContentFile]:
    """Yield the file once for each language that it is in; nothing for a language that is switched off."""
    base, lang, extension = _split_name(name, config)
    if lang and lang not in config.codes:
        return
    role = Role.RESOURCE
    if extension in CONTENT_EXTENSIONS:
        role = {"index": Role.LEAF, "_index": Role.BRANCH}.get(base.lower(), Role.SINGLE)
    content = config.content[position]
    languages = (lang,) if lang else content.mount.languages or (config.site.default_language,)
    for code in languages:
        if code in config.codes:
            key = _key(folder, name, base, role)
            yield ContentFile(path, folder, name, base, code, role, content.module, position, key)


def _page_disk_path(folder: str, base: str, role: Role) -> str:
    if role is Role.SINGLE:
        return f"/{folder}/{base}" if folder else f"/{base}"
    return f"/{folder}"


def _key(folder: str, name: str, base: str, role: Role) -> str:
    if role is not Role.RESOURCE and role is not Role.BUNDLED:
        return path_key(_page_disk_path(folder, base, role))
    without_language = f"{base}.{name.rpartition('.')[2]}" if "." in name else base
    return path_key(f"/{folder}/{without_language}" if folder else f"/{without_language}")


def _split_name(name: str, config: Configuration) -> tuple[str, str, str]:
    """Return base name, language ("" when the name has none) and lower-case extension of a file name.

    Hugo looks for a language between all dots, and drops what it takes for one and whatever follows it.
    """
    parts = name.split(".")
    if len(parts) < 3:
        base, dot, extension = name.rpartition(".")
        return (base, "", extension.lower()) if dot else (name, "", "")
    lang = ""
    cut = len(parts) - 1
    for index in range(len(parts) - 2, -1, -1):
        part = parts[index].lower()
        marked = len(part) > 2 and part.startswith("_") and part.endswith("_")
        code = part[1:-1].removeprefix("language_") if marked else part
        if not lang and code in config.all_codes:
            lang = code
        elif not marked:
            continue
        cut = index or cut
    return ".".join(parts[:cut]), lang, parts[-1].lower()


def _place(file: ContentFile, leaf_folders: set[str]) -> ContentFile:
    """Return the file with its part decided by the leaf bundle that it stands in, if any."""
    if not leaf_folders:
        return file
    top = _bundle_of(file.folder, leaf_folders)
    if top is None or (file.role is Role.LEAF and file.folder == top) or file.role is Role.RESOURCE:
        return file
    key = _key(file.folder, file.name, file.base, Role.BUNDLED)
    return replace(file, role=Role.BUNDLED, key=key)


def _bundle_of(folder: str, leaf_folders: set[str]) -> str | None:
    """Return the outermost leaf bundle that holds `folder`."""
    found = None
    while True:
        if folder in leaf_folders:
            found = folder
        if not folder:
            return found
        folder = folder.rpartition("/")[0]


def _first_of_each(
    files: Iterable[ContentFile],
) -> tuple[list[ContentFile], list[tuple[ContentFile, ContentFile]]]:
    """Return the files that win their path in their language, and the losers each with its winner."""
    winners: dict[tuple[str, str], ContentFile] = {}
    losers = []
    for file in sorted(files, key=_precedence):
        winner = winners.setdefault((file.key, file.lang), file)
        if winner is not file:
            losers.append((file, winner))
    return sorted(winners.values(), key=lambda file: (file.path, file.lang)), losers


def _precedence(file: ContentFile) -> tuple[int, bool, bool, tuple[int, ...], str]:
    """Order files as Hugo does.

    Earlier mounts come before later ones and themes, bundles before files, a name with a language before one without,
    later extensions before earlier ones, and then the name decides.
    """
    extension = file.name.rpartition(".")[2]
    unmarked = len(file.name) == len(file.base) + 1 + len(extension)
    descending = tuple(-ord(char) for char in extension.lower())
    return (file.mount, file.role is Role.SINGLE, unmarked, (*descending, 0), file.path)


def _is_lost(loser: ContentFile, winner: ContentFile) -> bool:
    """Whether an author would miss the loser: files of a theme or of a later mount are there to be replaced."""
    return loser.mount == winner.mount and loser.path != winner.path


def _duplicate_finding(loser: ContentFile, winner: ContentFile) -> Finding:
    return Finding(
        loser.path,
        0,
        0,
        "duplicate-path",
        Severity.LOSS,
        loser.name,
        f"set aside, because {winner.path} has the same path",
    )


def _skipped_finding(path: str, why: Skipped) -> Finding:
    name = path.rpartition("/")[2]
    if why is Skipped.LINK:
        return Finding(path, 0, 0, "symbolic-link", Severity.NOTE, name, "skipped, as Hugo skips it")
    if why is Skipped.UNREADABLE:
        return Finding(path, 0, 0, "unreadable-file", Severity.LOSS, name, "left out: the folder cannot be listed")
    return Finding(path, 0, 0, "misnamed-file", Severity.LOSS, name, "left out: its name is not UTF-8")


def _adapter_finding(file: ContentFile) -> Finding:
    return Finding(
        file.path,
        0,
        0,
        "content-adapter",
        Severity.LOSS,
        file.name,
        "set aside; the pages that it generates were not read",
    )
