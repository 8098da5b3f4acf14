"""What a page asks of the rest of the site, written down: its result holds for as long as the answers stay the same.

Owns which questions there are, and asking them again. Every way from one page to another goes through one of them: the
reader's links and references, the index of pages, the names of things. Does not own the answers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from migrate.model.canonical import fingerprint_bytes
from migrate.model.source import LinkTarget, SiteReader, SourceBody, SourcePage

if TYPE_CHECKING:
    from migrate.transform.world import PageGroup, World

__all__ = ["Question", "Trace", "TracedReader", "ask_again", "fingerprint_answers"]

Question: TypeAlias = tuple[str, ...]
"""What is asked, then what it is asked about."""
_LINK, _REF, _ENTRY, _VALUE = "link", "ref", "entry", "value"


@dataclass(slots=True)
class Trace:
    """The questions since it was last taken, and the answers."""

    _answers: dict[Question, LinkTarget | str] = field(default_factory=dict)

    def entry(self, lang: str, path: str, answer: str) -> None:
        """Note which entry, of which content type, a page becomes; "" for none."""
        self._answers[_ENTRY, lang, path] = answer

    def value(self, content_type: str, names: Iterable[str], answer: str) -> None:
        """Note the entry that one of `names` means; "" for none."""
        self._answers[_VALUE, content_type, *names] = answer

    def link(self, page: SourcePage, destination: str, answer: LinkTarget) -> None:
        """Note where a destination leads. One outside the site leads there whatever the site holds."""
        if answer.internal:
            self._answers[_LINK, page.lang, destination] = answer

    def ref(self, page: SourcePage, reference: str, lang: str, answer: LinkTarget) -> None:
        """Note where a reference leads."""
        self._answers[_REF, page.lang, reference, lang] = answer

    def take(self) -> Mapping[Question, LinkTarget | str]:
        """Return what was noted, and begin anew."""
        taken, self._answers = self._answers, {}
        return taken


class TracedReader:
    """A `migrate.model.source.SiteReader` that notes what it is asked."""

    def __init__(self, reader: SiteReader, trace: Trace) -> None:
        self._reader, self._trace = reader, trace

    def body(self, page: SourcePage) -> SourceBody:
        """Return what the reader returns; a body is known by its file."""
        return self._reader.body(page)

    def ref(self, page: SourcePage, reference: str, lang: str = "") -> LinkTarget:
        """Return what the reader returns."""
        target = self._reader.ref(page, reference, lang)
        self._trace.ref(page, reference, lang, target)
        return target

    def link(self, page: SourcePage, destination: str) -> LinkTarget:
        """Return what the reader returns."""
        target = self._reader.link(page, destination)
        self._trace.link(page, destination, target)
        return target

    def read(self, path: str) -> bytes:
        """Return what the reader returns; a file that a page needs is found by `link`, its digest included."""
        return self._reader.read(path)


def fingerprint_answers(answers: Mapping[Question, LinkTarget | str]) -> str:
    """Return what changes whenever one of the answers does."""
    shown = [(question, _shown(answers[question])) for question in sorted(answers)]
    return fingerprint_bytes(repr(shown).encode("utf-8", "surrogatepass")) if shown else ""


def ask_again(world: "World", group: "PageGroup", questions: Iterable[Question]) -> str:
    """Return the fingerprint of today's answers to what the pages of `group` once asked."""
    pages = {page.lang: page for page in group}
    world.trace.take()
    for kind, *about in questions:
        if kind == _LINK:
            world.site.reader.link(pages[about[0]], about[1])
        elif kind == _REF:
            world.site.reader.ref(pages[about[0]], about[1], about[2])
        elif kind == _ENTRY:
            world.pages.at(about[0], about[1])
        else:
            world.references.find(about[0], about[1:])
    return fingerprint_answers(world.trace.take())


def _shown(answer: LinkTarget | str) -> object:
    """Return everything of an answer that a conversion looks at: of another page only who and where it is."""
    if isinstance(answer, str):
        return answer
    page, file = answer.page, answer.file
    return (
        (page.lang, page.path, page.permalink, page.rel_permalink) if page is not None else None,
        (file.path, file.size, file.sha256, file.media_type, file.width, file.height) if file is not None else None,
        (answer.url, answer.fragment, answer.query, answer.internal, answer.error),
    )
