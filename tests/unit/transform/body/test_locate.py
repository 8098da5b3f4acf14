"""Where in the source file a construct stands."""

from dataclasses import replace

from migrate.transform.body.locate import Locator
from tests.unit.transform.body.worlds import body_of

_TEXT = "First line.\n\nSome quoted *words* here.\n\nSome quoted _words_ there.\n\nImportant\n"


def test_the_same_text_is_found_again_further_on() -> None:
    """Findings walk down the page as their constructs do, and begin again when none is left."""
    locator = Locator(body_of(_TEXT))
    first = body_of(_TEXT).line
    assert [locator.find("Some")[0] - first for _ in range(3)] == [2, 4, 2]


def test_a_text_with_marks_is_found_by_its_beginning() -> None:
    """A reader sees `words`, the source has them in asterisks."""
    locator = Locator(body_of(_TEXT))
    first = body_of(_TEXT).line
    assert locator.find("Some quoted words there.") == (first + 2, 1)
    assert locator.find("Some quoted words there.") == (first + 4, 1)
    assert locator.find("Important things") == (first + 6, 1)


def test_what_is_not_there_stands_at_the_beginning() -> None:
    """A short word alone is no evidence; where the source does not hold the text at all, the call is named."""
    locator = Locator(body_of(_TEXT))
    assert locator.find("here I am") == (body_of(_TEXT).line, 0)
    locator.elsewhere = (9, 3)
    assert locator.find("Some quoted words") == (9, 3)


class _Counted(str):
    """A text that counts how much of it was looked through."""

    read = 0

    def find(self, needle: str, start: int = 0, end: int | None = None) -> int:  # type: ignore[override]
        """Find as usual."""
        at = super().find(needle, start, end)
        _Counted.read += (at if at >= 0 else len(self) if end is None else end) - start
        return at


def test_thousands_of_different_texts_do_not_read_the_whole_page_each() -> None:
    """The page is a megabyte: looked through from its beginning for each of them it would be read 7,000 times."""
    count = 3000
    text = _Counted("".join(f"{'word ' * 60}\n[see](gone-{at}.md)\n" for at in range(count)))
    locator = Locator(replace(body_of(""), text=text))
    for at in range(count):
        assert locator.find(f"gone-{at}.md") == (2 * at + 2, 7)
        assert locator.find(f"never there {at}") == (1, 0)
    assert _Counted.read < 1500 * len(text)


def test_lines_are_counted_in_both_directions() -> None:
    """Constructs are not always asked for in their order."""
    locator = Locator(body_of(_TEXT))
    assert [locator.find(needle)[0] for needle in ("Important", "First", "Some")] == [7, 1, 3]
