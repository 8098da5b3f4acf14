"""Which pages a content type takes."""

from typing import Any

import pytest

from migrate.mapping.rules import Match
from migrate.model.source import Kind
from migrate.transform.ids import entry_id
from migrate.transform.pages import glob_pattern, matches
from tests.unit.transform.small_site import a_page, a_site, desired

EVERY_PAGE = "version: 1\ncontentTypes:\n  page:\n    match: {kind: page}\n    fields:\n      title: Symbol\n"


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("/posts/*", "/posts/a", True),
        ("/posts/*", "/posts/a/b", False),
        ("/posts/**", "/posts/a/b", True),
        ("/posts/**", "/posts", True),
        ("/posts/**", "/poster", False),
        ("/**/a", "/x/y/a", True),
        ("/**/a", "/a", True),
        ("**", "/anything/at/all", True),
        ("/post?", "/posts", True),
        ("/{a,b}/*", "/b/x", True),
        ("/{a,b}/*", "/c/x", False),
        ("/a.b", "/axb", False),
    ],
)
def test_globs(glob: str, path: str, expected: bool) -> None:
    """A star stays in its step, two cross steps, everything else is itself."""
    assert (glob_pattern(glob).match(path) is not None) is expected


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        (Match(), True),
        (Match(section=("posts",)), True),
        (Match(section=("Posts", "notes")), True),
        (Match(section=("notes",)), False),
        (Match(type=("posts",), kind=("page",)), True),
        (Match(kind=("section",)), False),
        (Match(path=("/posts/*",)), True),
        (Match(where={"layout": "wide"}), True),
        (Match(where={"layout": "slim"}), False),
        (Match(where={"cover.big": True}), True),
        (Match(where={"cover.big": 1}), False),
        (Match(where={"tags": "go"}), True),
        (Match(section=("posts",), where={"absent": "x"}), False),
    ],
)
def test_every_condition_must_hold(match: Match, expected: bool) -> None:
    """Section, type, kind, path and front matter are looked at; a list means any of its members."""
    params: dict[str, Any] = {"layout": "wide", "cover": {"big": True}, "tags": ["go", "web"]}
    assert matches(match, a_page("/posts/a", params=params)) is expected


def test_kinds() -> None:
    """A type without a kind takes pages and leaves the lists that Hugo makes alone."""
    assert not matches(Match(), a_page("/posts", kind=Kind.SECTION))
    assert matches(Match(kind=("section", "home")), a_page("/posts", kind=Kind.SECTION))


def test_a_key_of_translations_is_not_taken_for_a_path() -> None:
    """Pages that share a key never get the id of another page whose path reads the same."""
    pages = (a_page("/about", key="projects"), a_page("/projects"), a_page("/news", key="fresh"))
    ids = {entry.id for entry in desired(EVERY_PAGE, a_site(*pages)).entries}
    assert ids == {"projects", "fresh", entry_id("translationKey:projects")}
