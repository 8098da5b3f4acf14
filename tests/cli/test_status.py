"""Status: what was run, what editors changed since, and agreeing to it."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Server
from tests.cli.editor import Editor


@pytest.fixture(autouse=True)
def loaded(cli: Cli, server: Server, site: Path, mapping: Path) -> None:
    """Load the blog before each test."""
    assert cli("run", site, "-m", mapping, "--yes").code == 0


def test_status_before_any_run(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing was ever written, status says so and makes no file."""
    monkeypatch.delenv("CONTENTFUL_HOST")
    monkeypatch.delenv("CONTENTFUL_SPACE_ID")
    result = cli("status")
    assert result.code == 0
    assert "Nothing has been written" in result.out
    assert not Path(".migrate/rehearsal.db").exists()


def test_status_lists_runs_with_what_they_did(cli: Cli) -> None:
    """A run stands with its id, which rollback takes, and what it did."""
    out = cli("status").out
    assert "1 run so far" in out
    assert "done         6 created" in out
    assert "Nobody has changed any of it in Contentful since." in out


def test_drift_shows_the_edit_in_the_direction_it_happened(cli: Cli, editor: Editor) -> None:
    """From what we wrote to what the editor made of it."""
    editor.edit("posts.third", "title", "Theirs")
    assert 'title (en-US): "The third post" → "Theirs"' in cli("status", "--drift").out


def test_drift_stays_listed_after_a_sync(cli: Cli, site: Path, mapping: Path, editor: Editor) -> None:
    """A sync keeps an edit and does not agree to it, so status goes on listing it."""
    editor.edit("posts.third", "title", "Theirs")
    cli("sync", site, "-m", mapping)
    assert "posts.third" in cli("status").out


def test_status_sends_no_write(cli: Cli, server: Server, editor: Editor) -> None:
    """Neither listing nor agreeing writes to the space."""
    editor.edit("posts.third", "title", "Theirs")
    before = len(server.writes())
    cli("status", "--drift")
    cli("status", "--accept")
    assert server.writes()[before:] == []


def test_accept_makes_an_edit_no_drift_any_more(cli: Cli, site: Path, mapping: Path, editor: Editor) -> None:
    """After agreeing, status lists nothing and a sync neither tells nor undoes the edit."""
    editor.edit("posts.third", "title", "Theirs")
    accepted = cli("status", "--accept")
    assert accepted.code == 0, accepted.err
    assert "Agreed to 1 of them" in accepted.out
    assert "Nobody has changed" in cli("status").out
    result = cli("sync", site, "-m", mapping)
    assert "editors" not in result.out
    assert "0 writes" in result.out
    assert editor.value("posts.third", "title") == "Theirs"


def test_accept_of_a_conflict_keeps_theirs(cli: Cli, site: Path, mapping: Path, editor: Editor) -> None:
    """Agreeing to an edit that collides with the site's does not let the site's overwrite it."""
    editor.edit("posts.third", "title", "Theirs")
    post = site / "content" / "posts" / "third.md"
    post.write_text(post.read_text().replace("The third post", "Ours"))
    assert cli("sync", site, "-m", mapping).code == 3
    cli("status", "--accept")
    result = cli("sync", site, "-m", mapping)
    assert result.code == 0, result.out
    assert editor.value("posts.third", "title") == "Theirs"


def test_site_changes_go_through_again_after_accepting(cli: Cli, site: Path, mapping: Path, editor: Editor) -> None:
    """What was agreed to is a new starting point: a later change of the site to that field is written."""
    editor.edit("posts.third", "title", "Theirs")
    cli("status", "--accept")
    cli("sync", site, "-m", mapping)
    post = site / "content" / "posts" / "third.md"
    post.write_text(post.read_text().replace("The third post", "Ours"))
    assert cli("sync", site, "-m", mapping).code == 0
    assert editor.value("posts.third", "title") == "Ours"


def test_accept_of_an_unpublished_post_keeps_it_off(cli: Cli, site: Path, mapping: Path, editor: Editor) -> None:
    """A post that was taken off with our agreement stays off through later changes of the site."""
    editor.unpublish("posts.third")
    cli("status", "--accept")
    assert "Nobody has changed" in cli("status").out
    post = site / "content" / "posts" / "third.md"
    for title in ("Ours", "Ours again"):
        post.write_text(post.read_text().replace("The third post", "Ours").replace('"Ours"', f'"{title}"'))
        assert cli("sync", site, "-m", mapping).code == 0
        assert editor.value("posts.third", "title") == title
        assert editor.state("posts.third") == "draft"


def test_accept_of_an_unpublished_edit_does_not_publish_it(cli: Cli, site: Path, mapping: Path, editor: Editor) -> None:
    """Agreeing to a saved edit leaves publishing it to the editor."""
    editor.edit("posts.third", "title", "Half a thought", publish=False)
    cli("status", "--accept")
    cli("sync", site, "-m", mapping)
    assert editor.state("posts.third") == "changed"


def test_accept_of_a_deletion(cli: Cli, server: Server, site: Path, mapping: Path, editor: Editor) -> None:
    """A post that was deleted with our agreement is neither told nor made again."""
    editor.delete("posts.third")
    cli("status", "--accept")
    assert "Nobody has changed" in cli("status").out
    result = cli("sync", site, "-m", mapping)
    assert "editors" not in result.out
    assert editor.state("posts.third") == "gone"


def test_status_as_json(cli: Cli, editor: Editor) -> None:
    """Machines get runs and drift with both values."""
    editor.edit("posts.third", "title", "Theirs")
    status = json.loads(cli("status", "--json", "-").out)
    assert status["runs"][0]["done"] == {"create": 6}
    (item,) = status["drift"]
    assert item["id"] == "posts.third"
    assert item["changes"] == [{"field": "title", "locale": "en-US", "before": "The third post", "after": "Theirs"}]
