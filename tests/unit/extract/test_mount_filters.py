"""The `files` globs of mounts, rule by rule as the binary decides."""

import pytest

from migrate.extract.mount_filters import filter_admits


@pytest.mark.parametrize(
    ("globs", "path", "admitted"),
    [
        (("! a.md",), "a.md", False),
        (("! a.md",), "b.md", True),
        (("*.md", "! a.md"), "a.md", True),
        (("! a.md", "*.md"), "a.md", False),
        (("*.md",), "p/a.md", False),
        (("**.md",), "p/a.md", False),
        (("**/*.md",), "p/q/a.md", True),
        (("p/*.md",), "p/a.md", True),
        (("p/*.md",), "p/q/a.md", False),
        (("p/q/*.md",), "p/a.md", False),
        (("! p/**",), "p/a.md", False),
        (("! p",), "p/a.md", False),
        (("! **/x.md",), "p/x.md", False),
        (("P/*.MD",), "p/a.md", True),
    ],
)
def test_first_glob_that_matches_decides(globs: tuple[str, ...], path: str, admitted: bool) -> None:
    """A file is there when its folders are entered and the first glob that matches it asks for it."""
    assert filter_admits(globs, path) is admitted
