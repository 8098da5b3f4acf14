"""Headings, links and images compared as lists, and all lists in a row."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from migrate.report.fidelity.code_blocks import compare_code
from migrate.report.fidelity.difference import Difference, Kind
from migrate.report.fidelity.ledger import OTHERWISE, PageView
from migrate.report.fidelity.matching import (
    CALLS,
    MATH,
    alike,
    explained_near,
    is_code,
    same_but_math,
    tell_additions,
    tell_missing,
    unmatched,
)
from migrate.report.fidelity.visible import (
    CALL_START,
    NO_ADDRESS,
    Heading,
    VisibleImage,
    VisibleLink,
    joined,
    squeeze,
)
from migrate.report.fidelity.works import compare_frames, compare_works

__all__ = ["compare_lists"]

_KEPT_CALLS = frozenset(("shortcode-to-entry", "shortcode-unknown"))
"""Codes of calls that the entry holds as they are, so that a front end can do what their templates did."""
_DRAWN = re.compile(r"/qr_[0-9a-f]+\.png$")
"""The file of an image that Hugo's ``qr`` draws."""
_DRAWS = re.compile(r"\{\{[<%]\s*qr\s[^{]*?(?:/[>%]\}\}|[>%]\}\}(.*?)\{\{[<%]\s*/\s*qr\s)", re.DOTALL)
_AS_MARKDOWN = "![]()"
_NOTE = re.compile(r"#fn[:\d]")
_SCHEME = re.compile(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PART = re.compile(r"[?#]")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
"""Of which Hugo shows none where it takes code in a call for Markdown."""


def _headings(page: PageView) -> Iterator[Difference]:
    def same(left: Heading, right: Heading) -> bool:
        return left.level == right.level and (
            alike(left.text, right.text) or same_but_math(page, left.text, right.text)
        )

    def from_call(heading: Heading) -> bool:
        # A template made a heading of an argument, or Hugo took a line of code in a call for one; the entry shows it as
        # what it is.
        text = squeeze(CALLS.sub(" ", heading.text))
        code = [form for each in page.ours.code for form in (each.text, _TAG.sub(" ", each.text))]
        in_code = page.calls.holds(text) and any(text in squeeze(form) for form in code)
        named = CALL_START in page.hugo.text and (in_code or (text in page.ours.text and text in page.arguments))
        return named or (heading.in_call and not page.writes_heading(heading.text))

    def known(heading: Heading) -> bool:
        # A heading of nothing but calls is what they are, and that stands in entries of their own.
        if heading.text and not squeeze(CALLS.sub(" ", heading.text)):
            return True
        return gone(heading, heading.text) or in_cells(heading, heading.text) or from_call(heading)

    # One of nothing but calls is like any other, so those with words of their own choose first.
    mute = [each for each in page.hugo.headings if not squeeze(CALLS.sub(" ", each.text))]
    missing, other = unmatched([each for each in page.hugo.headings if each not in mute], page.ours.headings, same)
    more, other = unmatched(mute, other, same)
    missing += more
    gone, in_cells = (
        explained_near(excuses, page.hugo, page.hugo.headings, missing, _text_of)
        for excuses in (page.gone, page.in_cells)
    )
    new = explained_near(page.new, page.ours, page.ours.headings, other, _text_of)
    yield from tell_missing(page, Kind.HEADING, missing, known)
    yield from tell_additions(page, Kind.HEADING, other, _text_of, told=new)


def _links(page: PageView) -> Iterator[Difference]:
    def same(left: VisibleLink, right: VisibleLink) -> bool:
        known = left.target != CALL_START and not _is_refused(left.target, right.target)
        equal = alike(left.text, right.text) or same_but_math(page, left.text, right.text)
        # A link around nothing but a formula shows where it leads.
        equal = equal or (MATH in page.codes and left.target == right.target and page.new.holds(right.text))
        # An address in running text ends for Hugo where a call in it begins, unless that is read before the address.
        cut = right.target == CALL_START and left.shows_address and right.text.startswith(f"{left.text} ")
        return cut or (
            (left.target == right.target or not known or _is_rest(page, left.target, right.target)) and equal
        )

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
        if link.in_call and is_code(page, link.target):
            return True
        return link.in_call and any(
            link.target in code.text and link.text in squeeze(code.text) for code in page.ours.code
        )

    def parted(link: VisibleLink, whole: VisibleLink) -> bool:
        return link.target == whole.target and link.text != whole.text and same_but_math(page, whole.text, link.text)

    def known(link: VisibleLink) -> bool:
        return gone(link, link.text) or by_itself(link) or by_template(link) or in_code(link)

    missing, other = unmatched(page.hugo.links, page.ours.links, same)
    gone = explained_near(page.gone, page.hugo, page.hugo.links, missing, _text_of)
    new = explained_near(page.new, page.ours, page.ours.links, other, _text_of)
    yield from tell_missing(page, Kind.LINK, missing, known)
    if OTHERWISE in page.codes:
        # What was read as words there is an image here, around which the same link stands.
        places = {link.target for link in missing}
        other = [link for link in other if link.text or link.target not in places]
    if MATH in page.codes:
        # A link goes on behind the entry of a formula in it.
        other = [link for link in other if not any(parted(link, whole) for whole in page.hugo.links)]
    # References to notes that another program wrote into the HTML; Hugo's own are no links here either.
    other = [link for link in other if not (link.text.isdigit() and _NOTE.search(link.target))]
    # A lone ``#`` leads to the top, where Hugo's own link hook leads to nothing at all.
    other = [
        link for link in other if _PART.split(link.target, maxsplit=1)[0] not in page.nowhere and link.target != "#"
    ]
    other = [link for link in other if _PART.split(link.target, maxsplit=1)[0] not in page.unseen]
    yield from tell_additions(page, Kind.LINK, other, _text_of, lambda link: link.target, new)


def _images(page: PageView) -> Iterator[Difference]:
    def same(left: VisibleImage, right: VisibleImage) -> bool:
        # An asset always has a title; that it now describes an image which had no words of its own is no loss.
        named = left.source in (right.source, CALL_START) or _is_refused(left.source, right.source)
        return named and (not left.alt or alike(left.alt, right.alt))

    missing, other = unmatched(page.hugo.images, page.ours.images, same)
    gone = explained_near(page.gone, page.hugo, page.hugo.images, missing, _text_of)
    new = explained_near(page.new, page.ours, page.ours.images, other, _text_of)
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
        in_code = image.in_call and is_code(page, image.source)
        return gone(image, image.alt) or by_hugo(image) or by_template(image) or in_code

    # A finding about two readings of a text writes an image as Markdown does; its description may be its asset's.
    missing = [image for image in missing if not gone(image, _AS_MARKDOWN)]
    other = [image for image in other if not new(image, _AS_MARKDOWN)]
    yield from tell_missing(page, Kind.IMAGE, missing, known)
    yield from tell_additions(page, Kind.IMAGE, other, _text_of, lambda image: image.source, new)


def _text_of(thing: Heading | VisibleLink | VisibleImage) -> str:
    return thing.alt if isinstance(thing, VisibleImage) else thing.text


def _drawn(page: PageView) -> int:
    """Return of how many images that Hugo draws from a text the entry keeps the text; `arguments` proves parameters."""
    held = joined((page.ours.text, page.ours.held))
    inner = [found for source in page.spoken for found in _DRAWS.findall(source)]
    return min(sum(joined((text,)) in held for text in inner), page.ours.held.split().count("qr"))


compare_lists: tuple[Callable[[PageView], Iterator[Difference]], ...] = (
    _headings,
    _links,
    _images,
    compare_code,
    compare_frames,
    compare_works,
)
"""One function for each kind."""


def _is_rest(page: PageView, left: str, right: str) -> bool:
    """Tell whether Hugo wrote nothing for a reference to no page, and so only what stands behind it."""
    reference = _PART.split(right, maxsplit=1)[0]
    return reference in page.nowhere and reference != right and left.endswith(right.removeprefix(reference))


def _is_refused(left: str, right: str) -> bool:
    """Tell whether Hugo wrote no address where `right` leads: its templates refuse schemes, ``tel:`` and ``data:``."""
    return left == NO_ADDRESS and (right.startswith("bytes ") or _SCHEME.match(right) is not None)
