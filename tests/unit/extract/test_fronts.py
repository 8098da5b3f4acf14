"""Front matter of many files, in one process or in several."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from migrate.extract.files import open_site
from migrate.extract.frontmatter import FrontMatter
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


class _Remembered:
    """A `FrontMemory` in a dictionary."""

    def __init__(self) -> None:
        self.fronts: dict[str, FrontMatter] = {}

    def known(self, *, legacy_yaml: bool) -> dict[str, FrontMatter]:
        return dict(self.fronts)

    def keep(self, fronts: Mapping[str, FrontMatter], *, legacy_yaml: bool) -> None:
        self.fronts = dict(fronts)


def test_what_is_remembered_is_not_parsed(tmp_path: Path) -> None:
    """Front matter of known bytes is taken as it is remembered."""
    (tmp_path / "a.md").write_bytes(b"---\ntitle: A\n---\nText.\n")
    memory = _Remembered()
    (first,) = read_fronts(open_site(tmp_path), ["a.md"], legacy_yaml=False, memory=memory)
    assert first.front is not None
    marked = replace(first.front, params={"title": "from memory"})
    memory.fronts = {first.front.digest: marked}
    (again,) = read_fronts(open_site(tmp_path), ["a.md"], legacy_yaml=False, memory=memory)
    assert again.front is marked


def test_a_file_that_only_looks_the_same_is_parsed(tmp_path: Path) -> None:
    """Neither size nor times tell that a text is the same."""
    path = tmp_path / "a.md"
    path.write_bytes(b"---\ntitle: A\n---\nText.\n")
    memory = _Remembered()
    read_fronts(open_site(tmp_path), ["a.md"], legacy_yaml=False, memory=memory)
    times = path.stat()
    path.write_bytes(b"---\ntitle: B\n---\nText.\n")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    (again,) = read_fronts(open_site(tmp_path), ["a.md"], legacy_yaml=False, memory=memory)
    assert again.front is not None
    assert again.front.params == {"title": "B"}


def test_with_a_memory_everything_is_read_as_without(tmp_path: Path) -> None:
    """Known, new, gone, broken and repeated files come out in their order, with the same findings."""
    texts = {"a.md": "---\ntitle: A\n---\n", "b.md": "---\ntitle: [\n---\n", "c.md": "---\ntitle: C\ntitle: D\n---\n"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    names = ["a.md", "gone.md", "b.md", "c.md", "a.md"]
    memory = _Remembered()
    alone = read_fronts(open_site(tmp_path), names, legacy_yaml=False)
    assert read_fronts(open_site(tmp_path), names, legacy_yaml=False, memory=memory) == alone
    assert len(memory.fronts) == 1
    (tmp_path / "d.md").write_text("---\ntitle: D\n---\n", encoding="utf-8")
    names.insert(0, "d.md")
    again = read_fronts(open_site(tmp_path), names, legacy_yaml=False, memory=memory)
    assert again == read_fronts(open_site(tmp_path), names, legacy_yaml=False)
