"""Real sites against the HTML that real Hugo made of them (recorded beside each site): nothing is lost untold."""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from migrate.extract import read_site
from migrate.mapping.infer import infer_mapping
from migrate.model.source import SourceSite
from migrate.model.space import Target
from migrate.report.fidelity.site import Fidelity, compare_site
from migrate.report.fidelity.visible import CALL_END, CALL_START
from migrate.transform import build_space

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"
SITES = sorted(path.parent.name for path in CORPUS.glob("*/ORACLE.ndjson.gz"))
NOW = datetime(2026, 1, 1, tzinfo=UTC)
HERE = Target("rehearsal", "master", "", rehearsal=True)

_CALL = re.compile(r"\[\[(?P<end>/?)shortcode\s+(?P<name>[^\s\]]+)(?:\s.*?)?\]\](?!\])", re.DOTALL)
"""What the recording shows in place of a shortcode whose template was not there."""


def recorded(site: str) -> Mapping[tuple[str, str], str]:
    """Return the HTML of each page, raw HTML shown as its readers saw it."""
    shown = CORPUS / site / "ORACLE.unsafe.ndjson.gz"
    path = shown if shown.exists() else CORPUS / site / "ORACLE.ndjson.gz"
    return {(page["path"], page["lang"]): with_calls_marked(page["html"]) for page in rows(path)}


def with_calls_marked(html: str) -> str:
    """Return `html` with a mark where a call begins and one where it ends; a call without inner text does both."""
    calls = list(_CALL.finditer(html))
    closed: set[int] = set()
    waiting: list[int] = []
    for position, call in enumerate(calls):
        if not call["end"]:
            waiting.append(position)
            continue
        while waiting and calls[waiting[-1]]["name"] != call["name"]:
            waiting.pop()
        if waiting:
            closed.add(waiting.pop())
    pieces: list[str] = []
    done = 0
    for position, call in enumerate(calls):
        mark = CALL_END if call["end"] else CALL_START if position in closed else CALL_START + CALL_END
        pieces += (html[done : call.start()], mark)
        done = call.end()
    return "".join((*pieces, html[done:]))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the recorded pages."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def proof_of(name: str) -> tuple[SourceSite, Fidelity]:
    """Compare a site of the corpus, with the mapping that is inferred for it."""
    site = read_site(CORPUS / name, now=NOW)
    rules = infer_mapping(site)
    return site, compare_site(site, rules, build_space(site, rules, HERE, NOW), recorded(name))


@pytest.mark.skipif(not SITES, reason="../shared/corpus is absent")
@pytest.mark.parametrize("name", SITES)
def test_nothing_differs_unexplained(name: str) -> None:
    """Words, headings, links, images and code of every page are in its entry, or a finding tells of them."""
    site, proof = proof_of(name)
    assert not proof.differences, "\n".join(map(str, proof.differences[:40]))
    assert proof.pages >= 0.9 * sum(bool(page.source) for page in site.pages)
    assert proof.whole >= 0.999 * proof.pages
