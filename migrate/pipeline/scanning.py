"""`scan` and `init`: what a site holds, and a mapping proposed from it. No space is asked."""

from collections.abc import Callable
from pathlib import Path

from migrate.extract import read_site
from migrate.extract.real_hugo import why_not_rendered
from migrate.mapping.elsewhere import draft_shortcodes
from migrate.mapping.infer import infer_mapping, render_mapping
from migrate.mapping.load import load_mapping
from migrate.report.inventory import Inventory, take_inventory
from migrate.report.progress import ProgressSink
from migrate.settings import Settings
from migrate.transform.body.shortcodes.describe import describe_shortcode
from migrate.transform.body.shortcodes.table import SHORTCODES

__all__ = ["init", "scan"]


def scan(
    site: Path, mapping: Path | None, settings: Settings, progress: ProgressSink
) -> tuple[Inventory, Callable[[str], str]]:
    """Return the inventory of a site, and a function from the name of a shortcode to what will become of it."""
    rules = load_mapping(mapping) if mapping is not None else None
    progress.stage("Reading the site", None)
    source = read_site(site, now=settings.now, hugo_version=rules.hugo_version if rules else None)
    rules = rules or infer_mapping(source)
    progress.stage("Counting", None)
    inventory = take_inventory(source, settings.now)
    return inventory, lambda name: describe_shortcode(name, rules.body)


def init(site: Path, settings: Settings, progress: ProgressSink) -> bytes:
    """Return the text of a mapping inferred from the site, with the evidence as comments.

    Shortcodes that only Hugo can show whole get a rule, which is a comment where there is no Hugo to ask.
    """
    progress.stage("Reading the site", None)
    source = read_site(site, now=settings.now)
    progress.stage("Looking for shortcodes", None)
    shortcodes = draft_shortcodes(source, SHORTCODES)
    return render_mapping(source, shortcodes, why_not_rendered(settings.hugo) if shortcodes else "").encode()
