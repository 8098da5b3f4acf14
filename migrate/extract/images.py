"""Media type and pixel size of a file, from its bytes."""

from dataclasses import dataclass

__all__ = ["FileFacts", "file_facts"]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the bytes of a file say."""

    media_type: str
    width: int
    height: int


def file_facts(path: str, content: bytes) -> FileFacts:
    """Return media type (by magic bytes, then extension) and size in pixels (0 × 0 when unknown); never raises."""
    raise NotImplementedError
