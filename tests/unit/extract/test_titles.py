"""Titles that Hugo makes by itself."""

import pytest

from migrate.extract.plurals import pluralize
from migrate.extract.titles import title_case


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("ap", "The Lord of the Rings With a Twist"),
        ("chicago", "The Lord of the Rings with a Twist"),
        ("go", "The Lord Of The Rings With A Twist"),
        ("firstupper", "The lord of the rings with a twist"),
        ("none", "the lord of the rings with a twist"),
    ],
)
def test_styles(style: str, expected: str) -> None:
    """Each style has its own idea of small words."""
    assert title_case("the lord of the rings with a twist", style) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ß", "ß"),
        ("ǆ", "ǅ"),
        ("iPhone", "IPhone"),
        ("rock-and-roll", "Rock-and-Roll"),
        ("state of the-art", "State of The-Art"),
    ],
)
def test_capitals_inside_words_stay(text: str, expected: str) -> None:
    """Only the first letter of a word changes, into one letter."""
    assert title_case(text, "ap") == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("post", "posts"),
        ("posts", "posts"),
        ("category", "categories"),
        ("case-study", "case-studies"),
        ("CaseStudy", "CaseStudies"),
        ("news", "news"),
        ("person", "people"),
        ("Person", "People"),
        ("box", "boxes"),
        ("congo", "congoes"),
        ("photo", "photos"),
        ("metadata", "metadata"),
        ("my-blog_posts", "my-blog_posts"),
        ("", ""),
        ("2016", "2016s"),
    ],
)
def test_plurals(name: str, expected: str) -> None:
    """The last word of a folder's name is put into the plural."""
    assert pluralize(name) == expected
