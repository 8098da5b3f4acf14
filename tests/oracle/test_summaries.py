"""Where a page's summary comes from: the divider, the ``summary`` key, or Hugo itself; on real sites."""

import gzip
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyromark
import pytest
from selectolax.lexbor import LexborHTMLParser

from migrate.extract import read_site
from migrate.model.source import BodyText, ShortcodeCall, SourceBody, SourcePage, SummaryDivider

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"
SITES = sorted(path.parent.name for path in CORPUS.glob("*/ORACLE.ndjson.gz"))
NOW = datetime(2026, 1, 1, tzinfo=UTC)
WORD = re.compile(r"[^\W_]+")


def words(html: str) -> list[str]:
    """Return the visible words of HTML."""
    body = LexborHTMLParser(f"<!DOCTYPE html><body>{html}").body
    assert body is not None
    return WORD.findall(body.text(separator=" "))


def expected(page: SourcePage, body: SourceBody) -> list[str] | None:
    """Return the words of the summary by its source; None for one that Hugo makes by itself, or with shortcodes."""
    before: list[str] = []
    for part in body.parts:
        match part:
            case SummaryDivider():
                return words(pyromark.html("".join(before)))
            case ShortcodeCall():
                return None
            case BodyText():
                before.append(part.text)
    return words(pyromark.html(page.summary)) if page.summary else None


@pytest.mark.skipif(not SITES, reason="the folder ../shared/corpus is absent")
def test_summaries_come_from_where_hugo_takes_them() -> None:
    """A page with a divider or a summary key has exactly that as its summary in Hugo too."""
    differ: list[Any] = []
    compared = 0
    for name in SITES:
        site = read_site(CORPUS / name, now=NOW)
        ours = {(page.source, page.lang): page for page in site.pages if page.source}
        with gzip.open(CORPUS / name / "ORACLE.ndjson.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        for row in rows:
            page = ours.get((row["file"]["source"], row["lang"])) if row.get("file") else None
            if page is None:
                continue
            found = words(row["summary"])
            wanted = expected(page, site.reader.body(page))
            if wanted is None and not page.summary:
                # Made by Hugo: whole blocks from the beginning of the page.
                wanted = words(row["html"])[: len(found)]
            compared += 1
            if wanted is not None and wanted != found:
                differ.append((name, row["file"]["source"], wanted[:8], found[:8]))
    assert compared > 2000
    assert differ == []
