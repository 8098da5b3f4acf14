"""What a reader sees of a page, as a value that two sources can be compared by.

Owns what counts as a word and which characters are the same to a reader. Does not own where the value comes from.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from textwrap import dedent

from migrate.extract.real_hugo import CALL_END, CALL_START

__all__ = [
    "CALL_END",
    "CALL_START",
    "NO_ADDRESS",
    "PICTURE",
    "Argument",
    "Collector",
    "Heading",
    "Visible",
    "VisibleCode",
    "VisibleImage",
    "VisibleLink",
    "as_code",
    "as_frame",
    "joined",
    "signs",
    "spelled",
    "squeeze",
]

_SAME = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "′": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "–": "--",
        "—": "---",
        "…": "...",
        "«": "<<",
        "»": ">>",
        "\u200b": None,
        "\u200d": None,
        "\ufe0f": None,
        "\ufeff": None,
        "\xad": None,
    }
)
"""What typographers write for what authors type, and characters without a shape of their own."""
NO_ADDRESS = "#ZgotmplZ"
"""What Go's templates write for an address whose scheme they refuse (https://pkg.go.dev/html/template)."""
PICTURE = "\ufdd0"
"""Stands in a text where an image or a frame is; no text has this character."""
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Scripts that write words without blanks between them: there each character counts as a word."""
_SIGN = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+|[^\w\s]")
_SPOKEN = re.compile(r"\w")
_BETWEEN_CJK = re.compile(rf"(?<=[{_CJK}]) (?=[{_CJK}])")


@dataclass(frozen=True, slots=True, order=True)
class Heading:
    """One heading."""

    level: int
    text: str
    in_call: bool = field(default=False, compare=False)
    """Whether a shortcode shows it; so below."""

    def __str__(self) -> str:
        return f"{'#' * self.level} {self.text}"


@dataclass(frozen=True, slots=True, order=True)
class VisibleLink:
    """One link that a reader can follow."""

    target: str
    """Where it leads, in one form for both sides."""
    text: str
    in_call: bool = field(default=False, compare=False)

    @property
    def shows_address(self) -> bool:
        """Whether its text is where it leads."""
        return bool(self.text) and self.target.endswith(self.text.removeprefix("https:").removeprefix("http:"))

    def __str__(self) -> str:
        return f"[{self.text}]({self.target})"


@dataclass(frozen=True, slots=True, order=True)
class VisibleImage:
    """One image."""

    source: str
    """Which image, in one form for both sides."""
    alt: str
    in_call: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return f"![{self.alt}]({self.source})"


@dataclass(frozen=True, slots=True, order=True)
class VisibleCode:
    """One block of code."""

    text: str
    language: str
    in_call: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return f"```{self.language}\n{self.text}"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a shortcode call."""

    call: str
    """The name of the shortcode."""
    text: str
    """White space and typography as in `squeeze`."""
    targets: tuple[str, ...]
    """Where it leads if it is an address, or a part of the name of a resource, in the form of targets."""
    by_hugo: bool = False
    """Whether Hugo may show it by a template of its own, which does not tell where it begins and ends."""
    plain: str = ""
    """The text without the tags and links in it; "" where it has none."""


@dataclass(frozen=True, slots=True)
class Visible:
    """What a reader sees of a page, in the order of the page."""

    text: str
    """White space is single blanks; may hold the marks of calls, `CALL_START` and `CALL_END`, as may the rest."""
    headings: tuple[Heading, ...] = ()
    links: tuple[VisibleLink, ...] = ()
    images: tuple[VisibleImage, ...] = ()
    code: tuple[VisibleCode, ...] = ()
    frames: tuple[str, ...] = ()
    """Players and frames: what each one shows, in one form for both sides."""
    held: str = ""
    """What is kept beside the text and not shown by itself: addresses, languages of code, arguments of shortcodes."""
    arguments: frozenset[str] = frozenset()
    """What entries of shortcodes keep of single arguments, squeezed."""
    kept: frozenset[str] = frozenset()
    """Where arguments of shortcodes lead, in the form of targets."""
    marked: tuple[str, ...] = ()
    """Paragraphs that are code from beginning to end, as code stands where Rich Text takes no entry."""
    flow: str = ""
    """The text with `PICTURE` where each of `pictures` stands."""
    pictures: tuple[str, ...] = ()
    """Images and frames in the order of the page."""
    works: tuple[str, ...] = ()
    """Tags of what draws or asks and may say nothing, forms and drawings; none that a shortcode shows."""


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
    works: list[str] = field(default_factory=list)
    in_work: bool = False
    """Whether one of `works` is open."""
    in_code: bool = False
    """Whether a block of code is open."""
    _formulas: set[int] = field(default_factory=set)
    """Which of `parts` are formulas, that stand in entries of their own."""
    _link_end: int = -1
    """Length of `parts` after the last link."""
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

    def add_image(self, source: str, alt: str) -> None:
        """Add an image where the page stands."""
        self.images.append(VisibleImage(source, alt, self.in_call()))
        self._place(f"image {source}")

    def add_frame(self, frame: str) -> None:
        """Add a player or frame where the page stands."""
        self.frames.append(frame)
        self._place(f"frame {frame}")

    def _place(self, picture: str) -> None:
        self.pictures.append(picture)
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
        known = target not in (CALL_START, NO_ADDRESS) or bool(address and address == self._address)
        joined = last is not None and last.target == target and known
        # One that shows its address had no text of its own, so what follows is another link.
        joined = joined and not (last is not None and text and last.shows_address)
        between = "".join(self.parts[at] for at in range(max(0, self._link_end), start) if at not in self._formulas)
        if last is not None and joined and not _words(between).strip():
            self.links[-1] = VisibleLink(target, f"{last.text} {text}".strip(), last.in_call)
        else:
            self.links.append(VisibleLink(target, text, in_call))
        self._link_end, self._address = len(self.parts), address

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
            tuple(self.works),
        )


def _words(text: str) -> str:
    """Return `text` squeezed, without the places of pictures."""
    return squeeze(text.replace(PICTURE, " "))


def squeeze(text: str) -> str:
    """Return `text` with white space as a browser shows it and typography undone."""
    return " ".join(text.translate(_SAME).split())


def as_code(text: str) -> str:
    """Return `text` as code: lines and relative indentation count, tabs are four columns."""
    lines = text.translate(_SAME).replace("\xa0", " ").expandtabs(4).split("\n")
    return dedent("\n".join(line.rstrip() for line in lines)).strip("\n")


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


def signs(text: str) -> list[str]:
    """Return the words and the single punctuation marks of `text`."""
    return _SIGN.findall(text)


def joined(texts: Iterable[str]) -> str:
    """Return the words of `texts` without punctuation, in a form in which one can be looked for in others.

    Each word has blanks around it of its own, and none goes on in the next text.
    """
    words = ("  ".join(sign for sign in signs(squeeze(text)) if _SPOKEN.match(sign)) for text in texts)
    return f" {' | '.join(words)} "


def spelled(found: Sequence[str]) -> str:
    """Return signs as a text that people read."""
    return _BETWEEN_CJK.sub("", " ".join(found))
