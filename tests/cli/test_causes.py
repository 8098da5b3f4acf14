"""Why a post changes: the rule of the mapping or the shared entry is named, for the posts that depend on it alone."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import MAPPING, Cli, Server

RULES = f"""\
{MAPPING}    # kept apart from what follows
body:
  shortcodes:
    box: unwrap
    aside: unwrap
data:
  people:
    contentType: author
    key: name
"""


@pytest.fixture
def posts(cli: Cli, server: Server, site: Path, mapping: Path) -> Path:
    """Load the blog, with two shortcodes and a data file of authors; return the folder of its posts."""
    folder = site / "content" / "posts"
    for name, call in (("first", "box"), ("third", "aside")):
        with (folder / f"{name}.md").open("a") as post:
            post.write(f"\n{{{{< {call} >}}}}Inside.{{{{< /{call} >}}}}\n")
    (site / "data").mkdir()
    (site / "data" / "people.yaml").write_text("- {name: Ada Example, about: She writes.}\n")
    mapping.write_text(RULES.replace("name: Symbol from $value, required", "name: Symbol, required\n      about: Text"))
    result = cli("run", site, "-m", mapping, "--yes")
    assert result.code == 0, result.out + result.err
    return folder


def reasons(cli: Cli, site: Path, mapping: Path) -> dict[str, str]:
    """Return the reason of everything that a run would change, by id."""
    plan: dict[str, Any] = json.loads(cli("plan", site, "-m", mapping, "--json", "-").out)
    return {item["id"]: item["reason"] for item in plan["items"]}


def test_a_rule_of_a_field_is_named(cli: Cli, site: Path, mapping: Path, posts: Path) -> None:
    """Another rule for one field changes the posts that show it, and each says which rule it was."""
    mapping.write_text(mapping.read_text().replace('tags: Symbol[] from tags, split ","', "tags: Symbol[] from tags"))
    reason = "rule contentTypes.post.fields.tags of the mapping changed since the last run; its own file did not"
    assert reasons(cli, site, mapping) == dict.fromkeys(("posts.first", "posts.second", "posts.third"), reason)


def test_a_rule_of_a_shortcode_is_named(cli: Cli, site: Path, mapping: Path, posts: Path) -> None:
    """Another rule for a shortcode plans only the post that calls it."""
    mapping.write_text(mapping.read_text().replace("box: unwrap", "box: drop"))
    reason = "rule body.shortcodes.box of the mapping changed since the last run; its own file did not"
    assert reasons(cli, site, mapping) == {"posts.first": reason}


def test_a_post_that_changed_as_well(cli: Cli, site: Path, mapping: Path, posts: Path) -> None:
    """Where the post changed too, both come into question; a post that no rule touches names none."""
    mapping.write_text(mapping.read_text().replace("box: unwrap", "box: drop"))
    for name in ("first", "third"):
        post = posts / f"{name}.md"
        post.write_text(post.read_text().replace(f"The {name} post", "Ours"))
    assert reasons(cli, site, mapping) == {
        "posts.first": "changed on the site, or by rule body.shortcodes.box of the mapping, which changed since the "
        "last run",
        "posts.third": "changed on the site",
    }


def test_the_rule_is_named_until_it_was_applied(cli: Cli, site: Path, mapping: Path, posts: Path) -> None:
    """After a run the rule is known, and a later change of a post is the post's alone."""
    mapping.write_text(mapping.read_text().replace("box: unwrap", "box: drop"))
    assert cli("sync", site, "-m", mapping).code == 0
    assert reasons(cli, site, mapping) == {}
    post = posts / "first.md"
    post.write_text(post.read_text().replace("The first post", "Ours"))
    assert reasons(cli, site, mapping) == {"posts.first": "changed on the site"}


def test_a_shared_author_is_planned_alone(cli: Cli, site: Path, mapping: Path, posts: Path) -> None:
    """What is said of an author stands in one entry; the posts that link to it stay as they are."""
    (site / "data" / "people.yaml").write_text("- {name: Ada Example, about: She wrote.}\n")
    assert reasons(cli, site, mapping) == {"author--ada-example": "changed on the site"}


def test_what_takes_its_words_from_elsewhere(cli: Cli, site: Path, mapping: Path, posts: Path) -> None:
    """A post whose own file is the same says that it changes for something that posts share."""
    (site / "hugo.toml").write_text('baseURL = "https://blog.example/"\ntitle = "Blog"\ntimeZone = "Asia/Tokyo"\n')
    post = posts / "third.md"
    post.write_text(post.read_text().replace("T10:00:00-04:00", ""))
    assert cli("sync", site, "-m", mapping).code == 0
    (site / "hugo.toml").write_text('baseURL = "https://blog.example/"\ntitle = "Blog"\n')
    reason = "something that it shares with others changed; its own file did not"
    assert reasons(cli, site, mapping) == {"posts.third": reason}
