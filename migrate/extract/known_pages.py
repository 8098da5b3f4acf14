"""Pages that are not put together again: where nothing but bodies changed, they are as they were.

Owns: what all pages of a site together are made from, and when pages that were kept still hold. Does not own: making
them (`migrate.extract.site`), nor where they are kept.

What a page holds may depend on every other page: lists are dated by what they hold, terms are made by those who name
them, an address may be taken. So all pages are kept as one, known by the configuration, the names of all files,
commits, and the front matter of each file, as values: a body that changed leaves all of them as they are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from migrate.errors import MigrateError
from migrate.extract.config import Configuration
from migrate.extract.content import Content, ContentFile
from migrate.extract.files import SiteFiles
from migrate.extract.frontmatter import FrontMatter
from migrate.extract.fronts import FrontMemory, FrontRead
from migrate.model.canonical import fingerprint_bytes
from migrate.model.findings import Finding
from migrate.model.source import SourcePage
from migrate.model.written_out import written_out

__all__ = ["KnownFile", "KnownPages", "Recollection", "SiteMemory", "fingerprint_inputs"]


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A content file as it was when pages were made."""

    digest: str
    """Fingerprint of its bytes, "" when it could not be read."""
    front: str
    """Fingerprint of its front matter."""


@dataclass(frozen=True, slots=True)
class KnownPages:
    """What pages were made from, and what was found on the way; the pages themselves are kept beside it."""

    inputs: str
    """Fingerprint of everything but the content files."""
    files: Mapping[str, KnownFile]
    """Content file → what it was."""
    published: datetime | None
    """The last date of publication that had passed when the pages were made."""
    next: datetime | None
    """The first one that had not: lists are dated by what is published in them."""
    findings: tuple[Finding, ...]
    count: int
    """How many pages there are; where fewer come back, none of them count."""
    print: str
    """Names this very set of pages; see `migrate.model.source.SourceSite.print`."""


class SiteMemory(FrontMemory, Protocol):
    """Remembers from run to run what was read of a site."""

    def known_pages(self) -> KnownPages | None:
        """Return what the pages that are kept were made from; None when none are."""
        ...

    def pages(self) -> Sequence[SourcePage] | None:
        """Return the pages that are kept, in order, as far as they can be read back; None when none can."""
        ...

    def keep_pages(self, known: KnownPages, pages: Sequence[SourcePage]) -> None:
        """Keep these pages instead of others."""
        ...


class Recollection:
    """Tells whether the pages that a memory keeps still hold, and keeps new ones.

    Args:
        memory: what remembers.
        inputs: `fingerprint_inputs` of the site.
        reads: the content files with their front matter.
        now: the time by which publication dates are judged.
    """

    def __init__(
        self, memory: SiteMemory, inputs: str, reads: Iterable[tuple[ContentFile, FrontRead]], now: datetime
    ) -> None:
        self._memory, self._inputs, self._now = memory, inputs, now
        self._old = memory.known_pages()
        self._files = dict(self._described(reads))

    def recall(self) -> tuple[KnownPages, tuple[SourcePage, ...]] | None:
        """Return the pages that are kept, with today's fingerprints of their files; None where they do not hold."""
        old = self._old
        if old is None or old.inputs != self._inputs or old.files.keys() != self._files.keys():
            return None
        if any(old.files[path].front != file.front for path, file in self._files.items()):
            return None
        if not ((old.published is None or old.published < self._now) and (old.next is None or old.next >= self._now)):
            return None
        pages = self._memory.pages()
        if pages is None or len(pages) != old.count:
            return None
        changed = {path: file.digest for path, file in self._files.items() if old.files[path].digest != file.digest}
        return old, tuple(
            replace(page, digest=changed[page.source]) if page.source in changed else page for page in pages
        )

    def keep(self, pages: Sequence[SourcePage], findings: tuple[Finding, ...]) -> str:
        """Keep pages that were made now, and return what names them.

        Args:
            pages: all of the site.
            findings: what was found while they were made.
        """
        dates = sorted({page.publish_date for page in pages if page.publish_date is not None})
        passed = [date for date in dates if date < self._now]
        text = "\n".join(f"{path} {file.digest}" for path, file in self._files.items())
        known = KnownPages(
            inputs=self._inputs,
            files=self._files,
            published=passed[-1] if passed else None,
            next=dates[len(passed)] if len(passed) < len(dates) else None,
            findings=findings,
            count=len(pages),
            print=fingerprint_bytes(f"{self._inputs}\n{self._now}\n{text}".encode()),
        )
        self._memory.keep_pages(known, pages)
        return known.print

    def _described(self, reads: Iterable[tuple[ContentFile, FrontRead]]) -> Iterator[tuple[str, KnownFile]]:
        old = self._old.files if self._old is not None else {}
        for file, read in reads:
            held = old.get(file.path)
            digest = read.front.digest if read.front is not None else ""
            if held is not None and held.digest == digest:
                yield file.path, held
            else:
                yield file.path, KnownFile(digest, _fingerprint_front(read.front))


def fingerprint_inputs(
    files: SiteFiles, config: Configuration, content: Content, commits: Mapping[str, datetime]
) -> str:
    """Return what changes whenever something does that pages are made from, but for front matter.

    The names of all files that a link may lead to are part of it, so that where nothing changes links lead where they
    led.
    """
    placed = [(file.path, file.lang, file.role.value, file.mount) for file in (*content.pages, *content.resources)]
    folders = {"content", "static", *(content.mount.source for content in config.content)}
    folders |= {mount.source for mount in config.mounts if mount.component in ("static", "assets")}
    parts = [written_out(config), repr(placed), *(_names(files, folder) for folder in sorted(folders))]
    parts += (f"{file.path} {commits[file.path]}" for file in content.pages if file.path in commits)
    if any(rules.dates.uses(":filemodtime") for rules in config.languages):
        parts += (f"{file.path} {_modified(files, file.path)}" for file in content.pages)
    return fingerprint_bytes("\n".join(parts).encode("utf-8", "surrogatepass"))


def _names(files: SiteFiles, folder: str) -> str:
    if files.exists(folder):
        return folder
    try:
        return "\n".join(files.walk("" if folder == "." else folder))
    except MigrateError as error:
        return f"{folder}: {error.message}"


def _modified(files: SiteFiles, path: str) -> str:
    try:
        return repr(files.mtime(path))
    except MigrateError as error:
        return error.message


def _fingerprint_front(front: FrontMatter | None) -> str:
    """Return what tells front matter apart; its own text does, where comparing takes `1` for `true`."""
    if front is None:
        return ""
    return fingerprint_bytes(repr(replace(front, digest="")).encode("utf-8", "surrogatepass"))
