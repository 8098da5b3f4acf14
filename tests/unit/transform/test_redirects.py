"""Aliases of pages, as redirects."""

from dataclasses import replace

from migrate.model.space import PublishState
from tests.unit.transform.small_site import a_page, a_site, desired, entry_of, language

_MAPPING = """
version: 1
redirects: true
contentTypes:
  page:
    match: {kind: page}
    fields: {title: Symbol from $title}
"""


def test_hosts_of_their_own_keep_equal_aliases_apart() -> None:
    """Two languages may use one old path, each on its host: neither is a conflict, and both say where they are."""
    languages = (
        replace(language(), base_url="https://en.example.org/"),
        replace(language("de"), base_url="https://de.example.org/base/"),
    )
    pages = (
        a_page("/a", aliases=("/old",)),
        a_page("/b", lang="de", rel_permalink="/base/b/", aliases=("/old", "/a/")),
    )
    space = desired(_MAPPING, a_site(*pages, languages=languages))
    assert [(r.host, r.source, r.target) for r in space.redirects] == [
        ("https://de.example.org", "/a/", "/base/b/"),
        ("https://de.example.org", "/old", "/base/b/"),
        ("https://en.example.org", "/old", "/a/"),
    ]
    sources = [entry.fields["source"] for entry in space.entries if entry.content_type == "redirect"]
    made = {str(source["en-US"]) for source in sources if isinstance(source, dict)}
    assert made == {"https://de.example.org/a/", "https://de.example.org/old", "https://en.example.org/old"}
    assert not [finding for finding in space.findings if finding.code == "redirect-conflict"]


def test_one_host_has_one_page_at_an_old_path() -> None:
    """The first page keeps it; the other is told."""
    pages = (a_page("/a", aliases=("/old",)), a_page("/b", aliases=("/old",)))
    space = desired(_MAPPING, a_site(*pages))
    assert [(r.host, r.source, r.target) for r in space.redirects] == [("", "/old", "/a/")]
    assert [(f.code, f.source, f.text) for f in space.findings] == [("redirect-conflict", "content/b.md", "/old")]


def test_a_redirect_is_as_public_as_its_page() -> None:
    """It would tell the address of a draft to everybody."""
    site = a_site(a_page("/a", draft=True, aliases=("/old",)), a_page("/b", aliases=("/b-old",)))
    space = desired(_MAPPING, site)
    assert [(r.source, r.public) for r in space.redirects] == [("/b-old", True), ("/old", False)]
    states = {str(e.fields["source"]): e.publish for e in space.entries if e.content_type == "redirect"}
    assert states == {
        "{'en-US': '/b-old'}": PublishState.PUBLISHED,
        "{'en-US': '/old'}": PublishState.DRAFT,
    }


def test_aliases_without_entries_are_told_once() -> None:
    """At the first of them, with their number."""
    site = a_site(a_page("/a", aliases=("/x", "/y")), a_page("/b", aliases=("/z",)))
    found = desired(_MAPPING.replace("redirects: true", "redirects: false"), site).findings
    assert [(f.code, f.source, f.text, f.action) for f in found] == [
        ("redirect-left-out", "content/a.md", "/x", "no entries for 3 aliases")
    ]
    assert entry_of(desired(_MAPPING, site), "a").publish is PublishState.PUBLISHED
