"""What shortcode calls say in their arguments: each is in the entry, or a finding names it.

Hugo's page proves nothing of arguments where the template of a shortcode is missing, so the source is asked. What
templates show of arguments is compared like any other words (`words`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from migrate.model.source import BodyPart, BodyText, ShortcodeCall
from migrate.report.fidelity.difference import Difference, Kind
from migrate.report.fidelity.ledger import PageView
from migrate.report.fidelity.targets import Targets
from migrate.report.fidelity.visible import CALL_END, CALL_START, Argument, joined, squeeze

__all__ = ["calls_to_read", "compare_arguments", "read_arguments"]

_OF_HUGO = frozenset(("comment", "figure", "highlight", "param", "ref", "relref", "vimeo", "youtube"))
"""Shortcodes that Hugo renders itself: what they show is on its page."""
_REFERENCES = frozenset(("ref", "relref"))
"""Those whose argument is the name of a page, also for a template of the site's own."""
_MAYBE_OF_HUGO = frozenset(("details",))
"""One that Hugo renders unless the site's templates are left out, as themes had it first."""
_LOOKS = frozenset(("class", "height", "loading", "rel", "target", "width"))
"""Options of Hugo's ``figure``, which sites replace by one of their own; findings tell of them by their names."""
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|!?\[(?=[^\[\]]*\]\()|\]\([^()\s]*\)|\b_+|_+\b")
"""Tags, links and emphasis in an argument that its template takes for HTML or Markdown."""
_ADDRESS = re.compile(r"<[A-Za-z][^<>]*?\s(?:href|src)=[\"']?([^\"'\s<>]+)|\]\(([^()\s]+)\)")
_TAG = re.compile(r"\{\{[<%].*?[>%]\}\}", re.DOTALL)
_COMMENT_END = "-->"
_INSIDE = re.compile(f"{CALL_START}[^{CALL_START}{CALL_END}]*{CALL_END}")


def calls_to_read(parts: Sequence[BodyPart]) -> Iterator[ShortcodeCall]:
    """Yield the calls among `parts` that do not stand in a comment, of which no reader sees anything."""
    texts = [part.text if isinstance(part, BodyText) else "" for part in parts]
    last = max((position for position, text in enumerate(texts) if _COMMENT_END in text), default=-1)
    commented = False
    for position, (part, text) in enumerate(zip(parts, texts, strict=True)):
        if isinstance(part, ShortcodeCall):
            # A comment that nobody ends is none.
            if not commented or position > last:
                yield part
        elif (start := text.rfind("<!--")) != (end := text.rfind(_COMMENT_END)):
            commented = start > end


def read_arguments(calls: Iterable[ShortcodeCall], targets: Targets) -> Iterator[Argument]:
    """Yield the arguments of `calls` that say something."""
    for call in calls:
        name = call.name.lower()
        if name in _OF_HUGO and not call.template:
            continue
        named = ((key, value) for key, value in call.named.items() if name != "figure" or key.lower() not in _LOOKS)
        arguments: list[tuple[str | int, object]] = [*enumerate(call.positional), *named]
        for key, value in arguments:
            if isinstance(value, bool):
                # It switches something on, and nobody reads it.
                continue
            text = squeeze(unescape(str(value)))
            if joined((text,)).strip():
                # Without the site's templates Hugo shows what it has one of its own for.
                by_hugo = name in _OF_HUGO or (name in _MAYBE_OF_HUGO and not call.template)
                plain = squeeze(_MARKUP.sub(" ", text))
                places = (targets.of_argument(name, key, str(value)), *targets.resources(str(value)))
                if name in _REFERENCES:
                    places = (*places, targets.of_reference(str(value)))
                yield Argument(call.name, text, places, by_hugo, plain=plain if plain != text else "")
                for inside in (in_tag or in_link for in_tag, in_link in _ADDRESS.findall(text)):
                    yield Argument(call.name, inside, (targets.resolve(inside),), by_hugo)


def compare_arguments(page: PageView) -> Iterator[Difference]:
    """Yield each argument that neither the entry nor a finding has as often as calls say it."""
    if not page.call_arguments:
        return
    ours = page.ours
    said = joined((ours.text, ours.held, *ours.frames))
    told = joined(page.told)
    aside = joined((_outside(page.hugo.text),))
    # What a template prints without marks is no prose of the author's that the entry shows besides.
    prose = joined((_TAG.sub(" ", page.written),)) if page.written else aside
    images = Counter(image.source for image in ours.images)
    places = Counter((*(link.target for link in ours.links), *ours.frames, *ours.kept))
    for argument, count in Counter(page.call_arguments).items():
        words = joined((argument.text,))
        forms = (words, joined((argument.plain,))) if argument.plain else (words,)
        by_words = max(
            said.count(form) - (0 if argument.by_hugo else min(aside.count(form), prose.count(form))) for form in forms
        )
        shown = sum(places[target] for target in set(argument.targets))
        # The text of an entry does not say which image it shows, so a name that also describes it is said besides.
        pictures = sum(images[target] for target in set(argument.targets))
        if max(by_words, shown) + pictures + told.count(words) < count:
            yield Difference(page.source, 0, Kind.WORDS, argument.text, "", argument.call)


def _outside(text: str) -> str:
    """Return what Hugo shows outside of calls."""
    while (rest := _INSIDE.sub(" ", text)) != text:
        text = rest
    return text
