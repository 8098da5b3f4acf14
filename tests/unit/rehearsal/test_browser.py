import shutil
import struct
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from migrate.rehearsal import RehearsalOptions, create_app, open_store, serve_in_thread
from tests.clients.filling import activate, put_entry, send
from tests.unit.rehearsal.conftest import TOKEN, link
from tests.unit.rehearsal.test_pages import BASE, HOSTILE, hostile_document
from tests.unit.rehearsal.test_rich_text import document, node

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
COLOUR = (3, 141, 59)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is needed to look at the page")


def plain_png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """Return an image of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes(colour) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Serve a space with a picture, a post that shows it, and a hostile entry."""
    store = open_store(None)
    with serve_in_thread(create_app(store, RehearsalOptions())) as base:
        with httpx.Client(base_url=base, headers={"Authorization": f"Bearer {TOKEN}"}) as api:
            fields = [
                {"id": "title", "name": "Title", "type": "Symbol"},
                {"id": "body", "name": "Body", "type": "RichText"},
            ]
            activate(api, "post", {"name": "Post", "displayField": "title", "fields": fields})
            octets = {"Content-Type": "application/octet-stream"}
            made = send(api, "POST", "uploads", content=plain_png(300, 200, COLOUR), headers=octets)
            file = {"fileName": "a.png", "contentType": "image/png", "uploadFrom": link("Upload", made["sys"]["id"])}
            send(api, "PUT", "assets/picture", json={"fields": {"file": {"en-US": file}}})
            send(api, "PUT", "assets/picture/files/en-US/process", version=1)
            body = document(node("embedded-asset-block", target=link("Asset", "picture")))
            put_entry(api, "post", "post", {"title": {"en-US": "The post"}, "body": {"en-US": body}})
            put_entry(api, "bad", "post", {"title": {"en-US": HOSTILE}, "body": {"en-US": hostile_document()}})
        yield base
    store.close()


def browse(folder: Path, *arguments: str) -> str:
    """Run Chromium without a window; gives what it printed."""
    assert CHROMIUM is not None
    fixed = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/profile"]
    done = subprocess.run([CHROMIUM, *fixed, *arguments], capture_output=True, text=True, timeout=60, check=False)
    return done.stdout


def colours(png: bytes) -> set[tuple[int, ...]]:
    """Return the colours of an image as Chromium saves it: eight bits, no interlacing."""
    width, height, _, kind = struct.unpack(">IIBB", png[16:26])
    size = 4 if kind == 6 else 3
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    raw, stride, above = zlib.decompress(data), width * size, bytearray(width * size)
    found: set[tuple[int, ...]] = set()
    for row in range(height):
        start = row * (stride + 1)
        line = bytearray(raw[start + 1 : start + 1 + stride])
        _unfilter(raw[start], line, above, size)
        found.update(tuple(line[x : x + 3]) for x in range(0, stride, size * 8))
        above = line
    return found


def _unfilter(kind: int, line: bytearray, above: bytearray, size: int) -> None:
    for x in range(len(line)):
        left = line[x - size] if x >= size else 0
        up = above[x]
        corner = above[x - size] if x >= size else 0
        estimate = left + up - corner
        nearest = min((left, up, corner), key=lambda value: abs(estimate - value))
        line[x] = (line[x] + (0, left, up, (left + up) // 2, nearest)[kind]) & 0xFF


def test_a_search_leads_to_the_entry(url: str, tmp_path: Path) -> None:
    """The page of a search lists the entry with a link to it."""
    assert f'href="{BASE}/entries/post"' in browse(tmp_path, "--dump-dom", f"{url}{BASE}?q=the+post")


def test_the_entry_shows_its_picture(url: str, tmp_path: Path) -> None:
    """The picture's very colour is on the screen."""
    shot = tmp_path / "shot.png"
    browse(tmp_path, f"--screenshot={shot}", "--window-size=900,700", f"{url}{BASE}/entries/post")
    assert COLOUR in colours(shot.read_bytes())


def test_a_hostile_entry_does_nothing(url: str, tmp_path: Path) -> None:
    """The title that its script would set is not set, and its text is only text."""
    dom = browse(tmp_path, "--dump-dom", f"{url}{BASE}/entries/bad")
    assert ("<title>owned</title>" in dom, "<script" in dom, "&lt;script&gt;" in dom) == (False, False, True)
