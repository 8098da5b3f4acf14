"""Sites made for one purpose, built by the real binary: every value of every page is compared."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest

from migrate.extract import read_site
from tests.oracle.generated_sites import SITES
from tests.oracle.page_values import Value, hugo_values, our_values, translations_of
from tests.oracle.real_hugo import build_facts, write_site


def _differences(name: str, folder: Path) -> list[tuple[tuple[str, str], str, Value, Value]]:
    """Return place, field, Hugo's value and ours wherever the two differ."""
    source = folder / "site"
    write_site(source, SITES[name])
    site = read_site(source, now=datetime.now(UTC), hugo_version=(0, 168))
    rows = {(row["path"], row["lang"]): row for row in build_facts(source, folder / "public")}
    base_path = urlsplit(site.config.base_url).path.rstrip("/")
    translations = translations_of(site)
    found: list[tuple[tuple[str, str], str, Value, Value]] = []
    ours = {(page.path, page.lang): page for page in site.pages if page.listed}
    for place in sorted(rows.keys() | ours.keys()):
        if place not in ours or place not in rows:
            found.append((place, "page", place in rows, place in ours))
            continue
        values = our_values(ours[place], translations[place], base_path)
        wanted = hugo_values(rows[place])
        found += [(place, field, wanted[field], values[field]) for field in wanted if wanted[field] != values[field]]
    return found


@pytest.mark.parametrize("name", sorted(SITES))
def test_agrees_with_hugo_on_every_value(name: str, tmp_path: Path) -> None:
    """Hugo and we see the same pages with the same values."""
    assert _differences(name, tmp_path) == []


def main(names: Sequence[str]) -> None:
    """Print the differences of the sites `names`, or of all."""
    for name in names or sorted(SITES):
        with TemporaryDirectory() as folder:
            print(name)
            for place, field, wanted, values in _differences(name, Path(folder)):
                print(f"   {field} {place}\n      hugo {wanted!r:.500}\n      ours {values!r:.500}")


if __name__ == "__main__":
    main(sys.argv[1:])
