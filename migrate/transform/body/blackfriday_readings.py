"""Markdown of the Blackfriday age under both engines: where they differ, which one reads the page, what is said of it.

Owns: the comparison of both readings of a body, the choice by page, and the findings. Does not own: how either engine
reads (`goldmark`, `blackfriday`) or what counts as seen (`blackfriday_shown`).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import unescape

from migrate.transform.body.blackfriday_middle import differing_parts, shared_start
from migrate.transform.body.blackfriday_shown import Place, Word, aligned, as_text, find_places, words_of
from migrate.transform.body.builder import Builder
from migrate.transform.body.html import normalise
from migrate.transform.body.linkify import split_autolinks, split_old_autolinks
from migrate.transform.body.parts import Reading
from migrate.transform.body.placeholders import Placeholders
from migrate.transform.body.rawtext import GUARD
from migrate.transform.body.settings import BodySettings
from migrate.transform.body.sound import parse_sound
from migrate.transform.body.tree import Node, parse

__all__ = ["different_places", "leaves_more_signs", "report_goldmark", "report_places", "shows_alike"]


_HAS_ADDRESS = re.compile(r"://|www\.|@")
_SIGNS_OF_ADDRESSES = ("://", "www.", "@")
_NO_ADDRESSES = re.compile(r"<(?:code|a)\b")
_PRE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
_REACH = 40
"""Bytes around a difference among which no reference to a character that reaches into it could be missed."""
_WORD = re.compile(r"\w+")
_GUARD = GUARD.encode()
_SHOWN = 120
"""Characters of a reading that the action of a finding quotes."""
_WHOLE = 24
"""Words that are looked for at once, or all of a place that has fewer: the beginning may stand in many places."""
_TRIES = ((0, _WHOLE), (0, 4), (0, 3), (0, 2), (1, 3), (1, 2), (2, 2), (0, 1), (1, 1))
"""How to look for a place in the source: how many words are passed over, and how many follow each other."""
_GAP = 40
"""Signs of Markdown that may stand between two words of a place."""
_FORM_NAMES = (
    ("pre", "code"),
    ("h1", "a heading"), ("h2", "a heading"), ("h3", "a heading"), ("h4", "a heading"), ("h5", "a heading"),
    ("h6", "a heading"),
    ("table", "a table"), ("blockquote", "a quote"), ("ul", "a list"), ("ol", "a numbered list"),
    ("dt", "a definition list"), ("dd", "a definition list"), ("code", "code"), ("strong", "bold"), ("em", "italic"),
    ("del", "crossed out"),
)  # fmt: skip


def shows_alike(source: str, text: str, render: Callable[[str], str], placeholders: Placeholders) -> bool:
    """Tell whether the engine that `render` runs makes the same of `source` and of what it was rewritten to.

    Nothing but the engine runs here, which takes a fraction of the time of a whole rendering.
    """
    silent = placeholders.silent()
    return _same(silent.resolve(render(source)), silent.resolve(render(text)))


def different_places(readings: Sequence[Reading], settings: BodySettings) -> list[Place]:
    """Return where a reader of today's Hugo sees something else in these texts."""
    goldmark = settings.goldmark
    now = partial(split_autolinks, goldmark=goldmark) if goldmark.linkify else _unlinked
    return [place for reading in readings for place in _places(reading, now)]


def _unlinked(text: str) -> list[tuple[str, str]]:
    return [(text, "")]


def _places(reading: Reading, links_now: Callable[[str], list[tuple[str, str]]]) -> Iterator[Place]:
    html = reading.html
    today = reading.today() if reading.rewritten else html
    linked_alike = all(split_old_autolinks(text) == links_now(text) for text in _addresses(html))
    if linked_alike and _same(html, today):
        return
    if not reading.rewritten:
        today = reading.today()
    parted = linked_alike and GUARD not in html and not _holds_film(html)
    then, now = _trees(*(differing_parts(html, today) if parted else (html, today)))
    old, new = list(map(repr, then)), list(map(repr, now))
    for tag, first, last, start, end in aligned(old, new):
        before, after = then[first:last], now[start:end]
        if tag == "equal":
            # The same nodes may still hold addresses that become links for one engine only.
            before = after = [node for node in before if _links_differ([node], links_now)]
        if before or after:
            yield from find_places(words_of(before, split_old_autolinks), words_of(after, links_now))


