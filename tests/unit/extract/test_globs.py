"""Hugo's glob patterns."""

import pytest

from migrate.extract.globs import glob_regex


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*", "a", True),
        ("*", "a/b", False),
        ("**", "a/b", True),
        ("/posts/**", "/Posts/a/b", True),
        ("/posts/*", "/posts/a/b", False),
        ("/{a,b/**}", "/b/c/d", True),
        ("/{a,b{c,d}}", "/bd", True),
        ("?.md", "a.md", True),
        ("?.md", "ab.md", False),
        ("?", "/", False),
        ("[a-c].md", "b.md", True),
        ("[!a-c].md", "b.md", False),
        ("[!a-c].md", "d.md", True),
        ("[^x]", "^", True),
        ("a.b", "axb", False),
        ("\\*", "*", True),
        ("\\*", "x", False),
        ("a,b", "a,b", True),
        ("[z-a]", "b", False),
        ("{a", "{a", True),
        ("a}", "a}", True),
        ("", "", True),
        ("a", "ab", False),
        ("a", "a\n", False),
    ],
)
def test_a_glob_matches_whole_paths(pattern: str, path: str, matches: bool) -> None:
    """Case does not count, a broken pattern matches itself only."""
    assert (glob_regex(pattern).match(path) is not None) is matches
