"""What values of one key say together: a type that holds them all, and the odd ones out."""

from datetime import UTC, datetime

import pytest

from migrate.mapping.evidence import gather_evidence
from migrate.model.source import Param
from tests.unit.transform.small_site import a_page


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([True, False], "Boolean"),
        ([1, 2], "Integer"),
        ([1, 2.5], "Number"),
        (["2016-03-04", datetime(2016, 3, 4, tzinfo=UTC)], "Date"),
        (["2016-03-04", "soon"], "Symbol"),
        (["a", 1, True], "Symbol"),
        (["a", "x" * 300], "Text"),
        (["a\nb"], "Text"),
        (["/img/a.png", "https://example.org/b.jpg?w=1"], "Asset"),
        (["/img/a.png", "none"], "Symbol"),
        ([["/a.png"], "/b.png"], "Asset[]"),
        ([["a", 1], "b"], "Symbol[]"),
        ([["x" * 300]], "Object"),
        ([{"a": 1}], "Object"),
        ([{"a": 1}, "b"], "Object"),
        ([[{"a": 1}]], "Object"),
        ([[["a"]]], "Object"),
    ],
)
def test_the_type_holds_every_value(values: list[Param], expected: str) -> None:
    """The narrowest type that all values fit is chosen, so that none is lost."""
    pages = [a_page(f"/p/{number}", params={"key": value}) for number, value in enumerate(values)]
    assert gather_evidence(pages)["key"].type == expected


def test_odd_values_are_told_with_their_place() -> None:
    """The first place of what stands in the way of a narrower type is named."""
    pages = [a_page(f"/p/{number}", params={"key": "2016-03-04"}) for number in range(5)]
    pages.append(a_page("/p/x", params={"key": "soon"}, key_lines={"key": 3}))
    assert gather_evidence(pages)["key"].odd == "text in content/p/x.md:3 (1)"


def test_only_the_keys_that_are_asked_for_are_looked_at() -> None:
    """In whatever order pages set them."""
    pages = [a_page("/p/a", params={"other": 1, "key": "a"}), a_page("/p/b", params={"key": ["b", "c"]})]
    held = gather_evidence(pages, ("key", "none"))
    assert {key: (evidence.pages, evidence.kinds) for key, evidence in held.items()} == {
        "key": (2, {"short": 1, "texts": 1})
    }


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (["Kim", ["Lou", "Pat"], {"name": "Jo"}, [{"name": "Al"}]], True),
        (["Kim", 1], False),
        (["x" * 300], False),
        ([["Kim", "x" * 300]], False),
        ([{"title": "Jo"}], False),
        ([["Kim", 1]], False),
    ],
)
def test_values_name_something_where_each_of_them_does(values: list[Param], names: bool) -> None:
    """A short text, a table with a name, or a list of these."""
    pages = [a_page(f"/p/{number}", params={"key": value}) for number, value in enumerate(values)]
    assert gather_evidence(pages)["key"].names is names