def _links_differ(nodes: Sequence[Node], links_now: Callable[[str], list[tuple[str, str]]]) -> bool:
    for node in nodes:
        if isinstance(node, str):
            if _HAS_ADDRESS.search(node) is not None and (
                GUARD in node or split_old_autolinks(node) != links_now(node)
            ):
                return True
        elif node[0] not in ("a", "code", "pre") and _links_differ(node[2], links_now):
            return True
    return False


def _same(html: str, today: str) -> bool:
    """Tell whether two texts of HTML differ in nothing but white space, paragraphs and how signs are written."""
    if html is today or html == today:
        return True
    if _holds_film(html):
        return False
    if "<pre" in html and _PRE.findall(html) != _PRE.findall(today):
        # Blanks, which are not looked at below, count in code.
        return False
    old, new = _scraped(html), _scraped(today)
    if old == new:
        return True
    at = shared_start(old, new)
    old, new = old[max(at - _REACH, 0) : at + _REACH], new[max(at - _REACH, 0) : at + _REACH]
    if b"&" not in old + new and (old + new).isascii():
        # No sign is written in two ways here, so this is another one.
        return False
    return _bare(html) == _bare(today) or _bare(unescape(html)) == _bare(unescape(today))


def _holds_film(html: str) -> bool:
    """Tell whether there is an element that an end tag inside a paragraph does not end: it hides the rest of a page."""
    return "<video" in html or "<audio" in html


def _scraped(html: str) -> bytes:
    """Return HTML as `_bare` does, faster, but with white space beyond ASCII."""
    data = html.encode("utf-8", "surrogatepass").translate(None, b" \t\n\r\f\v\x1c\x1d\x1e\x1f")
    return data.replace(_GUARD, b"").replace(b"<p>", b"").replace(b"</p>", b"")


def _bare(html: str) -> str:
    """Return HTML without white space and what parts loose lists from tight ones."""
    return "".join(html.replace(GUARD, "").replace("<p>", "").replace("</p>", "").split())


def _addresses(html: str) -> Iterator[str]:
    """Yield the texts outside code and links in which an address may stand."""
    for sign in _SIGNS_OF_ADDRESSES:
        at = html.find(sign)
        while at >= 0:
            tag = html.rfind("<", 0, at)
            start = html.find(">", tag, at) + 1
            end = at
            if tag >= 0 and start and _NO_ADDRESSES.match(html, tag) is None:
                end = html.find("<", at)
                end = end if end >= 0 else len(html)
                yield unescape(html[start:end])
            at = html.find(sign, end + 1)


def _trees(*readings: str) -> Iterator[list[Node]]:
    """Yield the nodes of each reading but blanks, all made in the same way, so that like ones are equal."""
    trees = list(map(parse_sound, readings))
    for tree, html in zip(trees, readings, strict=True):
        nodes = parse(normalise(html, ()), foreign=True)[0] if tree is None or None in trees else tree
        yield [node for node in nodes if not isinstance(node, str) or node.strip()]


def leaves_more_signs(places: Sequence[Place]) -> bool:
    """Tell whether today's engine leaves more signs of Markdown as text than the old one: then the old one is meant."""
    return sum(place.gain for place in places) > 0


def report_places(places: Sequence[Place], builder: Builder) -> None:
    """Say of each place that it was read by the old engine, and what Hugo shows today."""
    for place, (line, column) in zip(places, _positions(places, builder), strict=True):
        action = (
            f"{_described(place)}; for that write `engine: goldmark` in the mapping, or `markup: goldmark` in the page"
        )
        builder.note("read-as-blackfriday", place.text or as_text(place.before), action, line=line, column=column)


