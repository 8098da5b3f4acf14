"""Weeks with both systems: pages that vanish, sites that empty, runs at once, memory that is lost, posts that move."""

import os
import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import MAPPING, Cli, Server
from tests.cli.editor import Editor

STATE = Path(".migrate/blog.master.state.db")


@pytest.fixture
def posts(cli: Cli, server: Server, site: Path, mapping: Path) -> Path:
    """Load the blog and return the folder of its posts."""
    assert cli("run", site, "-m", mapping, "--yes").code == 0
    return site / "content" / "posts"


def test_vanished_post_is_archived(cli: Cli, site: Path, mapping: Path, posts: Path, editor: Editor) -> None:
    """A post that is gone from the site is unpublished and archived, and told."""
    (posts / "third.md").unlink()
    result = cli("sync", site, "-m", mapping)
    assert result.code == 0, result.err
    assert "1 archived" in result.out
    assert editor.state("posts.third") == "archived"
    assert editor.value("posts.third", "title") == "The third post"


def test_archived_post_comes_back_with_its_page(
    cli: Cli, site: Path, mapping: Path, posts: Path, editor: Editor
) -> None:
    """When the file is there again, the same entry is published again."""
    text = (posts / "third.md").read_text()
    (posts / "third.md").unlink()
    cli("sync", site, "-m", mapping)
    (posts / "third.md").write_text(text)
    assert cli("sync", site, "-m", mapping).code == 0
    assert editor.state("posts.third") == "published"


@pytest.mark.parametrize(("policy", "state"), [("delete", "gone"), ("keep", "published")])
def test_vanished_post_by_mapping(
    policy: str, state: str, cli: Cli, site: Path, mapping: Path, posts: Path, editor: Editor
) -> None:
    """The mapping may say that such entries are deleted, or stay."""
    mapping.write_text(f"{MAPPING}vanished: {policy}\n")
    (posts / "third.md").unlink()
    assert cli("sync", site, "-m", mapping).code == 0
    assert editor.state("posts.third") == state


def test_vanished_post_that_an_editor_changed_stays(
    cli: Cli, site: Path, mapping: Path, posts: Path, editor: Editor
) -> None:
    """An editor still works on it, so it is a conflict and nothing is taken away."""
    editor.edit("posts.third", "title", "Theirs")
    (posts / "third.md").unlink()
    result = cli("sync", site, "-m", mapping)
    assert result.code == 3
    assert "! posts.third" in result.out
    assert editor.state("posts.third") == "published"


def test_more_deletions_than_allowed(
    cli: Cli, server: Server, site: Path, mapping: Path, posts: Path, editor: Editor
) -> None:
    """Above ``--max-delete`` nothing is written, and the message says how to allow it."""
    (posts / "second.md").unlink()
    (posts / "third.md").unlink()
    before = len(server.writes())
    result = cli("sync", site, "-m", mapping, "--max-delete", "1")
    assert result.code == 6
    assert "--max-delete 3" in result.err
    assert server.writes()[before:] == []
    assert cli("sync", site, "-m", mapping, "--max-delete", "3").code == 0
    assert editor.state("posts.second") == "archived"


