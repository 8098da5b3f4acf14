"""Run and sync: the load, the second run that is free, the edit that is one update."""

import hashlib
import re
from pathlib import Path

from tests.cli.conftest import Cli, Server


def test_second_run_writes_nothing_and_changes_no_byte(cli: Cli, site: Path, mapping: Path) -> None:
    """The same site again: the summary says so, and the space is the same file."""
    first = cli("run", site, "-m", mapping, "--yes")
    assert first.code == 0, first.err
    before = hashlib.sha256(Path(".migrate/rehearsal.db").read_bytes()).hexdigest()
    second = cli("run", site, "-m", mapping, "--yes")
    assert second.code == 0
    assert "Nothing changed" in second.out
    assert "0 writes" in second.out
    assert hashlib.sha256(Path(".migrate/rehearsal.db").read_bytes()).hexdigest() == before


def test_findings_are_listed_by_code_only_with_a_change(cli: Cli, site: Path, mapping: Path) -> None:
    """A run that changed nothing has no news of them, and says how many there are in one line."""
    first = cli("run", site, "-m", mapping, "--yes")
    again = cli("sync", site, "-m", mapping)
    assert [("  note " in done.out, "\n  findings  " in done.out) for done in (first, again)] == [
        (True, True),
        (False, True),
    ]


def test_second_run_is_a_handful_of_requests(cli: Cli, server: Server, site: Path, mapping: Path) -> None:
    """Unchanged means free: no write and at most six requests."""
    cli("run", site, "-m", mapping, "--yes")
    before = len(server.log())
    assert cli("run", site, "-m", mapping, "--yes").code == 0
    assert len(server.log()) - before <= 6


def test_sync_after_an_edit_sends_one_update_and_one_publish(
    cli: Cli, server: Server, site: Path, mapping: Path
) -> None:
    """One changed post is one PUT of the entry and one publish, and nothing else."""
    cli("run", site, "-m", mapping, "--yes")
    before = len(server.writes())
    post = site / "content" / "posts" / "third.md"
    post.write_text(post.read_text() + "\nOne more paragraph.\n")
    result = cli("sync", site, "-m", mapping)
    assert result.code == 0, result.err
    writes = server.writes()[before:]
    assert len(writes) == 2
    assert re.fullmatch(r"PUT /spaces/blog/environments/master/entries/[\w.-]+", writes[0])
    assert "publish" in writes[1]


def test_run_without_a_terminal_asks_for_yes(cli: Cli, server: Server, site: Path, mapping: Path) -> None:
    """Nobody can be asked in a pipe, so the run stops before it writes."""
    result = cli("run", site, "-m", mapping)
    assert result.code == 4
    assert "--yes" in result.err
    assert server.writes() == []


def test_dry_run_is_the_plan(cli: Cli, server: Server, site: Path, mapping: Path) -> None:
    """`run --dry-run` prints the plan and writes nothing."""
    result = cli("run", site, "-m", mapping, "--dry-run")
    assert result.code == 0
    assert "6 to create" in result.out
    assert server.writes() == []


def test_summary_counts_everything(cli: Cli, site: Path, mapping: Path) -> None:
    """Pages, entries, assets, findings, requests and time stand at the end."""
    result = cli("run", site, "-m", mapping, "--yes")
    for word in ("pages", "entries", "assets", "5 created", "1 created", "findings", "requests", "time"):
        assert word in result.out, word


def test_a_site_without_a_mapping_runs(cli: Cli, site: Path) -> None:
    """Every verb works on a site never seen; the inferred mapping is stable between runs."""
    first = cli("run", site, "--yes")
    assert first.code == 0, first.err
    second = cli("run", site, "--yes")
    assert "0 writes" in second.out


def test_verify_agrees_and_disagrees(cli: Cli, site: Path, mapping: Path) -> None:
    """After a load verify exits with 0; after an edit on the site with 2 and the entry's name."""
    cli("run", site, "-m", mapping, "--yes")
    assert cli("verify", site, "-m", mapping).code == 0
    post = site / "content" / "posts" / "third.md"
    post.write_text(post.read_text().replace("The third post", "The last post"))
    result = cli("verify", site, "-m", mapping)
    assert result.code == 2
    assert "third" in result.out


def test_a_site_in_another_language_needs_no_mapping(cli: Cli, tmp_path: Path) -> None:
    """A rehearsal space that is made for a site has the site's language as its default locale."""
    site = tmp_path / "ja"
    (site / "content").mkdir(parents=True)
    (site / "hugo.yaml").write_text("baseURL: /\nlanguageCode: ja\n")
    (site / "content" / "a.md").write_text("---\ntitle: A\ndate: 2020-01-01\n---\nWords.\n")
    assert cli("plan", site).code == 0
    first = cli("run", site, "--yes")
    assert (first.code, "read back" in first.out) == (0, True)
    assert cli("verify", site).code == 0
