"""A file that is damaged, or a disk that is full, costs time and nothing else."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from migrate.errors import TemporaryError
from migrate.pipeline.packing import pack_fields
from migrate.pipeline.page_store import PageStore
from migrate.pipeline.remembering import PageMemory
from migrate.pipeline.store_file import BrokenFileError, PageStoreError
from tests.unit.pipeline.remembered_site import exported, remembered, write_small_site
from tests.unit.pipeline.test_page_store import packed_result

_PAGE = 4096


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return the folder of the small site."""
    return write_small_site(tmp_path / "site")


@pytest.fixture
def file(tmp_path: Path, site: Path) -> Path:
    """Return a file in which the site as it is is remembered."""
    path = tmp_path / "pages.db"
    remembered(site, PageMemory(path, writable=True))
    return path


def relying(site: Path, file: Path) -> PageMemory:
    """Return a memory that has the pages made again where it must."""
    memory = PageMemory(file, writable=True)
    memory.rely_on(lambda work: remembered(site, None, work=work).entries)
    return memory


def damaged(file: Path, table: str) -> None:
    """Write noise over the first page of a table."""
    with sqlite3.connect(file) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    data = bytearray(file.read_bytes())
    data[(page - 1) * _PAGE : page * _PAGE] = random.Random(3).randbytes(_PAGE)
    file.write_bytes(data)


@pytest.mark.parametrize("table", ["page", "part"])
@pytest.mark.parametrize("writable", [True, False])
def test_a_file_that_is_damaged_in_its_middle_makes_no_difference(
    site: Path, file: Path, table: str, *, writable: bool
) -> None:
    """Pages are made again, by a run and by a dry run."""
    damaged(file, table)
    memory = PageMemory(file, writable=writable)
    assert exported(remembered(site, memory)) == exported(remembered(site, None))


def test_a_damaged_file_is_mended_by_the_run_that_finds_out(site: Path, file: Path) -> None:
    """The next run finds everything that it needs."""
    damaged(file, "page")
    remembered(site, PageMemory(file, writable=True))
    memory = PageMemory(file, writable=True)
    remembered(site, memory)
    assert memory.made == 0


@contextmanager
def spoilt(file: Path, statement: str) -> Iterator[None]:
    """Change the file behind the back of whoever has it open."""
    with sqlite3.connect(file) as database:
        database.execute(statement)
    yield


SPOILT = {
    "bytes that are no fields": "UPDATE body SET fields = x'00'",
    "text in their place": "UPDATE body SET fields = 'text'",
    "fields of others": "UPDATE body SET fields = (SELECT fields FROM body AS other WHERE other.id <> body.id LIMIT 1)",
    "no fields": "DELETE FROM body",
    "no table": "DROP TABLE body",
}


@pytest.mark.parametrize("how", SPOILT)
def test_fields_that_cannot_be_read_back_are_made_again(site: Path, file: Path, how: str) -> None:
    """Between comparing and writing a disk may fail: what is written is what the site says all the same."""
    space = remembered(site, relying(site, file))
    with spoilt(file, SPOILT[how]):
        assert exported(space) == exported(remembered(site, None))


def test_fields_of_a_site_that_changed_meanwhile_are_not_made_up(site: Path, file: Path) -> None:
    """An entry gets the fields that were compared, or the run ends in words."""
    space = remembered(site, relying(site, file))
    for path in (site / "content" / "posts").glob("*.md"):
        path.write_text("---\ntitle: Another one\n---\nAnother text.\n", encoding="utf-8")
    with spoilt(file, SPOILT["no fields"]), pytest.raises(TemporaryError, match="cannot be made again"):
        exported(space)


def test_a_file_that_lost_fields_is_not_used_again(site: Path, file: Path) -> None:
    """The next run does not trust it."""

    def run() -> None:
        space = remembered(site, relying(site, file))
        with spoilt(file, SPOILT["no fields"]):
            exported(space)

    run()
    assert not file.exists()


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """Let no file grow beyond `room` bytes."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def long_posts(site: Path, count: int) -> None:
    """Add posts that are too much for any cache."""
    chance = random.Random(5)
    for number in range(count):
        words = " ".join(chance.randbytes(9).hex() for _ in range(6000))
        path = site / "content" / "posts" / f"long{number}.md"
        path.write_text(f"---\ntitle: Long {number}\n---\n{words}\n", encoding="utf-8")


@pytest.mark.parametrize("room", [0, 600_000])
def test_a_disk_that_fills_up_makes_no_difference(site: Path, tmp_path: Path, room: int) -> None:
    """What does not go into the file is kept elsewhere, in memory at last; no entry loses its fields."""
    long_posts(site, 100)
    memory = relying(site, tmp_path / "pages.db")
    with full_disk(room):
        space = remembered(site, memory)
        held = exported(space)
    assert held == exported(remembered(site, None))


def test_a_disk_that_is_full_at_the_end_makes_no_difference(site: Path, file: Path) -> None:
    """What cannot be remembered is made again next time."""
    long_posts(site, 3)

    def run() -> bytes:
        with full_disk(60_000):
            return exported(remembered(site, relying(site, file)))

    assert run() == exported(remembered(site, None))
    memory = PageMemory(file, writable=True)
    assert exported(remembered(site, memory)) == exported(remembered(site, None))
    assert memory.made > 0


STORE_CALLS: dict[str, Callable[[PageStore], object]] = {
    "all": lambda store: list(store.all({"k"})),
    "get": lambda store: store.get("k"),
    "put": lambda store: store.put("l", packed_result()),
    "keep_only": lambda store: store.keep_only(set()),
    "fields": lambda store: store.fields(1, 0),
    "parts": lambda store: list(store.parts("some")),
    "add_part": lambda store: store.add_part("some", b"part", instead=True),
}


@pytest.mark.parametrize("call", STORE_CALLS)
def test_a_store_tells_in_one_way_that_its_file_fails(tmp_path: Path, call: str) -> None:
    """Whoever uses a store has one kind of error to expect."""
    store = PageStore.open(tmp_path / "pages.db", "code")
    store.put("k", packed_result())
    store.keep_only({"k"})
    with sqlite3.connect(tmp_path / "pages.db") as database:
        database.executescript("DROP TABLE page; DROP TABLE body; DROP TABLE part")
    with pytest.raises(PageStoreError):
        STORE_CALLS[call](store)


def test_fields_that_nobody_can_make_again_are_an_error(tmp_path: Path) -> None:
    """They are never taken for empty."""
    store = PageStore.open(tmp_path / "pages.db", "code")
    entry = store.put("k", packed_result()).result.entries[0]
    wrong = pack_fields({"title": {"en-US": "Another"}}).check
    with pytest.raises(BrokenFileError):
        store.fields(1, wrong)
    assert dict(entry.fields) == {"title": {"en-US": "A title"}}
