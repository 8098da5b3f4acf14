"""Bad input: one sentence, the place, what to do next, the documented exit code, no traceback."""

import json
from pathlib import Path

import pytest

from migrate.model.codes import CODES
from tests.cli.conftest import MAPPING, Cli, Result, Server


def told(result: Result, code: int, *words: str) -> None:
    """Check that an error was told as it should be."""
    assert result.code == code, result.err + result.out
    assert result.err.startswith("error: ")
    assert "Traceback" not in result.err
    for word in words:
        assert word in result.err


def test_missing_site(cli: Cli) -> None:
    """A folder that is not there."""
    told(cli("scan", "nowhere"), 4, "nowhere")


def test_broken_front_matter_sets_the_page_aside(cli: Cli, site: Path, mapping: Path) -> None:
    """Broken TOML in one post: file and line are told, the rest goes on, exit 3."""
    (site / "content" / "posts" / "broken.md").write_text('+++\ntitle = "A"\ntags = [\n+++\nText\n')
    result = cli("run", site, "-m", mapping, "--yes")
    assert result.code == 3, result.err
    assert "content/posts/broken.md:" in result.out + result.err
    assert "Traceback" not in result.err
    assert "5 created" in result.out


def test_an_export_names_the_files_that_could_not_be_read(cli: Cli, site: Path) -> None:
    """On stderr, since stdout is the export, and in its last row, where a program finds them."""
    (site / "content" / "posts" / "broken.md").write_text('+++\ntitle = "A"\ntags = [\n+++\nText\n')
    result = cli("export", site)
    assert result.code == 3, result.err
    assert "content/posts/broken.md:2  broken-front-matter: " in result.err
    (held,) = [row for row in json.loads(result.out.splitlines()[-1])["siteFindings"] if row["severity"] == "loss"]
    assert (held["code"], held["source"], held["line"]) == ("broken-front-matter", "content/posts/broken.md", 2)


def test_broken_site_configuration(cli: Cli, site: Path) -> None:
    """Broken TOML in the configuration stops everything."""
    (site / "hugo.toml").write_text("title = \n")
    told(cli("scan", site), 4, f"error: {site}/hugo.toml:1: ")


def test_unknown_key_in_the_mapping(cli: Cli, site: Path, mapping: Path) -> None:
    """A misspelt key is told with its line and the right word."""
    mapping.write_text(MAPPING.replace("displayField: title", "displayFeild: title"))
    told(cli("plan", site, "-m", mapping), 4, "blog.yaml:7", "displayFeild", "displayField")


def test_mapping_names_a_missing_field(cli: Cli, site: Path, mapping: Path) -> None:
    """A front-matter key that no page has is told with its line."""
    mapping.write_text(MAPPING.replace("Date from date", "Date from datum"))
    told(cli("plan", site, "-m", mapping), 4, "blog.yaml:11", "datum")


def test_wrong_token(cli: Cli, site: Path, mapping: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token that the space refuses is a matter of configuration, and is not shown."""
    from migrate.rehearsal import RehearsalOptions, create_app, open_store, serve_in_thread

    app = create_app(open_store(None, ("blog",)), RehearsalOptions(token="right"))
    with serve_in_thread(app) as url:
        monkeypatch.setenv("CONTENTFUL_HOST", url)
        monkeypatch.setenv("CONTENTFUL_SPACE_ID", "blog")
        monkeypatch.setenv("CONTENTFUL_MANAGEMENT_TOKEN", "CFPAT-wrong")
        result = cli("plan", site, "-m", mapping)
    told(result, 4, "token")
    assert "CFPAT-wrong" not in result.err + result.out


def test_wrong_space(cli: Cli, server: Server, site: Path, mapping: Path) -> None:
    """A space that is not there is told by its id."""
    told(cli("plan", site, "-m", mapping, "--space", "elsewhere"), 4, "elsewhere")


def test_server_that_is_down(cli: Cli, site: Path, mapping: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens: exit 5, try again."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    monkeypatch.setenv("CONTENTFUL_HOST", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("CONTENTFUL_SPACE_ID", "blog")
    told(cli("plan", site, "-m", mapping), 5, f"127.0.0.1:{port}")


def test_usage(cli: Cli, site: Path) -> None:
    """An unknown option exits with 4, not with 2, which means differences."""
    told(cli("plan", site, "--colour"), 4, "--colour")
    told(cli("destroy", site), 4, "destroy")


def test_unknown_finding_code(cli: Cli) -> None:
    """Explaining a code that does not exist names the near ones, and how to see all of them; never all at once."""
    result = cli("explain", "html-to-entri")
    told(result, 4, "html-to-entri", "Did you mean html-to-entry", "`migrate explain` lists all of them")
    result = cli("explain", "NO-SUCH-CODE")
    told(result, 4, "`migrate explain` lists all of them")
    assert len(result.err) < 200


def test_finding_codes_are_listed(cli: Cli) -> None:
    """`explain` without a code lists all of them; letter case and underlines are no matter."""
    listed = cli("explain")
    assert listed.code == 0
    assert [code for code in CODES if f"  {code} " not in listed.out] == []
    assert cli("explain", "HTML_to_entry").out == cli("explain", "html-to-entry").out


@pytest.mark.parametrize(
    "command",
    [
        ("init", "SITE", "-o"),
        ("export", "SITE", "-o"),
        ("scan", "SITE", "--json"),
        ("plan", "SITE", "--out"),
        ("plan", "SITE", "--html"),
        ("plan", "SITE", "--markdown"),
        ("run", "SITE", "--yes", "--json"),
        ("status", "--json"),
        ("verify", "SITE", "--against-hugo", "--html"),
    ],
    ids=" ".join,
)
def test_an_output_that_cannot_be_is_told_before_any_work(cli: Cli, site: Path, command: tuple[str, ...]) -> None:
    """A folder that is missing is named, and nothing is read or written first."""
    words = [str(site) if word == "SITE" else word for word in command]
    told(cli(*words, "missing/out"), 4, "missing/out", "there is no folder missing", "Make the folder")
    told(cli(*words, "."), 4, "it is a folder")
    assert not Path(".migrate").exists()


def test_init_spares_the_work_where_a_file_is(cli: Cli) -> None:
    """The file is looked for before the site is."""
    Path("mine.yaml").write_text("mine")
    told(cli("init", "nowhere", "-o", "mine.yaml"), 4, "mine.yaml", "is there already")
    assert Path("mine.yaml").read_text() == "mine"


def test_a_disk_that_is_full(cli: Cli, site: Path) -> None:
    """What cannot be written for want of room says so: exit 1, since no flag is wrong."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no device that is always full")
    Path("space.ndjson.part").symlink_to(full)
    told(cli("export", site, "-o", "space.ndjson"), 1, "space.ndjson", "No space left", "Make room")


