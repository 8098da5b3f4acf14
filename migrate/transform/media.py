"""File names and media types of assets, from their names alone (no table of the machine is asked)."""

from collections.abc import Mapping
from urllib.parse import unquote

__all__ = ["UNKNOWN_TYPE", "file_name_of", "media_type_of", "title_from_name"]

UNKNOWN_TYPE = "application/octet-stream"
_NAME_LENGTH = 256

_TYPES: Mapping[str, str] = {
    "apng": "image/apng",
    "avif": "image/avif",
    "bmp": "image/bmp",
    "gif": "image/gif",
    "heic": "image/heic",
    "ico": "image/x-icon",
    "jfif": "image/jpeg",
    "jpe": "image/jpeg",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "webp": "image/webp",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "opus": "audio/opus",
    "wav": "audio/wav",
    "m4v": "video/mp4",
    "mov": "video/quicktime",
    "mp4": "video/mp4",
    "mpeg": "video/mpeg",
    "ogv": "video/ogg",
    "webm": "video/webm",
    "7z": "application/x-7z-compressed",
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "gz": "application/gzip",
    "ics": "text/calendar",
    "ipynb": "application/x-ipynb+json",
    "json": "application/json",
    "key": "application/vnd.apple.keynote",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "otf": "font/otf",
    "pdf": "application/pdf",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rar": "application/vnd.rar",
    "rtf": "application/rtf",
    "tar": "application/x-tar",
    "tgz": "application/gzip",
    "ttf": "font/ttf",
    "txt": "text/plain",
    "vtt": "text/vtt",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
    "yaml": "application/yaml",
    "yml": "application/yaml",
    "zip": "application/zip",
}


def media_type_of(name: str) -> str:
    """Return the media type that the extension of `name` stands for; `UNKNOWN_TYPE` when it stands for none."""
    return _TYPES.get(name.rpartition(".")[2].lower(), UNKNOWN_TYPE) if "." in name else UNKNOWN_TYPE


def file_name_of(path: str) -> str:
    """Return the last step of a URL path or file path, escapes undone, short enough for Contentful."""
    name = unquote(path).rstrip("/").rpartition("/")[2].strip() or "file"
    if len(name) <= _NAME_LENGTH:
        return name
    stem, dot, extension = name.rpartition(".")
    tail = dot + extension if stem and len(extension) < 16 else ""
    return name[: _NAME_LENGTH - len(tail)] + tail


def title_from_name(name: str) -> str:
    """Return the title of a file that no alternative text names: its name without extension."""
    return name.rpartition(".")[0] or name
