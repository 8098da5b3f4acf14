"""Editors win: what somebody changed in Contentful is kept, told, and brought together with what the site changed."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Server
from tests.cli.editor import Editor


@pytest.fixture
def third(cli: Cli, server: Server, site: Path, mapping: Path) -> Path:
    """Load the blog and return the file of its third post."""
    assert cli("run", site, "-m", mapping, "--yes").code == 0
    return site / "content" / "posts" / "third.md"


def change(post: Path, old: str, new: str) -> None:
    """Change a post on the site."""
    text = post.read_text()
    assert old in text
    post.write_text(text.replace(old, new))


def test_edit_in_contentful_is_kept_and_named(
    cli: Cli, server: Server, site: Path, mapping: Path, third: Path, editor: Editor
) -> None:
    """A field that only an editor changed stays, nothing is written, and the summary names entry and field."""
    editor.edit("posts.third", "title", "Theirs")
    before = len(server.writes())
    result = cli("sync", site, "-m", mapping)
    assert result.code == 0, result.err
    assert "d posts.third: title" in result.out
    assert server.writes()[before:] == []
    assert editor.value("posts.third", "title") == "Theirs"


def test_different_fields_are_merged(cli: Cli, site: Path, mapping: Path, third: Path, editor: Editor) -> None:
    """The editor's title and the site's new tags both stand afterwards."""
    editor.edit("posts.third", "title", "Theirs")
    change(third, "boats,trains", "boats,planes")
    result = cli("sync", site, "-m", mapping)
    assert result.code == 0, result.err
    assert editor.value("posts.third", "title") == "Theirs"
    assert editor.value("posts.third", "tags") == ["boats", "planes"]
    assert editor.state("posts.third") == "published"


def test_same_field_on_both_sides_keeps_theirs(
    cli: Cli, site: Path, mapping: Path, third: Path, editor: Editor
) -> None:
    """A conflict keeps the editor's value, names the post, and ends with 3 so that a job shows it."""
    editor.edit("posts.third", "title", "Theirs")
    change(third, "The third post", "Ours")
    result = cli("sync", site, "-m", mapping)
    assert result.code == 3, result.err
    assert "1 conflict" in result.out
    assert re.search(r"! posts\.third: title .*content/posts/third\.md", result.out)
    assert editor.value("posts.third", "title") == "Theirs"


def test_conflict_is_told_until_it_is_settled(cli: Cli, site: Path, mapping: Path, third: Path, editor: Editor) -> None:
    """Every sync tells a conflict again; it does not vanish because it was told once."""
    editor.edit("posts.third", "title", "Theirs")
    change(third, "The third post", "Ours")
    assert cli("sync", site, "-m", mapping).code == 3
    assert "! posts.third: title" in cli("sync", site, "-m", mapping).out


def test_plan_shows_all_three_texts_of_a_conflict(
    cli: Cli, site: Path, mapping: Path, third: Path, editor: Editor
) -> None:
    """Who has to decide sees what it was, what the editor made of it, and what the site made of it."""
    editor.edit("posts.third", "title", "Theirs")
    change(third, "The third post", "Ours")
    out = cli("plan", site, "-m", mapping).out
    assert 'in Contentful: "The third post" → "Theirs"' in out
    assert 'on the site: "The third post" → "Ours"' in out


def test_site_wins_when_told_so(cli: Cli, site: Path, mapping: Path, third: Path, editor: Editor) -> None:
    """With ``--on-conflict ours`` the site's value stands."""
    editor.edit("posts.third", "title", "Theirs")
    change(third, "The third post", "Ours")
    result = cli("sync", site, "-m", mapping, "--on-conflict", "ours")
    assert result.code == 0, result.err
    assert editor.value("posts.third", "title") == "Ours"
    assert editor.state("posts.third") == "published"


def test_stop_writes_nothing_at_all(
    cli: Cli, server: Server, site: Path, mapping: Path, third: Path, editor: Editor
) -> None:
    """With ``--on-conflict stop`` one conflict holds up everything, other posts included."""
    editor.edit("posts.third", "title", "Theirs")
    change(third, "The third post", "Ours")
    change(third.with_name("first.md"), "A plain paragraph", "Another paragraph")
    before = len(server.writes())
    result = cli("sync", site, "-m", mapping, "--on-conflict", "stop")
    assert result.code == 6
    assert "1 entity was changed on both sides" in result.err
    assert server.writes()[before:] == []


