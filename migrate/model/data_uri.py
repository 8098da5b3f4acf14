"""``data:`` addresses: files that are written into a page (https://www.rfc-editor.org/rfc/rfc2397)."""

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

__all__ = ["canonical_data_uri", "is_data_uri", "read_data_uri"]

_DATA_URI = re.compile(r"data:(?P<type>[\w.+-]+/[\w.+-]+)?(?P<options>(?:;[^,;]*)*),(?P<data>.*)\Z", re.DOTALL | re.I)


def is_data_uri(text: str) -> bool:
    """Tell whether `text` starts like a ``data:`` address."""
    return text[:5].lower() == "data:"


def read_data_uri(uri: str) -> tuple[str, bytes] | None:
    """Return media type and content; None when the address is broken."""
    match = _DATA_URI.match(uri)
    if match is None:
        return None
    media_type = (match["type"] or "text/plain").lower()
    raw = unquote_to_bytes(match["data"])
    if "base64" not in match["options"].lower():
        return media_type, raw
    try:
        return media_type, base64.b64decode(re.sub(rb"\s", b"", raw), validate=True)
    except binascii.Error:
        return None


def canonical_data_uri(media_type: str, content: bytes) -> str:
    """Return the one spelling of an address for `content`."""
    return f"data:{media_type};base64,{base64.b64encode(content).decode('ascii')}"
