"""Old URLs: aliases of pages, as redirects.

Owns which alias wins when several pages claim it. Does not own the redirect files of web servers (`report`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from migrate.model.canonical import Json
from migrate.model.findings import Finding
from migrate.model.source import SourcePage
from migrate.model.space import DesiredEntry, PublishState, Redirect
from migrate.transform.content_types import REDIRECT_TYPE
from migrate.transform.ids import entry_id
from migrate.transform.ledger import found

__all__ = ["Claim", "claims_of", "redirect_entries", "settle_redirects"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A page's wish that an old URL leads to it."""

    redirect: Redirect
    entry_id: str
    source: str
    line: int


def claims_of(page: SourcePage, entry_id: str) -> Iterator[Claim]:
    """Yield the claims of one page; a page without a URL has none."""
    if not page.rel_permalink:
        return
    for alias in page.aliases:
        redirect = Redirect(alias, page.rel_permalink)
        yield Claim(redirect, entry_id, page.source, page.key_lines.get("aliases", 0))


def settle_redirects(claims: Iterable[Claim], urls: Mapping[str, str]) -> tuple[tuple[Claim, ...], tuple[Finding, ...]]:
    """Return the claims that hold, sorted, and the conflicts; `urls` holds the URLs at which pages stand."""
    held: dict[str, Claim] = {}
    findings: list[Finding] = []
    for claim in claims:
        source, target = claim.redirect.source, claim.redirect.target
        if source == target:
            continue
        first = held.get(source)
        if first is None and source not in urls:
            held[source] = claim
        elif first is None or first.redirect.target != target:
            owner = urls.get(source) or (first.source if first is not None else "")
            action = f"left out; {owner} has it"
            findings.append(found("redirect-conflict", claim.source, claim.line, source, action))
    return tuple(held[source] for source in sorted(held)), tuple(findings)


def _id(source: str) -> str:
    """Return the id of the redirect from `source`; ``/old/`` and ``/old`` are two."""
    usual = f"/{source.strip('/')}/"
    return entry_id(source if source == usual else f"{source}\n", f"{REDIRECT_TYPE}--")


def redirect_entries(claims: Iterable[Claim], locale: str, tag: str) -> Iterator[DesiredEntry]:
    """Yield one ``redirect`` entry for each claim."""
    for claim in claims:
        target = {"sys": {"type": "Link", "linkType": "Entry", "id": claim.entry_id}}
        fields: dict[str, Json] = {
            "source": {locale: claim.redirect.source},
            "target": {locale: claim.redirect.target},
            "status": {locale: claim.redirect.status},
            "page": {locale: target},
        }
        yield DesiredEntry(
            id=_id(claim.redirect.source),
            content_type=REDIRECT_TYPE,
            fields=fields,
            tags=(tag,),
            publish=PublishState.PUBLISHED,
            schedule=(),
            sources={},
            urls={},
            findings=(),
        )
