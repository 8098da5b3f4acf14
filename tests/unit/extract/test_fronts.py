"""Front matter of many files, in one process or in several."""

from pathlib import Path

from migrate.extract.files import open_site
from migrate.extract.fronts import read_fronts
from tests.unit.extract.site_folder import write


def test_workers_change_nothing(tmp_path: Path) -> None:
    """However many processes read, the answers and their order are the same."""
    names = [f"content/p{number}.md" for number in range(600)]
    pages = {name: f"---\ntitle: {name}\ntags: [a, b]\n---\n" for name in names}
    files = open_site(write(tmp_path, {**pages, names[7]: "---\ntitle: a: b\n---\n"}))
    alone = read_fronts(files, names, legacy_yaml=False, workers=1)
    assert read_fronts(files, names, legacy_yaml=False, workers=2) == alone
    assert [read.front is None for read in alone].index(True) == 7


def test_file_that_vanished_is_a_finding(tmp_path: Path) -> None:
    """A file that cannot be read is set aside by name."""
    (read,) = read_fronts(open_site(tmp_path), ["content/gone.md"], legacy_yaml=False)
    assert read.front is None
    assert read.finding is not None
    assert (read.finding.code, read.finding.source) == ("unreadable-file", "content/gone.md")


def test_equal_maps_are_one_object(tmp_path: Path) -> None:
    """Pages with the same keys share what says so: a site of 100,000 pages has to fit into memory."""
    files = open_site(write(tmp_path, {"a.md": "---\ntitle: A\n---\n", "b.md": "---\ntitle: B\n---\n"}))
    first, second = read_fronts(files, ["a.md", "b.md"], legacy_yaml=False)
    assert first.front is not None
    assert second.front is not None
    assert first.front.key_lines is second.front.key_lines


def test_text_that_begins_with_a_list_is_a_page(tmp_path: Path) -> None:
    """Earlier versions took a list item for what it is; the whole file is body."""
    files = open_site(write(tmp_path, {"a.md": "\ufeff- item\n- item\n"}))
    (read,) = read_fronts(files, ["a.md"], legacy_yaml=False)
    assert read.front is not None
    assert (read.front.params, read.front.body_offset) == ({}, 3)
    assert read.finding is not None
    assert read.finding.code == "legacy-front-matter"
