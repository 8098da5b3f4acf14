"""The stages in a row; the one module that knows them all.

Each verb of the command line is one function here: it opens what has to be opened, runs the stages, and returns a value
that the command line prints. There is no "if dry run" below this module: a dry run is the same row, stopped earlier.
"""

import asyncio
import difflib
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from pydantic import SecretStr

from migrate.errors import ConfigurationError, SafetyError
from migrate.extract import read_site
from migrate.load.apply import apply
from migrate.load.connect import connect
from migrate.load.observe import observe
from migrate.load.port import Space
from migrate.load.run import Progress
from migrate.load.state.store import State, open_state
from migrate.mapping.accept import is_accepted
from migrate.mapping.infer import infer_mapping
from migrate.mapping.load import load_mapping
from migrate.mapping.rules import MappingRules
from migrate.model.codes import CODES
from migrate.model.findings import Finding, Severity
from migrate.model.plan import Action, Plan
from migrate.model.source import SourceSite
from migrate.model.space import DesiredSpace, Target
from migrate.plan.build import build_plan
from migrate.plan.codec import dump_plan, load_plan
from migrate.plan.policy import OnConflict, PlanPolicy, parse_delete_limit
from migrate.plan.rails import require_safe
from migrate.rehearsal import RehearsalOptions, ServeSettings, create_app, open_store, serve_in_thread
from migrate.rehearsal import serve as serve_rehearsal
from migrate.report.export import export_contentful, export_files, export_ndjson
from migrate.report.inventory import Inventory, take_inventory
from migrate.report.plan_html import render_html
from migrate.report.plan_markdown import render_markdown
from migrate.report.progress import ProgressSink
from migrate.report.summary import RunSummary, summarise
from migrate.report.verified import Verified
from migrate.report.wording import counted
from migrate.settings import Settings
from migrate.transform import build_space
from migrate.transform.body.shortcodes.describe import describe_shortcode

__all__ = [
    "ExportFormat",
    "Planned",
    "apply_file",
    "export",
    "plan",
    "plan_file",
    "plan_html",
    "plan_markdown",
    "run",
    "scan",
    "serve",
    "similar",
    "sync",
    "verify",
    "write_files",
]


class ExportFormat(StrEnum):
    """What `export` writes."""

    NDJSON = "ndjson"
    CONTENTFUL = "contentful"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The first half of the row: a site, its mapping, and what the space should hold."""

    site: SourceSite
    rules: MappingRules
    space: DesiredSpace
    findings: tuple[Finding, ...]
    """All of them, those of entries and assets included, sorted."""

    @property
    def partial(self) -> bool:
        """Whether a file of the site could not be read, so that what is missing must not count as vanished."""
        return bool(self.left_out)

    @property
    def left_out(self) -> tuple[Finding, ...]:
        """What `extract` could not read."""
        return tuple(finding for finding in self.site.findings if finding.severity is Severity.LOSS)


@dataclass(frozen=True, slots=True)
class Exported:
    """An export, ready to be written."""

    chunks: Iterable[bytes]
    wanted: Wanted
    partial: bool
    """Whether files of the site were set aside."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan and what it came from."""

    plan: Plan
    pages: int
    left_out: tuple[Finding, ...]
    """Files of the site that could not be read."""


def scan(
    site: Path, mapping: Path | None, settings: Settings, progress: ProgressSink
) -> tuple[Inventory, Callable[[str], str]]:
    """Return the inventory of a site, and what will become of a shortcode by its name."""
    progress.stage("Reading the site", None)
    source = read_site(site, now=settings.now)
    rules = _rules(source, mapping)
    progress.stage("Counting", None)
    inventory = take_inventory(source, settings.now)
    return inventory, lambda name: describe_shortcode(name, rules.body)


