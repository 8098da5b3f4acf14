"""The site's own hosts and base paths.

Owns: whether an absolute URL is on this site, and in which language. Does not own: what it leads to.
"""

from dataclasses import dataclass

from migrate.extract.gourl import Parsed, parse
from migrate.extract.urls import DEFAULT_BASE_URL, base_path
from migrate.model.source import SiteConfig

__all__ = ["OwnHost", "OwnHosts"]

_DEFAULT_HOST = parse(DEFAULT_BASE_URL).host


@dataclass(frozen=True, slots=True)
class OwnHost:
    """A match of a URL with the site."""

    lang: str
    certain: bool
    """False for ``www.`` variants and placeholders: then only a hit proves that the URL is the site's own."""


class OwnHosts:
    """Recognises the site's own URLs."""

    def __init__(self, config: SiteConfig) -> None:
        bases = {language.code: language.base_url or config.base_url for language in config.languages}
        self._base_paths = {code: base_path(url) for code, url in bases.items()}
        self.multihost = len({parse(url).host for url in bases.values()}) > 1
        self._hosts: dict[str, list[tuple[str, str]]] = {}
        for code, url in bases.items():
            host = parse(url).host
            if host:
                self._hosts.setdefault(host, []).append((code, self._base_paths[code]))

    def base_path(self, lang: str) -> str:
        """Return the path of the base URL of a language: "" or ``/blog``."""
        return self._base_paths.get(lang, "")

    def scope(self, lang: str) -> str:
        """Return what a server-relative path must be led by to be unique: the language, where each has a host."""
        return f"{lang}:" if self.multihost else ""

    def find(self, url: Parsed, lang: str) -> OwnHost | None:
        """Return the match of an absolute or protocol-relative URL, None when it is foreign."""
        if url.scheme not in ("", "http", "https") or not url.host:
            return None
        for host, certain in ((url.host, url.host != _DEFAULT_HOST), (_www_variant(url.host), False)):
            matches = [code for code, base in self._hosts.get(host, ()) if _is_below(url.path, base)]
            if matches:
                return OwnHost(lang if lang in matches else matches[0], certain)
        return None


def _www_variant(host: str) -> str:
    return host[4:] if host.startswith("www.") else f"www.{host}"


def _is_below(path: str, base: str) -> bool:
    return not base or path == base or path.startswith(f"{base}/")
