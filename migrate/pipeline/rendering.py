"""Shortcodes that the mapping wants real Hugo to render: the one place that asks it before pages are converted."""

from pathlib import Path

from migrate.extract.real_hugo import render_calls
from migrate.mapping.rules import MappingRules, ShortcodeAction
from migrate.model.source import SourceSite
from migrate.report.progress import ProgressSink
from migrate.transform.context import HugoRendering

__all__ = ["render_shortcodes", "rendered_names", "shows_raw_html"]


def render_shortcodes(
    root: Path, site: SourceSite, rules: MappingRules, hugo: str, progress: ProgressSink
) -> HugoRendering | None:
    """Return what Hugo prints for the shortcodes whose rule asks for it; None when no rule does, and nothing is run.

    Raises:
        ConfigurationError: there is no such binary.
        MigrateError: Hugo refuses the site, is too old, or is not done in time.
    """
    names = rendered_names(rules)
    if not names:
        return None
    progress.stage("Rendering shortcodes with Hugo", None)
    unsafe = shows_raw_html(site, rules)
    return render_calls(root, site, hugo, names=names, ruled=frozenset(rules.body.shortcodes) - names, unsafe=unsafe)


def rendered_names(rules: MappingRules) -> frozenset[str]:
    """Return the shortcodes, in lower case, that Hugo is to render."""
    return frozenset(name for name, rule in rules.body.shortcodes.items() if rule.action is ShortcodeAction.HUGO)


def shows_raw_html(site: SourceSite, rules: MappingRules) -> bool:
    """Tell whether readers saw raw HTML: as the mapping says, as the site says, always in the Blackfriday age."""
    if rules.body.unsafe is not None:
        return rules.body.unsafe
    old = site.config.blackfriday or rules.body.engine in ("blackfriday", "by-page")
    return old or site.config.goldmark.unsafe
