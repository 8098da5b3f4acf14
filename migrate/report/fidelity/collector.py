"""Collects what a reader sees of a page while that is walked through; shared by both sides of the comparison.

Owns which links count as one and where things stand. Does not own what a page or a document shows (`of_html`,
`of_documents`).
"""

import re
from dataclasses import dataclass, field

from migrate.report.fidelity.visible import (
    CALL_END,
    CALL_START,
    NO_ADDRESS,
    PICTURE,
    Heading,
    Visible,
    VisibleCode,
    VisibleImage,
    VisibleLink,
    as_code,
    squeeze,
)

__all__ = ["Collector", "as_frame"]


@dataclass(slots=True)
class Collector:
    """Collects a `Visible` while a page is walked through; a blank in `parts` ends a word."""

    parts: list[str] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[VisibleLink] = field(default_factory=list)
    images: list[VisibleImage] = field(default_factory=list)
    code: list[VisibleCode] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    arguments: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    depth: int = 0
    """How many elements are open."""
    pictures: list[str] = field(default_factory=list)
    pictures_at: list[int] = field(default_factory=list)
    works: list[str] = field(default_factory=list)
    block: int = 0
    """How many blocks of a document began."""
    in_work: bool = False
    """Whether one of `works` is open."""
    in_code: bool = False
    """Whether a block of code is open."""
    _formulas: set[int] = field(default_factory=set)
    """Which of `parts` are formulas, that stand in entries of their own."""
    _link_end: int = -1
    """Length of `parts` after the last link."""
    _link_block: int = 0
    """The `block` in which that ended."""
    _address: str = ""
    """The address of the last link as it is written."""
    _calls: int = 0
    """How many calls are open after the first `_read` of `parts`."""
    _read: int = 0

    def since(self, start: int) -> str:
        """Return the text collected from position `start` of `parts` on."""
        return _words("".join(self.parts[start:]))

    def add_formula(self, text: str) -> None:
        """Add a formula; a link around it is cut there and goes on behind it."""
        self._formulas.add(len(self.parts))
        self.parts.append(text)

    def add_heading(self, level: int, text: str, start: int, *, in_call: bool = False) -> None:
        """Add a heading around everything from position `start` on."""
        if text:
            self.headings.append(Heading(level, text, in_call, start))

    def add_code(self, text: str, language: str, start: int, *, in_call: bool = False) -> None:
        """Add a block of code that begins at position `start`."""
        self.code.append(VisibleCode(as_code(text), language, in_call, start))

    def add_image(self, source: str, alt: str) -> None:
        """Add an image where the page stands."""
        self.images.append(VisibleImage(source, alt, self.in_call(), len(self.parts)))
        self._place(f"image {source}")

    def add_frame(self, frame: str) -> None:
        """Add a player or frame where the page stands."""
        self.frames.append(frame)
        self._place(f"frame {frame}")

    def _place(self, picture: str) -> None:
        self.pictures.append(picture)
        self.pictures_at.append(len(self.parts))
        self.parts.append(f" {PICTURE} ")

    def in_call(self) -> bool:
        """Tell whether what comes next is shown by a shortcode."""
        for part in self.parts[self._read :]:
            self._calls = max(0, self._calls + part.count(CALL_START) - part.count(CALL_END))
        self._read = len(self.parts)
        return self._calls > 0

    def add_link(self, target: str, start: int, *, in_call: bool = False, address: str = "") -> None:
        """Add a link around everything from position `start` on; `address` is what is written for its target.

        Rich Text cuts a link at each image and entry inside it, so links to one target without a word between them
        count as one, and so they do with a formula there.
        """
        text = self.since(start)
        last = self.links[-1] if self.links else None
        known = target not in (CALL_START, NO_ADDRESS)
        joined = last is not None and last.target == target and (known or bool(address and address == self._address))
        # One that shows its address had no text of its own, so what follows is another link.
        joined = joined and not (last is not None and text and last.shows_address)
        between = "".join(self.parts[at] for at in range(max(0, self._link_end), start) if at not in self._formulas)
        if not known and self.block != self._link_block and PICTURE not in between:
            # In two items of a list, say, each is a link of its own, though nobody knows where they lead.
            joined = False
        if last is not None and joined and not _words(between).strip():
            self.links[-1] = VisibleLink(target, f"{last.text} {text}".strip(), last.in_call, last.at)
        else:
            self.links.append(VisibleLink(target, text, in_call, start))
        self._link_end, self._link_block, self._address = len(self.parts), self.block, address

    def visible(self) -> Visible:
        """Return what was collected."""
        flow = "".join(self.parts)
        return Visible(
            _words(flow),
            tuple(self.headings),
            tuple(self.links),
            tuple(self.images),
            tuple(self.code),
            tuple(self.frames),
            squeeze(" ".join(self.held)),
            frozenset(squeeze(argument) for argument in self.arguments),
            frozenset(self.kept),
            tuple(self.marked),
            squeeze(flow),
            tuple(self.pictures),
            tuple(self.pictures_at),
            tuple(self.works),
            tuple(self.parts),
        )


def _words(text: str) -> str:
    """Return `text` squeezed, without the places of pictures."""
    return squeeze(text.replace(PICTURE, " "))


def as_frame(target: str) -> str:
    """Return what a frame or player around a resolved address shows; players of one film have many addresses."""
    for pattern, provider in _PLAYERS:
        match = pattern.search(target)
        if match is not None:
            return f"{provider} {match[1]}"
    return target.partition("?")[0].rstrip("/")


_PLAYERS = (
    (re.compile(r"youtu(?:be(?:-nocookie)?\.com/(?:embed/|v/|watch\?(?:.*&)?v=)/?|\.be/)([\w-]+)"), "YouTube"),
    (re.compile(r"vimeo\.com/(?:video/)?(\d+)"), "Vimeo"),
)
"""Address of a film → who plays it; the group is its id."""
