"""Where a site read by us differs from the same site built by the real binary."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from migrate.extract import read_site
from tests.oracle.page_values import Value, hugo_values, our_values, translations_of
from tests.oracle.real_hugo import build_facts, write_site

__all__ = ["Difference", "differences"]

Difference = tuple[tuple[str, str], str, Value, Value]
"""Path and language of a page, field, Hugo's value and ours."""


def differences(files: Mapping[str, str | bytes], folder: Path) -> list[Difference]:
    """Write and build the site made of `files` in `folder`, and return all values in which a page of it differs."""
    source = folder / "site"
    write_site(source, files)
    site = read_site(source, now=datetime.now(UTC), hugo_version=(0, 168))
    rows = {(row["path"], row["lang"]): row for row in build_facts(source, folder / "public")}
    base_path = urlsplit(site.config.base_url).path.rstrip("/")
    translations = translations_of(site)
    found: list[Difference] = []
    ours = {(page.path, page.lang): page for page in site.pages if page.listed}
    for place in sorted(rows.keys() | ours.keys()):
        if place not in ours or place not in rows:
            found.append((place, "page", place in rows, place in ours))
            continue
        values = our_values(ours[place], translations[place], base_path)
        wanted = hugo_values(rows[place])
        found += [(place, field, wanted[field], values[field]) for field in wanted if wanted[field] != values[field]]
    return found