def report_goldmark(places: Sequence[Place], builder: Builder) -> None:
    """Say of a page of an old site that it was read by today's engine."""
    place, (line, column) = places[0], next(_positions(places, builder))
    count = "one place differs" if len(places) == 1 else f"{len(places)} places differ"
    action = (
        f"read the page as today's Hugo does: {count}, and Blackfriday would leave no fewer signs of Markdown in the "
        "text; write `engine: blackfriday` in the mapping or `markup: blackfriday` in the page for the other reading"
    )
    builder.note("read-as-goldmark", place.text or as_text(place.before), action, line=line, column=column)


def _described(place: Place) -> str:
    old, new = _form(place.then), _form(place.now)
    if as_text(place.then) == as_text(place.now):
        if old == new:
            how = "with other blanks" if old == "code" else "otherwise nested"
            return f"read as Blackfriday did, as {old}; today's Hugo shows it {how}"
        return f"read as Blackfriday did, as {old}; today's Hugo shows it as {new}"
    same = 0
    for then, now in zip(place.then, place.now, strict=False):
        if then.text != now.text:
            break
        same += 1
    return (
        f"read as Blackfriday did, as {_quoted(place.then[same:])} ({old}); "
        f"today's Hugo shows {_quoted(place.now[same:])} ({new})"
    )


def _quoted(words: Sequence[Word]) -> str:
    text = as_text(words)
    if not text:
        return "nothing"
    return f'"{text}"' if len(text) <= _SHOWN else f'"{text[:_SHOWN]}…"'


def _form(words: Sequence[Word]) -> str:
    """Return in words the forms in which something stands."""
    names: list[str] = []
    for word in words:
        tags = word.form.split()
        found = [name for tag, name in _FORM_NAMES if tag in tags]
        found += ["an image"] if word.text.startswith("![") else []
        found += ["a link"] if " a:" in word.form else []
        names += [name for name in dict.fromkeys(found[:1] + found[1:][-1:]) if name not in names]
    return " and ".join(names[:3]) or "plain text"


def _positions(places: Sequence[Place], builder: Builder) -> Iterator[tuple[int, int]]:
    """Yield line and column of each place; places follow each other, so the search goes on where it ended."""
    source = builder.locator.body_text
    at = 0
    for place in places:
        found = _offset(source, _WORD.findall(place.text), at)
        if found < 0:
            found = _offset(source, _WORD.findall(as_text(place.before)), at)
        if found >= at:
            at = found + 1
        yield builder.locator.position(found if found >= 0 else at)


def _offset(source: str, words: list[str], start: int) -> int:
    """Return where `words` stand next, Markdown's signs between them, else where they stand at all; -1 for nowhere."""
    for passed, count in _TRIES:
        chosen = words[passed : passed + count]
        if len(chosen) == count or (chosen and count == _WHOLE):
            at = _sequence(source, chosen, start)
            at = at if at >= 0 else _sequence(source, chosen, 0)
            if at >= 0:
                return at
    return -1


def _sequence(source: str, words: list[str], start: int) -> int:
    """Return where whole words follow each other; a pattern for each place would take longer to make than to look."""
    at = source.find(words[0], start)
    while at >= 0:
        if not _in_word(source, at - 1) and _go_on(source, words[1:], at + len(words[0])):
            return at
        at = source.find(words[0], at + 1)
    return -1


def _go_on(source: str, words: list[str], at: int) -> bool:
    """Tell whether `words` follow from `at` on, with up to `_GAP` signs before each."""
    if not words:
        return not _in_word(source, at)
    for end in range(at, min(at + _GAP, len(source))):
        if source[end] != "_" and source[end].isalnum():
            return False
        if source.startswith(words[0], end + 1) and _go_on(source, words[1:], end + 1 + len(words[0])):
            return True
    return False


def _in_word(source: str, at: int) -> bool:
    return 0 <= at < len(source) and (source[at].isalnum() or source[at] == "_")
