"""What there is to say of a site as a whole: addresses taken twice, parts that lie elsewhere, pages that are none.

Owns the wording. Does not own what is found out while single files are read.
"""

from collections.abc import Iterator, Sequence

from migrate.extract.config import Configuration
from migrate.extract.content import ContentFile
from migrate.model.findings import Finding, Severity
from migrate.model.source import SourcePage

__all__ = ["bundled_finding", "configuration_findings", "duplicate_urls"]


def duplicate_urls(pages: Sequence[SourcePage]) -> Iterator[Finding]:
    """Yield one finding for each page at the address of an earlier one."""
    first: dict[str, SourcePage] = {}
    for page in pages:
        other = first.setdefault(page.permalink, page) if page.permalink else page
        if other is not page:
            place = other.source or other.path
            action = f"kept, although {place} is published at the same URL and readers see only one of them"
            yield Finding(page.source or other.source, 0, 0, "duplicate-url", Severity.NOTE, page.permalink, action)


def configuration_findings(config: Configuration) -> Iterator[Finding]:
    """Yield what the configuration names and the site's folder does not hold."""
    for folder in config.outside:
        action = f"left {folder} out; only what lies in the site's own folder is read"
        yield Finding(config.site.source, 0, 0, "content-outside", Severity.LOSS, folder, action)
    for name in config.missing_themes:
        yield Finding(
            config.site.source, 0, 0, "missing-theme", Severity.NOTE, name, "read the site without what the theme adds"
        )


def bundled_finding(file: ContentFile) -> Finding:
    """Return what is said of a content file inside a leaf bundle."""
    action = "kept as a resource of its bundle; it is no page of its own"
    return Finding(file.path, 0, 0, "bundled-page", Severity.NOTE, file.name, action)
