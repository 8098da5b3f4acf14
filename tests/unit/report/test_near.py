"""Where on a page the words of a finding may be missing."""

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
