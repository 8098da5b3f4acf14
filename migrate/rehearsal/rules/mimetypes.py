"""Groups of media types, as the validation ``linkMimetypeGroup`` names them."""

from collections.abc import Mapping
from fnmatch import fnmatchcase

__all__ = ["mimetype_group", "sql_patterns"]

# First match wins: a presentation is also a document, markup is also text.
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "image": ("image/*",),
    "audio": ("audio/*",),
    "video": ("video/*",),
    "pdfdocument": ("application/pdf",),
    "richtext": (
        "application/msword",
        "application/rtf",
        "text/rtf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml*",
        "application/vnd.oasis.opendocument.text*",
    ),
    "presentation": (
        "application/vnd.ms-powerpoint*",
        "application/vnd.openxmlformats-officedocument.presentationml*",
        "application/vnd.oasis.opendocument.presentation*",
    ),
    "spreadsheet": (
        "application/vnd.ms-excel*",
        "application/vnd.openxmlformats-officedocument.spreadsheetml*",
        "application/vnd.oasis.opendocument.spreadsheet*",
        "text/csv",
    ),
    "archive": (
        "application/zip",
        "application/gzip",
        "application/x-gzip",
        "application/x-tar",
        "application/x-7z-compressed",
        "application/x-rar-compressed",
        "application/vnd.rar",
        "application/x-bzip2",
    ),
    "markup": ("text/html", "text/xml", "application/xml", "application/xhtml+xml"),
    "code": ("text/css", "text/javascript", "application/javascript", "application/json", "application/x-sh"),
    "plaintext": ("text/plain", "text/markdown", "text/*"),
}


def mimetype_group(content_type: str) -> str:
    """Return the group of a media type; what fits nowhere is an attachment."""
    plain = content_type.partition(";")[0].strip().lower()
    for group, patterns in _GROUPS.items():
        if any(fnmatchcase(plain, pattern) for pattern in patterns):
            return group
    return "attachment"


def sql_patterns(group: str) -> tuple[str, ...]:
    """Return the media types of a group as SQL patterns; none for an unknown group."""
    return tuple(pattern.replace("_", "").replace("*", "%") for pattern in _GROUPS.get(group, ()))
