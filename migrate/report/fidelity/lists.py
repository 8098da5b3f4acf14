"""Headings, links, images and code compared as lists."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from migrate.report.fidelity.difference import Difference, Kind
from migrate.report.fidelity.ledger import DELIMITERS, OTHERWISE, SHORTCODES, PageView
from migrate.report.fidelity.visible import (
    CALL_END,
    CALL_START,
    NO_ADDRESS,
    Heading,
    VisibleCode,
    VisibleImage,
    VisibleLink,
    joined,
    signs,
    squeeze,
)

__all__ = ["compare_lists"]

_T = TypeVar("_T")
_KEPT_CALLS = frozenset(("shortcode-to-entry", "shortcode-unknown"))
"""Codes of calls that the entry holds as they are, so that a front end can do what their templates did."""
_DRAWN = re.compile(r"/qr_[0-9a-f]+\.png$")
"""The file of an image that Hugo's ``qr`` draws."""
_DRAWS = re.compile(r"\{\{[<%]\s*qr\s[^{]*?(?:/[>%]\}\}|[>%]\}\}(.*?)\{\{[<%]\s*/\s*qr\s)", re.DOTALL)
_AS_MARKDOWN = "![]()"
_MATH = "math-to-entry"
_NOTE = re.compile(r"#fn[:\d]")
_SCHEME = re.compile(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PART = re.compile(r"[?#]")
_CALLS = re.compile(f"[{CALL_START}{CALL_END}]")


def _headings(page: PageView) -> Iterator[Difference]:
    def same(left: Heading, right: Heading) -> bool:
        return left.level == right.level and (
            _alike(left.text, right.text) or _same_but_math(page, left.text, right.text)
        )

    def from_call(heading: Heading) -> bool:
        # A template made a heading of an argument, or Hugo took a line of code in a call for one; the entry shows it as
        # what it is.
        text = squeeze(_CALLS.sub(" ", heading.text))
        in_code = page.calls.holds(text) and any(text in squeeze(code.text) for code in page.ours.code)
        named = CALL_START in page.hugo.text and (in_code or (text in page.ours.text and text in page.arguments))
        return named or (heading.in_call and not page.writes_heading(heading.text))

    def known(heading: Heading) -> bool:
        # A heading of nothing but calls is what they are, and that stands in entries of their own.
        if heading.text and not squeeze(_CALLS.sub(" ", heading.text)):
            return True
        return page.gone.covers(heading.text) or page.in_cells.covers(heading.text) or from_call(heading)

    # One of nothing but calls is like any other, so those with words of their own choose first.
    mute = [each for each in page.hugo.headings if not squeeze(_CALLS.sub(" ", each.text))]
    missing, other = _unmatched([each for each in page.hugo.headings if each not in mute], page.ours.headings, same)
    more, other = _unmatched(mute, other, same)
    missing += more
    yield from _told(page, Kind.HEADING, missing, known)
    yield from _more(page, Kind.HEADING, other, lambda heading: heading.text)


def _links(page: PageView) -> Iterator[Difference]:
    def same(left: VisibleLink, right: VisibleLink) -> bool:
        known = left.target != CALL_START and not _is_refused(left.target, right.target)
        alike = _alike(left.text, right.text) or _same_but_math(page, left.text, right.text)
        # A link around nothing but a formula shows where it leads.
        alike = alike or (_MATH in page.codes and left.target == right.target and page.new.holds(right.text))
        return (left.target == right.target or not known or _is_rest(page, left.target, right.target)) and alike

    def by_itself(link: VisibleLink) -> bool:
        # An address that became a link because Hugo took the source of a call for Markdown.
        plain = link.text.removeprefix("https:").removeprefix("http:")
        address = bool(plain) and plain in link.target
        return address and CALL_START in page.hugo.text and link.text in page.ours.text and page.calls.holds(link.text)

    def by_template(link: VisibleLink) -> bool:
        # The entry keeps where it leads; or the call says nothing of it, so that the template made it.
        if not link.in_call:
            return False
        kept = link.target in page.ours.kept or link.target in page.ours.held
        return kept or not (page.calls.holds(link.text) or page.calls.holds(link.target))

    def in_code(link: VisibleLink) -> bool:
        # Without its template Hugo takes the code in a call for Markdown; the entry shows it as code.
        return link.in_call and any(
            link.target in code.text and link.text in squeeze(code.text) for code in page.ours.code
        )

    def parted(link: VisibleLink, whole: VisibleLink) -> bool:
        return link.target == whole.target and link.text != whole.text and _same_but_math(page, whole.text, link.text)

    def known(link: VisibleLink) -> bool:
        return page.gone.covers(link.text) or by_itself(link) or by_template(link) or in_code(link)

    missing, other = _unmatched(page.hugo.links, page.ours.links, same)
    yield from _told(page, Kind.LINK, missing, known)
    if OTHERWISE in page.codes:
        # What was read as words there is an image here, around which the same link stands.
        places = {link.target for link in missing}
        other = [link for link in other if link.text or link.target not in places]
    if _MATH in page.codes:
        # A link goes on behind the entry of a formula in it.
        other = [link for link in other if not any(parted(link, whole) for whole in page.hugo.links)]
    # References to notes that another program wrote into the HTML; Hugo's own are no links here either.
    other = [link for link in other if not (link.text.isdigit() and _NOTE.search(link.target))]
    # A lone ``#`` leads to the top, where Hugo's own link hook leads to nothing at all.
    other = [
        link for link in other if _PART.split(link.target, maxsplit=1)[0] not in page.nowhere and link.target != "#"
    ]
    other = [link for link in other if _PART.split(link.target, maxsplit=1)[0] not in page.unseen]
    yield from _more(page, Kind.LINK, other, lambda link: link.text, lambda link: link.target)


def _images(page: PageView) -> Iterator[Difference]:
    def same(left: VisibleImage, right: VisibleImage) -> bool:
        # An asset always has a title; that it now describes an image which had no words of its own is no loss.
        named = left.source in (right.source, CALL_START) or _is_refused(left.source, right.source)
        return named and (not left.alt or _alike(left.alt, right.alt))

    missing, other = _unmatched(page.hugo.images, page.ours.images, same)
    attached = Counter(page.attached)
    drawn = _drawn(page)

    def by_hugo(image: VisibleImage) -> bool:
        nonlocal drawn
        found = drawn > 0 and _DRAWN.search(image.source) is not None
        drawn -= found
        return found

    def by_template(image: VisibleImage) -> bool:
        # A template showed the page's own images, which the entry has in a field, or made one while building.
        if not image.in_call or page.writes_image(image.alt):
            return False
        attached[image.source] -= 1
        made = image.source.startswith("/") and not page.codes.isdisjoint(_KEPT_CALLS)
        return made or attached[image.source] >= 0

    def known(image: VisibleImage) -> bool:
        return page.gone.covers(image.alt) or by_hugo(image) or by_template(image)

    # A finding about two readings of a text writes an image as Markdown does; its description may be its asset's.
    missing = [image for image in missing if not page.gone.covers(_AS_MARKDOWN)]
    other = [image for image in other if not page.new.covers(_AS_MARKDOWN)]
    yield from _told(page, Kind.IMAGE, missing, known)
    yield from _more(page, Kind.IMAGE, other, lambda image: image.alt, lambda image: image.source)


def _drawn(page: PageView) -> int:
    """Return of how many images that Hugo draws from a text the entry keeps the text; `arguments` proves parameters."""
    held = joined((page.ours.text, page.ours.held))
    inner = [found for source in page.spoken for found in _DRAWS.findall(source)]
    return min(sum(joined((text,)) in held for text in inner), page.ours.held.split().count("qr"))


def _code(page: PageView) -> Iterator[Difference]:
    def same(left: VisibleCode, right: VisibleCode) -> bool:
        alike = _alike(left.text, right.text) or (page.in_code and _same_but_calls(page, left.text, right.text))
        return left.language == right.language and bool(alike)

    def within(code: VisibleCode) -> bool:
        # Hugo took the indented source of a call for code; the entry shows it as what the call makes of it, which the
        # words prove.
        indented = not code.language and page.calls.holds(_CALLS.sub(" ", code.text))
        shown = CALL_START in page.hugo.text and (
            indented or (squeeze(code.text) in page.ours.text and page.calls.holds(code.text))
        )
        marked = squeeze(code.text) in page.ours.marked or (code_in_paragraphs and squeeze(code.text) in in_a_row)
        return shown or marked or (code.in_call and not page.calls.holds(code.text))

    # Code with links in it is paragraphs, one for each that Hugo made of its empty lines.
    code_in_paragraphs, in_a_row = "code-with-links" in page.codes, " ".join(page.ours.marked)
    missing, other = _in_parts(*_unmatched(page.hugo.code, page.ours.code, same))
    yield from _told(page, Kind.CODE, missing, lambda code: page.gone.covers(code.text) or within(code))
    yield from _more(page, Kind.CODE, other, lambda code: code.text)


def _in_parts(
    missing: Sequence[VisibleCode], other: Sequence[VisibleCode]
) -> tuple[list[VisibleCode], list[VisibleCode]]:
    """Return the blocks that are left when those too long for one entry are matched with the entries that hold them."""
    whole, parts = list(missing), list(other)
    for block in missing:
        wanted = _lines(block.text)
        for first in range(len(parts)):
            held: list[str] = []
            last = first
            while _size(held) < _size(wanted) and last < len(parts) and parts[last].language == block.language:
                held += _lines(parts[last].text)
                last += 1
            if last - first > 1 and (held == wanted or _is_cut(wanted, held)):
                whole.remove(block)
                del parts[first:last]
                break
    return whole, parts


def _lines(code: str) -> list[str]:
    """Return the lines of code that say something, without their indentation, which begins anew in each entry."""
    return [line.strip() for line in code.split("\n") if line.strip()]


def _size(lines: Sequence[str]) -> int:
    return sum(map(len, lines))


def _is_cut(wanted: Sequence[str], held: Sequence[str]) -> bool:
    """Tell whether `held` is `wanted` with a line cut that is too long for one entry; none may have become longer."""
    return "".join(wanted) == "".join(held) and max(map(len, wanted)) > max(map(len, held))


def _frames(page: PageView) -> Iterator[Difference]:
    missing, other = _unmatched(page.hugo.frames, page.ours.frames, lambda left, right: left == right)
    held = set(page.ours.held.split())

    def by_template(frame: str) -> bool:
        # The entry keeps what the call says of it: the address, or the id in it.
        kept = any(target in frame for target in page.ours.kept) or not held.isdisjoint(frame.split("/")[3:])
        written = any(frame.rpartition(" ")[2].rpartition("/")[2] in call for call in page.in_code)
        return bool(page.spoken) and (kept or written or frame in page.ours.held)

    def in_tag(frame: str) -> bool:
        # A finding names the tag, once for each.
        tag = next((tag for tag in tags if frame in tag), None)
        if tag is not None:
            tags.remove(tag)
        return tag is not None

    tags = list(page.tags)
    yield from _told(
        page, Kind.FRAME, missing, lambda frame: page.gone.covers(frame) or in_tag(frame) or by_template(frame)
    )
    # A player that only the entry has stands for a call: Hugo prints nothing for services that it cannot reach.
    yield from _more(page, Kind.FRAME, other, _name_of_frame, str)


def _name_of_frame(frame: str) -> str:
    """Return the id of what a frame shows, as calls name it."""
    return frame.split(" ")[-1].rpartition("/")[2].partition(".")[0]


def _works(page: PageView) -> Iterator[Difference]:
    missing = list((Counter(page.hugo.works) - Counter(page.ours.works)).elements())
    told = list(page.left_out)

    def known(tag: str) -> bool:
        # A finding names the tag, or says that an element was left out, once for each.
        text = next(
            (text for text in told if f"<{tag}" in text), next((text for text in told if "<" not in text), None)
        )
        if text is not None:
            told.remove(text)
        return text is not None

    yield from _told(page, Kind.FRAME, [f"<{tag}>" for tag in missing], lambda tag: known(tag[1:-1]))


compare_lists: tuple[Callable[[PageView], Iterator[Difference]], ...] = (
    _headings,
    _links,
    _images,
    _code,
    _frames,
    _works,
)
"""One function for each kind."""


def _unmatched(left: Sequence[_T], right: Sequence[_T], same: Callable[[_T, _T], bool]) -> tuple[list[_T], list[_T]]:
    """Return what of each side has no counterpart on the other."""
    ours = list((Counter(right) - Counter(left)).elements())
    missing = []
    for item in (Counter(left) - Counter(right)).elements():
        match = next((other for other in ours if same(item, other)), None)
        if match is not None:
            ours.remove(match)
        else:
            missing.append(item)
    return missing, ours


def _told(page: PageView, kind: Kind, missing: list[_T], known: Callable[[_T], bool]) -> Iterator[Difference]:
    for item in missing:
        if not known(item):
            yield Difference(page.source, 0, kind, str(item), "", "")


def _more(
    page: PageView,
    kind: Kind,
    other: list[_T],
    text: Callable[[_T], str],
    target: Callable[[_T], str] | None = None,
) -> Iterator[Difference]:
    """Yield what only the entry has, less what findings and calls of shortcodes explain.

    Each argument of a call that Hugo could not render may show one thing: what its address leads to.
    """
    free = Counter(address for argument in page.call_arguments for address in set(argument.targets))
    spoken = joined(page.spoken)
    used: Counter[str] = Counter()
    for item in other:
        if page.new.covers(text(item)):
            continue
        place, words = target(item) if target is not None else "", joined((text(item),))
        if CALL_START in page.hugo.text and place in free:
            known = free[place] > 0
            free[place] -= 1
        else:
            known = bool(words.strip()) and used[words] < spoken.count(words)
            used[words] += 1
        if known:
            page.said.used[SHORTCODES] += 1
        else:
            yield Difference(page.source, 0, kind, "", str(item), "")


def _is_rest(page: PageView, left: str, right: str) -> bool:
    """Tell whether Hugo wrote nothing for a reference to no page, and so only what stands behind it."""
    reference = _PART.split(right, maxsplit=1)[0]
    return reference in page.nowhere and reference != right and left.endswith(right.removeprefix(reference))


def _is_refused(left: str, right: str) -> bool:
    """Tell whether Hugo wrote no address where `right` leads: its templates refuse schemes, ``tel:`` and ``data:``."""
    return left == NO_ADDRESS and (right.startswith("bytes ") or _SCHEME.match(right) is not None)


def _same_but_math(page: PageView, left: str, right: str) -> bool:
    """Tell whether the entry shows the rest of a text whose formulas, with or without their signs, it keeps apart."""
    if _MATH not in page.codes:
        return False
    rest = iter(sign for sign in signs(left) if sign not in DELIMITERS)
    shown = [sign for sign in signs(right) if sign not in DELIMITERS]
    return bool(shown) and all(sign in rest for sign in shown)


def _same_but_calls(page: PageView, left: str, right: str) -> bool:
    """Tell whether code of the entry is what Hugo shows but for the calls that stand in it as they were written."""
    for call in page.in_code:
        right = right.replace(call, "")
    return left.split() == right.split()


def _alike(left: str, right: str) -> bool:
    """Tell whether two texts are the same, whatever stands in `right` in place of the calls in `left`."""
    if CALL_START not in left and CALL_END not in left:
        return left == right
    position = 0
    for piece in _CALLS.split(left):
        found = right.find(piece.strip(), position)
        if found < 0:
            return False
        position = found + len(piece.strip())
    return True
