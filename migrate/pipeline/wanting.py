"""The first half of the row: a site and its mapping become what the space should hold."""

import gc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from migrate.errors import MappingError, Problem, SafetyError
from migrate.extract import read_site
from migrate.mapping.accept import is_accepted
from migrate.mapping.infer import infer_mapping
from migrate.mapping.load import load_mapping
from migrate.mapping.rules import MappingRules
from migrate.model.findings import Finding, Severity
from migrate.model.source import SourceSite
from migrate.model.space import DesiredEntry, DesiredSpace, Target
from migrate.pipeline.remembering import PageMemory
from migrate.pipeline.rendering import render_shortcodes
from migrate.pipeline.sources import Sources
from migrate.pipeline.spreading import collector_at_rest
from migrate.report.progress import ProgressSink
from migrate.report.wording import counted
from migrate.settings import Settings
from migrate.transform import build_space
from migrate.transform.body.html import invalid_selector
from migrate.transform.context import HugoRendering
from migrate.transform.page_work import PageWork

__all__ = ["Goal", "Wanted", "check_losses", "want"]


@dataclass(frozen=True, slots=True)
class Goal:
    """What the space should hold, without the pages from which it was made: they are as large as all the rest."""

    space: DesiredSpace
    rules: MappingRules
    sources: Sources
    left_out: tuple[Finding, ...]
    """What could not be read, so that what is missing must not count as vanished."""

    @property
    def default_locale(self) -> str:
        """The default locale of a space that is made for it."""
        return next((locale.code for locale in self.space.locales if locale.default), "")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A site, its mapping, and what the space should hold."""

    site: SourceSite
    rules: MappingRules
    space: DesiredSpace
    rendering: HugoRendering | None = None
    """What Hugo printed for shortcodes, where the mapping asks for it."""

    @property
    def left_out(self) -> tuple[Finding, ...]:
        """What could not be read, so that what is missing must not count as vanished."""
        return tuple(finding for finding in self.site.findings if finding.severity is Severity.LOSS)

    def goal(self) -> Goal:
        """Return what is left to know once the pages are made; whoever lets go of this frees them."""
        return Goal(self.space, self.rules, Sources.of(self.site), self.left_out)

    def findings(self) -> Iterator[Finding]:
        """Yield all findings, those of entries and assets included, in no order: of a large site they are many."""
        yield from self.space.findings
        for asset in self.space.assets:
            yield from asset.findings
        for entry in self.space.entries:
            yield from entry.findings


def _require_selectors(rules: MappingRules) -> None:
    """Check the CSS selectors of a mapping, which the parser would refuse in the middle of a page.

    Raises:
        MappingError: with every selector that is none.
    """
    problems = tuple(
        Problem(
            f"{rule.select!r} in body.html is no CSS selector",
            rule.where or rules.source,
            "Write it as in a style sheet, such as div.ad",
        )
        for rule in rules.body.html
        if invalid_selector(rule.select)
    )
    if problems:
        raise MappingError(problems)


def want(
    site: Path,
    mapping: Path | None,
    settings: Settings,
    target: Target,
    progress: ProgressSink,
    memory: PageMemory | None = None,
) -> Wanted:
    """Read `site` and return what it wants to be in `target`.

    With a `memory`, pages that are as they were are not made again.

    Call it before a thread is started, such as that of the rehearsal space: then all cores are used.

    Raises:
        ConfigurationError: the site or its configuration cannot be read.
        MappingError: the mapping is wrong, or does not fit the site.
    """
    progress.stage("Reading the site", None)
    # A broken mapping is told before a large site is read.
    rules = load_mapping(mapping) if mapping is not None else None
    if rules is not None:
        _require_selectors(rules)
    with collector_at_rest():
        work = memory or PageMemory()
        known = work.site()
        version = rules.hugo_version if rules else None
        source = read_site(site, now=settings.now, hugo_version=version, memory=known)
        if rules is None:
            rules = known.mapping(source) if known is not None else infer_mapping(source)
        rendering = render_shortcodes(site, source, rules, settings.hugo, progress)
        progress.stage("Converting", None)
        work.rely_on(partial(_entries_again, site, version, rules, settings, rendering))
        space = build_space(source, rules, settings.target, settings.now, work=work, rendering=rendering)
    # It stays until the run ends: looking through all of it for cycles, again and again, would find none.
    gc.freeze()
    return Wanted(source, rules, space, rendering)


def _entries_again(
    site: Path,
    version: tuple[int, int] | None,
    rules: MappingRules,
    settings: Settings,
    rendering: HugoRendering | None,
    work: PageWork,
) -> Sequence[DesiredEntry]:
    """Return all entries once more, from the site as it is now."""
    source = read_site(site, now=settings.now, hugo_version=version)
    return build_space(source, rules, settings.target, settings.now, work=work, rendering=rendering).entries


def check_losses(wanted: Wanted, *, strict: bool) -> None:
    """Refuse to go on when `strict` and visible content would go that no rule of the mapping accepts.

    Raises:
        SafetyError: names the first loss.
    """
    if not strict:
        return
    losses = (finding for finding in wanted.findings() if finding.severity is Severity.LOSS)
    open_losses = sorted(finding for finding in losses if not is_accepted(finding, wanted.rules.accept))
    if open_losses:
        first = open_losses[0]
        raise SafetyError(
            f"{counted(len(open_losses), 'loss')} no rule accepts, the first is {first.code}: {first.text}",
            where=f"{first.source}:{first.line}",
            hint=f"See `migrate explain {first.code}`; accept it with a reason in the mapping, or correct the post",
        )
