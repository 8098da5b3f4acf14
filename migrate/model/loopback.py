"""Servers on this machine, such as the rehearsal space: nothing that is sent to them leaves it."""

import ipaddress
from urllib.parse import urlsplit

__all__ = ["OPENS_LOCAL", "is_loopback"]

OPENS_LOCAL = "rehearsal"
"""What opens a local server that takes any token: no secret, but a word that its messages use."""


def is_loopback(url: str) -> bool:
    """Return whether `url` names this machine."""
    name = urlsplit(url).hostname or ""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
