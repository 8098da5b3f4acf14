"""Undoing runs: every field and publish state comes back, and what an editor touched since is left alone."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from migrate.errors import ConfigurationError
from migrate.load import ApplyResult, HttpSpace, State, apply, observe
from migrate.mapping.rules import Vanished
from migrate.model.canonical import JsonObject
from migrate.model.plan import Action, Plan
from migrate.model.space import EntityKey, EntityType, PublishState, RemoteEntity
from migrate.plan import PlanPolicy, build_rollback, parse_delete_limit
from migrate.plan.rollback import BeforeImage
from tests.faults.bench import OWNER, TARGET, Bench, asset, dig, entry, site
from tests.faults.schedules import KilledError
from tests.unit.plan.plan_sides import MemoryRemote

Send = Callable[[httpx.Request], Awaitable[httpx.Response]]

FIRST = site(
    [entry("a", links=["b"]), entry("b", image="x"), entry("c", publish=PublishState.DRAFT), entry("gone")],
    [asset("x")],
)
SECOND = site(
    [entry("a", "New title", links=["b", "new"]), entry("b", image="y"), entry("c"), entry("new")],
    [asset("x", b"other bytes"), asset("y")],
)
POLICY = PlanPolicy(max_delete=parse_delete_limit("100%"))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Return a space with the first site in it."""
    bench = Bench(tmp_path)
    bench.sync(FIRST)
    bench.clock.start += 60
    return bench


def roll_back(bench: Bench, run: str, *, force: bool = False) -> tuple[Plan, ApplyResult]:
    """Undo a run."""

    async def work(space: HttpSpace, state: State) -> tuple[Plan, ApplyResult]:
        remote = await observe(space.reader, state, owner_tag=OWNER)
        plan = build_rollback(state.images(run), remote, TARGET, owner_tag=OWNER, force=force)
        return plan, await apply(plan, space, state, lambda _path: b"")

    return bench.with_state(work)


def comparable(contents: dict[EntityKey, JsonObject]) -> dict[EntityKey, JsonObject]:
    """Return contents without archived things: a vanished page that comes back was archived in between."""
    return {key: value for key, value in contents.items() if value["state"] != "archived"}


@pytest.mark.parametrize("vanished", [Vanished.ARCHIVE, Vanished.KEEP])
def test_everything_comes_back(bench: Bench, vanished: Vanished) -> None:
    """After a rollback fields, tags and publish states are those from before the run, and what it made is gone."""
    before = bench.contents()
    _, result = bench.sync(SECOND, PlanPolicy(max_delete=POLICY.max_delete, vanished=vanished))
    assert bench.contents() != before
    roll_back(bench, result.run)
    assert bench.contents() == before


def test_the_first_load_can_be_undone(bench: Bench) -> None:
    """Rolling back a first load leaves nothing of ours behind."""
    (run,) = bench.with_state(_runs)
    roll_back(bench, run)
    assert bench.contents() == {}


def test_what_an_editor_touched_is_left_and_listed(bench: Bench) -> None:
    """An entry that was edited after the run keeps its content and what it links to; the rest is undone."""
    before = bench.contents()
    _, result = bench.sync(SECOND, POLICY)
    bench.edit("a", note="mine")
    plan, _ = roll_back(bench, result.run)
    assert [item.key.id for item in plan.items if item.action is Action.CONFLICT] == ["a", "new"]
    after = bench.contents()
    kept = [key for key in before if after.get(key) != before[key]]
    assert [key.id for key in kept] == ["a"]


def test_force_undoes_it_all_the_same(bench: Bench) -> None:
    """Told to, a rollback also overwrites what was edited since."""
    before = bench.contents()
    _, result = bench.sync(SECOND, POLICY)
    bench.edit("a", note="mine")
    roll_back(bench, result.run, force=True)
    assert bench.contents() == before


def test_a_rollback_can_be_followed_by_a_sync(bench: Bench) -> None:
    """After a rollback the next sync does what the undone run did."""
    _, result = bench.sync(SECOND, POLICY)
    wanted = comparable(bench.contents())
    roll_back(bench, result.run)
    bench.clock.start += 60
    bench.sync(SECOND, POLICY)
    assert comparable(bench.contents()) == wanted


def test_a_rollback_can_be_undone(bench: Bench) -> None:
    """A rollback is a run like any other."""
    _, result = bench.sync(SECOND, POLICY)
    wanted = comparable(bench.contents())
    bench.clock.start += 60
    _, undone = roll_back(bench, result.run)
    bench.clock.start += 60
    roll_back(bench, undone.run)
    assert comparable(bench.contents()) == wanted


def test_edits_from_before_a_run_are_edits_after_every_rollback(bench: Bench) -> None:
    """An editor's field stands through a run, its rollback, the rollback of that, and the next run."""
    bench.edit("a", note="mine")
    bench.clock.start += 60
    _, result = bench.sync(SECOND, POLICY)
    bench.clock.start += 60
    _, undone = roll_back(bench, result.run)
    bench.clock.start += 60
    roll_back(bench, undone.run)
    bench.clock.start += 60
    plan, _ = bench.sync(SECOND, POLICY)
    assert [(item.key.id, item.action) for item in plan.items] == [("a", Action.DRIFT)]
    assert dig(bench.contents()[EntityKey(EntityType.ENTRY, "a")], "fields", "note", "en-US") == "mine"


def test_an_unknown_run_is_told(bench: Bench) -> None:
    """A run that never was cannot be undone."""
    with pytest.raises(ConfigurationError, match="no run"):
        roll_back(bench, "20200101T000000Z")


async def _runs(_space: HttpSpace, state: State) -> list[str]:
    return [record.id for record in state.runs()]


def test_an_edit_after_a_killed_run_is_left(bench: Bench) -> None:
    """A write whose answer a kill swallowed is known by the next run, so that an edit after it counts as one."""

    async def kill(_number: int, request: httpx.Request, send: Send) -> httpx.Response:
        answer = await send(request)
        if request.method == "PUT" and request.url.path.endswith("/entries/a"):
            raise KilledError("after it was done")
        return answer

    bench.meddle = kill
    with pytest.raises(KilledError):
        bench.sync(SECOND)
    bench.meddle = None
    bench.clock.start += 3600
    killed = bench.with_state(_last_run)
    bench.sync(SECOND)
    bench.clock.start += 60
    bench.edit("a", note="Theirs")
    plan, _ = roll_back(bench, killed)
    assert {item.key.id: item.action for item in plan.items}["a"] is Action.CONFLICT
    assert dig(bench.contents()[EntityKey(EntityType.ENTRY, "a")], "fields", "note", "en-US") == "Theirs"


async def _last_run(_space: HttpSpace, state: State) -> str:
    return state.runs()[0].id


@pytest.mark.parametrize(("version", "left"), [(3, False), (4, True)])
def test_a_write_of_unknown_fate(version: int, left: bool) -> None:
    """Where nobody knows what became of a write, an entity that is not as it was before is left alone."""
    key = EntityKey(EntityType.ENTRY, "a")
    there = RemoteEntity(key, "post", version, 2, None, "", "", {"title": {"en-US": "x"}}, (OWNER,))
    before = replace(there, version=3)
    plan = build_rollback([BeforeImage(key, before, None)], MemoryRemote({key: there}), TARGET, owner_tag=OWNER)
    assert [item.action for item in plan.items] == ([Action.CONFLICT] if left else [])
