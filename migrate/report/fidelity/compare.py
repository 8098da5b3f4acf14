"""What differs between two views of a page, after the ledger is subtracted.

Words are compared in their order (`words`); headings, links, images and code as lists (`lists`), because the words
already prove where they stand. A finding explains what its own text says and no more: each word of it is used once, and
near its place (`near`).
Does not own the grouping (`causes`).
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from migrate.model.findings import Finding, Severity
from migrate.report.fidelity.arguments import compare_arguments
from migrate.report.fidelity.difference import Difference
from migrate.report.fidelity.ledger import OTHERWISE, SHORTCODES, Bag, PageView
from migrate.report.fidelity.lists import compare_lists
from migrate.report.fidelity.marks import without_calls
from migrate.report.fidelity.near import Excuses, Told, find_excuses
from migrate.report.fidelity.places import compare_places
from migrate.report.fidelity.visible import CALL_START, Argument, Visible, joined, signs, squeeze
from migrate.report.fidelity.words import compare_words

__all__ = ["Compared", "compare"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One page compared."""

    differences: tuple[Difference, ...]
    """What the ledger does not explain."""
    explained: tuple[tuple[str, int], ...]
    """Code → words, links and so on that its findings explain; sorted."""
    arguments: frozenset[str] = frozenset()
    """What entries keep of single arguments of calls, squeezed."""


def compare(
    source: str,
    hugo: Visible,
    ours: Visible,
    findings: Sequence[Finding],
    spoken: Sequence[str] = (),
    own_words: frozenset[str] = frozenset(),
    arguments: frozenset[str] = frozenset(),
    attached: tuple[str, ...] = (),
    unseen: frozenset[str] = frozenset(),
    call_arguments: tuple[Argument, ...] = (),
    rule_words: frozenset[str] = frozenset(),
    written: str = "",
    first_line: int = 1,
    resolve: Callable[[str], str] = squeeze,
) -> Compared:
    """Return what differs.

    Args:
        source: the content file.
        hugo: what readers of the Hugo page saw.
        ours: what readers of the entry see.
        findings: the ledger of this page.
        spoken: the sources of the page's shortcode calls; what an entry shows of them is no difference.
        own_words: what templates of shortcodes print of their own.
        arguments: what calls say in single arguments, squeezed.
        attached: images in other fields of the entry, which a template may have shown.
        unseen: pages of which Hugo made nothing, in the form of targets.
        call_arguments: every argument of every call.
        rule_words: what rules of the mapping say of their own where a call stands, in lower case.
        written: the source of the whole body, "" while it is not known.
        first_line: line of the file on which that starts.
        resolve: gives the one form of a destination.

    """
    codes = frozenset(finding.code for finding in findings)
    found: list[Difference] = []
    used: Counter[str] = Counter()
    said = _beyond({SHORTCODES: sum(map(_words_of, spoken), Counter())} if spoken else {}, written, hugo)
    own = _own(own_words, written, hugo)
    gone, new, in_cells = _excuses(findings, hugo, ours, written, first_line)
    nowhere = frozenset(
        form
        for finding in findings
        if finding.code == _NOWHERE
        for form in (squeeze(finding.text), resolve(finding.text))
    )
    for check in (compare_words, *compare_lists, compare_places, compare_arguments):
        # Each check has the whole ledger: a link that is told to be gone takes its words and itself.
        page = PageView(
            source,
            hugo,
            ours,
            gone=gone.fresh(),
            new=new.fresh(),
            said=Bag({code: words.copy() for code, words in said.items()}),
            calls=Bag.of((SHORTCODES, text) for text in spoken),
            in_cells=in_cells.fresh(),
            codes=codes,
            own_words=Bag({SHORTCODES: own.copy()}),
            arguments=arguments,
            call_arguments=call_arguments,
            rule_words=rule_words,
            told=[finding.text for finding in findings if finding.code in _LEFT_OUT],
            tags=[finding.text for finding in findings if finding.code == _TAG],
            left_out=[finding.text for finding in findings if finding.code in _ELEMENTS or "<" in finding.text],
            attached=attached,
            spoken=spoken,
            in_code=[finding.text for finding in findings if finding.code == _IN_CODE],
            unseen=unseen,
            first_numbers=[last[0] for each in findings if each.code == _START and (last := _LAST.search(each.action))],
            nowhere=nowhere,
            written=written,
        )
        found += check(page)
        used += page.gone.used + page.new.used + page.said.used
    kept = ours.arguments | {each.alt for each in ours.images} | _shown(arguments, call_arguments, ours)
    return Compared(tuple(found), tuple(sorted(used.items())), kept)


