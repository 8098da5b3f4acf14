"""Links and references of real sites against the HTML that real Hugo made of them (recorded beside each site)."""

import gzip
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from migrate.extract import read_site
from migrate.extract.gourl import unescape
from migrate.model.source import BodyPart, BodyText, ShortcodeCall, SourcePage, SourceSite

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"
SITES = sorted(path.parent.name for path in CORPUS.glob("*/ORACLE.ndjson.gz"))
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
LINK = re.compile(r"(?<!\\)!?\[[^\]\[]*\]\(([^)(\s]+)[^)(]*\)")
SHADOWED = "[[shortcode"
"""Starts what the recording shows in place of a shortcode of the site's own, ``ref`` among them."""
HIDDEN = frozenset(
    (
        "content/gopher-gala.md",
        "content/news/2013/11/2013-11-01-federal-government-challenges-and-contests.md",
    )
)
"""Pages whose links stand within raw HTML, which the site's settings hide in today's Hugo."""


def recorded(site: str) -> dict[tuple[str, str], set[str]]:
    """Return the decoded link and image destinations of each page, by path and language."""
    found: dict[tuple[str, str], set[str]] = {}
    with gzip.open(CORPUS / site / "ORACLE.ndjson.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            page: dict[str, Any] = json.loads(line)
            links = {link["href"] for link in page["links"]} | {image["src"] for image in page["images"]}
            if not any(SHADOWED in link for link in links):
                found[page["path"], page["lang"]] = {unescape(link) for link in links}
    return found


def resolved(site: SourceSite, page: SourcePage, part: BodyPart) -> Iterator[tuple[str, set[str]]]:
    """Yield what a part of a body links to: as written, and the forms in which Hugo may have published it."""
    if isinstance(part, BodyText):
        for written in LINK.findall(CODE.sub("", part.text)):
            target = site.reader.link(page, written)
            if target.page or target.file:
                yield written, {target.url, written}
    elif isinstance(part, ShortcodeCall) and part.name in ("ref", "relref"):
        written = str(part.positional[0] if part.positional else part.named.get("path", ""))
        target = site.reader.ref(page, written, str(part.named.get("lang", "")))
        if target.page:
            tail = target.url.removeprefix(target.page.rel_permalink)
            yield written, {(target.page.permalink if part.name == "ref" else target.page.rel_permalink) + tail}


@pytest.mark.skipif(not SITES, reason="../shared/corpus is absent")
@pytest.mark.parametrize("name", SITES)
def test_what_is_found_is_what_hugo_published(name: str) -> None:
    """Every destination that leads to a page or file has the URL that stands in Hugo's HTML of the page."""
    site = read_site(CORPUS / name, now=datetime(2026, 1, 1, tzinfo=UTC))
    published = recorded(name)
    wrong = [
        (page.source, written, sorted(forms))
        for page in site.pages
        if (page.path, page.lang) in published and page.source not in HIDDEN
        for part in site.reader.body(page).parts
        for written, forms in resolved(site, page, part)
        if not {unescape(form) for form in forms} & published[page.path, page.lang]
    ]
    assert not wrong, "\n".join(map(str, wrong))
