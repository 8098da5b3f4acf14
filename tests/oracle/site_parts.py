"""What the generated sites are made of."""

__all__ = ["IMAGE", "page"]

IMAGE = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
"""One pixel."""


def page(front: str, body: str = "Text.") -> str:
    """Return a content file with YAML front matter."""
    return f"---\n{front.strip()}\n---\n{body}\n"
