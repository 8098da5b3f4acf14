"""What may differ: the words of findings and of shortcode calls, each usable once."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from migrate.report.fidelity.near import Excuses
from migrate.report.fidelity.visible import Argument, Visible, signs, squeeze

__all__ = ["DELIMITERS", "OTHERWISE", "SHORTCODES", "Bag", "PageView"]

SHORTCODES = "(shortcodes)"
"""Stands where a code stands, for what a call says in its arguments and for calls that Hugo could not render."""
OTHERWISE = "read-as-blackfriday"
"""The code of a place that the entry shows as an older Hugo did; its text is what either shows."""
DELIMITERS = frozenset("$\\[]()")
"""Signs around a formula, which a math entry does without."""
_HEADING = re.compile(r"^\s*#{1,6}\s|<h[1-6][\s>]", re.IGNORECASE)


@dataclass(slots=True)
class Bag:
    """Words by the code that they come from."""

    held: dict[str, Counter[str]]
    used: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, texts: Iterable[tuple[str, str]]) -> "Bag":
        """Return the words of `texts`, which are pairs of code and text."""
        held: dict[str, Counter[str]] = {}
        for code, text in texts:
            held.setdefault(code, Counter()).update(signs(squeeze(text)))
        return cls(held)

    def subtract(self, wanted: Sequence[str]) -> list[str]:
        """Return the signs of `wanted` that nothing in the bag explains."""
        left = []
        for sign in wanted:
            code = next((code for code, words in self.held.items() if words[sign] > 0), None)
            if code is None:
                left.append(sign)
            else:
                self.held[code][sign] -= 1
                self.used[code] += 1
        return left

    def holds(self, text: str) -> bool:
        """Tell whether the bag once held all of `text`; nothing is used up."""
        wanted = Counter(signs(squeeze(text)))
        return any(all(words[sign] >= count for sign, count in wanted.items()) for words in self.held.values())

    def covers(self, text: str) -> bool:
        """Tell whether the bag explains all of `text`, which has words; they are used up if so."""
        wanted = Counter(signs(squeeze(text)))
        for code, words in self.held.items():
            if wanted and all(words[sign] >= count for sign, count in wanted.items()):
                words.subtract(wanted)
                self.used[code] += 1
                return True
        return False


@dataclass(frozen=True, slots=True)
class PageView:
    """One page as one check sees it: both sides, and what is known of their differences."""

    source: str
    hugo: Visible
    ours: Visible
    gone: Excuses
    """What may be missing, and where on Hugo's page."""
    new: Excuses
    """What may be there in addition, and where in the entry."""
    said: Bag
    """What shortcode calls say and Hugo does not show; the entry may show it."""
    calls: Bag
    """All that shortcode calls say."""
    in_cells: Excuses
    """What stands in cells of tables in another form than it had, and where on Hugo's page."""
    codes: frozenset[str]
    """Codes of the page's findings."""
    own_words: Bag = field(default_factory=lambda: Bag({}))
    """What templates print of their own, in lower case: the new front end has its own words."""
    arguments: frozenset[str] = frozenset()
    """What calls say in single arguments, squeezed."""
    call_arguments: tuple[Argument, ...] = ()
    """Every argument of every call."""
    told: Sequence[str] = ()
    """The texts of findings that name what was left out of calls."""
    tags: Sequence[str] = ()
    """Tags that findings say were left out, as readers see none of their content."""
    left_out: Sequence[str] = ()
    """The texts of findings that tell of elements that were left out: a tag, or the words in it."""
    rule_words: frozenset[str] = frozenset()
    """What rules of the mapping say of their own where a call stands, in lower case."""
    attached: tuple[str, ...] = ()
    """Images in other fields of the entry."""
    spoken: Sequence[str] = ()
    """The sources of the shortcode calls."""
    in_code: Sequence[str] = ()
    """The calls that stand in code as they were written, where Hugo shows what they make."""
    first_numbers: Sequence[str] = ()
    """Where lists begin that begin at 1 in the entry, as their findings tell."""
    unseen: frozenset[str] = frozenset()
    """Pages of which Hugo made nothing, so that its references to them lead nowhere."""
    nowhere: frozenset[str] = frozenset()
    """References that lead to no page, as findings tell them; the entry keeps them as addresses."""
    written: str = ""
    """The source of the body, "" while it is not known."""

    def writes_heading(self, text: str) -> bool:
        """Tell whether a line of some call is a heading with these words, so that its author meant one."""
        wanted = set(signs(text))
        lines = (line for source in self.spoken for line in source.split("\n"))
        return any(_HEADING.search(line) and wanted <= set(signs(squeeze(line))) for line in lines)

    def writes_image(self, alt: str) -> bool:
        """Tell whether some call has an image of Markdown with this description in its text."""
        return any(f"![{alt}]" in squeeze(source) for source in self.spoken)
