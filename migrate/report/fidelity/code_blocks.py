"""Blocks of code compared as a list: their lines, their languages, and blocks too long for one entry."""

from collections.abc import Iterator, Sequence

from migrate.report.fidelity.difference import Difference, Kind
from migrate.report.fidelity.ledger import PageView
from migrate.report.fidelity.matching import (
    CALLS,
    alike,
    explained_near,
    same_but_calls,
    tell_additions,
    tell_missing,
    unmatched,
)
from migrate.report.fidelity.visible import CALL_START, VisibleCode, squeeze

__all__ = ["compare_code"]


def compare_code(page: PageView) -> Iterator[Difference]:
    """Yield each block that neither side's counterpart nor a finding explains."""

    def same(left: VisibleCode, right: VisibleCode) -> bool:
        found = alike(left.text, right.text) or (page.in_code and same_but_calls(page, left.text, right.text))
        return left.language == right.language and bool(found)

    def within(code: VisibleCode) -> bool:
        # Hugo took the indented source of a call for code; the entry shows it as what the call makes of it, which the
        # words prove.
        indented = not code.language and page.calls.holds(CALLS.sub(" ", code.text))
        shown = CALL_START in page.hugo.text and (
            indented or (squeeze(code.text) in page.ours.text and page.calls.holds(code.text))
        )
        marked = squeeze(code.text) in page.ours.marked or (code_in_paragraphs and squeeze(code.text) in in_a_row)
        return shown or marked or (code.in_call and not page.calls.holds(code.text))

    # Code with links in it is paragraphs, one for each that Hugo made of its empty lines.
    code_in_paragraphs, in_a_row = "code-with-links" in page.codes, " ".join(page.ours.marked)
    missing, other = _in_parts(*unmatched(page.hugo.code, page.ours.code, same))
    gone = explained_near(page.gone, page.hugo, page.hugo.code, missing, _text_of)
    new = explained_near(page.new, page.ours, page.ours.code, other, _text_of)
    yield from tell_missing(page, Kind.CODE, missing, lambda code: gone(code, code.text) or within(code))
    yield from tell_additions(page, Kind.CODE, other, _text_of, told=new)


def _text_of(code: VisibleCode) -> str:
    return code.text


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
