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
    "Heading",
    "Visible",
    "VisibleCode",
    "VisibleImage",
    "VisibleLink",
    "as_code",
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
    at: int = field(default=0, compare=False)
    """How many of the page's parts stand before it; so below."""

    def __str__(self) -> str:
        return f"{'#' * self.level} {self.text}"


@dataclass(frozen=True, slots=True, order=True)
class VisibleLink:
    """One link that a reader can follow."""

    target: str
    """Where it leads, in one form for both sides."""
    text: str
    in_call: bool = field(default=False, compare=False)
    at: int = field(default=0, compare=False)

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
    at: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"![{self.alt}]({self.source})"


@dataclass(frozen=True, slots=True, order=True)
class VisibleCode:
    """One block of code."""

    text: str
    language: str
    in_call: bool = field(default=False, compare=False)
    at: int = field(default=0, compare=False)

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
    pictures_at: tuple[int, ...] = ()
    """How many of `parts` stand before each of them."""
    works: tuple[str, ...] = ()
    """Tags of what draws or asks and may say nothing, forms and drawings; none that a shortcode shows."""
    parts: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """The pieces of which `text` is made, so that it can be told behind which words something stands."""


def squeeze(text: str) -> str:
    """Return `text` with white space as a browser shows it and typography undone."""
    return " ".join(text.translate(_SAME).split())


def as_code(text: str) -> str:
    """Return `text` as code: lines and relative indentation count, tabs are four columns."""
    lines = text.translate(_SAME).replace("\xa0", " ").expandtabs(4).split("\n")
    return dedent("\n".join(line.rstrip() for line in lines)).strip("\n")


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
