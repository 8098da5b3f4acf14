"""Names, slugs and tags as elements of a URL path, beyond what the recorded cases show."""

import pytest

from migrate.extract.slugs import clean_slug, encode, page_path, path_element, sanitize_token, urlize


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("50%2", "502"),
        ("a \u200b b", "a-b"),
        ("a -b", "a-b"),
        ("a- b", "a-b"),
        ("\u2028a\u2028b\u2028", "a-b"),
        ("Σίσυφος ΟΔΟΣ", "σίσυφος-οδοσ"),
        ("ª²", "ª"),
        ("e\u0301", "e\u0301"),
    ],
)
def test_urlize(text: str, element: str) -> None:
    """Only letters, digits, marks and a few signs survive; dropped white space leaves one hyphen."""
    assert urlize(text) == element


def test_accents() -> None:
    """Marks go, letters that are no composition stay."""
    assert urlize("Åse Øst ñ", remove_accents=True) == "ase-øst-n"


def test_case_is_kept_on_demand() -> None:
    """``disablePathToLower`` keeps capitals."""
    assert (urlize("A B", lower=False), path_element("A  B", lower=False)) == ("A-B", "A--B")


def test_slug_without_hyphens_at_its_ends() -> None:
    """A slug of hyphens is no slug."""
    assert (clean_slug("-a-b-"), clean_slug("---")) == ("a-b", "")


def test_logical_path() -> None:
    """Only spaces and capitals change in a logical path, Go's way."""
    assert page_path("İ B\tΣ?") == "i-b\tσ?"


@pytest.mark.parametrize(
    ("text", "token"), [("c#", "c"), ("c#d", "c#d"), ("c##", "c##"), ("a%2Fb", "a/b"), ("a+ b", "a-b"), ("%ff", "")]
)
def test_sanitize_token(text: str, token: str) -> None:
    """A token is read as a URL and as a query between two passes."""
    assert sanitize_token(text) == token


@pytest.mark.parametrize(
    ("path", "encoded"),
    [
        ("/a b/", "/a%20b/"),
        ("/it's/", "/it's/"),
        ("/it's é/", "/it%27s%20%C3%A9/"),
        ("/a%20b/", "/a%20b/"),
        ("/a%20é/", "/a%20%C3%A9/"),
        ("/100%/", "/100%25/"),
        ("/c#/", "/c%23/"),
        ("/a?b=c d", "/a?b=c d"),
    ],
)
def test_encode(path: str, encoded: str) -> None:
    """A path that is valid as written stays; another one is decoded and encoded as a whole."""
    assert encode(path) == encoded
