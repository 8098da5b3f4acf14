"""What happens when a part of a run fails: the rest goes on, and the next run puts it right."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from migrate.load import ApplyOptions, HttpSpace, State, apply, observe
from migrate.mapping.rules import Vanished
from migrate.model.plan import Status
from migrate.model.space import EntityKey, EntityType, PublishState
from migrate.plan import PlanPolicy, parse_delete_limit
from migrate.rehearsal import Fault, FaultRule, FaultScript, RehearsalOptions
from tests.faults.bench import Bench, asset, dig, entry, site
from tests.faults.schedules import KilledError

Send = Callable[[httpx.Request], Awaitable[httpx.Response]]
EVERYTHING = PlanPolicy(max_delete=parse_delete_limit("100%"))


def states(bench: Bench) -> dict[str, object]:
    """Return the publish state of everything by id."""
    return {key.id: content["state"] for key, content in bench.contents().items()}


def test_a_bulk_action_that_names_nobody_is_halved(tmp_path: Path) -> None:
    """When an action fails as a whole without a name, its halves are tried, and all is published in the end."""
    script = FaultScript((FaultRule(Fault("bulk-failure"), path_contains="/bulk_actions/publish", limit=3),))
    bench = Bench(tmp_path, options=RehearsalOptions(faults=script))
    _, result = bench.sync(site([entry(f"e{number:02d}") for number in range(20)]))
    assert not result.partial
    assert set(states(bench).values()) == {"published"}


def test_one_entry_that_cannot_be_published(tmp_path: Path) -> None:
    """One entry with a link into nothing is set aside, and the 40 others are published."""
    bench = Bench(tmp_path)
    _, result = bench.sync(site([*(entry(f"e{number:02d}") for number in range(40)), entry("bad", links=["nowhere"])]))
    assert [outcome.key.id for outcome in result.outcomes if outcome.status is not Status.DONE] == ["bad"]
    found = states(bench)
    assert found.pop("bad") == "draft"
    assert set(found.values()) == {"published"}


def test_what_needs_an_entry_that_cannot_be_published(tmp_path: Path) -> None:
    """What links to an entry that could not be published stays a draft too, and what was public stays public."""
    bench = Bench(tmp_path)
    bench.sync(site([entry("public")]))
    wanted = [
        entry("public", links=["bad"]),
        entry("bad", links=["nowhere"]),
        entry("needs", links=["bad"]),
        entry("through", links=["needs"]),
        entry("free"),
    ]
    bench.sync(site(wanted))
    assert states(bench) == {
        "public": "published",
        "bad": "draft",
        "needs": "draft",
        "through": "draft",
        "free": "published",
    }


def test_a_space_without_bulk_actions(tmp_path: Path) -> None:
    """Where bulk actions are not granted, everything is published one by one."""
    bench = Bench(tmp_path)

    async def refuse(_number: int, request: httpx.Request, send: Send) -> httpx.Response:
        if "bulk_actions" in request.url.path:
            return httpx.Response(
                403, json={"sys": {"type": "Error", "id": "AccessDenied"}, "details": {"reasons": ""}}
            )
        return await send(request)

    bench.meddle = refuse
    _, result = bench.sync(site([entry(f"e{number}") for number in range(8)]))
    assert not result.partial
    assert set(states(bench).values()) == {"published"}


def test_a_file_that_is_never_processed(tmp_path: Path) -> None:
    """A file that Contentful does not get done is given up after its time, with what needs it; the rest goes on."""
    bench = Bench(
        tmp_path,
        options=RehearsalOptions(processing_failures=("bad*",)),
        apply_options=ApplyOptions(asset_timeout=30),
    )
    wanted = site([entry("a", image="bad"), entry("b", image="good")], [asset("bad"), asset("good")])
    _, result = bench.sync(wanted)
    assert {outcome.key.id: outcome.status for outcome in result.outcomes} == {
        "bad": Status.FAILED,
        "good": Status.DONE,
        "a": Status.SKIPPED,
        "b": Status.DONE,
    }
    assert 30 <= result.seconds < 60
    assert states(bench) == {"a": "draft", "b": "published", "bad": "draft", "good": "published"}


def test_nothing_is_taken_down_after_a_failure(tmp_path: Path) -> None:
    """What vanished from the site stays as long as something else went wrong in the same run."""
    bench = Bench(tmp_path)
    bench.sync(site([entry("a"), entry("old")]))
    _, result = bench.sync(site([entry("a"), entry("bad", links=["nowhere"])]), EVERYTHING)
    assert {outcome.key.id: outcome.status for outcome in result.outcomes} == {
        "bad": Status.FAILED,
        "old": Status.SKIPPED,
    }
    assert states(bench)["old"] == "published"
    bench.sync(site([entry("a")]), EVERYTHING)
    assert states(bench)["old"] == "archived"


@pytest.mark.parametrize("vanished", [Vanished.ARCHIVE, Vanished.DELETE])
def test_an_edit_during_the_run_saves_an_entry(tmp_path: Path, vanished: Vanished) -> None:
    """Of many entries that are taken down together, the one that is edited meanwhile stays."""
    bench = Bench(tmp_path)
    keep = [entry(f"k{number}") for number in range(3)]
    bench.sync(site([*keep, *(entry(f"old{number}") for number in range(5))]))

    async def edit(_number: int, request: httpx.Request, send: Send) -> httpx.Response:
        if request.method == "PUT" and request.url.path.endswith("/entries/k0"):
            assert await bench.edit_now("old3", publish=True, note="still needed")
        return await send(request)

    bench.meddle = edit
    policy = PlanPolicy(max_delete=EVERYTHING.max_delete, vanished=vanished)
    _, result = bench.sync(site([entry("k0", "Edited"), *keep[1:]]), policy)
    assert [outcome.key.id for outcome in result.outcomes if outcome.status is Status.STALE] == ["old3"]
    found = bench.contents()
    assert found[EntityKey(EntityType.ENTRY, "old3")]["state"] == "published"
    others = {key.id: content["state"] for key, content in found.items() if key.id.startswith("old")}
    del others["old3"]
    assert set(others.values()) == ({"archived"} if vanished is Vanished.ARCHIVE else set())


def test_a_file_that_changed_since_the_plan(tmp_path: Path) -> None:
    """A file with other bytes than the plan was made for is not uploaded."""
    bench = Bench(tmp_path)
    plan = bench.plan(site([entry("a")], [asset("x")]))

    async def run(space: HttpSpace, state: State) -> dict[str, Status]:
        result = await apply(plan, space, state, lambda _path: b"something else")
        return {outcome.key.id: outcome.status for outcome in result.outcomes}

    assert bench.with_state(run) == {"x": Status.STALE, "a": Status.DONE}


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    """A file that cannot be read fails by itself and is named."""
    bench = Bench(tmp_path)
    plan = bench.plan(site([entry("a")], [asset("x")]))

    def missing(path: str) -> bytes:
        raise FileNotFoundError(2, "No such file", path)

    async def run(space: HttpSpace, state: State) -> list[str]:
        result = await apply(plan, space, state, missing)
        return [outcome.error for outcome in result.outcomes if outcome.error]

    (error,) = bench.with_state(run)
    assert "static/x.txt cannot be read: No such file" in error


def test_a_cycle_of_links_is_published_together(tmp_path: Path) -> None:
    """Entries that link to each other in a circle are published by one action, even where links must be published."""
    bench = Bench(tmp_path, options=RehearsalOptions(links="unpublished"))
    ring = [entry(f"e{number}", links=[f"e{(number + 1) % 5}"]) for number in range(5)]
    _, result = bench.sync(site([*ring, entry("leads", links=["e0"])]))
    assert not result.partial
    assert set(states(bench).values()) == {"published"}


def test_an_edit_during_the_run_saves_a_single_draft(tmp_path: Path) -> None:
    """Contentful deletes whatever version it has, so one last look is taken before."""
    bench = Bench(tmp_path)
    bench.sync(site([entry("a"), entry("old", publish=PublishState.DRAFT)]))

    async def edit(_number: int, request: httpx.Request, send: Send) -> httpx.Response:
        if request.method == "PUT" and request.url.path.endswith("/entries/a"):
            assert await bench.edit_now("old", publish=False, note="still needed")
        if request.method == "DELETE":
            del request.headers["X-Contentful-Version"]
        return await send(request)

    bench.meddle = edit
    policy = PlanPolicy(max_delete=EVERYTHING.max_delete, vanished=Vanished.DELETE)
    _, result = bench.sync(site([entry("a", "Edited")]), policy)
    assert {outcome.key.id: outcome.status for outcome in result.outcomes} == {"a": Status.DONE, "old": Status.STALE}
    assert "old" in states(bench)


def test_what_is_gone_already_counts_as_deleted(tmp_path: Path) -> None:
    """An entry that somebody else deletes first is deleted, as was wanted."""
    bench = Bench(tmp_path)
    bench.sync(site([entry("a"), entry("old", publish=PublishState.DRAFT)]))

    async def delete(_number: int, request: httpx.Request, send: Send) -> httpx.Response:
        if request.method == "PUT" and request.url.path.endswith("/entries/a"):
            async with bench.raw() as client:
                await client.delete("entries/old", headers={"X-Contentful-Version": "1"})
        return await send(request)

    bench.meddle = delete
    policy = PlanPolicy(max_delete=EVERYTHING.max_delete, vanished=Vanished.DELETE)
    _, result = bench.sync(site([entry("a", "Edited")]), policy)
    assert not result.partial


def test_a_stale_item_of_a_saved_plan_holds_up_nothing(tmp_path: Path) -> None:
    """Where entries travel in bulk, one that was edited since the plan was made is set aside and the others go."""
    bench = Bench(tmp_path, options=RehearsalOptions(bulk_entry_operations=True))
    names = [f"e{number:02d}" for number in range(60)]
    bench.sync(site([entry(name) for name in names]))
    plan = bench.plan(site([entry(name, "Edited") for name in names]), PlanPolicy(allow_everything=True))
    bench.edit("e07", note="Theirs")

    async def run(space: HttpSpace, state: State) -> list[str]:
        await observe(space.reader, state, owner_tag=plan.owner_tag)
        result = await apply(plan, space, state, lambda _path: b"")
        return [outcome.key.id for outcome in result.outcomes if outcome.status is Status.STALE]

    assert bench.with_state(run) == ["e07"]
    titles = [dig(content, "fields", "title", "en-US") for content in bench.contents().values()]
    assert titles.count("Edited") == 59


def test_an_old_plan_teaches_nothing(tmp_path: Path) -> None:
    """What a saved plan found in step is not remembered once the entry has moved on."""
    bench = Bench(tmp_path)
    bench.sync(site([entry("a")]))
    bench.edit("a", note="First")
    plan = bench.plan(site([entry("a")]))
    bench.edit("a", note="Second")
    bench.sync(site([entry("a")]))
    key = EntityKey(EntityType.ENTRY, "a")

    async def run(space: HttpSpace, state: State) -> bool:
        before = state.base.record(key), state.base.theirs(key)
        await apply(plan, space, state, lambda _path: b"")
        return before == (state.base.record(key), state.base.theirs(key))

    assert bench.with_state(run)


def test_an_upload_without_an_answer_is_told(tmp_path: Path) -> None:
    """An upload that was sent twice may have left one behind, which no one can name any more."""
    bench = Bench(tmp_path)
    lost: list[str] = []

    async def lose(_number: int, request: httpx.Request, send: Send) -> httpx.Response:
        answer = await send(request)
        if request.url.path.endswith("/uploads") and not lost:
            lost.append("one")
            raise httpx.ReadTimeout("")
        return answer

    bench.meddle = lose
    _, result = bench.sync(site([entry("a", image="x")], [asset("x")]))
    assert not result.partial
    assert any("an upload got no answer and may be left" in note for note in result.notes)


def test_the_upload_of_a_job_that_never_began_is_deleted(tmp_path: Path) -> None:
    """A run that dies between the upload of entries and the order to read it leaves nothing behind."""
    bench = Bench(tmp_path, options=RehearsalOptions(bulk_entry_operations=True))
    wanted = site([entry(f"e{number:02d}") for number in range(60)])

    async def kill(_number: int, request: httpx.Request, send: Send) -> httpx.Response:
        if "/bulk_operations/" in request.url.path:
            raise KilledError("before it was sent")
        return await send(request)

    bench.meddle = kill
    with pytest.raises(KilledError):
        bench.sync(wanted)
    bench.meddle = None
    bench.clock.start += 3600
    _, result = bench.sync(wanted)
    assert sum("was not used and is deleted" in note for note in result.notes) == 1
    assert set(states(bench).values()) == {"published"}
