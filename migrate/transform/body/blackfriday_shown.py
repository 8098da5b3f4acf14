"""Two readings of one text side by side: where readers see something else, and what.

Owns: rendered Markdown as words, each with the form in which it stands, and the places at which two such sequences
differ. Does not own: which texts are compared, and what is said of the places (`blackfriday_readings`).
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from textwrap import dedent
from typing import NamedTuple

from migrate.transform.body.rawtext import GUARD
from migrate.transform.body.tree import Node, attributes, plain_text

__all__ = ["Place", "Word", "aligned", "as_text", "find_places", "words_of"]


class Word(NamedTuple):
    """A word or a sign as a reader sees it; empty where a form begins that has no words of its own.

    Text and form are what is compared.
    """

    text: str
    form: str
    """The elements around it that a reader can tell, outermost first."""
    gap: str = ""
    """White space before it; no part of what is compared."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch that the two engines read differently."""

    then: tuple[Word, ...]
    now: tuple[Word, ...]
    before: tuple[Word, ...]
    """A few words before it, the same in both."""
    head: tuple[Word, ...] = ()
    """The word that it goes on in one reading, if it does."""
    tail: tuple[Word, ...] = ()
    """The word that goes on after it in one reading, if one does."""

    @property
    def text(self) -> str:
        """All the words concerned, in order: what either reading shows."""
        then, now = [word.text for word in self.then], [word.text for word in self.now]
        out: list[Word] = []
        inserted = False
        for tag, first, last, start, end in aligned(now, then):
            out += self.now[first:last]
            if tag == "replace":
                # Else the word of one reading would go on in that of the other.
                out += (self.then[start]._replace(gap=" "), *self.then[start + 1 : end])
            elif tag != "equal":
                out += self.then[start:end]
            elif inserted:
                # What stands before the word is of the old reading, so is the space between them.
                out[first - last] = self.then[start]
            inserted = tag == "insert"
        # A word of one reading may be a part of one in the other, so that the whole of either is told too.
        edges = [(*self.head, *words[:1]) for words in (self.now, self.then) if self.head]
        edges += [(*words[-1:], *self.tail) for words in (self.now, self.then) if self.tail]
        if self.head and self.tail:
            edges += [(*self.head, *words, *self.tail) for words in (self.now, self.then) if len(words) == 1]
        return " ".join(map(as_text, (out, *edges)))

    @property
    def gain(self) -> int:
        """How many signs only today's engine shows as text, less those that only the old one shows."""
        then, now = _signs(self.then), _signs(self.now)
        return (now - then).total() - (then - now).total()


Blocks = Sequence[tuple[Word, ...]]
Addresses = Callable[[str], list[tuple[str, str]]]
"""Returns the pieces of a text, each with the address that it leads to by itself, or ""."""

_WORD = re.compile(r"(\s*)(\w+|[^\w\s])")
_SAME = {"b": "strong", "i": "em", "s": "del", "strike": "del"}
_FORMS = frozenset(
    {
        "blockquote", "code", "dd", "del", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "pre", "strong",
        "sub", "sup", "table", "td", "th", "ul",
    }
)  # fmt: skip
_SILENT = frozenset({"!", "script", "style"})
_WHOLE = frozenset({"audio", "br", "embed", "hr", "iframe", "input", "object", "video"})
_NO_ADDRESSES = frozenset({"a", "code", "pre"})
_UNITS = frozenset({"a", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})
"""Elements that are another one as a whole when a word in them is."""
_INLINE = frozenset({"a", "code", "del", "em", "strong", "span", "sub", "sup"})
_JOINED = 4
"""Words that are the same between two stretches of one place."""
_BEFORE = 6
_LIMIT = 200_000
"""Pairs of equal things beyond which two sequences are not aligned: it would take too long."""
_LONGEST = 20_000


