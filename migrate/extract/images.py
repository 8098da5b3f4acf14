"""Media type and pixel size of a file, from its bytes.

Owns: recognising files by their first bytes, else by extension. Does not own: reading files.
The pixel sizes are the work of the package `imagesize`, wrapped here.
"""

import io
import re
from dataclasses import dataclass
from typing import BinaryIO

import imagesize

from migrate.extract.media_types import media_type_of

__all__ = ["FileFacts", "file_facts"]

_MORE_TYPES = {
    "7z": "application/x-7z-compressed",
    "aac": "audio/aac",
    "bz2": "application/x-bzip2",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "flac": "audio/flac",
    "gz": "application/gzip",
    "ico": "image/vnd.microsoft.icon",
    "key": "application/vnd.apple.keynote",
    "m4a": "audio/mp4",
    "m4v": "video/x-m4v",
    "mkv": "video/x-matroska",
    "mov": "video/quicktime",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "oga": "audio/ogg",
    "opus": "audio/ogg",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "psd": "image/vnd.adobe.photoshop",
    "rar": "application/vnd.rar",
    "rtf": "application/rtf",
    "tar": "application/x-tar",
    "tgz": "application/gzip",
    "wmv": "video/x-ms-wmv",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Extensions of files that sites offer for download, beyond those that Hugo itself knows."""

_SIGNATURES: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), "image/avif"),
    (re.compile(rb"....ftyp(?:heic|heix|mif1)", re.DOTALL), "image/heic"),
    (re.compile(rb"II\*\0|MM\0\*"), "image/tiff"),
    (re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL), "image/bmp"),
    (re.compile(rb"%PDF-"), "application/pdf"),
    (
        re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml.{0,800}?|<!--.{0,800}?|<!DOCTYPE svg)?<svg[\s>]", re.DOTALL),
        "image/svg+xml",
    ),
)
"""First bytes → media type: they beat the extension, because browsers and Contentful look at them too."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the bytes of a file say."""

    media_type: str
    width: int
    """Pixels as stored, before any rotation by Exif; 0 when unknown."""
    height: int


def file_facts(path: str, content: BinaryIO) -> FileFacts:
    """Return media type and size in pixels of an open file; never raises on content, whatever the bytes."""
    head = content.read(2048)
    media_type = next((name for pattern, name in _SIGNATURES if pattern.match(head)), None) or _by_extension(path)
    if not media_type.startswith("image/"):
        return FileFacts(media_type, 0, 0)
    content.seek(0)
    width, height = _pixels(content, media_type)
    return FileFacts(media_type, width, height)


def _by_extension(path: str) -> str:
    name = path.rpartition("/")[2]
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    return _MORE_TYPES.get(extension) or media_type_of(name)


def _pixels(content: BinaryIO, media_type: str) -> tuple[int, int]:
    if media_type == "image/svg+xml":
        # The library wants the root element first; editors write comments and declarations before it.
        text = content.read()
        content = io.BytesIO(text[max(text.find(b"<svg"), 0) :])
    try:
        width, height = imagesize.get(content, exif_rotation=False)
    except Exception:  # noqa: BLE001  # broken headers raise whatever struct and int raise; a broken image has no size
        return 0, 0
    return max(round(width), 0), max(round(height), 0)
