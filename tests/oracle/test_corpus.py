"""Real sites against what real Hugo said of every page of theirs.

Each site of the folder `shared/corpus` carries Hugo's own answers; every value of every page is compared. Run
``python -m tests.oracle.test_corpus [SITE …]`` to list the differences while working.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from migrate.extract import read_site
from tests.oracle.page_values import Value, hugo_values, our_values, translations_of

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"
SITES = sorted(path.parent.name for path in CORPUS.glob("*/ORACLE.ndjson.gz"))
AFTER_THE_BUILD = datetime(2026, 10, 20, tzinfo=UTC)
HUGO = (0, 168)


@dataclass(frozen=True, slots=True)
class Difference:
    """One value on which Hugo and we do not agree."""

    site: str
    place: tuple[str, str]
    field: str
    hugo: Value
    ours: Value
    reason: str
    """Why it stays, "" when it has to go."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that was compared on one site."""

    pages: int
    missing: tuple[tuple[str, str], ...]
    invented: tuple[tuple[str, str], ...]
    values: int
    differences: tuple[Difference, ...]


def _explain(field: str, hugo: Value, ours: Value, row: Value) -> str:
    """Return why a difference stays, "" when it is a mistake."""
    if field == "terms" and not hugo and all(name != name.lower() for name in ours):
        return "Hugo finds no terms of a taxonomy whose plural has capitals; its term pages are there"
    if field in ("title", "linkTitle") and row["kind"] == "term" and hugo.endswith("/" + ours):
        return "Hugo takes a taxonomy for another whose name it begins with, and cuts the wrong prefix off the term"
    return ""


def _rows(site: str) -> Iterator[Value]:
    with gzip.open(CORPUS / site / "ORACLE.ndjson.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@cache
def compare(name: str) -> Comparison:
    """Read a site as the version of Hugo that made the oracle, and compare every value."""
    site = read_site(CORPUS / name, now=AFTER_THE_BUILD, hugo_version=HUGO)
    ours = {(page.path, page.lang): page for page in site.pages}
    translations = translations_of(site)
    rows = {(row["path"], row["lang"]): row for row in _rows(name)}
    base_path = urlsplit(site.config.base_url).path.rstrip("/")
    differences = []
    values = 0
    for place, row in rows.items():
        page = ours.get(place)
        if page is None:
            continue
        found = our_values(page, translations[place], base_path)
        for field, wanted in hugo_values(row).items():
            values += 1
            if found[field] != wanted:
                reason = _explain(field, wanted, found[field], row)
                differences.append(Difference(name, place, field, wanted, found[field], reason))
    missing = tuple(sorted(rows.keys() - ours.keys()))
    invented = tuple(sorted(ours.keys() - rows.keys()))
    return Comparison(len(rows), missing, invented, values, tuple(differences))


needs_corpus = pytest.mark.skipif(not SITES, reason="the folder shared/corpus is not beside the repository")


@needs_corpus
@pytest.mark.parametrize("name", SITES)
def test_finds_every_page_and_no_other(name: str) -> None:
    """The pages of a site are exactly those that Hugo has."""
    comparison = compare(name)
    assert (comparison.missing, comparison.invented) == ((), ())


@needs_corpus
@pytest.mark.parametrize("name", SITES)
def test_agrees_with_hugo_on_every_value(name: str) -> None:
    """Every value that differs from Hugo's has its reason in the table of this module."""
    unexplained = [each for each in compare(name).differences if not each.reason]
    assert not unexplained, "\n".join(map(str, unexplained[:20]))


@needs_corpus
def test_reports_the_share_of_equal_values(capsys: pytest.CaptureFixture[str]) -> None:
    """At least 99.5 % of all values are equal to Hugo's; the table of the others is printed."""
    comparisons = [compare(name) for name in SITES]
    values = sum(each.values for each in comparisons)
    differences = [difference for each in comparisons for difference in each.differences]
    with capsys.disabled():
        sys.stdout.write(_table(values, differences))
    assert len(differences) <= values * 0.005


def _table(values: int, differences: Sequence[Difference]) -> str:
    """Return the differences that stay, by site, field and reason."""
    counts = Counter((each.site, each.field, each.reason or "UNEXPLAINED") for each in differences)
    head = f"\n{values} values compared, {len(differences)} differ\n"
    return head + "".join(
        f"  {count:5} {site:18} {field:16} {reason}\n" for (site, field, reason), count in sorted(counts.items())
    )


def main(names: Sequence[str]) -> None:
    """Print the differences of `names`, or of all sites."""
    comparisons = {name: compare(name) for name in names or SITES}
    for name, found in comparisons.items():
        print(name, found.pages, "pages; missing", found.missing[:5], "invented", found.invented[:5])
        shown: Counter[str] = Counter()
        for each in found.differences:
            shown[each.field] += 1
            if not each.reason and shown[each.field] <= (10 if names else 2):
                print(f"   {each.field} {each.place}\n      hugo {each.hugo!r:.600}\n      ours {each.ours!r:.600}")
    differences = [each for found in comparisons.values() for each in found.differences]
    print(_table(sum(found.values for found in comparisons.values()), differences))


if __name__ == "__main__":
    main(sys.argv[1:])
