"""Pages of the last reading that hold although others changed: they are taken over one by one.

Owns: which single pages hold, and when none does. Does not own: what all of them hold by (`known_pages`).

A single page, with none below it, is made from its own file, from the files in its bundle and from its translations.
Of all other pages it shows only: what it inherits, the names, titles and slugs of the sections above it, the addresses
of its terms, and which keys of translations are taken. So where nothing of these changed, only the single pages are
made whose own files changed; lists, of which there are fewer and which depend on all they hold, are always made.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from migrate.extract.content import ContentFile
from migrate.extract.effective_dates import PageDates
from migrate.extract.pages import PageSeed, parent_paths
from migrate.extract.terms import TermUse
from migrate.model.findings import Finding
from migrate.model.quick import quick
from migrate.model.source import Kind, SourcePage, TermRef

__all__ = ["FormerPages", "TakenPage"]

_KEY = "translationkey"
_MOST_NEW_LISTS = 50
"""Lists that may come or go at once; each is looked for among the addresses of all pages."""


@quick
@dataclass(frozen=True, slots=True)
class TakenPage:
    """A page that is taken over, with what others take from it."""

    page: SourcePage
    dates: PageDates
    uses: tuple[TermUse, ...]
    findings: tuple[Finding, ...]


class FormerPages:
    """The pages of the last reading.

    Args:
        print: names them; see `migrate.model.source.SourceSite.print`.
        pages: all of them.
        changed: content files that came, went, or are not as they were, bodies aside.
        cascades: what pages inherited from other pages, as text.
        findings: what was found while they were made.
    """

    def __init__(
        self,
        print: str,  # noqa: A002 - as it is called everywhere
        pages: Sequence[SourcePage],
        changed: Collection[str],
        cascades: str,
        findings: Iterable[Finding],
    ) -> None:
        self.print = print
        self._pages = pages
        self._changed = changed
        self._cascades = cascades
        self._findings: dict[str, list[Finding]] = {}
        for finding in findings:
            self._findings.setdefault(finding.source, []).append(finding)
        self._at = {(page.path, page.lang): page for page in pages}
        self._touched: set[str] = set()
        """Paths of pages whose own files changed: their translations share with them."""
        self._uses: dict[int, tuple[TermUse, ...]] = {}
        """By the identity of a map of terms, which pages share."""

    def prepare(self, seeds: Iterable[PageSeed], resources: Iterable[ContentFile], cascades: str) -> bool:
        """Find out which pages may be taken over; False when none may.

        Args:
            seeds: all pages of today but the terms without a file.
            resources: the files in bundles.
            cascades: what pages inherit from other pages today, as text.
        """
        if cascades != self._cascades:
            return False
        changed, touched = self._changed, self._touched
        for page in self._pages:
            if page.source in changed:
                if page.kind is not Kind.PAGE or page.key != page.path:
                    return False
                touched.add(page.path)
            elif page.resources and any(held.path in changed for held in page.resources):
                touched.add(page.path)
        for seed in seeds:
            if seed.file is not None and seed.file.path in changed:
                if seed.is_branch:
                    return False
                touched.add(seed.path)
        for file in resources:
            if file.path in changed:
                touched.update(parent_paths(file.key))
        return True

    def take(self, seed: PageSeed) -> TakenPage | None:
        """Return the page that is to be taken over for `seed`; None when it has to be made."""
        if seed.is_branch or seed.path in self._touched:
            return None
        page = self._at.get((seed.path, seed.lang))
        if page is None or seed.file is None or page.source != seed.file.path or page.bundle is not seed.bundle:
            return None
        if _KEY in page.params:
            # Whether it counts depends on the other pages with the same key.
            return None
        return TakenPage(
            page,
            PageDates(page.date, page.lastmod, page.publish_date, page.expiry_date),
            self._term_uses(page.terms),
            tuple(self._findings.get(page.source, ())),
        )

    def _term_uses(self, terms: Mapping[str, tuple[TermRef, ...]]) -> tuple[TermUse, ...]:
        if not terms:
            return ()
        known = self._uses.get(id(terms))
        if known is None:
            known = self._uses[id(terms)] = tuple(
                TermUse(taxonomy, term.text, term.path) for taxonomy, held in terms.items() for term in held
            )
        return known

    def changes(self, pages: Sequence[SourcePage], resources: Iterable[ContentFile]) -> frozenset[str] | None:
        """Return the paths of the pages of today that are not as they were; None when none should have been taken over.

        Args:
            pages: all of today, some of them taken over.
            resources: the files in bundles.
        """
        gone = dict(self._at)
        changed: set[str] = set()
        lists: set[str] = set()
        taken: list[SourcePage] = []
        for page in pages:
            old = gone.pop((page.path, page.lang), None)
            if page is old or (_KEY in page.params and page == old and page.path not in self._touched):
                taken.append(page)
                continue
            if page != old or page.path in self._touched:
                changed.add(page.path)
            if page.kind is Kind.PAGE:
                if page.key != page.path or page.path not in self._touched:
                    return None
            elif old is None or old.kind is Kind.PAGE:
                lists.add(page.path)
            elif _shown(page) != _shown(old):
                return None
        lists.update(page.path for page in gone.values() if page.kind is not Kind.PAGE)
        paths = {page.path for page in pages} ^ {page.path for page in self._pages}
        if len(lists) > _MOST_NEW_LISTS or not self._stay(taken, lists, paths):
            return None
        return None if paths and self._own_others(resources, paths) else frozenset(changed)

    def _stay(self, taken: Iterable[SourcePage], lists: set[str], paths: set[str]) -> bool:
        """Tell whether pages keep their parents and their keys where `lists` and `paths` came or went."""
        if not paths:
            return not lists
        for page in taken:
            # Hugo compares the beginning of the text only; see `PageFinisher`.
            if any(page.path.startswith(path) for path in lists):
                return False
            if page.key != page.path and page.key.removeprefix("translationKey:") in paths:
                return False
        return True

    def _own_others(self, resources: Iterable[ContentFile], paths: set[str]) -> bool:
        """Tell whether a file that was there before may belong to another page now."""
        folders = {file.key.rpartition("/")[0] for file in resources if file.path not in self._changed}
        return any(folder in paths or not paths.isdisjoint(parent_paths(folder)) for folder in folders if folder)


def _shown(page: SourcePage) -> tuple[str, ...]:
    """Return what other pages show of a list."""
    return (page.kind, page.key, page.title, page.slug, page.rel_permalink)