def test_deleted_in_contentful_is_not_made_again(
    cli: Cli, server: Server, site: Path, mapping: Path, third: Path, editor: Editor
) -> None:
    """An editor's deletion stands and is told."""
    editor.delete("posts.third")
    before = len(server.writes())
    result = cli("sync", site, "-m", mapping)
    assert result.code == 0, result.err
    assert "posts.third: publish state  deleted in Contentful" in result.out
    assert server.writes()[before:] == []


def test_a_link_to_what_an_editor_deleted_is_named(
    cli: Cli, site: Path, mapping: Path, third: Path, editor: Editor
) -> None:
    """Contentful publishes no such post, and says neither what is missing nor what to do; then both work."""
    editor.delete("posts.first")
    second = site / "content" / "posts" / "second.md"
    second.write_text(second.read_text().replace("Words with", "Other words with"))
    result = cli("sync", site, "-m", mapping)
    assert result.code == 3
    told = (
        "it links to entry posts.first, deleted in Contentful: restore it there, take the link out on the site, or run"
    )
    assert told in " ".join((result.out + result.err).split())
    assert cli("sync", site, "-m", mapping, "--on-conflict", "ours").code == 0
    assert (editor.state("posts.first"), editor.state("posts.second")) == ("published", "published")
    assert "unchanged" in cli("sync", site, "-m", mapping).out


def test_unpublished_in_contentful_stays_unpublished(
    cli: Cli, site: Path, mapping: Path, third: Path, editor: Editor
) -> None:
    """A post that an editor took off is not put back, also when the site changes its text."""
    editor.unpublish("posts.third")
    change(third, "The third post", "Ours")
    assert cli("sync", site, "-m", mapping).code == 0
    assert editor.value("posts.third", "title") == "Ours"
    assert editor.state("posts.third") == "draft"


def test_who_wrote_last_is_named_only_where_it_was_an_editor(
    cli: Cli, site: Path, mapping: Path, third: Path, editor: Editor
) -> None:
    """An entry that we wrote after an editor unpublished it is changed there, and not by ourselves."""
    editor.unpublish("posts.third")
    for _ in "told", "told again":
        assert "publish state  changed in Contentful by" in cli("sync", site, "-m", mapping).out
    change(third, "The third post", "Ours")
    for _ in "written", "looked at again":
        assert "d posts.third: publish state  changed in Contentful (" in cli("sync", site, "-m", mapping).out
    verified = cli("verify", site, "-m", mapping)
    assert "kept as it is in Contentful" in verified.out
    editor.edit("posts.third", "title", "Theirs")
    verified = cli("verify", site, "-m", mapping)
    assert "changed in Contentful by" in verified.out
    assert "what was written last" not in verified.out


def test_unpublished_edit_is_not_published_by_us(
    cli: Cli, site: Path, mapping: Path, third: Path, editor: Editor
) -> None:
    """What an editor has saved and not published stays unpublished, and the summary says why."""
    editor.edit("posts.third", "title", "Half a thought", publish=False)
    change(third, "boats,trains", "boats,planes")
    result = cli("sync", site, "-m", mapping)
    assert editor.value("posts.third", "title") == "Half a thought"
    assert editor.state("posts.third") == "changed"
    assert "posts.third" in result.out


def test_summary_as_json_lists_what_was_kept(cli: Cli, site: Path, mapping: Path, third: Path, editor: Editor) -> None:
    """Machines get the same list: id, fields, whether it is a conflict, and the posts."""
    editor.edit("posts.third", "title", "Theirs")
    change(third, "The third post", "Ours")
    summary = json.loads(cli("sync", site, "-m", mapping, "--json", "-").out)
    (kept,) = summary["kept"]
    assert (kept["id"], kept["conflict"], kept["fields"]) == ("posts.third", True, ["title"])
    assert kept["sources"] == ["content/posts/third.md"]