_LEFT_OUT = frozenset(
    (
        "code-language-dropped",
        "hidden-html",
        "shortcode-argument-dropped",
        "shortcode-dropped",
        "shortcode-in-code",
        "shortcode-invisible",
        "shortcode-options-dropped",
    )
)
"""Codes whose text is a call that was left out, or what of its arguments was, or what Hugo shows nothing of."""
_TAG = "html-dropped-invisible"
"""The code of a tag that was left out; its text is the tag."""
_ELEMENTS = frozenset(("html-dropped", "html-dropped-invisible"))
"""Codes of elements that were left out."""
_NO_TEXT = "legacy-front-matter"
"""The code of front matter that today's Hugo may show as text."""
_IN_CELL = "ordered-in-table"
"""The code of a heading or list in a cell, where Rich Text has neither."""
_IN_CODE = "shortcode-in-code"
"""The code of a call inside code; its text is the call."""
_START = "list-start"
"""The code of a list that begins at another number than 1; what is done ends with that number."""
_LAST = re.compile(r"\d+$")
_UNDERSCORES = re.compile(r"\b_+|_+\b")
_MARKUP = re.compile(r"<[^<>]*>|\*\*")
_NOWHERE = "shortcode-reference"
"""The code of a reference to no page, of which Hugo makes a link without an address; its text is the reference."""
_NOTES = "footnotes-listed"
"""The code of notes that the entry lists; its text is what they say."""
_ADDING = frozenset(("link-without-text", _NOTES, OTHERWISE))
"""Codes whose text the entry shows although the page did not show it: Hugo shows none of notes inside of notes."""


def _excuses(
    findings: Sequence[Finding], hugo: Visible, ours: Visible, written: str, first_line: int
) -> tuple[Excuses, Excuses, Excuses]:
    """Return what may be missing, what may be there in addition, and what stands in cells in another form."""

    def excuses(told: Sequence[Told], shown: Visible) -> Excuses:
        return find_excuses(told, without_calls(shown.text)[0] if told else (), written, first_line)

    missing = [
        Told(finding.code, text, finding.line)
        for finding in findings
        if _tells_of_missing(finding)
        for text in _forms(finding)
    ]
    added = [
        Told(finding.code, _whole(finding.text, ours), finding.line) for finding in findings if finding.code in _ADDING
    ]
    in_cells = [Told(finding.code, finding.text, finding.line) for finding in findings if finding.code == _IN_CELL]
    new = excuses(added, ours)
    notes = Counter(sign for told in added if told.code == _NOTES for sign in signs(squeeze(told.text)))
    if notes:
        # Of notes that Hugo lists too, each word is there already.
        new = new.limited(_NOTES, notes - Counter(signs(hugo.text)))
    return excuses(missing, hugo), new, excuses(in_cells, hugo)


def _shown(arguments: frozenset[str], calls: Sequence[Argument], ours: Visible) -> frozenset[str]:
    """Return the arguments that the entry shows, or its entries hold, as often as calls say them."""
    said = Counter(argument.text for argument in calls)
    words, whole = {argument: joined((argument,)) for argument in arguments}, joined((ours.text, ours.held))
    return frozenset(
        argument for argument, form in words.items() if form.strip() and whole.count(form) >= max(1, said[argument])
    )


def _beyond(said: Mapping[str, Counter[str]], written: str, hugo: Visible) -> Mapping[str, Counter[str]]:
    """Return of what calls say what Hugo does not show: words that the source has more often than the page."""
    if not written or not said:
        return said
    more = _words_of(written) - Counter(signs(hugo.text))
    return {code: words & more for code, words in said.items()}


def _own(own_words: frozenset[str], written: str, hugo: Visible) -> Counter[str]:
    """Return what templates show of their own: words of theirs that the page has more often than the source."""
    if not own_words or CALL_START not in hugo.text:
        return Counter()
    more = Counter(signs(hugo.text.lower())) - _words_of(written.lower())
    return Counter({sign: count for sign, count in more.items() if sign in own_words})


def _words_of(written: str) -> Counter[str]:
    """Return the words of a source: where Markdown may take underscores for emphasis, also those without them."""
    text = squeeze(written)
    return Counter(signs(text)) | Counter(signs(_UNDERSCORES.sub(" ", text)))


def _whole(text: str, ours: Visible) -> str:
    """Return the text of a finding; where that was cut short, the whole of the link that begins so."""
    start = squeeze(text.removesuffix("…"))
    links = (link.text for link in ours.links if link.text.startswith(start)) if text.endswith("…") else ()
    return next(iter(links), text)


def _forms(finding: Finding) -> tuple[str, ...]:
    """Return what a page may show of a finding; front matter that is taken for Markdown loses its tags and stars."""
    return (finding.text, _MARKUP.sub("", finding.text)) if finding.code == _NO_TEXT else (finding.text,)


def _tells_of_missing(finding: Finding) -> bool:
    return finding.severity is Severity.LOSS or finding.code in (OTHERWISE, _NO_TEXT)
