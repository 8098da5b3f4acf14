"""Reading the files of a site without leaving it."""

import os
import pickle
import stat
from pathlib import Path

import pytest

from migrate.errors import ConfigurationError, MigrateError
from migrate.extract.files import Mount, SiteFiles, Skipped, open_site


@pytest.fixture
def site(tmp_path: Path) -> SiteFiles:
    """Return a site beside a secret that must stay out of reach."""
    root = tmp_path / "site"
    for name in ("content/b.md", "content/a/z.md", "content/a.md", "static/x.png", "themes/t/static/x.png", "top.txt"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("secret", encoding="utf-8")
    (root / "content" / "link.md").symlink_to(outside / "secret.md")
    (root / "content" / "linked").symlink_to(outside)
    (root / "content" / "cycle").symlink_to(root / "content")
    return open_site(root)


def test_walk_yields_sorted_paths_and_no_links(site: SiteFiles) -> None:
    """The order is that of the full paths; links to files, folders and the folder itself are not followed."""
    assert list(site.walk("content")) == ["content/a.md", "content/a/z.md", "content/b.md"]
    assert list(site.walk("")) == sorted(site.walk(""))


def test_walk_of_a_missing_or_linked_folder_yields_nothing(site: SiteFiles) -> None:
    """Neither is an error: components are optional, links are skipped."""
    assert list(site.walk("nothing")) == []
    assert list(site.walk("content/linked")) == []
    assert list(site.walk("../outside")) == []


@pytest.mark.parametrize(
    "path",
    [
        "content/link.md",
        "content/linked/secret.md",
        "content/cycle/a.md",
        "../outside/secret.md",
        "content/../../outside/secret.md",
        "content",
        "",
        "no/such.md",
        "a\0b",
    ],
)
def test_what_is_no_plain_file_of_the_site_cannot_be_read(site: SiteFiles, path: str) -> None:
    """Links, parents, folders and nonsense are refused with a sentence and a hint."""
    assert not site.exists(path)
    with pytest.raises(MigrateError, match="cannot be read") as caught:
        site.read(path)
    assert caught.value.hint


def test_a_file_is_read_with_size_and_time(site: SiteFiles) -> None:
    """Paths may hold dots and doubled slashes as long as they stay inside."""
    assert site.read("content/../content//./a.md") == b"content/a.md"
    assert site.size("content/a.md") == len("content/a.md")
    assert site.mtime("content/a.md") > 0
    with site.open("content/a.md") as stream:
        assert stream.read(7) == b"content"


def test_the_first_mount_that_has_a_file_wins(site: SiteFiles) -> None:
    """The site's own folder comes before the theme's; without it the theme's file is found."""
    own, theme = Mount("static", "static"), Mount("static", "themes/t/static")
    assert site.with_mounts((own, theme)).find_static("x.png") == "static/x.png"
    assert site.with_mounts((theme,)).find_static("/x.png") == "themes/t/static/x.png"
    assert site.with_mounts(()).find_static("x.png") is None
    assert site.find_static("../top.txt") is None


@pytest.mark.parametrize(
    ("mount", "path", "lang", "found"),
    [
        (Mount("assets", "content", target="md"), "md/a.md", "", "content/a.md"),
        (Mount("assets", "content", target="md"), "a.md", "", None),
        (Mount("assets", "top.txt", target="one/top.txt"), "one/top.txt", "", "top.txt"),
        (Mount("assets", "content", languages=("fr",)), "a.md", "en", None),
        (Mount("assets", "content", languages=("fr",)), "a.md", "fr", "content/a.md"),
        (Mount("assets", "content", files=("! **.md",)), "a.md", "", None),
        (Mount("assets", "content", files=("a/*",)), "a/z.md", "", "content/a/z.md"),
        (Mount("assets", "content", files=("a/*",)), "b.md", "", None),
        (Mount("assets", "content", files=("! a.md", "*.md")), "a.md", "", None),
        (Mount("assets", "content", files=("*.md", "! a.md")), "a.md", "", "content/a.md"),
    ],
)
def test_mounts_know_targets_languages_and_globs(
    site: SiteFiles, mount: Mount, path: str, lang: str, found: str | None
) -> None:
    """A mount shows its source at its target, to its languages, as far as its globs let it."""
    assert site.with_mounts((mount,)).find_asset(path, lang) == found


def test_access_survives_pickling(site: SiteFiles) -> None:
    """Worker processes get the same view."""
    copy = pickle.loads(pickle.dumps(site))  # noqa: S301  # own bytes
    assert copy.read("content/a.md") == b"content/a.md"
    assert copy.find_static("x.png") == "static/x.png"


def test_a_missing_site_is_a_configuration_error(tmp_path: Path) -> None:
    """The message names the folder."""
    with pytest.raises(ConfigurationError, match="nowhere"):
        open_site(tmp_path / "nowhere")
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(ConfigurationError, match="not a folder"):
        open_site(file)


def test_names_that_are_not_utf8_are_named_apart(tmp_path: Path) -> None:
    """They are skipped by `walk` and listed by `skipped` in a form that can be printed."""
    (tmp_path / "content").mkdir()
    try:
        (tmp_path / "content" / "caf\udce9.md").touch()
    except OSError:
        pytest.skip("the file system refuses names that are not UTF-8")
    (tmp_path / "content" / "fine.md").touch()
    site = open_site(tmp_path)
    assert list(site.walk("content")) == ["content/fine.md"]
    assert list(site.skipped("content")) == [("content/caf\ufffd.md", Skipped.MISNAMED)]


def test_links_are_listed_apart(site: SiteFiles) -> None:
    """Links to files, to folders outside and to the site itself, none of them followed."""
    assert list(site.skipped("content")) == [
        ("content/cycle", Skipped.LINK),
        ("content/link.md", Skipped.LINK),
        ("content/linked", Skipped.LINK),
    ]


@pytest.mark.parametrize("text", [b"", b"a", b"some text", b"x" * 5000])
def test_a_file_is_read_whole_whatever_a_read_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: bytes
) -> None:
    """A read may give less than was asked for, and a file may grow or shrink while it is looked at."""
    (tmp_path / "a.md").write_bytes(text)
    read = os.read
    monkeypatch.setattr(os, "read", lambda descriptor, count: read(descriptor, min(count, 7)))
    assert open_site(tmp_path).read("a.md") == text
    look = os.lstat
    for size in (0, 3, len(text) + 9):
        held = os.stat_result([size if at == stat.ST_SIZE else each for at, each in enumerate(look(tmp_path / "a.md"))])
        monkeypatch.setattr(os, "lstat", lambda path, held=held: held if str(path).endswith("a.md") else look(path))
        assert open_site(tmp_path).read("a.md") == text
