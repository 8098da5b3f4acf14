"""Reading the space: pages, deletions, and changes that others make."""

import json
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from migrate.load import HttpSpace, State, connect, observe
from migrate.model.canonical import JsonObject
from migrate.model.plan import PlanItem
from migrate.model.space import EntityKey, EntityType
from migrate.plan import find_drift
from tests.faults.bench import OWNER, TARGET, TOKEN, Bench, VirtualClock, entry, run_virtually, site


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Return an empty space."""
    return Bench(tmp_path)


def test_pages_shrink_until_an_answer_fits() -> None:
    """A response that would be too big is asked for in halves, and nothing is read twice or left out."""
    asked: list[int] = []

    def answer(request: httpx.Request) -> httpx.Response:
        limit, skip = int(request.url.params["limit"]), int(request.url.params["skip"])
        asked.append(limit)
        if limit > 250:
            message = "Response size too big. Maximum allowed response size: 7340032B."
            return httpx.Response(400, json={"sys": {"type": "Error", "id": "BadRequest"}, "message": message})
        items = [
            {"sys": {"type": "Entry", "id": f"e{number}", "version": 1}, "fields": {}, "metadata": {"tags": []}}
            for number in range(skip, min(skip + limit, 600))
        ]
        return httpx.Response(200, content=json.dumps({"total": 600, "items": items}))

    async def work() -> list[str]:
        transport = httpx.MockTransport(answer)
        async with connect(TARGET, SecretStr(TOKEN), transport=transport, clock=VirtualClock()) as space:
            return [one.key.id async for page in space.reader.entities(EntityType.ENTRY) for one in page]

    found = run_virtually(work())
    assert found == [f"e{number}" for number in range(600)]
    assert asked == [1000, 500, 250, 250, 250]


def test_a_deletion_is_found_by_counting(bench: Bench) -> None:
    """An entity that is gone shows in no list of changes; the count betrays it."""
    wanted = site([entry(f"e{number}") for number in range(5)])
    bench.sync(wanted)
    bench.act("DELETE", "entries/e3/published")
    bench.act("DELETE", "entries/e3")
    plan = bench.plan(wanted)
    assert [(item.key.id, item.reason) for item in plan.items] == [("e3", "deleted in Contentful")]


def test_one_deleted_and_one_made_is_found_as_well(bench: Bench) -> None:
    """A deletion hides behind a new entry only as long as that entry is not seen."""
    wanted = site([entry(f"e{number}") for number in range(5)])
    bench.sync(wanted)
    bench.act("DELETE", "entries/e3/published")
    bench.act("DELETE", "entries/e3")

    async def make(_space: HttpSpace, _state: State) -> None:
        async with bench.raw() as client:
            headers = {"X-Contentful-Content-Type": "post"}
            body: JsonObject = {"fields": {}, "metadata": {"tags": []}}
            assert (await client.put("entries/theirs", json=body, headers=headers)).status_code == 201

    bench.with_state(make)
    assert [item.key.id for item in bench.plan(wanted).items] == ["e3"]


def test_many_edits_are_all_seen(bench: Bench) -> None:
    """More changes than fit the first page are read to the last."""
    wanted = site([entry(f"e{number:03d}") for number in range(150)])
    bench.sync(wanted)
    bench.clock.start += 3600
    for number in range(150):
        bench.edit(f"e{number:03d}", note="by hand")
    assert len(bench.plan(wanted).items) == 150


def test_an_edit_during_a_long_run_is_seen(bench: Bench) -> None:
    """What an editor does while hundreds of entries are loaded shows in the next plan, however much came after it."""
    edited = False

    async def edit(_number: int, request: httpx.Request, send: object) -> httpx.Response:
        nonlocal edited
        assert callable(send)
        if request.url.path.endswith("entries/e150") and not edited:
            edited = await bench.edit_now("e010", publish=False, note="by hand")
        answer = await send(request)
        assert isinstance(answer, httpx.Response)
        return answer

    bench.meddle = edit
    wanted = site([entry(f"e{number:03d}") for number in range(300)])
    bench.sync(wanted)
    assert edited
    bench.meddle = None
    bench.clock.start += 3600
    plan, _ = bench.sync(wanted)
    assert [(item.key.id, [change.field for change in item.changes]) for item in plan.items] == [
        ("e010", ["note", "$state"])
    ]


def test_drift_is_listed_without_a_site(bench: Bench) -> None:
    """What editors did is known from memory and space alone."""
    bench.sync(site([entry("a"), entry("b"), entry("c"), entry("d")]))
    bench.edit("a", note="by hand")
    bench.act("DELETE", "entries/b/published")
    bench.act("DELETE", "entries/c/published")
    bench.act("DELETE", "entries/c")

    async def look(space: HttpSpace, state: State) -> tuple[PlanItem, ...]:
        return find_drift(await observe(space.reader, state, owner_tag=OWNER), state.base)

    found = {item.key.id: [(change.field, change.before) for change in item.changes] for item in bench.with_state(look)}
    assert found == {"a": [("note", "by hand")], "b": [("$state", "draft")], "c": [("$state", None)]}


def test_a_full_look_finds_the_same(bench: Bench) -> None:
    """Reading everything once more changes nothing in what is known."""
    bench.sync(site([entry("a"), entry("b")]))

    async def look(space: HttpSpace, state: State) -> bool:
        key = EntityKey(EntityType.ENTRY, "a")
        before = (await observe(space.reader, state, owner_tag=OWNER)).entity(key)
        return before == (await observe(space.reader, state, owner_tag=OWNER, full=True)).entity(key)

    assert bench.with_state(look)
