"""What a page once asked of the rest of the site, asked again: its result holds when the answers are the same.

Owns what of an answer counts. Does not own which questions there are (`lookups`).
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from migrate.model.canonical import fingerprint_bytes
from migrate.model.source import NO_TARGET, LinkTarget
from migrate.transform.lookups import ENTRY, LINK, REF, Question
from migrate.transform.world import PageGroup, World

__all__ = ["Asked", "is_answered_alike", "take_down"]


class Asked(NamedTuple):
    """What a page asked, and what it was told."""

    questions: tuple[Question, ...]
    answers: str
    """Fingerprint of the answers."""
    files: tuple[Question, ...]
    """Those of the questions that were answered with a file, whose bytes may change while nothing else does."""
    file_answers: str
    """Fingerprint of the answers to these."""


def take_down(answers: Mapping[Question, LinkTarget | str]) -> Asked:
    """Return what is kept of questions and answers."""
    files = {question: answer for question, answer in answers.items() if _holds_file(answer)}
    return Asked(tuple(answers), _fingerprint(answers), tuple(files), _fingerprint(files))


def is_answered_alike(world: World, group: PageGroup, asked: Asked, *, same_site: bool) -> bool:
    """Tell whether the pages of `group` would be told today what they were told once.

    Args:
        world: the run.
        group: the translations.
        asked: what they asked.
        same_site: whether all pages, data and names of files are as they were then.
    """
    if same_site:
        return not asked.files or _ask(world, group, asked.files) == asked.file_answers
    return _ask(world, group, asked.questions) == asked.answers


def _holds_file(answer: LinkTarget | str) -> bool:
    """Tell whether an answer says what is in a file, or why that could not be read."""
    return not isinstance(answer, str) and (answer.file is not None or answer.error not in ("", NO_TARGET))


def _fingerprint(answers: Mapping[Question, LinkTarget | str]) -> str:
    """Return what changes whenever one of the answers does."""
    shown = [(question, _shown(answers[question])) for question in sorted(answers)]
    return fingerprint_bytes(repr(shown).encode("utf-8", "surrogatepass")) if shown else ""


def _ask(world: World, group: PageGroup, questions: Iterable[Question]) -> str:
    """Return the fingerprint of today's answers."""
    pages = {page.lang: page for page in group}
    world.trace.take()
    for kind, *about in questions:
        if kind == LINK:
            world.site.reader.link(pages[about[0]], about[1])
        elif kind == REF:
            world.site.reader.ref(pages[about[0]], about[1], about[2])
        elif kind == ENTRY:
            world.pages.at(about[0], about[1])
        else:
            world.references.find(about[0], about[1:])
    return _fingerprint(world.trace.take())


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
