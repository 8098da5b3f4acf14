"""Players, frames, drawings and forms compared as lists: what shows or asks something without words of the page."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from migrate.report.fidelity.difference import Difference, Kind
from migrate.report.fidelity.ledger import PageView
from migrate.report.fidelity.matching import explained_near, is_code, tell_additions, tell_missing, unmatched
from migrate.report.fidelity.visible import Visible

__all__ = ["compare_frames", "compare_works"]


@dataclass(frozen=True, slots=True)
class _Frame:
    """A player or frame."""

    shows: str
    at: int = field(compare=False)
    """How many of the page's parts stand before it."""

    def __str__(self) -> str:
        return self.shows


def compare_frames(page: PageView) -> Iterator[Difference]:
    """Yield each player and frame of either side that nothing explains."""
    frames = _frames(page.hugo)
    missing, other = unmatched(frames, _frames(page.ours), lambda left, right: left == right)
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
    gone = explained_near(page.gone, page.hugo, frames, missing, str)
    yield from tell_missing(
        page,
        Kind.FRAME,
        missing,
        lambda frame: (
            gone(frame, frame.shows) or in_tag(frame.shows) or by_template(frame.shows) or is_code(page, frame.shows)
        ),
    )
    # A player that only the entry has stands for a call: Hugo prints nothing for services that it cannot reach.
    yield from tell_additions(page, Kind.FRAME, other, _name_of_frame, str)


def _frames(shown: Visible) -> list[_Frame]:
    placed = zip(shown.pictures, shown.pictures_at, strict=True)
    return [_Frame(picture.removeprefix("frame "), at) for picture, at in placed if picture.startswith("frame ")]


def _name_of_frame(frame: _Frame) -> str:
    """Return the id of what a frame shows, as calls name it."""
    return frame.shows.split(" ")[-1].rpartition("/")[2].partition(".")[0]


def compare_works(page: PageView) -> Iterator[Difference]:
    """Yield each drawing and form that is missing and that no finding tells to be left out."""
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

    yield from tell_missing(page, Kind.FRAME, [f"<{tag}>" for tag in missing], lambda tag: known(tag[1:-1]))
