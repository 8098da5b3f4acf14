"""``ref`` and ``relref`` against what the real Hugo binary answered for a small site (recorded in the shared cases)."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from migrate.extract import read_site
from migrate.extract.reader import Reader
from migrate.extract.shortcodes import parse_body
from migrate.model.source import ShortcodeCall, SourceSite

CASES = Path(__file__).resolve().parents[2] / ".." / "shared" / "cases" / "hugo-oracle.json"
CONFIGURATION = 'baseURL = "https://ex.org/"\n'


def load_refs() -> dict[str, Any]:
    """Return the recorded references; empty where the shared folder is absent."""
    if not CASES.is_file():
        return {"cases": [], "site_files": {}}
    return dict(json.loads(CASES.read_text(encoding="utf-8"))["refs"])


REFS = load_refs()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SourceSite:
    """Write the recorded site with the pages that the references stand in, and read it."""
    if not REFS["cases"]:
        pytest.skip("../shared/cases/hugo-oracle.json is absent")
    root = tmp_path_factory.mktemp("refs")
    (root / "hugo.toml").write_text(CONFIGURATION, encoding="utf-8")
    sources = {case["from"]: "---\ntitle: from\n---\n" for case in REFS["cases"]}
    for name, text in {**sources, **REFS["site_files"]}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_site(root, now=datetime(2026, 1, 1, tzinfo=UTC))


def parse_call(text: str) -> ShortcodeCall:
    """Return the one call in `text`."""
    parts, findings = parse_body(text, 1, "case", {})
    assert not findings
    (call,) = (part for part in parts if isinstance(part, ShortcodeCall))
    return call


def answer(site: SourceSite, source: str, call: ShortcodeCall) -> tuple[str | None, str]:
    """Return URL and error as Hugo prints them for a call."""
    arguments = {"path": "", "lang": "", "outputFormat": "", **call.named}
    arguments.update(zip(("path", "outputFormat"), call.positional, strict=False))
    if not call.named and not call.positional:
        return None, "invalid number of arguments"
    page = next(page for page in site.pages if page.source == source)
    assert isinstance(site.reader, Reader)
    target = site.reader.ref(
        page, str(arguments["path"]), str(arguments["lang"]), output_format=str(arguments["outputFormat"])
    )
    if target.error or target.page is None or call.name == "relref":
        return target.url, target.error
    return target.page.permalink + target.url.removeprefix(target.page.rel_permalink), ""


@pytest.mark.parametrize("case", REFS["cases"], ids=lambda case: f"{case['from']}:{case['shortcode']}")
def test_a_reference_leads_where_hugo_leads_it(site: SourceSite, case: dict[str, Any]) -> None:
    """URL and kind of error are those that the binary gave."""
    url, error = answer(site, case["from"], parse_call(case["shortcode"]))
    assert url == case["url"]
    expected = case["error"] or ""
    assert (error.startswith("ambiguous") and "is ambiguous" in expected) or error == expected


def test_the_recorded_references_are_there(site: SourceSite) -> None:
    """The cases are not skipped in silence when their form changes."""
    assert len(REFS["cases"]) > 100
    assert len(site.pages) > 10
