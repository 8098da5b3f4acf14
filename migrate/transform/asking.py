"""What a page once asked of the rest of the site, asked again: its result holds when the answers are the same.

Owns what of an answer counts. Does not own which questions there are (`lookups`).
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from migrate.model.canonical import fingerprint_bytes
from migrate.model.source import NO_TARGET, LinkTarget, SourcePage
from migrate.transform.lookups import ENTRY, LINK, REF, Question
from migrate.transform.world import PageGroup, World

__all__ = ["Asked", "Repeated", "take_down"]


class Asked(NamedTuple):
    """What a page asked, and what it was told."""

    questions: tuple[Question, ...]
    """In their own order."""
    answers: str
    """Fingerprint of the answers."""
    files: tuple[Question, ...]
    """Those of the questions that were answered with a file, whose bytes may change while nothing else does."""
    file_answers: str
    """Fingerprint of the answers to these."""


def take_down(answers: Mapping[Question, LinkTarget | str]) -> Asked:
    """Return what is kept of questions and answers."""
    questions = tuple(sorted(answers))
    files = tuple(question for question in questions if _holds_file(answers[question]))
    shown = {question: _shown(question, answers[question]) for question in questions}
    return Asked(questions, _fingerprint(shown.values()), files, _fingerprint(shown[question] for question in files))


class Repeated:
    """Asks the questions of pages again.

    Args:
        world: the run.
        same_answers: whether nothing that an answer tells is another than when the questions were asked first, the
            bytes of files aside (`migrate.transform.fingerprints.fingerprint_answers`).
    """

    def __init__(self, world: World, *, same_answers: bool) -> None:
        self._world = world
        self._same_answers = same_answers
        self._shown: dict[Question, str] = {}
        """Answers that do not depend on who asks: most pages have terms, authors and links in common with others."""

    def is_answered_alike(self, group: PageGroup, asked: Asked) -> bool:
        """Tell whether the pages of `group` would be told today what they were told once."""
        if self._same_answers:
            return not asked.files or self._ask(group, asked.files) == asked.file_answers
        return self._ask(group, asked.questions) == asked.answers

    def _ask(self, group: PageGroup, questions: tuple[Question, ...]) -> str:
        """Return the fingerprint of today's answers."""
        known = self._shown
        shown: list[str] = []
        for question in questions:
            kind = question[0]
            page = next(page for page in group if page.lang == question[1]) if kind in (LINK, REF) else group[0]
            if kind == REF or (kind == LINK and not self._world.site.reader.is_shared(page, question[2])):
                shown.append(self._answer(page, question))
                continue
            held = known.get(question)
            if held is None:
                held = known[question] = self._answer(page, question)
            shown.append(held)
        return _fingerprint(shown)

    def _answer(self, page: SourcePage, question: Question) -> str:
        """Return today's answer to a question of `page`."""
        world, (kind, *about) = self._world, question
        world.trace.take()
        if kind == LINK:
            world.site.reader.link(page, about[1])
        elif kind == REF:
            world.site.reader.ref(page, about[1], about[2])
        elif kind == ENTRY:
            world.pages.at(about[0], about[1])
        else:
            world.references.find(about[0], about[1:])
        answer = world.trace.take().get(question)
        return _shown(question, answer) if answer is not None else ""


def _holds_file(answer: LinkTarget | str) -> bool:
    """Tell whether an answer says what is in a file, or why that could not be read."""
    return not isinstance(answer, str) and (answer.file is not None or answer.error not in ("", NO_TARGET))


def _fingerprint(shown: Iterable[str]) -> str:
    """Return what changes whenever one of the answers does."""
    text = "\n".join(shown)
    return fingerprint_bytes(text.encode("utf-8", "surrogatepass")) if text else ""


def _shown(question: Question, answer: LinkTarget | str) -> str:
    """Return everything of an answer that a conversion looks at, on one line: of a page only who and where it is."""
    if isinstance(answer, str):
        return repr((question, answer))
    page, file = answer.page, answer.file
    return repr(
        (
            question,
            (page.lang, page.path, page.permalink, page.rel_permalink) if page is not None else None,
            (file.path, file.size, file.sha256, file.media_type, file.width, file.height) if file is not None else None,
            (answer.url, answer.fragment, answer.query, answer.internal, answer.error),
        )
    )
