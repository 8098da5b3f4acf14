"""What a page once asked of the rest of the site, asked again: its result holds when the answers are the same.

Owns what of an answer counts. Does not own which questions there are (`lookups`).
"""

from collections.abc import Iterable, Mapping

from migrate.model.canonical import fingerprint_bytes
from migrate.model.source import LinkTarget
from migrate.transform.lookups import ENTRY, LINK, REF, Question
from migrate.transform.world import PageGroup, World

__all__ = ["ask_again", "fingerprint_answers"]


def fingerprint_answers(answers: Mapping[Question, LinkTarget | str]) -> str:
    """Return what changes whenever one of the answers does."""
    shown = [(question, _shown(answers[question])) for question in sorted(answers)]
    return fingerprint_bytes(repr(shown).encode("utf-8", "surrogatepass")) if shown else ""


def ask_again(world: World, group: PageGroup, questions: Iterable[Question]) -> str:
    """Return the fingerprint of today's answers to what the pages of `group` once asked."""
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
