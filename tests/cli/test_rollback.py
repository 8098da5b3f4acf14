"""Rollback: a run undone, and what editors touched since left alone and listed."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Server
from tests.cli.editor import Editor


def run_id(out: str) -> str:
    """Return the id of the run that a summary tells."""
    found = re.search(r"migrate rollback (\S+)`", out)
    assert found is not None, out
    return found[1]


@pytest.fixture
def first_run(cli: Cli, server: Server, site: Path, mapping: Path) -> str:
    """Load the blog and return the id of that run."""
    result = cli("run", site, "-m", mapping, "--yes")
    assert result.code == 0, result.err
    return run_id(result.out)


def change_everything(site: Path) -> None:
    """Change the first post, take the second away, make the third a draft, and add a fourth."""
    posts = site / "content" / "posts"
    first, third = posts / "first.md", posts / "third.md"
    first.write_text(first.read_text().replace("The first post", "New title").replace("boats,trains", "planes"))
    (posts / "second.md").unlink()
    third.write_text(third.read_text().replace("+++\n", "+++\ndraft = true\n", 1))
    (posts / "fourth.md").write_text('+++\ntitle = "Fourth"\ndate = "2016-11-05"\nauthor = "Bo New"\n+++\nHi.\n')


@pytest.fixture
def second_run(cli: Cli, first_run: str, site: Path, mapping: Path) -> str:
    """Change the site in every way, sync, and return the id of that run."""
    change_everything(site)
    result = cli("sync", site, "-m", mapping, "--max-delete", "100%")
    assert result.code == 0, result.out + result.err
    return run_id(result.out)


def test_rollback_brings_back_fields_and_publish_states(
    cli: Cli, first_run: str, site: Path, mapping: Path, editor: Editor
) -> None:
    """Updated, archived, unpublished and created entries: all are as before the run."""
    before = editor.space()
    change_everything(site)
    synced = cli("sync", site, "-m", mapping, "--max-delete", "100%")
    assert editor.space() != before
    result = cli("rollback", run_id(synced.out))
    assert result.code == 0, result.out + result.err
    assert editor.space() == before


def test_rollback_of_the_first_run_leaves_nothing(cli: Cli, first_run: str, editor: Editor) -> None:
    """Everything that the load made is gone again."""
    result = cli("rollback", first_run)
    assert result.code == 0, result.out + result.err
    assert f"Run {first_run} is undone." in result.out
    assert editor.space() == {}


def test_rollback_leaves_what_an_editor_touched(cli: Cli, second_run: str, editor: Editor) -> None:
    """An entry that somebody changed since keeps everything, is listed, and the exit code is 3."""
    editor.edit("posts.first", "tags", ["theirs"])
    there = editor.space()["posts.first"]
    result = cli("rollback", second_run)
    assert result.code == 3, result.out + result.err
    assert "posts.first" in result.out
    assert "left as it is" in result.out
    assert editor.space()["posts.first"] == there
    assert editor.state("posts.second") == "published"


def test_rollback_leaves_what_such_an_entry_links_to(cli: Cli, first_run: str, editor: Editor) -> None:
    """A post that an editor works on keeps its author, or its link would lead nowhere."""
    editor.edit("posts.third", "title", "Theirs")
    result = cli("rollback", first_run)
    assert result.code == 3, result.out + result.err
    assert set(editor.space()) == {"posts.third", "author--ada-example"}
    assert "posts.third links to it" in result.out
    # What an editor touched comes first, since it explains the rest.
    assert result.out.index("! posts.third ") < result.out.index("! author--ada-example ")


def test_forced_rollback_undoes_that_too(cli: Cli, second_run: str, editor: Editor) -> None:
    """With ``--force`` the editor's change goes, too."""
    editor.edit("posts.first", "tags", ["theirs"])
    result = cli("rollback", second_run, "--force")
    assert result.code == 0, result.out + result.err
    assert editor.value("posts.first", "title") == "The first post"
    assert editor.value("posts.first", "tags") == ["boats", "trains"]


def test_rollback_says_that_the_next_sync_does_it_again(
    cli: Cli, second_run: str, site: Path, mapping: Path, editor: Editor
) -> None:
    """The site still says what it said, so the next sync writes it again; the summary warns of it."""
    assert "the next sync writes again" in cli("rollback", second_run).out
    assert cli("sync", site, "-m", mapping, "--max-delete", "100%").code == 0
    assert editor.value("posts.first", "title") == "New title"


def test_rollback_can_be_rolled_back(cli: Cli, second_run: str, editor: Editor) -> None:
    """A rollback is a run as any other."""
    after = editor.space()
    undone = cli("rollback", second_run)
    assert cli("rollback", run_id(undone.out)).code == 0
    assert editor.space() == after


def test_nothing_left_to_undo(cli: Cli, second_run: str, server: Server) -> None:
    """The second rollback of one run writes nothing and says so."""
    cli("rollback", second_run)
    before = len(server.writes())
    result = cli("rollback", second_run)
    assert "nothing left to undo" in result.out
    assert server.writes()[before:] == []


def test_unknown_run(cli: Cli, first_run: str) -> None:
    """A run that never was is told with how to find the right one."""
    result = cli("rollback", "20200101T000000Z")
    assert result.code == 4
    assert "migrate status" in result.err


def test_what_editors_did_before_a_run_outlives_its_rollback(
    cli: Cli, first_run: str, site: Path, mapping: Path, editor: Editor
) -> None:
    """An editor's title and publish state stand when the post is changed, that is undone, and it is synced again."""
    editor.edit("posts.first", "title", "Theirs")
    editor.unpublish("posts.second")
    for name in ("first", "second"):
        post = site / "content" / "posts" / f"{name}.md"
        post.write_text(post.read_text() + "\nMore.\n")
    synced = cli("sync", site, "-m", mapping)
    assert cli("rollback", run_id(synced.out)).code == 0
    again = cli("sync", site, "-m", mapping)
    assert "2 updated" in again.out, again.out
    assert editor.value("posts.first", "title") == "Theirs"
    assert editor.state("posts.second") == "draft"
