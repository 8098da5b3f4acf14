"""Ids are readable, legal, deterministic, and never shared."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrate.transform.ids import entry_id, file_asset_id, is_id, url_asset_id, value_entry_id, value_key


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("/posts/my-post", "posts.my-post"),
        ("/about", "about"),
        ("/", "_index"),
        ("/docs/v2/a_b", "docs.v2.a_b"),
    ],
)
def test_plain_keys_are_read_off(key: str, expected: str) -> None:
    """A key of letters, digits, hyphens and slashes becomes itself with dots."""
    assert entry_id(key) == expected


def test_prefix_stands_first() -> None:
    """The prefix of the mapping leads the id."""
    assert entry_id("/posts/a", "blog-") == "blog-posts.a"


@pytest.mark.parametrize("key", ["/posts/a.b", "/posts/été", "/posts/a b", "/" + "x/" * 40, "/日本", "/.."])
def test_other_keys_get_a_hash(key: str) -> None:
    """What is illegal, ambiguous or too long is shortened with a hash and stays an id."""
    made = entry_id(key)
    assert is_id(made)
    assert made[-11] == "-"


def test_dots_do_not_collide_with_slashes() -> None:
    """``/a.b`` and ``/a/b`` are two entries."""
    assert entry_id("/a.b") != entry_id("/a/b")


@settings(derandomize=True, max_examples=200)
@given(st.sets(st.text(min_size=1, max_size=80).map(lambda text: "/" + text.strip("/")), min_size=2, max_size=2))
def test_two_keys_never_share_an_id(keys: set[str]) -> None:
    """Whatever two keys hold, their ids are legal and differ."""
    first, second = (entry_id(key) for key in keys)
    assert is_id(first)
    assert is_id(second)
    assert first != second


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Go Lang", "go-lang"),
        ("  go  lang ", "go-lang"),
        ("C++", "c++"),
        ("C#", "c#"),
        ("What?!", "what"),
        ("Été", "été"),
        ("?!", "?!"),
    ],
)
def test_equal_spellings_share_a_key(value: str, expected: str) -> None:
    """Case, spaces and punctuation make no new term; the signs that Hugo keeps do."""
    assert value_key(value) == expected


def test_entries_of_values_are_readable() -> None:
    """The type leads, two hyphens keep it apart from pages."""
    assert value_entry_id("author", "Farah Sheikh") == "author--farah-sheikh"


def test_entries_of_odd_values_differ() -> None:
    """Values that fold to the same letters keep ids of their own."""
    made = {value_entry_id("tag", value) for value in ("C", "C++", "C#", "ç", "Ç!")}
    assert len(made) == 4
    assert all(map(is_id, made))


def test_assets_are_known_by_content_and_address() -> None:
    """Equal bytes and equal addresses are one asset."""
    assert file_asset_id("ab" * 32) == "ab" * 16
    assert url_asset_id("https://a/b.png") == url_asset_id("https://a/b.png")
    assert is_id(url_asset_id("https://a/b.png"))
