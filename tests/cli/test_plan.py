"""The plan: lists everything, writes nothing, exits as documented."""

import json
import re
from pathlib import Path

from tests.cli.conftest import Cli, Server


def test_first_plan_lists_every_create_and_writes_nothing(cli: Cli, server: Server, site: Path, mapping: Path) -> None:
    """Before the load, each entry and asset stands in the plan, and the server saw no write."""
    result = cli("plan", site, "-m", mapping, "--json", "plan.json", "--detailed-exitcode")
    assert result.code == 2, result.err
    plan = json.loads(Path("plan.json").read_text())
    created = [item["id"] for item in plan["items"] if item["action"] == "create"]
    assert len(created) == len(plan["items"]) == 3 + 1 + 1 + 1  # posts, author, image, code block
    for name in created:
        assert name in result.out
    assert server.writes() == []


def test_plan_tells_what_the_site_does_not_pass_on_unchanged(cli: Cli, site: Path, mapping: Path) -> None:
    """Nobody has to ask for a report to hear of a loss, whether anything would change or not."""
    line = re.compile(r"^Findings: (.*)\. `migrate export` writes each of them with its file and line\.$", re.MULTILINE)
    post = site / "content" / "posts" / "third.md"
    before = line.search(cli("plan", site, "-m", mapping).out)
    post.write_text(f"{post.read_text()}\n\n<script>alert(1)</script>\n")
    after = line.search(cli("plan", site, "-m", mapping).out)
    assert after is not None
    assert (before is None or before[1] != after[1], "loss" in after[1] or "fallback" in after[1]) == (True, True)
    cli("run", site, "-m", mapping, "--yes")
    again = line.search(cli("plan", site, "-m", mapping).out)
    assert again is not None
    assert again[1] == after[1]


def test_plan_leaves_no_trace(cli: Cli, site: Path, mapping: Path) -> None:
    """A dry run against a rehearsal space that is not there yet makes no file."""
    assert cli("plan", site, "-m", mapping).code == 0
    assert list(Path.cwd().iterdir()) == []


def test_plan_after_the_load_is_empty(cli: Cli, server: Server, site: Path, mapping: Path) -> None:
    """Once everything is there, the plan says so and exits with 0."""
    assert cli("run", site, "-m", mapping, "--yes").code == 0
    result = cli("plan", site, "-m", mapping, "--detailed-exitcode")
    assert result.code == 0
    assert "Nothing to change" in result.out


def test_plan_after_an_edit_shows_exactly_that_change(cli: Cli, server: Server, site: Path, mapping: Path) -> None:
    """One changed title is one change of one field of one entry, and nothing else."""
    cli("run", site, "-m", mapping, "--yes")
    post = site / "content" / "posts" / "third.md"
    post.write_text(post.read_text().replace("The third post", "The last post"))
    result = cli("plan", site, "-m", mapping, "--json", "plan.json", "--detailed-exitcode")
    assert result.code == 2
    (item,) = json.loads(Path("plan.json").read_text())["items"]
    assert item["action"] == "update"
    assert [(change["field"], change["before"], change["after"]) for change in item["changes"]] == [
        ("title", "The third post", "The last post")
    ]
    assert '"The third post" → "The last post"' in result.out


def test_reports_are_written(cli: Cli, site: Path, mapping: Path) -> None:
    """Markdown and web page hold the same entries as the text."""
    result = cli("plan", site, "-m", mapping, "--markdown", "plan.md", "--html", "plan.html", "--brief")
    assert result.code == 0, result.err
    for name in ("plan.md", "plan.html"):
        assert "The third post" in Path(name).read_text()


def test_saved_plan_is_applied_exactly(cli: Cli, server: Server, site: Path, mapping: Path) -> None:
    """Applying a saved plan does what it says, and afterwards nothing is left to do."""
    cli("plan", site, "-m", mapping, "--out", "plan.json")
    result = cli("apply", site, "plan.json")
    assert result.code == 0, result.err
    assert cli("plan", site, "-m", mapping, "--detailed-exitcode").code == 0


def test_a_plan_tells_which_files_could_not_be_read(cli: Cli, site: Path, mapping: Path) -> None:
    """Where, why, and that nothing vanishes for it; the JSON on stdout stays JSON."""
    cli("run", site, "-m", mapping, "--yes")
    post = site / "content" / "posts" / "third.md"
    post.write_text("---\ntitle: [unclosed\n---\nText\n")
    result = cli("plan", site, "-m", mapping)
    assert result.code == 0
    assert "content/posts/third.md:2  broken-front-matter: set aside: YAML cannot be read" in result.out
    assert "nothing is archived or deleted" in result.out
    cli("plan", site, "-m", mapping, "--markdown", "plan.md", "--html", "plan.html")
    assert "- `content/posts/third.md:2` broken-front-matter: `set aside: YAML" in Path("plan.md").read_text()
    assert "content/posts/third.md:2" in Path("plan.html").read_text()
    json.loads(cli("plan", site, "-m", mapping, "--json", "-").out)


def test_a_saved_plan_makes_the_rehearsal_space_that_it_was_made_for(cli: Cli, tmp_path: Path) -> None:
    """A plan for a rehearsal space that is not there yet is applied in the site's own language."""
    site = tmp_path / "de"
    (site / "content").mkdir(parents=True)
    (site / "hugo.yaml").write_text("baseURL: /\nlanguageCode: de\n")
    (site / "content" / "a.md").write_text("---\ntitle: A\ndate: 2020-01-01\n---\nWords.\n")
    assert cli("plan", site, "--out", "plan.json").code == 0
    applied = cli("apply", site, "plan.json")
    assert applied.code == 0, applied.err
    assert cli("plan", site, "--detailed-exitcode").code == 0
    assert cli("verify", site).code == 0
