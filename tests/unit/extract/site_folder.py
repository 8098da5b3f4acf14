"""Writes small sites for the tests of reading them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from migrate.extract import read_site
from migrate.model.findings import Finding
from migrate.model.source import SourcePage, SourceSite

__all__ = ["NOW", "codes", "page_at", "read", "write"]

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write `files` below `root` and return it."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def read(root: Path, files: Mapping[str, str | bytes], *, hugo_version: tuple[int, int] | None = None) -> SourceSite:
    """Return the site made of `files`; a bare configuration is added when there is none."""
    has_configuration = any(name.startswith(("hugo.", "config")) for name in files)
    return read_site(
        write(root, files if has_configuration else {"hugo.toml": 'title = "T"\n', **files}),
        now=NOW,
        hugo_version=hugo_version,
    )


def page_at(site: SourceSite, path: str, lang: str = "en") -> SourcePage:
    """Return the page at `path` in `lang`."""
    return next(page for page in site.pages if (page.path, page.lang) == (path, lang))


def codes(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    """Return code and source of the findings."""
    return [(finding.code, finding.source) for finding in findings]