def test_another_site_in_the_same_space(
    cli: Cli, server: Server, site: Path, mapping: Path, posts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whose entities would nearly all go, is told how to come by a space of its own; else only how to allow it."""
    other = tmp_path / "other"
    (other / "content" / "posts").mkdir(parents=True)
    (other / "content" / "posts" / "one.md").write_text("---\ntitle: One\nauthor: New\n---\nHi.\n")
    (other / "hugo.toml").write_text((site / "hugo.toml").read_text())
    refused = cli("sync", other, "-m", mapping)
    assert refused.code == 6
    assert "if another site made them, use another environment, or an ownerTag" in refused.err
    (posts / "third.md").unlink()
    assert "another site" not in cli("sync", site, "-m", mapping, "--max-delete", "0").err
    for name in ("CONTENTFUL_SPACE_ID", "CONTENTFUL_HOST", "CONTENTFUL_MANAGEMENT_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    assert cli("sync", site, "-m", mapping).code == 0
    assert "if another site made them, delete" in cli("sync", other, "-m", mapping).err


def test_site_suddenly_empty(cli: Cli, server: Server, site: Path, mapping: Path, posts: Path) -> None:
    """A checkout without posts is refused whatever the limit says."""
    for post in posts.iterdir():
        post.unlink()
    before = len(server.writes())
    result = cli("sync", site, "-m", mapping, "--max-delete", "100%")
    assert result.code == 6
    assert "no page left" in result.err
    assert server.writes()[before:] == []


def test_unreadable_post_is_not_vanished(cli: Cli, site: Path, mapping: Path, posts: Path, editor: Editor) -> None:
    """A post with broken front matter cannot be read; that is no reason to take its entry away."""
    (posts / "third.md").write_text("+++\ntitle = \n+++\n")
    assert cli("sync", site, "-m", mapping).code == 3
    assert editor.state("posts.third") == "published"


def hold_lock(holder: str, until: float) -> None:
    """Take the lock on the state file as a run of another process would."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with sqlite3.connect(STATE) as state:
        state.execute("INSERT OR REPLACE INTO lock VALUES (1, ?, 'other', ?, ?)", (holder, now, until))
    state.close()


def test_two_runs_at_once(cli: Cli, server: Server, site: Path, mapping: Path, posts: Path) -> None:
    """The second stops with 11 before it writes, and says who is at work and what to do."""
    (posts / "third.md").write_text((posts / "third.md").read_text() + "More.\n")
    hold_lock("another-machine:1", time.time() + 300)
    before = len(server.writes())
    result = cli("sync", site, "-m", mapping)
    assert result.code == 11
    assert "another-machine:1" in result.err
    assert "expires at" in result.err
    assert server.writes()[before:] == []


def test_plan_works_while_a_run_is_at_work(cli: Cli, site: Path, mapping: Path, posts: Path) -> None:
    """Looking needs no lock."""
    hold_lock("another-machine:1", time.time() + 300)
    assert cli("plan", site, "-m", mapping).code == 0
    assert cli("status").code == 0


def test_lock_of_a_crashed_run_expires(cli: Cli, site: Path, mapping: Path, posts: Path) -> None:
    """A lock of another machine that gave no sign of life any more is taken over."""
    hold_lock("another-machine:1", time.time() - 1)
    assert cli("sync", site, "-m", mapping).code == 0


def test_lost_state_writes_nothing(
    cli: Cli, server: Server, site: Path, mapping: Path, posts: Path, editor: Editor
) -> None:
    """Without its state file the next sync finds out from the space, writes nothing, and still sees an edit."""
    editor.edit("posts.third", "title", "Theirs")
    for file in STATE.parent.glob(f"{STATE.name}*"):
        file.unlink()
    before = len(server.writes())
    result = cli("sync", site, "-m", mapping)
    assert server.writes()[before:] == []
    assert "posts.third: title" in result.out
    assert editor.value("posts.third", "title") == "Theirs"
    assert "posts.third" in cli("status").out


def test_lost_state_still_brings_a_change_over(
    cli: Cli, site: Path, mapping: Path, posts: Path, editor: Editor
) -> None:
    """Without its state file a change of the site to an entry that nobody touched is written as ever."""
    for file in STATE.parent.glob(f"{STATE.name}*"):
        file.unlink()
    post = posts / "third.md"
    post.write_text(post.read_text().replace("The third post", "Ours"))
    assert cli("sync", site, "-m", mapping).code == 0
    assert editor.value("posts.third", "title") == "Ours"


def test_state_of_an_emptied_space(cli: Cli, site: Path, mapping: Path, posts: Path, editor: Editor) -> None:
    """When the space holds nothing of what is remembered, a person has to decide: exit 7."""
    for entity_id in editor.space():
        for kind in ("entries", "assets"):
            if editor.http.get(f"/{kind}/{entity_id}").status_code == 200:
                editor.http.delete(f"/{kind}/{entity_id}/published")
                assert editor.http.delete(f"/{kind}/{entity_id}").status_code == 204
    result = cli("sync", site, "-m", mapping)
    assert result.code == 7
    assert "state file" in result.err


def test_renamed_post_keeps_its_entry(cli: Cli, site: Path, mapping: Path, posts: Path, editor: Editor) -> None:
    """A file that moves with its slug stays the entry that it was; links of others to it hold."""
    text = (posts / "third.md").read_text()
    (posts / "third.md").unlink()
    (posts / "newname.md").write_text(text.replace("+++\n", '+++\nslug = "third"\n', 1))
    result = cli("sync", site, "-m", mapping)
    assert result.code == 0, result.err
    assert "1 moved" in result.out
    assert editor.state("posts.third") == "published"
    assert editor.state("posts.newname") == "gone"
    assert "0 writes" in cli("sync", site, "-m", mapping).out


def test_what_an_editor_took_off_stays_off_without_memory(
    cli: Cli, site: Path, mapping: Path, posts: Path, editor: Editor
) -> None:
    """Also where we wrote the draft last, because its post changed: a tag tells that its state is theirs."""
    editor.unpublish("posts.third")
    (posts / "third.md").write_text((posts / "third.md").read_text() + "\nMore.\n")
    assert cli("sync", site, "-m", mapping).code == 0
    for file in STATE.parent.glob(f"{STATE.name}*"):
        file.unlink()
    assert "0 writes" in cli("sync", site, "-m", mapping).out
    assert editor.state("posts.third") == "draft"


def test_a_post_that_moved_is_as_the_site_wants_it(cli: Cli, site: Path, mapping: Path, posts: Path) -> None:
    """To verify, only what an entry holds may differ, not the name of its file."""
    text = (posts / "third.md").read_text()
    (posts / "third.md").unlink()
    (posts / "newname.md").write_text(text.replace("+++\n", '+++\nslug = "third"\n', 1))
    assert cli("sync", site, "-m", mapping).code == 0
    assert cli("verify", site, "-m", mapping).code == 0
    (posts / "newname.md").write_text((posts / "newname.md").read_text() + "\nMore.\n")
    changed = cli("verify", site, "-m", mapping)
    assert (changed.code, "1 difference" in changed.out) == (2, True)


def test_entry_named_in_front_matter(cli: Cli, site: Path, mapping: Path, posts: Path, editor: Editor) -> None:
    """`contentfulId` says which entry a post is."""
    (posts / "fourth.md").write_text(
        '+++\ntitle = "Fourth"\ncontentfulId = "myOwnId"\nauthor = "Ada Example"\n+++\nHi\n'
    )
    assert cli("sync", site, "-m", mapping).code == 0
    assert editor.value("myOwnId", "title") == "Fourth"


def test_run_of_this_process_is_told_from_a_dead_one(cli: Cli, site: Path, mapping: Path, posts: Path) -> None:
    """A lock whose process has died on this machine is taken over at once, before it expires."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    hold_lock(f"{os.uname().nodename}:{child}", time.time() + 300)
    assert cli("sync", site, "-m", mapping).code == 0


def test_plan_says_what_a_run_would_refuse(cli: Cli, site: Path, mapping: Path, posts: Path) -> None:
    """Whoever looks at the plan of a refused run sees the same sentence."""
    (posts / "third.md").unlink()
    (posts / "second.md").unlink()
    result = cli("plan", site, "-m", mapping, "--max-delete", "1")
    assert "A run would refuse this: 3 of 6 entities would be unpublished" in result.out


def test_expired_posts_that_are_new_take_nothing_away(cli: Cli, site: Path, mapping: Path, editor: Editor) -> None:
    """They are created and archived at once, which is no deletion, however many they are."""
    for post in (site / "content" / "posts").iterdir():
        post.write_text(post.read_text().replace("+++\n", '+++\nexpiryDate = "2017-01-01"\n', 1))
    result = cli("run", site, "-m", mapping, "--yes", "--max-delete", "0")
    assert result.code == 0, result.err
    assert {editor.state(f"posts.{name}") for name in ("first", "second", "third")} == {"archived"}


def test_an_empty_site_needs_to_be_allowed(cli: Cli, site: Path, mapping: Path, posts: Path) -> None:
    """A site that suddenly has no post takes nothing away, unless told that it is meant."""
    for post in posts.iterdir():
        post.unlink()
    refused = cli("sync", site, "-m", mapping, "--max-delete", "100%")
    assert refused.code == 6
    assert "Pass --allow-empty if so" in refused.err
    planned = cli("plan", site, "-m", mapping, "--max-delete", "100%", "--allow-empty")
    assert "A run would refuse this" not in planned.out
    assert cli("sync", site, "-m", mapping, "--max-delete", "100%", "--allow-empty").code == 0


def test_a_space_that_would_be_too_full(cli: Cli, site: Path, mapping: Path, posts: Path) -> None:
    """A run that would go over what the space may hold is refused before anything is written."""
    (posts / "fourth.md").write_text('+++\ntitle = "The fourth post"\n+++\nText.\n')
    refused = cli("sync", site, "-m", mapping, "--max-records", "6")
    assert refused.code == 6
    assert "would hold 7 entries and assets, and the limit is 6" in refused.err
    assert cli("sync", site, "-m", mapping, "--max-records", "7").code == 0


def test_everything_at_once_needs_to_be_allowed(cli: Cli, site: Path, mapping: Path, posts: Path) -> None:
    """A mapping that changes every entry is refused, unless told that it is meant."""
    for number in range(25):
        (posts / f"p{number}.md").write_text(f'+++\ntitle = "Post {number}"\ntags = "a,b"\n+++\nText.\n')
    for name in ("first", "second", "third"):
        (posts / f"{name}.md").unlink()
    other = MAPPING.replace("      author: Entry(author) from author, by name\n", "")
    mapping.write_text(other)
    assert cli("sync", site, "-m", mapping, "--max-delete", "100%").code == 0
    mapping.write_text(f"{other}vanished: delete\n")
    assert cli("sync", site, "-m", mapping, "--max-delete", "100%").code == 0
    mapping.write_text(other.replace('from tags, split ","', "from tags"))
    refused = cli("sync", site, "-m", mapping)
    assert refused.code == 6
    assert "--allow-everything" in refused.err
    assert cli("sync", site, "-m", mapping, "--allow-everything").code == 0
