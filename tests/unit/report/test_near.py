"""Where on a page the words of a finding may be missing."""

from collections import Counter

from migrate.report.fidelity.near import Told, find_excuses
from migrate.report.fidelity.visible import signs

FAR = " ".join(f"word{number}" for number in range(200))
PAGE = f"the first words here {FAR} the last words here"
SIGNS = signs(PAGE)
END = len(SIGNS)


def left(told: list[Told], wanted: str, at: int, written: str = "", first_line: int = 1) -> list[str]:
    """Return what of `wanted`, missing at a place, is not excused."""
    return find_excuses(told, SIGNS, written, first_line).subtract(signs(wanted), at, at + 1)


def test_words_are_excused_where_the_page_shows_the_text_of_the_finding() -> None:
    """The same words elsewhere are not."""
    told = [Told("x", "the first words here", 0)]
    assert left(told, "the words", 0) == []
    assert left(told, "the words", END - 4) == ["the", "words"]


def test_text_that_the_page_does_not_show_counts_around_its_line() -> None:
    """The lines beside that of the finding tell where it stands; lines are those of the file."""
    told = [Told("x", "an unknown remark", 14)]
    written = f"the first words here\n\n{FAR}\n\nthe last words here\n\nan unknown remark\n"
    assert left(told, "remark", END - 2, written, 8) == []
    assert left(told, "remark", 0, written, 8) == ["remark"]


def test_text_of_which_nobody_knows_the_place_counts_anywhere() -> None:
    """Nothing is refused for want of a place."""
    assert left([Told("x", "an unknown remark", 0)], "remark", 0) == []


def test_each_word_is_used_once_and_places_first() -> None:
    """What counts anywhere is left for what has no place."""
    told = [Told("anywhere", "here", 0), Told("placed", "the first words here", 0)]
    excuses = find_excuses(told, SIGNS, "", 1)
    assert excuses.subtract(["here"], 3, 4) == []
    assert excuses.used == {"placed": 1}
    assert excuses.subtract(["here", "here"], END - 1, END) == ["here"]
    assert excuses.used == {"placed": 1, "anywhere": 1}


def test_without_findings_nothing_is_excused() -> None:
    """An empty ledger explains nothing."""
    assert left([], "the", 0) == ["the"]


def test_a_thing_is_explained_at_one_of_its_places() -> None:
    """All words of it have to be told there, by findings of one code, and are used up."""
    told = [Told("x", "the first", 0), Told("x", "first words here", 0), Told("y", "the last words here", 0)]
    excuses = find_excuses(told, SIGNS, f"the first words here\n{FAR}", 1)
    assert not excuses.covers("last words", [(0, 2)])
    assert not excuses.covers("", [(0, 2)])
    assert excuses.covers("last words", [(0, 2), (END - 3, END - 1)])
    assert not excuses.covers("last words", [(END - 3, END - 1)])
    assert excuses.covers("the first words", [(0, 3)])
    assert excuses.used == {"x": 1, "y": 1}


def test_a_text_that_the_page_shows_in_part_counts_around_its_line_too() -> None:
    """Some words in a row are shown by chance."""
    told = [Told("x", "an unknown remark, and word150 word151 word152", 9)]
    written = f"the first words here\n\n\n\n{FAR}\n\n\n\nthe last words here"
    assert left(told, "remark", END - 2, written) == []
    assert left(told, "remark", 154, written) == []
    assert left(told, "remark", 0, written) == ["remark"]


def test_words_that_the_page_has_once_tell_the_place() -> None:
    """What stands in both places tells of neither while anything else does."""
    page = signs(f"it is so, he said {FAR} it is so, she answered")
    told = [Told("x", "it is so, she answered", 0)]
    assert find_excuses(told, page, "", 1).subtract(["so"], 2, 3) == ["so"]
    assert find_excuses(told, page, "", 1).subtract(["so"], len(page) - 4, len(page)) == []


def test_copies_are_used_up_on_their_own() -> None:
    """Each check has the whole ledger; what it may take of one code can be limited."""
    excuses = find_excuses([Told("x", "the first words", 0), Told("x", "the last words", 0)], SIGNS, "", 1)
    assert excuses.fresh().covers("first", [(0, 1)])
    assert excuses.fresh().covers("first", [(0, 1)])
    limited = excuses.limited("x", Counter(("the", "last")))
    assert not limited.covers("first", [(0, 1)])
    assert limited.holds("the last")
    assert not limited.holds("the the")
