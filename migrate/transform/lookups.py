"""What a page asks of the rest of the site, written down: its result holds for as long as the answers stay the same.

Owns which questions there are. Every way from one page to another goes through one of them: the reader's links and
references, the index of pages, the names of things. Does not own the answers, nor asking again (`asking`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from migrate.model.source import LinkTarget, SiteReader, SourceBody, SourcePage

__all__ = ["ENTRY", "LINK", "REF", "VALUE", "Question", "Trace", "TracedReader"]

Question: TypeAlias = tuple[str, ...]
"""What is asked, then what it is asked about."""
LINK, REF, ENTRY, VALUE = "link", "ref", "entry", "value"


@dataclass(slots=True)
class Trace:
    """The questions since it was last taken, and the answers."""

    _answers: dict[Question, LinkTarget | str] = field(default_factory=dict)

    def entry(self, lang: str, path: str, answer: str) -> None:
        """Note which entry, of which content type, a page becomes; "" for none."""
        self._answers[ENTRY, lang, path] = answer

    def value(self, content_type: str, names: Iterable[str], answer: str) -> None:
        """Note the entry that one of `names` means; "" for none."""
        self._answers[VALUE, content_type, *names] = answer

    def link(self, page: SourcePage, destination: str, answer: LinkTarget) -> None:
        """Note where a destination leads. One outside the site leads there whatever the site holds."""
        if answer.internal:
            self._answers[LINK, page.lang, destination] = answer

    def ref(self, page: SourcePage, reference: str, lang: str, answer: LinkTarget) -> None:
        """Note where a reference leads."""
        self._answers[REF, page.lang, reference, lang] = answer

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

    def is_shared(self, page: SourcePage, destination: str) -> bool:
        """Return what the reader returns."""
        return self._reader.is_shared(page, destination)

    def read(self, path: str) -> bytes:
        """Return what the reader returns; a file that a page needs is found by `link`, its digest included."""
        return self._reader.read(path)
