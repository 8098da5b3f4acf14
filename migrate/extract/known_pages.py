"""Pages that are not put together again, since they are as they were when the site was read last.

Owns: what all pages of a site together are made from, when all that were kept still hold, and what is kept. Does not
own: which of them hold where some do not (`former_pages`), making them (`made_pages`), nor where they are kept.

What a page holds may depend on every other page: lists are dated by what they hold, terms are made by those who name
them, an address may be taken. So the pages that are kept are known by the configuration, the names of all files,
commits, and the front matter of each file, as values: a body that changed leaves all of them as they are.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from migrate.errors import MigrateError
from migrate.extract.config import Configuration
from migrate.extract.content import Content, ContentFile
from migrate.extract.files import SiteFiles
from migrate.extract.former_pages import FormerPages
from migrate.extract.frontmatter import FrontMatter
from migrate.extract.fronts import FrontMemory, FrontRead
from migrate.extract.made_pages import MadePages
from migrate.model.canonical import fingerprint_bytes
from migrate.model.findings import Finding
from migrate.model.source import SourcePage
from migrate.model.written_out import written_out

__all__ = ["Inputs", "KnownFile", "KnownPages", "Recollection", "SiteMemory", "inputs_of"]

_MOST_CHANGED = 0.25
"""Part of the files up to which pages are taken over one by one; where more changed, it saves little."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What pages are made from besides front matter."""

    config: str
    """Fingerprint of the configuration."""
    names: str
    """Fingerprint of the names of all files that a link may lead to."""
    places: Mapping[str, str]
    """Content file → where it belongs, and the dates that it has from elsewhere."""


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

    inputs: Inputs
    files: Mapping[str, KnownFile]
    """Content file → what it was."""
    cascades: str
    """What pages inherit from other pages, as text."""
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

    def keep_pages(self, known: KnownPages, pages: Sequence[SourcePage], changed: Collection[str] | None) -> None:
        """Keep these pages instead of others.

        Args:
            known: what they were made from.
            pages: all of them.
            changed: paths of those that are not as they were when `pages` was called; None = any may be.
        """
        ...

    def let_go(self) -> None:
        """Hold on to nothing that `pages` gave."""
        ...


class Recollection:
    """Tells whether the pages that a memory keeps still hold, and keeps new ones.

    Args:
        memory: what remembers.
        inputs: what the site is made from today.
        reads: the content files with their front matter.
        now: the time by which publication dates are judged.
    """

    def __init__(
        self, memory: SiteMemory, inputs: Inputs, reads: Iterable[tuple[ContentFile, FrontRead]], now: datetime
    ) -> None:
        self._memory, self._inputs, self._now = memory, inputs, now
        self._old = memory.known_pages()
        self._files = dict(self._described(reads))
        self._changed = _changed_files(self._old, inputs, self._files) if self._old is not None else frozenset()

    def recall(self) -> tuple[MadePages, str] | None:
        """Return the pages that are kept, with today's fingerprints of their files, and what names them.

        None where one of them may not hold.
        """
        old = self._old
        if old is None or self._changed or old.inputs != self._inputs:
            return None
        if not ((old.published is None or old.published < self._now) and (old.next is None or old.next >= self._now)):
            return None
        pages = self._read_back(old)
        return (MadePages(pages, old.findings, old.cascades), old.print) if pages else None

    def former(self) -> FormerPages | None:
        """Return the pages that are kept, of which single ones may hold; None where that is not worth a look."""
        old = self._old
        if old is None or old.inputs.config != self._inputs.config:
            return None
        if len(self._changed) > _MOST_CHANGED * len(old.files):
            return None
        pages = self._read_back(old)
        return FormerPages(old.print, pages, self._changed, old.cascades, old.findings) if pages else None

    def forget(self) -> None:
        """Let go of what was kept."""
        self._old = None
        self._memory.let_go()

    def keep(self, made: MadePages) -> str:
        """Keep pages that were made now, and return what names them."""
        dates = sorted({page.publish_date for page in made.pages if page.publish_date is not None})
        passed = [date for date in dates if date < self._now]
        places = self._inputs.places
        text = "\n".join(f"{path} {file.digest} {places[path]}" for path, file in self._files.items())
        known = KnownPages(
            inputs=self._inputs,
            files=self._files,
            cascades=made.cascades,
            published=passed[-1] if passed else None,
            next=dates[len(passed)] if len(passed) < len(dates) else None,
            findings=made.findings,
            count=len(made.pages),
            print=fingerprint_bytes(f"{self._inputs.config}\n{self._inputs.names}\n{self._now}\n{text}".encode()),
        )
        self._memory.keep_pages(known, made.pages, made.changed)
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

    def _read_back(self, old: KnownPages) -> tuple[SourcePage, ...]:
        """Return the pages that are kept, with today's fingerprints of files that differ in their bodies only."""
        pages = self._memory.pages()
        if pages is None or len(pages) != old.count:
            return ()
        digests = {
            path: file.digest
            for path, file in self._files.items()
            if path not in self._changed and old.files[path].digest != file.digest
        }
        return tuple(replace(page, digest=digests[page.source]) if page.source in digests else page for page in pages)


def inputs_of(files: SiteFiles, config: Configuration, content: Content, commits: Mapping[str, datetime]) -> Inputs:
    """Return what the pages of a site are made from besides front matter.

    Args:
        files: the site.
        config: its configuration.
        content: its content files.
        commits: the date of the last commit of each.
    """
    folders = {"content", "static", *(content.mount.source for content in config.content)}
    folders |= {mount.source for mount in config.mounts if mount.component in ("static", "assets")}
    names = "\n".join(_names(files, folder) for folder in sorted(folders))
    return Inputs(
        config=fingerprint_bytes(written_out(config).encode("utf-8", "surrogatepass")),
        names=fingerprint_bytes(names.encode("utf-8", "surrogatepass")),
        places=_places(files, config, content, commits),
    )


def _places(
    files: SiteFiles, config: Configuration, content: Content, commits: Mapping[str, datetime]
) -> Mapping[str, str]:
    modified = any(rules.dates.uses(":filemodtime") for rules in config.languages)
    places: dict[str, str] = {}
    shared: dict[str, str] = {}
    for file in (*content.pages, *content.resources):
        place = f"{file.lang} {file.role.value} {file.module} {file.mount}"
        if file.path in commits:
            place += f" {commits[file.path]}"
        if modified:
            place += f" {_modified(files, file.path)}"
        # A folder may be mounted twice.
        place = f"{places[file.path]}, {place}" if file.path in places else place
        places[file.path] = shared.setdefault(place, place)
    return places


def _changed_files(old: KnownPages, inputs: Inputs, files: Mapping[str, KnownFile]) -> frozenset[str]:
    """Return the content files that are there now or were, and are not as they were, bodies aside."""
    places = inputs.places
    changed = {path for path, place in places.items() if old.inputs.places.get(path) != place}
    changed.update(path for path in old.inputs.places if path not in places)
    changed.update(old.files.keys() ^ files.keys())
    changed.update(path for path, file in files.items() if path in old.files and old.files[path].front != file.front)
    return frozenset(changed)


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
