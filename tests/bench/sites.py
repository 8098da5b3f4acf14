"""Sites to measure with: the posts of the sample site, multiplied, each with words of its own.

The same arguments give the same files. Real posts rather than made-up ones, so that Markdown, raw HTML and links come
in the mixture that authors write.
"""

import random
import re
import shutil
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

__all__ = ["SAMPLE", "add_image", "change_post", "retitle_post", "write_site"]

SAMPLE = Path(__file__).resolve().parents[2] / "data"
SEED = 20260711

_CONFIG = """\
baseURL = "https://multiplied.example/"
title = "Multiplied"
disableKinds = ["rss", "sitemap", "robotstxt", "404"]
[taxonomies]
  category = "categories"
[permalinks.page]
  posts = "/:year/:month/:contentbasename/"
[markup.goldmark.renderer]
  unsafe = true
[markup.highlight]
  codeFences = false
"""
_LAYOUT = "<!DOCTYPE html><title>{{ .Title }}</title>{{ .Content }}\n"
_PROSE = re.compile(r"[A-Z*][^<>{}\[\]|`#]*\Z")
_WORD = re.compile(r"\b[a-z]{4,}\b")
_TITLE = re.compile(r"""^(\s*title\s*[=:]\s*["']?)""", re.MULTILINE)
_DATE = re.compile(r"^(\s*date\s*[=:]\s*[\"']?)\d{4}-\d{2}-\d{2}", re.MULTILINE)
_OWN_LINE = re.compile(
    r"^\s*(url|slug|aliases|draft|expiryDate|publishDate|translationKey|weight|series)\s*[=:].*\n", re.MULTILINE
)
_IMAGE = re.compile(r"//images\.contentful\.com/[^)\s\"]+")
_SHORTCODE = re.compile(r"\{\{[<%]")


def write_site(folder: Path, pages: int, *, images: int = 0, remote_images: int = 0) -> Path:
    """Write a site of `pages` posts and return its folder.

    Args:
        folder: made when it does not exist.
        pages: number of posts.
        images: number of distinct images below ``static``, spread over the posts.
        remote_images: number of distinct images on Contentful's image host, likewise.
    """
    (folder / "layouts").mkdir(parents=True)
    (folder / "hugo.toml").write_text(_CONFIG, encoding="utf-8")
    (folder / "layouts" / "all.html").write_text(_LAYOUT, encoding="utf-8")
    posts = folder / "content" / "posts"
    chance = random.Random(SEED)
    originals = list(_originals())
    words = sorted({word for text in originals for word in _WORD.findall(text)})
    for number in range(pages):
        if number % 1000 == 0:
            (posts / f"part-{number // 1000}").mkdir(parents=True)
        text = _varied(originals[number % len(originals)], words, number, chance)
        text = _with_images(text, number, pages, images, remote_images)
        (posts / f"part-{number // 1000}" / f"post-{number}.md").write_text(text, encoding="utf-8")
    for number in range(images):
        add_image(folder, number)
    return folder


def add_image(folder: Path, number: int) -> None:
    """Write the image of this number below ``static``."""
    path = folder / "static" / "images" / f"picture-{number}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_png(number))


def change_post(site: Path, number: int) -> None:
    """Add a paragraph to one post."""
    path = site / "content" / "posts" / f"part-{number // 1000}" / f"post-{number}.md"
    with path.open("a", encoding="utf-8") as post:
        post.write("\n\nThis paragraph came later.\n")


def retitle_post(site: Path, number: int) -> None:
    """Give one post another title, which lists and terms may show as well."""
    path = site / "content" / "posts" / f"part-{number // 1000}" / f"post-{number}.md"
    path.write_text(path.read_text(encoding="utf-8").replace(f"No {number}, ", f"Now {number}, ", 1), encoding="utf-8")


def copy_site(site: Path, folder: Path) -> Path:
    """Copy a site and return the copy."""
    return shutil.copytree(site, folder)


def _originals() -> Iterator[str]:
    """Yield the posts of the sample that need nothing beside them."""
    for path in sorted((SAMPLE / "content" / "posts").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        if not path.name.startswith("_") and path.name.count(".") == 1 and not _SHORTCODE.search(text):
            yield _OWN_LINE.sub("", text)


def _varied(text: str, words: list[str], number: int, chance: random.Random) -> str:
    lines = [
        _WORD.sub(lambda found: chance.choice(words) if chance.random() < 0.3 else found[0], line)
        if _PROSE.match(line)
        else line
        for line in text.split("\n")
    ]
    text = _TITLE.sub(rf"\g<1>No {number}, ", "\n".join(lines), count=1)
    return _DATE.sub(rf"\g<1>{2000 + number % 26}-{number % 12 + 1:02d}-{number % 28 + 1:02d}", text, count=1)


def _with_images(text: str, number: int, pages: int, images: int, remote_images: int) -> str:
    text = _IMAGE.sub("https://example.com/elsewhere.html", text).replace("![", "[")
    shown = [f"/images/picture-{image}.png" for image in _share(number, pages, images)]
    shown += [
        f"//images.contentful.com/aaaaaaaaaaaa/picture{image:09d}/{image:032x}/picture-{image}.jpg"
        for image in _share(number, pages, remote_images)
    ]
    return text + "".join(f"\n\n![Picture of {url.rpartition('/')[2]}]({url})" for url in shown) + "\n"


def _share(number: int, pages: int, things: int) -> range:
    """Return which of `things` fall to the page of this number."""
    return range(number * things // pages, (number + 1) * things // pages)


def _png(number: int) -> bytes:
    """Return an image that no other number has."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\0" + number.to_bytes(4, "big") * 4
    header = struct.pack(">IIBBBBB", 16, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row)) + chunk(b"IEND", b"")
