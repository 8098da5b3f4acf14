"""A memory changes how long a run takes and nothing else."""

import random
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from migrate.model.source import LinkTarget, SourcePage
from migrate.pipeline.remembering import PageMemory
from migrate.pipeline.spreading import Spread
from migrate.transform.lookups import TracedReader
from tests.unit.pipeline.remembered_site import MAPPING, NOW, exported, remembered, write_small_site

PAGES = 8
"""Posts, tags, sections and home, as far as they are migrated."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return the folder of the small site."""
    return write_small_site(tmp_path / "site")


@pytest.fixture
def file(tmp_path: Path, site: Path) -> Path:
    """Return a file in which the site as it is is remembered."""
    path = tmp_path / "pages.db"
    made(site, path)
    return path


def made(site: Path, file: Path) -> int:
    """Build the space with what `file` remembers, and return how many pages had to be made."""
    memory = PageMemory(file, writable=True)
    remembered(site, memory)
    return memory.made


def edit(site: Path, name: str, old: str, new: str) -> None:
    """Replace text in a file of the site."""
    path = site / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def add(site: Path, name: str, text: str = "") -> None:
    """Write a new file of the site."""
    (site / name).write_text(text or f"---\ntitle: {name}\n---\nNew.\n", encoding="utf-8")


EDITS: dict[str, tuple[Callable[[Path], object], int]] = {
    "nothing": (lambda site: None, 0),
    "a body": (lambda site: edit(site, "content/posts/a.md", "See", "Look at"), 1),
    "a title": (lambda site: edit(site, "content/posts/b.md", "title: B", "title: Bee"), 1),
    "a post more": (lambda site: add(site, "content/posts/f.md"), 1),
    "a post more that another one links to": (lambda site: add(site, "content/posts/later.md"), 2),
    "a file more that a post shows": (lambda site: add(site, "static/y.png", "no image"), 1),
    "a file more that nobody shows": (lambda site: add(site, "static/more.png", "no image"), 0),
    # Two posts show it; the second one learns what the first one calls it, and is made once more.
    "the bytes of an image": (lambda site: add(site, "static/x.png", "other bytes"), 3),
    "the bytes of an image of a bundle": (lambda site: add(site, "content/posts/e/z.png", "other bytes"), 1),
    "a post less that others lead to": (lambda site: (site / "content/posts/b.md").unlink(), 1),
    "a post that moved": (lambda site: (site / "content/posts/b.md").rename(site / "content/posts/bb.md"), 2),
    "an address": (lambda site: edit(site, "content/posts/b.md", "title: B", "title: B\nurl: /elsewhere/"), 2),
    "an entry id": (lambda site: edit(site, "content/posts/b.md", "title: B", "title: B\ncontentfulId: mine"), 2),
    "the spelling of a tag": (lambda site: edit(site, "content/posts/a.md", "[red]", "[RED]"), 2),
    "a person who is a page now": (lambda site: add(site, "content/posts/kim.md"), 1),
    "an alias": (lambda site: edit(site, "content/posts/b.md", "title: B", "title: B\naliases: [/old/]"), 1),
    "the configuration": (lambda site: edit(site, "hugo.toml", "Small", "Smaller"), PAGES),
    "data": (lambda site: add(site, "data.txt", "nobody reads this"), 0),
}
"""What changes on the site → how many pages have to be made anew."""


@pytest.mark.parametrize("change", EDITS)
def test_only_what_depends_on_a_change_is_made_again(site: Path, file: Path, change: str) -> None:
    """A page is made again when itself changed, or when what it asks of others is answered otherwise."""
    EDITS[change][0](site)
    assert made(site, file) == EDITS[change][1]


@pytest.mark.parametrize("change", EDITS)
def test_what_comes_out_is_what_a_run_without_memory_makes(site: Path, file: Path, change: str) -> None:
    """Entries, assets, redirects and findings are the same to the byte, after every kind of change."""
    EDITS[change][0](site)
    assert exported(remembered(site, PageMemory(file, writable=True))) == exported(remembered(site, None))


def test_many_changes_one_after_the_other_leave_no_trace(site: Path, file: Path) -> None:
    """However a site came to be what it is, its space is that of the site as it is."""
    chance = random.Random(7)
    names = [path.name for path in (site / "content" / "posts").glob("*.md")]
    for step in range(40):
        name = chance.choice(names)
        match chance.randrange(5):
            case 0:
                add(
                    site, f"content/posts/{name}", f"---\ntitle: T{step}\ntags: [t{step % 3}]\n---\n[to](a.md) {step}\n"
                )
            case 1:
                (site / "content/posts" / name).unlink(missing_ok=True)
            case 2:
                add(site, "static/x.png", f"bytes {step % 4}")
            case 3:
                add(
                    site,
                    f"content/posts/{name}",
                    f"---\ntitle: T\nauthor: P{step % 2}\nnext: /posts/a\n---\n![i](/x.png)\n",
                )
            case _:
                add(site, f"content/posts/{name}", f"---\ntitle: A\nslug: s{step % 2}\n---\n![alt {step}](/x.png)\n")
        assert exported(remembered(site, PageMemory(file, writable=True))) == exported(remembered(site, None)), step


