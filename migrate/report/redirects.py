"""Old URLs as the file that a web server or a host of static sites reads.

Owns the form of each: Netlify (https://docs.netlify.com/manage/routing/redirects/overview/), Cloudflare Pages
(https://developers.cloudflare.com/pages/configuration/redirects/), Vercel (https://vercel.com/docs/redirects) and nginx
(https://nginx.org/en/docs/http/ngx_http_map_module.html). Does not own which redirects there are.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import quote, urlsplit

from migrate.model.space import Redirect

__all__ = ["REDIRECT_FORMATS", "render_redirects"]

_KEPT = "/%-._~!$&'()+,;=@"
"""What stays as it is in paths: neither white space nor ``*``, ``:`` and ``?``, to which the formats give a meaning."""
_PATTERN = re.compile(r"[(){}:*+?\\]")


def render_redirects(redirects: Iterable[Redirect], form: str) -> Iterator[bytes]:
    """Yield the lines of the file `form` (a key of `REDIRECT_FORMATS`), public redirects only, in their order."""
    public = (redirect for redirect in redirects if redirect.public)
    yield from (line.encode() + b"\n" for line in REDIRECT_FORMATS[form](public))


def _netlify(redirects: Iterable[Redirect]) -> Iterator[str]:
    for redirect in redirects:
        yield f"{redirect.host}{_path(redirect.source)} {redirect.host}{_path(redirect.target)} {redirect.status}"


def _cloudflare(redirects: Iterable[Redirect]) -> Iterator[str]:
    """Yield a line for the path with and one without its last slash, which are two to Cloudflare."""
    host = ""
    for redirect in redirects:
        if redirect.host != host:
            # Such a file belongs to one site, and a site has one host.
            host = redirect.host
            yield f"# {host}"
        source, target = _path(redirect.source), _path(redirect.target)
        other = source.removesuffix("/") if source.endswith("/") else f"{source}/"
        for path in (source,) if source.endswith((".html", ".htm")) or not other else (source, other):
            if path != target:
                yield f"{path} {target} {redirect.status}"


def _vercel(redirects: Iterable[Redirect]) -> Iterator[str]:
    rows = []
    for redirect in redirects:
        source = _PATTERN.sub(r"\\\g<0>", _path(redirect.source))
        target = _path(redirect.target)
        row: dict[str, object] = {"source": source, "destination": target, "statusCode": redirect.status}
        if redirect.host:
            row["has"] = [{"type": "host", "value": urlsplit(redirect.host).netloc}]
        rows.append(row)
    yield json.dumps({"redirects": rows}, ensure_ascii=False, indent=2)


def _nginx(redirects: Iterable[Redirect]) -> Iterator[str]:
    """Yield a map; nginx compares with the path as it was before anything was encoded."""
    held = list(redirects)
    by_host = any(redirect.host for redirect in held)
    yield "# In the http block. In the server block: if ($migrated_to) { return 301 $migrated_to; }"
    yield "# Where nginx says that it could not build map_hash, set map_hash_bucket_size 256; before it."
    yield f"map {'$host$uri' if by_host else '$uri'} $migrated_to {{"
    for redirect in held:
        host = urlsplit(redirect.host).hostname or ""
        plain = redirect.source.rstrip("/")
        for path in (plain,) if plain.endswith((".html", ".htm")) else (plain, f"{plain}/"):
            if path != redirect.target and path:
                yield f"    {_quoted(host + path)} {_quoted(redirect.host + _path(redirect.target))};"
    yield "}"


REDIRECT_FORMATS: Mapping[str, Callable[[Iterable[Redirect]], Iterator[str]]] = {
    "netlify": _netlify,
    "cloudflare": _cloudflare,
    "vercel": _vercel,
    "nginx": _nginx,
}
"""Name of the format → the lines of its file."""


def _path(path: str) -> str:
    return quote(path, safe=_KEPT)


def _quoted(text: str) -> str:
    """Return `text` as a string of nginx, which knows variables in values."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "%24")
    return f'"{escaped}"'
