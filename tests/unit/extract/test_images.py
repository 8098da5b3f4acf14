"""Media types and pixel sizes."""

import io
import struct

import pytest

from migrate.extract.images import file_facts


def png(width: int, height: int) -> bytes:
    """Return the head of a PNG."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0) + b"\0" * 20


def gif(width: int, height: int) -> bytes:
    """Return the head of a GIF."""
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0" * 20


@pytest.mark.parametrize(
    ("path", "content", "expected"),
    [
        ("a.png", png(3, 4), ("image/png", 3, 4)),
        ("wrong.jpg", png(3, 4), ("image/png", 3, 4)),
        ("a.gif", gif(5, 6), ("image/gif", 5, 6)),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="7" height="8"></svg>', ("image/svg+xml", 7, 8)),
        ("a.svg", b'<?xml version="1.0"?>\n<!-- x -->\n<svg width="7" height="8"></svg>', ("image/svg+xml", 7, 8)),
        ("a.png", b"\x89PNG\r\n\x1a\n", ("image/png", 0, 0)),
        ("a.jpeg", b"no image", ("image/jpeg", 0, 0)),
        ("a.svg", b"<svg", ("image/svg+xml", 0, 0)),
        ("a.pdf", b"%PDF-1.4", ("application/pdf", 0, 0)),
        ("report", b"%PDF-1.4", ("application/pdf", 0, 0)),
        ("a.docx", b"PK", ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", 0, 0)),
        ("a.unknown", b"", ("application/octet-stream", 0, 0)),
        ("key", b"", ("application/octet-stream", 0, 0)),
    ],
)
def test_bytes_beat_the_extension(path: str, content: bytes, expected: tuple[str, int, int]) -> None:
    """Images are known by their first bytes; broken ones have no size."""
    facts = file_facts(path, io.BytesIO(content))
    assert (facts.media_type, facts.width, facts.height) == expected
