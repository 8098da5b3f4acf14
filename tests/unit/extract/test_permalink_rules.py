"""The permalinks configuration."""

import pytest

from migrate.errors import ConfigurationError
from migrate.extract.permalink_rules import Pattern, PermalinkRule, parse_pattern, permalink_rules
from migrate.model.source import Param


def matching(rules: tuple[PermalinkRule, ...], kind: str, path: str, lang: str = "en") -> str | None:
    """Return the text of the first pattern that is for a page."""
    rule = next((rule for rule in rules if rule.matches(kind, path, lang, "production")), None)
    return None if rule is None else "".join(rule.pattern.pieces)


@pytest.mark.parametrize(
    ("kind", "path", "pattern"),
    [
        ("page", "/posts/a", "/p/"),
        ("page", "/posts/sub/a", "/s/"),
        ("page", "/posts/other/a", "/p/"),
        ("page", "/posts", "/p/"),
        ("page", "/a", "/root/"),
        ("page", "/postsx/a", None),
        ("section", "/posts/sub", None),
        ("term", "/posts/a", "/p/"),
    ],
)
def test_a_table_of_sections_is_for_pages_and_terms(kind: str, path: str, pattern: str | None) -> None:
    """The deepest section wins, ``/`` is the root, other kinds are not meant."""
    rules = permalink_rules({"/": "/root/", "posts": "/p/", "posts/sub/": "/s/"})
    assert matching(rules, kind, path) == pattern


def test_tables_by_kind_are_for_that_kind() -> None:
    """``[permalinks.section]`` says nothing of pages."""
    rules = permalink_rules({"section": {"posts": "/s/"}, "term": {"tags": "/t/"}})
    assert matching(rules, "section", "/posts") == "/s/"
    assert matching(rules, "page", "/posts/a") is None
    assert matching(rules, "term", "/tags/go") == "/t/"


def test_the_first_target_that_matches_wins() -> None:
    """Kind, path, language and environment are globs; what is not named matches all."""
    rules = permalink_rules(
        [
            {"target": {"kind": "{page,section}", "path": "/Docs/**"}, "pattern": "/d/"},
            {"target": {"environment": "staging"}, "pattern": "/staging/"},
            {"target": {"lang": "fr"}, "pattern": "/fr/"},
            {"target": {"sites": {"matrix": {"languages": ["de", "n*"]}}}, "pattern": "/m/"},
            {"pattern": "/rest/"},
        ]
    )
    assert matching(rules, "section", "/docs/x") == "/d/"
    assert matching(rules, "home", "/", "fr") == "/fr/"
    assert matching(rules, "home", "/", "nl") == "/m/"
    assert matching(rules, "home", "/", "en") == "/rest/"


@pytest.mark.parametrize(
    "value",
    ["text", {"posts": 3}, {"nokind": {"a": "/b/"}}, {"page": {"a": 1}}, [{"target": {}}], ["x"], {"posts": "/:no"}],
)
def test_what_hugo_refuses_is_a_configuration_error(value: Param) -> None:
    """Unknown forms, kinds and tokens stop with a hint."""
    with pytest.raises(ConfigurationError, match="permalinks") as caught:
        permalink_rules(value)
    assert caught.value.hint


def test_a_pattern_is_cut_at_its_tokens() -> None:
    """Escaped colons are text, brackets belong to their token."""
    assert parse_pattern("/a\\:b/:sections[1:]/:slug.html") == Pattern(("/a:b/", "sections[1:]", "/", "slug", ".html"))
    assert parse_pattern("/:nothing/") is None
