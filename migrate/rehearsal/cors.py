"""Which web pages may read from this server with a browser.

Owns the rule: delivery and preview answer pages of this machine, such as a front end under development, and of any
origin once a token is set. Otherwise every website that somebody visits could read a rehearsal that takes any token.
"""

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from migrate.rehearsal.answers import Answer

__all__ = ["allow_origin", "preflight"]

_ALLOW = "Access-Control-Allow-Origin"


def allow_origin(answer: Answer, origin: str, *, guarded: bool) -> Answer:
    """Return the answer with leave for `origin`, or without any.

    Args:
        answer: an answer that asks for leave by carrying the header.
        origin: the page's origin, "" for anything but a browser.
        guarded: whether a token keeps strangers out.

    """
    if _ALLOW not in answer.headers:
        return answer
    kept = {name: value for name, value in answer.headers.items() if name != _ALLOW}
    if guarded or _is_local(origin):
        kept[_ALLOW] = origin or "*"
        kept["Vary"] = "Origin"
    return Answer(answer.status, answer.body, answer.media_type, kept)


def preflight(headers: Mapping[str, str]) -> Answer:
    """Answer what a browser asks before a request with a token in its header."""
    asked = headers.get("access-control-request-headers", "")
    allowed = {_ALLOW: "*", "Access-Control-Allow-Methods": "GET, HEAD", "Access-Control-Max-Age": "600"}
    return Answer(204, headers={**allowed, "Access-Control-Allow-Headers": asked} if asked else allowed)


def _is_local(origin: str) -> bool:
    try:
        host = urlsplit(origin).hostname or ""
        return host == "localhost" or host.endswith(".localhost") or ip_address(host).is_loopback
    except ValueError:
        return False
