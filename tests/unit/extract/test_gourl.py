"""Go's URL syntax as far as Hugo depends on it."""

import pytest

from migrate.extract.gourl import Parsed, escape_link, escape_path, join_path, parse, unescape


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a/b.md?x=1#y%20z", Parsed(path="a/b.md", query="x=1", fragment="y z")),
        ("https://User@Ex.org:8080/a%20b", Parsed("https", "ex.org:8080", "/a b", rooted=True)),
        ("//ex.org", Parsed(host="ex.org", rooted=True)),
        ("mailto:a@b.org?subject=x", Parsed("mailto", opaque="a@b.org", query="subject=x")),
        ("#a", Parsed(fragment="a")),
        ("100%", Parsed(path="100%")),
        ("%ff", Parsed(path="%ff")),
        ("a:b/c", Parsed("a", opaque="b/c")),
        ("./a:b", Parsed(path="./a:b")),
        ("", Parsed()),
    ],
)
def test_a_url_is_split(text: str, expected: Parsed) -> None:
    """Path and fragment are decoded; what cannot be decoded stays as written."""
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("path", "escaped"),
    [
        ("/a b/", "/a%20b/"),
        ("/it's/(a)[b]!*/", "/it's/(a)[b]!*/"),
        ("/it's/(a)[b]ü!*/", "/it%27s/%28a%29%5Bb%5D%C3%BC%21%2A/"),
        ("/50%25/", "/50%25/"),
        ("/a%2Fb/é", "/a/b/%C3%A9"),
        ("/100%/", "/100%25/"),
    ],
)
def test_a_path_is_escaped_whole_or_not_at_all(path: str, escaped: str) -> None:
    """One character that needs escaping makes Go escape all that it would itself escape."""
    assert escape_path(path) == escaped


def test_a_query_stays_as_written() -> None:
    """Only the path of a link is escaped."""
    assert escape_link("/a b?x=é y") == "/a%20b?x=é y"


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        (("/a", "b/../c"), "/a/c"),
        (("a", "../../x"), "../x"),
        (("/", "..", "x"), "/x"),
        (("", ""), ""),
        (("a", ".."), "."),
        (("//x//y/",), "/x/y"),
    ],
)
def test_paths_join_as_in_go(parts: tuple[str, ...], joined: str) -> None:
    """Dots are resolved, slashes not doubled, a final slash dropped."""
    assert join_path(*parts) == joined


def test_broken_escapes_are_kept() -> None:
    """Neither a lone percent sign nor bytes that are no UTF-8 are guessed at."""
    assert unescape("50% off %41") == "50% off %41"
    assert unescape("%C3%A9%41") == "éA"