def test_devices_and_links_are_written_to_and_not_replaced(cli: Cli, site: Path) -> None:
    """A device stays the device that it is, and a link a link."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no device that is always full")
    Path("device").symlink_to(full)
    told(cli("export", site, "-o", "device"), 1, "device", "No space left")
    Path("kept.ndjson").write_text("before")
    Path("link").symlink_to("kept.ndjson")
    assert cli("export", site, "-o", "link").code == 0
    assert (Path("device").readlink(), Path("link").is_symlink()) == (full, True)
    assert Path("kept.ndjson").read_text().startswith("{")


def test_a_scan_says_why_a_file_cannot_be_read(cli: Cli, site: Path) -> None:
    """The name of the file stands before it once."""
    (site / "content" / "posts" / "broken.md").write_text('+++\ntitle = "A"\ntags = [\n+++\nText\n')
    assert "content/posts/broken.md:2  set aside: TOML cannot be read" in cli("scan", site).out


def test_a_folder_for_the_state_that_cannot_be_made(cli: Cli, site: Path) -> None:
    """The flags that name another one are told."""
    Path("taken").write_text("a file")
    told(cli("sync", site, "--rehearsal", "taken/space.db"), 4, "taken", "--rehearsal and --state")


def test_a_token_file_that_cannot_be_read(cli: Cli, site: Path) -> None:
    """The reason is told: it is not there, or no text."""
    told(cli("plan", site, "--space", "s", "--token-file", "nope"), 4, "nope", "No such file", "Check its path")
    Path("bytes").write_bytes(b"\xff\xfe")
    told(cli("plan", site, "--space", "s", "--token-file", "bytes"), 4, "bytes", "no text in UTF-8")


def test_a_plan_that_is_no_json(cli: Cli, site: Path) -> None:
    """It is told how to make another one."""
    Path("plan.json").write_text("{")
    told(cli("apply", site, "plan.json"), 4, "plan.json", "no JSON", "`migrate plan --out`")


def test_a_space_with_another_default_locale(cli: Cli, site: Path, mapping: Path) -> None:
    """The rail names the files to delete, and deleting them is enough."""
    assert cli("run", site, "-m", mapping, "--yes").code == 0
    mapping.write_text(MAPPING.replace("en-US", "de"))
    result = cli("run", site, "-m", mapping, "--yes")
    files = (Path(".migrate/rehearsal.db"), Path(".migrate/rehearsal.state.db"))
    told(result, 6, "default locale of the space is en-US", f"delete {files[0]} and {files[1]} to begin")
    for file in files:
        file.unlink()
    assert cli("run", site, "-m", mapping, "--yes").code == 0


def test_a_selector_that_is_none(cli: Cli, site: Path, mapping: Path) -> None:
    """The parser of HTML says so before any page is read."""
    mapping.write_text(MAPPING + "body: {html: [{unwrap: 'span[['}, {drop: div.ad, reason: none}]}\n")
    line = MAPPING.count("\n") + 1
    told(cli("plan", site, "-m", mapping), 4, f"blog.yaml:{line}: 'span[['", "no CSS selector")


def test_a_misspelt_key_is_not_missing_as_well(cli: Cli, site: Path, mapping: Path) -> None:
    """One mistake is told once."""
    mapping.write_text(MAPPING.replace("contentTypes:", "contentTypez:"))
    result = cli("plan", site, "-m", mapping)
    told(result, 4, "unknown key 'contentTypez'. Did you mean 'contentTypes'?")
    assert "missing" not in result.err


def test_a_folder_as_mapping_and_a_plan_that_is_not_there(cli: Cli, site: Path) -> None:
    """Both say what is wrong with the path."""
    told(cli("plan", site, "-m", site), 4, "the mapping is a folder")
    told(cli("apply", site, "none.json"), 4, "none.json: the plan cannot be read: No such file", "--out FILE")


def test_a_port_that_is_none(cli: Cli) -> None:
    """Ports end at 65535."""
    told(cli("serve", "--port", "99999"), 4, "--port", "65535")


def test_a_run_that_never_was_leaves_no_space_behind(cli: Cli, site: Path, mapping: Path) -> None:
    """`rollback` and `status` before the first run make nothing whose default locale would bind the first run."""
    told(cli("rollback", "x"), 4, 'no run "x"')
    assert cli("status").out == "Nothing has been written from here yet.\n"
    assert not Path(".migrate").exists()