def test_the_mapping_decides_what_all_pages_become(site: Path, file: Path) -> None:
    """With another mapping nothing holds."""
    other = MAPPING.replace("title: Symbol, required", "title: Text, required")
    memory = PageMemory(file, writable=True)
    assert exported(remembered(site, memory, mapping=other)) == exported(remembered(site, None, mapping=other))
    assert memory.made == PAGES


def test_a_rule_that_moves_in_its_file_is_the_same_rule(site: Path, tmp_path: Path) -> None:
    """A comment more in the mapping changes nothing."""
    file = tmp_path / "rules.db"
    rules = MAPPING + "body:\n  html:\n    - drop: div.ad\n      reason: no content\n"
    remembered(site, PageMemory(file, writable=True), mapping=rules)
    memory = PageMemory(file, writable=True)
    remembered(site, memory, mapping=f"# A comment more.\n\n{rules}")
    assert memory.made == 0


def test_only_files_are_asked_for_where_pages_are_as_they_were(
    site: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an edit of a body or a title no link to a page is looked up again, after one of an address all are."""
    asked: list[str] = []
    link = TracedReader.link

    def noted(reader: TracedReader, page: SourcePage, destination: str) -> LinkTarget:
        asked.append(destination)
        return link(reader, page, destination)

    monkeypatch.setattr(TracedReader, "link", noted)
    for old, new in (("nothing else", "something else"), ("title: D", "title: Dee")):
        edit(site, "content/posts/d.md", old, new)
        made(site, file)
        assert "/x.png" in asked
        assert "b.md" not in asked
    edit(site, "content/posts/d.md", "title: Dee", "title: Dee\nurl: /elsewhere/")
    made(site, file)
    assert "b.md" in asked


def test_time_that_passes_changes_the_state_of_what_expires(site: Path, file: Path) -> None:
    """A page whose day has come is made again, the others are not."""
    later = NOW + timedelta(days=90)
    memory = PageMemory(file, writable=True)
    assert exported(remembered(site, memory, now=later)) == exported(remembered(site, None, now=later))
    assert memory.made == 1


def test_a_page_that_had_to_be_made_twice_is_remembered_so(site: Path, file: Path) -> None:
    """What an earlier page called an image is part of what a result holds for."""
    edit(site, "content/posts/d.md", "another name", "a third name")
    first = exported(remembered(site, PageMemory(file, writable=True)))
    memory = PageMemory(file, writable=True)
    assert exported(remembered(site, memory)) == first
    assert memory.made == 0


def test_a_dry_run_reads_the_memory_and_leaves_it_alone(site: Path, file: Path) -> None:
    """Looking is quick as well, and leaves no trace."""
    before = file.read_bytes()
    edit(site, "content/posts/a.md", "See", "Look at")
    memory = PageMemory(file)
    assert exported(remembered(site, memory)) == exported(remembered(site, None))
    assert (memory.made, file.read_bytes()) == (1, before)


def test_a_dry_run_makes_no_file(site: Path, tmp_path: Path) -> None:
    """What is not remembered yet is not remembered by looking."""
    remembered(site, PageMemory(tmp_path / "none.db"))
    assert not (tmp_path / "none.db").exists()


def test_a_run_beside_another_one_does_without(site: Path, file: Path) -> None:
    """Two runs never write to the file at once; the second one makes all pages."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    memory = PageMemory(file, writable=True)
    assert exported(remembered(site, memory)) == exported(remembered(site, None))
    other.close()


def test_a_run_that_ends_early_changes_nothing_in_the_file(site: Path, file: Path) -> None:
    """What was remembered before is remembered still."""
    edit(site, "content/posts/a.md", "See", "Look at")

    class Stopped(Spread):
        def map_revised(self, *_: object) -> object:  # type: ignore[override]  # never gives anything
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        remembered(site, PageMemory(file, writable=True, spread=Stopped()))
    edit(site, "content/posts/a.md", "Look at", "See")
    assert made(site, file) == 0


def test_a_broken_file_is_made_anew(site: Path, file: Path) -> None:
    """The memory saves work; without it the work is done."""
    file.write_bytes(b"this is no database, and long enough to be looked at" * 40)
    assert (made(site, file), made(site, file)) == (PAGES, 0)


def test_results_of_other_code_do_not_hold(site: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an update of the tool, every page is made with what is installed now."""
    monkeypatch.setattr("migrate.pipeline.remembering.code_print", lambda: "another version")
    assert made(site, file) == PAGES


def test_processes_and_memory_go_together(site: Path, tmp_path: Path) -> None:
    """Results that workers made are remembered like others."""
    for number in range(200):
        add(site, f"content/posts/n{number}.md", f"---\ntitle: N{number}\n---\nText {number} and [a](a.md).\n")
    file = tmp_path / "many.db"
    memory = PageMemory(file, writable=True, spread=Spread(workers=2))
    assert exported(remembered(site, memory)) == exported(remembered(site, None))
    assert made(site, file) == 0
