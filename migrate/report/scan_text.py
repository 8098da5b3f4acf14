"""The inventory as terminal text: one page that tells an owner what they have."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from rich.text import Text

from migrate.model.findings import Code
from migrate.report.findings import findings_lines
from migrate.report.inventory import Inventory, KeyUse, Place
from migrate.report.wording import counted

__all__ = ["scan_lines"]

_PLACES = 5
_ROWS = 40


def scan_lines(
    inventory: Inventory, codes: Mapping[str, Code], becomes: Callable[[str], str], *, root: str
) -> Iterator[Text]:
    """Yield the page line by line.

    Args:
        inventory: what was counted.
        codes: documentation of the finding codes.
        becomes: shortcode name → what will become of it, in a few words.
        root: the site's folder as the user named it.
    """
    yield Text(f"{root}: {counted(inventory.files, 'content file')}, {counted(inventory.pages, 'page')}", style="bold")
    yield from _table("Sections", inventory.sections)
    yield from _table("Types", inventory.types)
    yield from _table("Languages", inventory.languages)
    yield from _table("States", inventory.states)
    yield from _table("Formats", inventory.markups)
    yield from _table("Taxonomies", inventory.taxonomies, unit="term")
    yield from _keys(inventory.keys)
    yield from _shortcodes(inventory, becomes)
    yield from _tags(inventory)
    yield from _table("Images", inventory.images)
    yield from _places("Missing images", inventory.missing_images)
    yield from _table("Links", inventory.links)
    yield from _places("Broken links", inventory.broken_links)
    yield from _duplicates(inventory.duplicate_urls)
    if inventory.findings:
        yield from _title("Problems")
        yield from findings_lines(inventory.findings, codes)


def _title(name: str) -> Iterator[Text]:
    yield Text("")
    yield Text(name, style="bold cyan")


def _table(name: str, counts: Mapping[str, int], *, unit: str = "") -> Iterator[Text]:
    if not counts:
        return
    yield from _title(name)
    for label, count in list(counts.items())[:_ROWS]:
        yield Text(f"  {count:>7,}  {label}" + (f" ({unit}s)" if unit else ""))
    if len(counts) > _ROWS:
        yield Text(f"           … and {len(counts) - _ROWS:,} more", style="dim")


def _keys(keys: Mapping[str, KeyUse]) -> Iterator[Text]:
    if not keys:
        return
    yield from _title("Front matter")
    for use in keys.values():
        types = ", ".join(
            f"{kind} {count:,}" if len(use.types) > 1 else kind for kind, count in use.types.most_common()
        )
        yield Text(f"  {use.pages:>7,}  {use.spelling:<22} {types}")
        for place in use.odd[:_PLACES]:
            yield _place(place)
        if len(use.odd) > _PLACES:
            yield Text(f"           … and {len(use.odd) - _PLACES:,} more odd ones", style="dim")


def _shortcodes(inventory: Inventory, becomes: Callable[[str], str]) -> Iterator[Text]:
    if not inventory.shortcodes:
        return
    yield from _title("Shortcodes")
    for name, calls in inventory.shortcodes.items():
        pages = counted(inventory.shortcode_pages[name], "page")
        line = Text(f"  {calls:>7,}  {name:<22} on {pages}")
        line.append(f"  → {becomes(name)}", style="green")
        yield line
        yield _place(inventory.shortcode_place[name])


def _tags(inventory: Inventory) -> Iterator[Text]:
    if not inventory.html_tags:
        return
    yield from _title("Raw HTML")
    for tag, uses in list(inventory.html_tags.items())[:_ROWS]:
        place = inventory.html_place[tag]
        line = Text(f"  {uses:>7,}  <{tag}>".ljust(34))
        line.append(f"first at {place.source}:{place.line}", style="dim")
        yield line


def _places(name: str, places: Sequence[Place]) -> Iterator[Text]:
    if not places:
        return
    yield from _title(f"{name} ({len(places):,})")
    for place in places[:_ROWS]:
        yield _place(place)
    if len(places) > _ROWS:
        yield Text(f"           … and {len(places) - _ROWS:,} more (all of them with --json)", style="dim")


def _duplicates(urls: Mapping[str, Sequence[str]]) -> Iterator[Text]:
    if not urls:
        return
    yield from _title(f"Pages that share a URL ({len(urls):,})")
    for url, pages in list(urls.items())[:_ROWS]:
        yield Text(f"           {url}  {', '.join(pages)}")


def _place(place: Place) -> Text:
    return Text(f"           {place.source}:{place.line}  {place.text}", style="dim")
