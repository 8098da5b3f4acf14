"""What readers of the sample site see is in the space: every word of every page, in the entry or in a finding."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest

from migrate.extract import read_site
from migrate.mapping.load import load_mapping
from migrate.model.canonical import Json
from migrate.model.space import DesiredEntry, DesiredSpace, Target
from migrate.transform import build_space
from tests.oracle.hugo_binary import build_site

ROOT = Path(__file__).resolve().parents[2]

LAYOUT = "<main>{{ .Content }}</main>"
TEMPLATES = {
    # Words that the templates add, not the authors: the new front end writes its own.
    "layouts/shortcodes/newsletter.html": "",
    "layouts/shortcodes/recipe.html": (
        '<h3>{{ .Get "title" }}</h3> {{ .Get "serves" }} {{ .Get "minutes" }} '
        '{{ .Inner | .Page.RenderString (dict "display" "block") }}'
    ),
}

_LINE_NUMBER = re.compile(r'<span class="lnt">\s*\d+\s*</span>')
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_INLINE = re.compile(r"</?(?:a|abbr|b|code|del|em|i|kbd|q|small|span|strong|sub|sup|u)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+")


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sample site with nothing but the bodies of its pages."""
    site = tmp_path_factory.mktemp("sample") / "site"
    shutil.copytree(ROOT / "data", site, ignore=shutil.ignore_patterns("public", "resources", ".hugo_build.lock"))
    for name in ("baseof", "home", "list", "page"):
        (site / "layouts" / f"{name}.html").write_text(LAYOUT)
    for path, text in TEMPLATES.items():
        (site / path).write_text(text)
    return build_site(site)


@pytest.fixture(scope="module")
def space() -> DesiredSpace:
    """Make of the sample site what it becomes."""
    now = datetime(2026, 11, 1, tzinfo=UTC)
    rules = load_mapping(ROOT / "mappings" / "sample.yaml")
    site = read_site(ROOT / "data", now=now)
    return build_space(site, rules, Target("rehearsal", "master", "", rehearsal=True), now)


def _shown(html: str) -> Counter[str]:
    """Return the words that a browser shows of a page."""
    body = _UNSEEN.sub("", _LINE_NUMBER.sub("", html.partition("<main>")[2]))
    return Counter(_WORD.findall(unescape(_TAG.sub(" ", _INLINE.sub("", body)))))


def _text(value: Json, entries: Mapping[str, DesiredEntry], page: str) -> Iterator[str]:
    """Yield the texts of a field, those of the page's embedded entries in it included."""
    if isinstance(value, (str, int, float)):
        yield f" {value} "
    elif isinstance(value, list):
        for item in value:
            yield from _text(item, entries, page)
    elif isinstance(value, dict):
        match value.get("nodeType"):
            case "text":
                yield str(value["value"])
            case "embedded-entry-block" | "embedded-entry-inline":
                yield from _embedded(value, entries, page)
            case None:
                yield from (part for held in value.values() for part in _text(held, entries, page))
            case node_type:
                yield from _text(value.get("content"), entries, page)
                yield "" if str(node_type).startswith(("hyperlink", "entry-", "asset-")) else " "


def _embedded(node: Mapping[str, Json], entries: Mapping[str, DesiredEntry], page: str) -> Iterator[str]:
    data = node["data"]
    assert isinstance(data, dict)
    target = data["target"]
    assert isinstance(target, dict)
    link = target["sys"]
    assert isinstance(link, dict)
    entry = entries[str(link["id"])]
    if entry.id.startswith(f"{page}-"):
        yield from (part for held in entry.fields.values() for part in _text(held, entries, page))


def test_every_word_that_is_shown_is_kept_or_told(public: Path, space: DesiredSpace) -> None:
    """Page by page and language by language, no word of Hugo's page is missing."""
    entries = {entry.id: entry for entry in space.entries}
    missing, compared = {}, 0
    for entry in space.entries:
        body = entry.fields.get("body")
        for locale, url in entry.urls.items():
            if not isinstance(body, dict) or locale not in body:
                continue
            html = (public / url.strip("/") / "index.html").read_text(encoding="utf-8")
            kept = "".join(_text(body[locale], entries, entry.id))
            told = " ".join(found.text for found in entry.findings if found.severity == "loss")
            lost = _shown(html) - Counter(_WORD.findall(f"{kept} {told}"))
            compared += 1
            if lost:
                missing[f"{entry.id} {locale}"] = dict(lost)
    assert compared > 40
    assert missing == {}