def aligned(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[tuple[str, int, int, int, int]]:
    """Return how `left` becomes `right`, as `SequenceMatcher.get_opcodes` says it; in one step when they are long."""
    if left == right:
        return [("equal", 0, len(left), 0, len(right))] if left else []
    if not left or not right:
        return [("delete" if left else "insert", 0, len(left), 0, len(right))]
    counts = Counter(right)
    if sum(counts[thing] for thing in left) > _LIMIT or len(left) + len(right) > _LONGEST:
        return [("replace", 0, len(left), 0, len(right))]
    return list(SequenceMatcher(None, left, right, autojunk=False).get_opcodes())


def words_of(nodes: Sequence[Node], addresses: Addresses) -> list[tuple[Word, ...]]:
    """Return the words of each block in `nodes`."""
    blocks = []
    for node in nodes:
        collected = _Collected(addresses, [])
        collected.add(node, "", links=True)
        if collected.words:
            blocks.append(tuple(collected.words))
    return blocks


@dataclass(slots=True)
class _Collected:
    """The words of a block while it is walked through."""

    addresses: Addresses
    words: list[Word]
    gap: str = " "

    def add(self, node: Node, form: str, *, links: bool) -> None:
        """Add what a reader sees of `node`, which stands in `form`; `links` says that addresses become links here."""
        if isinstance(node, str):
            self._text(node, form, links=links and GUARD not in node)
            return
        tag, start, children = node
        tag = _SAME.get(tag, tag)
        if tag in _SILENT:
            return
        if tag == "img":
            given = attributes(start)
            self._word(f"![{given.get('alt', '')}]({given.get('src', '')})", form)
        elif tag in _WHOLE:
            self.words.append(Word("", f"{form} {start}"))
            self.gap = " "
        else:
            self._element(tag, start, children, form, links=links)

    def _element(self, tag: str, start: str, children: list[Node], form: str, *, links: bool) -> None:
        if tag not in _INLINE:
            self.gap = " "
        if tag in _FORMS:
            form = f"{form} {tag}"
        elif tag == "a":
            form = f"{form} a:{attributes(start).get('href', '')}"
        if tag == "li":
            self.words.append(Word("", form))
        first = len(self.words)
        for child in children:
            self.add(child, form, links=links and tag not in _NO_ADDRESSES)
        if tag in _UNITS:
            words = self.words[first:]
            # In code the blanks count too.
            whole = _lines_of(children) if tag == "pre" else "".join([text for text, _, _ in words])
            # Most words of a unit share one form; to make it once keeps long code from being copied for each.
            forms = {form: f"{form} in:{whole}" for _, form, _ in words}
            self.words[first:] = [Word(text, forms[form], gap) for text, form, gap in words]
        if tag not in _INLINE:
            self.gap = " "

    def _text(self, text: str, form: str, *, links: bool) -> None:
        for piece, address in self.addresses(text) if links else ((text.replace(GUARD, ""), ""),):
            held = f"{form} a:{address}" if address else form
            found = _WORD.findall(piece)
            if found:
                gap, word = found[0]
                self.words.append(Word(word, held, " " if gap else self.gap))
                self.words += [Word(word, held, " " if gap else "") for gap, word in found[1:]]
                self.gap = ""
            if piece[-1:].isspace():
                self.gap = " "

    def _word(self, text: str, form: str) -> None:
        self.words.append(Word(text, form, self.gap))
        self.gap = ""


def _lines_of(children: list[Node]) -> str:
    """Return the lines of code as a reader can tell them apart."""
    lines = plain_text(children).replace(GUARD, "").expandtabs(4).split("\n")
    return dedent("\n".join(line.rstrip() for line in lines)).strip("\n")


def find_places(then: Blocks, now: Blocks) -> Iterator[Place]:
    """Yield where two readings differ, in their order."""
    old = [tuple([word[:2] for word in block]) for block in then]
    new = [tuple([word[:2] for word in block]) for block in now]
    for tag, first, last, start, end in aligned(old, new):
        if tag != "equal":
            before = now[start - 1][-_BEFORE:] if start else ()
            yield from _within(_joined(then[first:last]), _joined(now[start:end]), before)


def _joined(blocks: Sequence[tuple[Word, ...]]) -> tuple[Word, ...]:
    return tuple(word for block in blocks for word in block)


def _within(then: tuple[Word, ...], now: tuple[Word, ...], before: tuple[Word, ...]) -> Iterator[Place]:
    """Yield the places in a stretch of blocks."""
    pairs = aligned([word[:2] for word in then], [word[:2] for word in now])
    place: list[int] = []
    for tag, first, last, start, end in (*pairs, ("end", len(then), len(then), len(now), len(now))):
        if tag == "equal" and (not place or last - first > _JOINED):
            continue
        if place and (tag == "end" or first - place[1] > _JOINED):
            yield Place(
                then[place[0] : place[1]],
                now[place[2] : place[3]],
                now[max(0, place[2] - _BEFORE) : place[2]] or before,
                head=_glued(then, place[0], place[1], now[place[2] : place[3]], -1),
                tail=_glued(then, place[0], place[1], now[place[2] : place[3]], 0),
            )
            place = []
        if tag not in ("end", "equal"):
            place = [place[0] if place else first, last, place[2] if place else start, end]


def _glued(then: tuple[Word, ...], first: int, last: int, now: tuple[Word, ...], side: int) -> tuple[Word, ...]:
    """Return the word at one side of a place (-1 or 0) when a word in the place is a part of it without a gap."""
    at = first - 1 if side else last
    if not 0 <= at < len(then):
        return ()
    beside = then[at]
    for words in (then[first:last], now):
        pair = (beside, words[0]) if side and words else (words[-1], beside) if words else ()
        if pair and not pair[1].gap and pair[0].text[-1:].isalnum() and pair[1].text[:1].isalnum():
            return (beside,)
    return ()


def as_text(words: Sequence[Word]) -> str:
    """Return words as a reader sees them."""
    return "".join(word.gap + word.text for word in words).strip()


def _signs(words: Sequence[Word]) -> Counter[str]:
    return Counter(word.text for word in words if len(word.text) == 1 and not word.text.isalnum())
