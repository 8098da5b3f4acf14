"""Addresses of asset files on this server.

Owns the placeholder host under which they are stored: the port changes from run to run, so the real host is put in
when an answer leaves and taken out when a payload comes in.
"""

import re

__all__ = ["FILES_PREFIX", "from_placeholder", "own_file_path", "stored_url", "to_placeholder"]

_PLACEHOLDER = "files.rehearsal.invalid"
FILES_PREFIX = "/files/"

_OWN_FILE = re.compile(rf"(?:https?:)?//{re.escape(_PLACEHOLDER)}({FILES_PREFIX}[^?#]+)")


def from_placeholder(body: bytes, host: str) -> bytes:
    """Return an answer in which files have the address of this server."""
    return body.replace(_PLACEHOLDER.encode(), host.encode())


def to_placeholder(body: bytes, host: str) -> bytes:
    """Return a request's body in which files of this server have their stored address."""
    return body.replace(f"//{host}{FILES_PREFIX}".encode(), f"//{_PLACEHOLDER}{FILES_PREFIX}".encode())


def stored_url(space: str, asset: str, digest: str, name: str) -> str:
    """Return the address under which a processed file is stored."""
    return f"//{_PLACEHOLDER}{FILES_PREFIX}{space}/{asset}/{digest}/{name}"


def own_file_path(url: str) -> str:
    """Return the path of one of this server's own files, or ""."""
    match = _OWN_FILE.fullmatch(url)
    return match[1] if match else ""
