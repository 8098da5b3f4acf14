"""Old URLs: aliases of pages, as redirects.

Owns which alias wins when several pages claim it. Does not own the redirect files of web servers (`report`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from migrate.model.canonical import Json
from migrate.model.findings import Finding
from migrate.model.source import Language, SourcePage
from migrate.model.space import DesiredEntry, PublishState, Redirect
from migrate.transform.content_types import REDIRECT_TYPE
from migrate.transform.ids import entry_id
from migrate.transform.ledger import found

__all__ = ["Claim", "claims_of", "hosts_of", "redirect_entries", "settle_redirects", "tell_left_out"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A page's wish that an old URL leads to it."""

    redirect: Redirect
    entry_id: str
    source: str
    line: int


def hosts_of(languages: Sequence[Language]) -> Mapping[str, str]:
    """Return the host of each language where they differ; nothing where one host has all of them."""
    hosts = {}
    for language in languages:
        address = urlsplit(language.base_url)
        hosts[language.code] = f"{address.scheme}://{address.netloc}" if address.netloc else ""
    return hosts if len(set(hosts.values())) > 1 else {}


def claims_of(page: SourcePage, entry_id: str, state: PublishState, host: str = "") -> Iterator[Claim]:
    """Yield the claims of one page; a page without a URL has none.

    Args:
        page: the page.
        entry_id: its entry.
        state: that of its entry; an old URL must not tell of a page that is not public.
        host: that of its language, "" where all languages have one.

    """
    if not page.rel_permalink:
        return
    public = state is PublishState.PUBLISHED
    for alias in page.aliases:
        redirect = Redirect(alias, page.rel_permalink, host=host, public=public)
        yield Claim(redirect, entry_id, page.source, page.key_lines.get("aliases", 0))


def settle_redirects(claims: Iterable[Claim], urls: Mapping[str, str]) -> tuple[tuple[Claim, ...], tuple[Finding, ...]]:
    """Return the claims that hold, sorted, and the conflicts; `urls` holds the URLs of pages, with hosts."""
    held: dict[str, Claim] = {}
    findings: list[Finding] = []
    for claim in claims:
        source, target = claim.redirect.host + claim.redirect.source, claim.redirect.host + claim.redirect.target
        if source == target:
            continue
        first = held.get(source)
        if first is None and source not in urls:
            held[source] = claim
        elif first is None or first.redirect.target != claim.redirect.target:
            owner = urls.get(source) or (first.source if first is not None else "")
            action = f"left out; {owner} has it"
            findings.append(found("redirect-conflict", claim.source, claim.line, source, action))
    return tuple(held[source] for source in sorted(held)), tuple(findings)


def tell_left_out(claims: Sequence[Claim]) -> Iterator[Finding]:
    """Yield a finding for aliases from which the mapping makes no entries: one for all, at the first of them."""
    if claims:
        first = claims[0]
        count = "1 alias" if len(claims) == 1 else f"{len(claims)} aliases"
        yield found("redirect-left-out", first.source, first.line, first.redirect.source, f"no entries for {count}")


def _id(source: str) -> str:
    """Return the id of the redirect from `source`; ``/old/`` and ``/old`` are two."""
    usual = f"/{source.strip('/')}/"
    return entry_id(source if source == usual else f"{source}\n", f"{REDIRECT_TYPE}--")


def redirect_entries(claims: Iterable[Claim], locale: str, tag: str) -> Iterator[DesiredEntry]:
    """Yield one ``redirect`` entry for each claim."""
    for claim in claims:
        redirect = claim.redirect
        target = {"sys": {"type": "Link", "linkType": "Entry", "id": claim.entry_id}}
        fields: dict[str, Json] = {
            "source": {locale: redirect.host + redirect.source},
            "target": {locale: redirect.host + redirect.target},
            "status": {locale: redirect.status},
            "page": {locale: target},
        }
        yield DesiredEntry(
            id=_id(redirect.host + redirect.source),
            content_type=REDIRECT_TYPE,
            fields=fields,
            tags=(tag,),
            publish=PublishState.PUBLISHED if redirect.public else PublishState.DRAFT,
            schedule=(),
            sources={},
            urls={},
            findings=(),
        )
