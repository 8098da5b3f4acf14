"""Where in the source file a construct stands."""

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