def export(
    site: Path,
    mapping: Path | None,
    settings: Settings,
    progress: ProgressSink,
    *,
    form: ExportFormat,
    strict: bool,
) -> Exported:
    """Return the desired space as the bytes of a file; no space is asked."""
    wanted = _want(site, mapping, settings, settings.target, progress)
    _check_losses(wanted, strict=strict)
    match form:
        case ExportFormat.NDJSON:
            chunks: Iterable[bytes] = export_ndjson(wanted.space)
        case ExportFormat.CONTENTFUL:
            chunks = export_contentful(wanted.space)
    return Exported(chunks, wanted, partial=wanted.partial)


def write_files(exported: Exported, folder: Path) -> None:
    """Write what contentful-import needs to upload the files of the site, ``assets.json`` and the files beside it.

    Raises:
        ConfigurationError: the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "assets.json").open("wb") as content:
            content.writelines(export_contentful(exported.wanted.space, only_local_files=True))
        for file in export_files(exported.wanted.space, exported.wanted.site.reader.read):
            path = folder / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
    except OSError as error:
        raise ConfigurationError("cannot be written to", where=str(folder), hint="Name another folder") from error


def plan(site: Path, mapping: Path | None, settings: Settings, progress: ProgressSink, *, strict: bool) -> Planned:
    """Return what a run would do. Nothing is written, neither to the space nor to the state file."""
    with _target(settings, writable=False) as (target, token):
        wanted = _want(site, mapping, settings, target, progress)
        _check_losses(wanted, strict=strict)
        return asyncio.run(_plan(wanted, settings, target, token, progress))


async def _plan(
    wanted: Wanted, settings: Settings, target: Target, token: SecretStr, progress: ProgressSink
) -> Planned:
    async with connect(target, token, rate_share=settings.rate_share) as space:
        with open_state(_state_path(settings), target, writable=False) as state:
            planned = await _compare(wanted, settings, target, space, state, progress)
    return planned


async def _compare(
    wanted: Wanted, settings: Settings, target: Target, space: Space, state: State, progress: ProgressSink
) -> Planned:
    progress.stage("Reading the space", None)
    remote = await observe(space.reader, state, owner_tag=wanted.space.owner_tag)
    policy = PlanPolicy(
        on_conflict=settings.on_conflict,
        vanished=wanted.rules.vanished,
        max_delete=parse_delete_limit(settings.max_delete),
        partial=wanted.partial,
    )
    progress.stage("Comparing", None)
    return Planned(
        plan=build_plan(wanted.space, remote, state.base, policy, target),
        pages=wanted.space.pages,
        left_out=wanted.left_out,
    )


def run(
    site: Path,
    mapping: Path | None,
    settings: Settings,
    progress: ProgressSink,
    *,
    agree: Callable[[Planned], bool],
    strict: bool,
) -> RunSummary | None:
    """Plan, ask `agree`, apply and read back; None when it was not agreed.

    Raises:
        LockedError: another run works on the same space.
        SafetyError: a rail refused the plan, or `strict` and a loss is not accepted.
    """
    with _target(settings, writable=True) as (target, token):
        started = time.monotonic()
        wanted = _want(site, mapping, settings, target, progress)
        _check_losses(wanted, strict=strict)
        return asyncio.run(_run(wanted, settings, target, token, progress, agree, started))


def sync(site: Path, mapping: Path | None, settings: Settings, progress: ProgressSink, *, strict: bool) -> RunSummary:
    """Do what `run` does without asking; what changed on either side decides what is sent."""
    summary = run(site, mapping, settings, progress, agree=lambda _: True, strict=strict)
    assert summary is not None  # noqa: S101 - it is only None when `agree` refuses
    return summary


async def _run(
    wanted: Wanted,
    settings: Settings,
    target: Target,
    token: SecretStr,
    progress: ProgressSink,
    agree: Callable[[Planned], bool],
    started: float,
) -> RunSummary | None:
    async with connect(target, token, rate_share=settings.rate_share) as space:
        with open_state(_state_path(settings), target, writable=True) as state:
            planned = await _compare(wanted, settings, target, space, state, progress)
            require_safe(planned.plan)
            with progress.paused():
                agreed = agree(planned)
            if not agreed:
                return None
            return await _apply(planned, wanted.site, space, state, progress, started)


async def _apply(
    planned: Planned, site: SourceSite, space: Space, state: State, progress: ProgressSink, started: float
) -> RunSummary:
    plan = planned.plan
    phases: list[str] = []

    def show(step: Progress) -> None:
        if phases[-1:] != [step.phase]:
            phases.append(step.phase)
            progress.stage(f"Writing: {step.phase}", step.total)
        progress.reach(step.done)

    result = await apply(plan, space, state, site.reader.read, show)
    actions = [item.action for item in plan.items]
    return summarise(
        result.outcomes,
        pages=planned.pages,
        unchanged=plan.unchanged,
        set_up=len(plan.setup),
        conflicts=actions.count(Action.CONFLICT),
        drifted=actions.count(Action.DRIFT),
        left_out=planned.left_out,
        findings=plan.findings,
        requests=space.reader.requests,
        writes=space.reader.writes,
        seconds=time.monotonic() - started,
    )


def verify(site: Path, mapping: Path | None, settings: Settings, progress: ProgressSink, *, subset: str) -> Verified:
    """Read the whole space and compare it with the site, trusting nothing that was remembered."""
    part, parts = _subset(subset)
    with _target(settings, writable=False) as (target, token):
        wanted = _want(site, mapping, settings, target, progress)
        planned = asyncio.run(_read_back(wanted, settings, target, token, progress))
    differences = [
        item
        for item in planned.plan.items
        if item.action not in (Action.ADOPT, Action.UNCHANGED) and _in_subset(item.key.id, part, parts)
    ]
    compared = len(wanted.space.assets) + len(wanted.space.entries)
    if parts > 1:
        ids = [*(asset.id for asset in wanted.space.assets), *(entry.id for entry in wanted.space.entries)]
        compared = sum(_in_subset(entity_id, part, parts) for entity_id in ids)
    return Verified(compared, differences)


async def _read_back(
    wanted: Wanted, settings: Settings, target: Target, token: SecretStr, progress: ProgressSink
) -> Planned:
    careful = settings.model_copy(update={"on_conflict": OnConflict.THEIRS, "max_delete": "100%"})
    with tempfile.TemporaryDirectory(prefix="migrate-verify-") as folder:
        async with connect(target, token, rate_share=settings.rate_share) as space:
            with open_state(Path(folder) / "state.db", target, writable=True) as state:
                return await _compare(wanted, careful, target, space, state, progress)


def _subset(text: str) -> tuple[int, int]:
    part, slash, parts = text.partition("/")
    if not (slash and part.isdigit() and parts.isdigit() and 1 <= int(part) <= int(parts)):
        raise ConfigurationError(f"{text!r} is no part", where="--subset", hint="Write it as 1/7, 2/7 and so on")
    return int(part), int(parts)


def _in_subset(entity_id: str, part: int, parts: int) -> bool:
    # A checksum of the id, so that an entity stays in its part while others come and go.
    return zlib.crc32(entity_id.encode()) % parts == part - 1


def apply_file(site: Path, plan_path: Path, settings: Settings, progress: ProgressSink) -> RunSummary:
    """Do what a saved plan says, item by item, as long as each is still as the plan found it.

    Raises:
        ConfigurationError: the file is no plan, or was made for another space.
    """
    saved = load_plan(_read(plan_path), where=str(plan_path))
    with _target(settings, writable=True) as (target, token):
        if (saved.target.space, saved.target.environment) != (target.space, target.environment):
            raise ConfigurationError(
                f"the plan is for {saved.target.space}/{saved.target.environment}, not "
                f"{target.space}/{target.environment}",
                where=str(plan_path),
                hint="Name that target, or make a new plan",
            )
        started = time.monotonic()
        progress.stage("Reading the site", None)
        source = read_site(site, now=settings.now)
        planned = Planned(plan=replace(saved, target=target), pages=len(source.pages), left_out=())
        return asyncio.run(_apply_saved(planned, source, settings, target, token, progress, started))


async def _apply_saved(
    planned: Planned,
    source: SourceSite,
    settings: Settings,
    target: Target,
    token: SecretStr,
    progress: ProgressSink,
    started: float,
) -> RunSummary:
    async with connect(target, token, rate_share=settings.rate_share) as space:
        with open_state(_state_path(settings), target, writable=True) as state:
            return await _apply(planned, source, space, state, progress, started)


def plan_file(planned: Planned) -> bytes:
    """Return the plan as JSON, for `apply` and for machines."""
    return dump_plan(planned.plan).encode()


def plan_markdown(planned: Planned) -> bytes:
    """Return the plan as Markdown."""
    return render_markdown(planned.plan).encode()


def plan_html(planned: Planned) -> bytes:
    """Return the plan as a web page."""
    return render_html(planned.plan, CODES).encode()


def serve(
    settings: Settings,
    *,
    port: int,
    https_port: int | None,
    spaces: tuple[str, ...],
    rate_limit: int | None,
    announce: Callable[[Sequence[str]], None],
) -> None:
    """Serve the rehearsal space until interrupted."""
    settings.rehearsal.parent.mkdir(parents=True, exist_ok=True)
    serve_rehearsal(
        ServeSettings(
            database=settings.rehearsal,
            spaces=spaces or (REHEARSAL,),
            port=port,
            https_port=https_port,
            options=RehearsalOptions(rate_limit=rate_limit),
        ),
        announce,
    )


def similar(word: str, known: Iterable[str]) -> list[str]:
    """Return the known words that `word` may have been meant to be, nearest first."""
    return difflib.get_close_matches(word, list(known))


REHEARSAL = "rehearsal"


@contextmanager
def _target(settings: Settings, *, writable: bool) -> Iterator[tuple[Target, SecretStr]]:
    """Yield where things go and the token for it; the rehearsal space runs inside the block when it is the target."""
    if not settings.in_rehearsal:
        if settings.token is None:
            raise ConfigurationError("no token", hint="Set CONTENTFUL_MANAGEMENT_TOKEN")
        yield settings.target, settings.token
        return
    path: Path | None = settings.rehearsal
    if writable:
        settings.rehearsal.parent.mkdir(parents=True, exist_ok=True)
    elif not settings.rehearsal.exists():
        # A dry run leaves no trace, not even an empty database.
        path = None
    with serve_in_thread(create_app(open_store(path, (REHEARSAL,)), RehearsalOptions())) as url:
        yield replace(settings.target, host=url), SecretStr(REHEARSAL)


def _want(site: Path, mapping: Path | None, settings: Settings, target: Target, progress: ProgressSink) -> Wanted:
    progress.stage("Reading the site", None)
    if mapping is not None:
        # A broken mapping is told before a large site is read.
        load_mapping(mapping)
    source = read_site(site, now=settings.now)
    rules = _rules(source, mapping)
    progress.stage("Converting", len(source.pages))
    space = build_space(source, rules, target, settings.now)
    findings = [*space.findings]
    for asset in space.assets:
        findings += asset.findings
    for entry in space.entries:
        findings += entry.findings
    return Wanted(source, rules, space, tuple(sorted(findings)))


def _rules(source: SourceSite, mapping: Path | None) -> MappingRules:
    return infer_mapping(source) if mapping is None else load_mapping(mapping)


def _check_losses(wanted: Wanted, *, strict: bool) -> None:
    if not strict:
        return
    losses = [finding for finding in wanted.findings if finding.severity is Severity.LOSS]
    open_losses = [finding for finding in losses if not is_accepted(finding, wanted.rules.accept)]
    if open_losses:
        first = open_losses[0]
        raise SafetyError(
            f"{counted(len(open_losses), 'loss')} no rule accepts, the first is {first.code}: {first.text}",
            where=f"{first.source}:{first.line}",
            hint=f"See `migrate explain {first.code}`; accept it with a reason in the mapping, or correct the post",
        )


def _state_path(settings: Settings) -> Path:
    if settings.state is not None:
        return settings.state
    if settings.in_rehearsal:
        return settings.rehearsal.with_suffix(".state.db")
    return Path(".migrate") / f"{settings.space}.{settings.environment}.state.db"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError("cannot be read", where=str(path), hint="Check the path") from error
