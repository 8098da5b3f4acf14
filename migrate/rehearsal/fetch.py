"""Fetching a remote file for an asset, when the server was told to.

Owns the guard: an address is resolved first, and nothing is fetched from private, loopback, link-local or reserved
ranges, at no step of a redirect. The connection goes to the very address that was checked.
"""

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urljoin, urlsplit

__all__ = ["fetch_remote", "public_address"]

_MAX_BYTES = 1000 * 1024 * 1024
_MAX_REDIRECTS = 5
_SECONDS = 30


def fetch_remote(url: str) -> bytes | None:
    """Return the file at `url`; None when it cannot be had or must not be asked for."""
    for _ in range(_MAX_REDIRECTS + 1):
        try:
            found = _get(f"https:{url}" if url.startswith("//") else url)
        except (OSError, http.client.HTTPException, ValueError):
            # Whatever goes wrong on the way, the file cannot be had; processing then fails as on the real service.
            return None
        if not isinstance(found, str):
            return found
        url = found
    return None


def public_address(host: str, port: int) -> str | None:
    """Return an address of `host` that may be connected to, or None."""
    for *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if ipaddress.ip_address(str(address[0]).partition("%")[0]).is_global:
            return str(address[0])
    return None


def _get(url: str) -> bytes | str | None:
    """Return the body, the address of a redirect, or None."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = public_address(parts.hostname, port)
    if address is None:
        return None
    stream = socket.create_connection((address, port), timeout=_SECONDS)
    if parts.scheme == "https":
        stream = ssl.create_default_context().wrap_socket(stream, server_hostname=parts.hostname)
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=_SECONDS)
    connection.sock = stream
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers={"Accept": "*/*"})
        response = connection.getresponse()
        location = response.getheader("Location")
        if response.status in (301, 302, 303, 307, 308) and location:
            return urljoin(url, location)
        if response.status != 200:
            return None
        body = response.read(_MAX_BYTES + 1)
        return body if len(body) <= _MAX_BYTES else None
    finally:
        connection.close()
