"""Findings about links in bodies."""

from migrate.model.findings import Code, Severity

__all__ = ["LINK_ROWS"]

_NOTE = Severity.NOTE

LINK_ROWS: tuple[Code, ...] = (
    Code(
        "link-attributes-dropped",
        _NOTE,
        "Title or attributes of a link were left out",
        "A Rich Text link holds its address only.",
        "",
    ),
    Code(
        "link-broken",
        _NOTE,
        "A link leads to nothing on the site",
        "No page or file answers to the address; it was kept as written.",
        "Correct the link, or add a redirect.",
    ),
    Code(
        "link-fragment",
        _NOTE,
        "A link to a place in a page stayed an address",
        "A link to an entry has no place for a fragment or a query, so the page's address is kept.",
        "",
    ),
    Code(
        "link-not-migrated",
        _NOTE,
        "A link leads to a page that is not migrated",
        "The address of the page on the old site is kept.",
        "Map the page's section or language.",
    ),
    Code(
        "link-translation",
        _NOTE,
        "A link to a translation stayed an address",
        "A link to an entry shows the reader's own language, so the address of the page in the other one is kept.",
        "",
    ),
    Code(
        "link-without-address",
        _NOTE,
        "A link without an address became text",
        "A Rich Text link needs an address.",
        "",
    ),
    Code(
        "link-without-text",
        _NOTE,
        "A link without text shows its address",
        "The web editor deletes links without text.",
        "",
    ),
)
