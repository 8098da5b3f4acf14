"""Loading and syncing against the rehearsal space: what is sent, and what is not."""

from dataclasses import replace
from pathlib import Path

import pytest

from migrate.errors import SafetyError, StateError
from migrate.load import HttpSpace, State, observe
from migrate.mapping.rules import Vanished
from migrate.model.plan import Action, Status
from migrate.model.space import EntityKey, EntityType, PublishState, Schedule
from migrate.plan import OnConflict, PlanPolicy, parse_delete_limit
from tests.faults.bench import EDITED, OWNER, Bench, asset, entry, site

MANY = PlanPolicy(max_delete=parse_delete_limit("100%"))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Return an empty space."""
    return Bench(tmp_path)


def state_of(bench: Bench, id_: str, type_: EntityType = EntityType.ENTRY) -> object:
    """Return the publish state of an entity, None when it is not there."""
    content = bench.contents().get(EntityKey(type_, id_))
    return content["state"] if content is not None else None


def title_of(bench: Bench, id_: str) -> object:
    """Return the title of an entry."""
    fields = bench.contents()[EntityKey(EntityType.ENTRY, id_)]["fields"]
    assert isinstance(fields, dict)
    return fields["title"]["en-US"]


def test_first_load_sends_the_least(bench: Bench) -> None:
    """Each entry is put once, each asset uploaded, put and processed once, and all are published in one action."""
    wanted = site([entry(name, image="x") for name in "abc"], [asset("x"), asset("y")])
    before = len(bench.log)
    _, result = bench.sync(wanted)
    writes = bench.writes(before)
    assert sorted(writes) == sorted(
        [f"PUT entries/{name}" for name in "abc"]
        + ["POST uploads"] * 2
        + [f"PUT assets/{name}" for name in "xy"]
        + [f"PUT assets/{name}/files/en-US/process" for name in "xy"]
        + ["POST bulk_actions/publish"]
    )
    assert not result.partial
    assert {content["state"] for content in bench.contents().values()} == {"published"}


def test_second_run_is_free(bench: Bench) -> None:
    """A second run writes nothing and reads six pages."""
    wanted = site([entry(f"e{number}") for number in range(30)], [asset("x")])
    bench.sync(wanted)
    before = len(bench.log)
    plan, _ = bench.sync(wanted)
    assert bench.writes(before) == []
    assert len(bench.log) - before == 6
    assert plan.items == ()
    assert plan.unchanged == {"Asset": 1, "Entry": 30}


def test_one_edit_sends_one_update_and_one_publish(bench: Bench) -> None:
    """An edited post costs a PUT and a publish, within ten requests in all."""
    posts = [entry(f"e{number}") for number in range(30)]
    bench.sync(site(posts))
    before = len(bench.log)
    bench.sync(site([*posts[1:], entry("e0", "Edited")]))
    assert bench.writes(before) == ["PUT entries/e0", "PUT entries/e0/published"]
    assert len(bench.log) - before <= 10
    assert title_of(bench, "e0") == "Edited"


def test_a_plan_writes_nothing(bench: Bench) -> None:
    """Planning sends no write and leaves the state file as it was."""
    bench.sync(site([entry("a")]))
    before, bytes_before = len(bench.log), bench.state_path.read_bytes()
    plan = bench.plan(site([entry("a", "Edited"), entry("b")]))
    assert bench.writes(before) == []
    assert bench.state_path.read_bytes() == bytes_before
    assert [(item.key.id, item.action) for item in plan.items] == [("a", Action.UPDATE), ("b", Action.CREATE)]
    assert [(change.field, change.before, change.after) for change in plan.items[0].changes] == [
        ("title", "About a", "Edited")
    ]


def test_an_editors_field_is_kept_and_told(bench: Bench) -> None:
    """A field that only an editor changed stays, while the site's own change goes in beside it."""
    bench.sync(site([entry("a")]))
    bench.edit("a", note="by hand")
    bench.act("PUT", "entries/a/published")
    plan, _ = bench.sync(site([entry("a", "Edited")]))
    (item,) = plan.items
    assert item.action is Action.UPDATE
    assert [(change.field, change.kept) for change in item.changes] == [
        ("note", "theirs"),
        ("title", "ours"),
        ("$tags", "ours"),
    ]
    fields = bench.contents()[EntityKey(EntityType.ENTRY, "a")]["fields"]
    assert isinstance(fields, dict)
    assert (fields["note"]["en-US"], fields["title"]["en-US"]) == ("by hand", "Edited")
    assert state_of(bench, "a") == "published"


def test_a_conflict_keeps_theirs_until_told(bench: Bench) -> None:
    """A field that both sides changed is kept and reported on every run, and overwritten when told to."""
    bench.sync(site([entry("a")]))
    bench.edit("a", title="By hand")
    wanted = site([entry("a", "By the site")])
    for _ in range(2):
        before = len(bench.log)
        plan, _ = bench.sync(wanted)
        assert [item.action for item in plan.items] == [Action.CONFLICT]
        assert bench.writes(before) == []
        assert title_of(bench, "a") == "By hand"
    bench.sync(wanted, PlanPolicy(on_conflict=OnConflict.OURS))
    assert title_of(bench, "a") == "By the site"
    plan, _ = bench.sync(wanted)
    assert plan.items == ()


def test_on_conflict_stop_refuses(bench: Bench) -> None:
    """With ``stop`` a conflict refuses the whole plan."""
    bench.sync(site([entry("a")]))
    bench.edit("a", title="By hand")
    with pytest.raises(SafetyError):
        bench.sync(site([entry("a", "By the site"), entry("b")]), PlanPolicy(on_conflict=OnConflict.STOP))
    assert state_of(bench, "b") is None


def test_unpublished_edits_are_not_published(bench: Bench) -> None:
    """The site's change goes in, but an editor's unpublished work does not go live by it."""
    bench.sync(site([entry("a")]))
    bench.edit("a", note="not ready")
    before = len(bench.log)
    plan, _ = bench.sync(site([entry("a", "Edited")]))
    assert bench.writes(before) == ["PUT entries/a"]
    assert "unpublished" in plan.items[0].reason
    before = len(bench.log)
    bench.sync(site([entry("a", "Edited")]))
    assert bench.writes(before) == []
    assert state_of(bench, "a") == "changed"


def test_drift_is_told_until_accepted(bench: Bench) -> None:
    """An editor's change shows on every run until somebody accepts it; then the site may change the field again."""
    wanted = site([entry("a")])
    bench.sync(wanted)
    bench.edit("a", title="By hand")
    bench.act("PUT", "entries/a/published")
    plan, _ = bench.sync(wanted)
    assert [item.action for item in plan.items] == [Action.DRIFT]

    async def accept(space: HttpSpace, state: State) -> None:
        remote = await observe(space.reader, state, owner_tag=OWNER)
        assert state.accept([EntityKey(EntityType.ENTRY, "a")], remote) == 1

    bench.with_state(accept)
    plan, _ = bench.sync(wanted)
    assert plan.items == ()
    assert title_of(bench, "a") == "By hand"
    bench.sync(site([entry("a", "By the site")]))
    assert title_of(bench, "a") == "By the site"


def test_state_lost_space_intact(bench: Bench) -> None:
    """Without its state file a sync finds out what it needs, writes nothing, and still sees an editor's edit."""
    wanted = site([entry("a"), entry("b"), entry("c", publish=PublishState.DRAFT)], [asset("x")])
    bench.sync(wanted)
    bench.edit("a", title="By hand")
    bench.state_path.unlink()
    before = len(bench.log)
    plan, _ = bench.sync(wanted)
    assert bench.writes(before) == []
    assert [(item.key.id, item.action) for item in plan.items] == [("a", Action.DRIFT)]
    plan, _ = bench.sync(site([entry("a", "By the site"), *wanted.entries[1:]], wanted.assets))
    assert [(item.key.id, item.action) for item in plan.items] == [("a", Action.CONFLICT)]
    assert title_of(bench, "a") == "By hand"


def test_state_lost_after_a_merge(bench: Bench) -> None:
    """An editor's value that we wrote back beside our own is still known as the editor's without the state file."""
    bench.sync(site([entry("a")]))
    bench.edit("a", note="by hand")
    bench.act("PUT", "entries/a/published")
    merged = site([entry("a", "Edited")])
    bench.sync(merged)
    assert bench.contents()[EntityKey(EntityType.ENTRY, "a")]["tags"] == [OWNER, EDITED]
    bench.state_path.unlink()
    before = len(bench.log)
    plan, _ = bench.sync(merged)
    assert [(item.action, [change.field for change in item.changes]) for item in plan.items] == [
        (Action.DRIFT, ["note"])
    ]
    assert bench.writes(before) == []


def test_the_mark_of_an_edit_goes_with_it(bench: Bench) -> None:
    """When the editor's value is gone, the next write takes the mark away."""
    bench.sync(site([entry("a")]))
    bench.edit("a", note="by hand")
    bench.act("PUT", "entries/a/published")
    bench.sync(site([entry("a", "Edited")]))
    bench.sync(site([entry("a", "Edited", note="by the site")]), PlanPolicy(on_conflict=OnConflict.OURS))
    assert bench.contents()[EntityKey(EntityType.ENTRY, "a")]["tags"] == [OWNER]


def test_space_emptied_stops(bench: Bench) -> None:
    """A state file that remembers entities of which the space holds none stops the run."""
    wanted = site([entry("a"), entry("b")])
    bench.sync(wanted)
    for name in "ab":
        bench.act("DELETE", f"entries/{name}/published")
        bench.act("DELETE", f"entries/{name}")
    with pytest.raises(StateError, match="holds none"):
        bench.sync(wanted)


def test_deleted_in_contentful_stays_deleted(bench: Bench) -> None:
    """What an editor deleted is not made again, and told."""
    wanted = site([entry("a"), entry("b")])
    bench.sync(wanted)
    bench.act("DELETE", "entries/a/published")
    bench.act("DELETE", "entries/a")
    before = len(bench.log)
    plan, _ = bench.sync(wanted)
    assert [(item.key.id, item.action) for item in plan.items] == [("a", Action.DRIFT)]
    assert bench.writes(before) == []


def test_vanished_page_is_archived_and_comes_back(bench: Bench) -> None:
    """A page that is gone is unpublished and archived; when it returns, so does its entry."""
    both = site([entry("a"), entry("b")])
    bench.sync(both)
    before = len(bench.log)
    bench.sync(site([entry("a")]), MANY)
    assert bench.writes(before) == ["DELETE entries/b/published", "PUT entries/b/archived"]
    before = len(bench.log)
    bench.sync(site([entry("a")]), MANY)
    assert bench.writes(before) == []
    bench.sync(both)
    assert state_of(bench, "b") == "published"


def test_vanished_page_is_deleted_when_told(bench: Bench) -> None:
    """With the policy ``delete`` the entry and the file that only it used go for good."""
    bench.sync(site([entry("a"), entry("b", image="x")], [asset("x")]))
    policy = replace(MANY, vanished=Vanished.DELETE)
    bench.sync(site([entry("a")]), policy)
    assert [key.id for key in bench.contents()] == ["a"]
    before = len(bench.log)
    bench.sync(site([entry("a")]), policy)
    assert bench.writes(before) == []


def test_vanished_but_edited_is_kept(bench: Bench) -> None:
    """An entry that an editor changed since is not taken down with its page."""
    bench.sync(site([entry("a"), entry("b")]))
    bench.edit("b", note="I need this")
    plan, _ = bench.sync(site([entry("a")]), MANY)
    assert [(item.key.id, item.action) for item in plan.items] == [("b", Action.CONFLICT)]
    assert state_of(bench, "b") == "changed"


def test_too_many_deletions_are_refused(bench: Bench) -> None:
    """More deletions than the limit refuse the plan before anything is written."""
    posts = [entry(f"e{number}") for number in range(20)]
    bench.sync(site(posts))
    before = len(bench.log)
    with pytest.raises(SafetyError, match="15 of 20"):
        bench.sync(site(posts[:5]))
    assert bench.writes(before) == []


def test_empty_site_is_refused(bench: Bench) -> None:
    """A site without any page does not empty the space."""
    bench.sync(site([entry("a")]))
    with pytest.raises(SafetyError, match="no page left"):
        bench.sync(site([]), MANY)


def test_foreign_entities_are_left_alone(bench: Bench) -> None:
    """What others made in the same space is neither counted as vanished nor touched."""

    async def make(_space: object, _state: object) -> None:
        async with bench.raw() as client:
            headers = {"X-Contentful-Content-Type": "post"}
            body = {"fields": {"title": {"en-US": "Mine"}}, "metadata": {"tags": []}}
            assert (await client.put("entries/theirs", json=body, headers=headers)).status_code == 201

    bench.with_state(make)
    bench.sync(site([entry("a")]))
    bench.sync(site([entry("a", "Edited")]))
    assert bench.contents()[EntityKey(EntityType.ENTRY, "theirs")]["tags"] == []


def test_an_equal_entry_is_adopted(bench: Bench) -> None:
    """An entry that was there with the same content only gets our tag."""

    async def make(_space: object, _state: object) -> None:
        async with bench.raw() as client:
            headers = {"X-Contentful-Content-Type": "post"}
            body = {"fields": entry("a").fields, "metadata": {"tags": []}}
            assert (await client.put("entries/a", json=body, headers=headers)).status_code == 201

    bench.with_state(make)
    plan, _ = bench.sync(site([entry("a")]))
    assert [item.action for item in plan.items] == [Action.ADOPT]
    assert bench.contents()[EntityKey(EntityType.ENTRY, "a")]["tags"] == [OWNER]
    assert state_of(bench, "a") == "published"


def test_a_renamed_file_keeps_its_entry(bench: Bench) -> None:
    """A page whose source file moved keeps its entry, and links to it lead there."""
    bench.sync(site([entry("old", url="/post/"), entry("b", links=["old"])]))
    renamed = replace(entry("new", url="/post/"), fields=entry("old").fields)
    before = len(bench.log)
    plan, _ = bench.sync(site([renamed, entry("b", links=["new"])]))
    assert [(item.key.id, item.action) for item in plan.items] == [("old", Action.RENAME)]
    assert bench.writes(before) == []
    edited = replace(renamed, fields={**renamed.fields, "title": {"en-US": "Edited"}})
    bench.sync(site([edited, entry("b", links=["new"])]))
    assert title_of(bench, "old") == "Edited"
    assert state_of(bench, "new") is None


def test_a_changed_file_is_uploaded_again(bench: Bench) -> None:
    """An asset whose bytes changed keeps its id and gets the new file; an unchanged one is not touched."""
    bench.sync(site([entry("a", image="x")], [asset("x"), asset("y")]))
    before = len(bench.log)
    bench.sync(site([entry("a", image="x")], [asset("x", b"other bytes"), asset("y")]))
    assert bench.writes(before) == [
        "POST uploads",
        "PUT assets/x",
        "PUT assets/x/files/en-US/process",
        "PUT assets/x/published",
    ]
    before = len(bench.log)
    bench.sync(site([entry("a", image="x")], [asset("x", b"other bytes"), asset("y")]))
    assert bench.writes(before) == []


def test_draft_published_and_back(bench: Bench) -> None:
    """A draft flag that changes on the site publishes and unpublishes, and sends nothing else."""
    bench.sync(site([entry("a", publish=PublishState.DRAFT)]))
    before = len(bench.log)
    bench.sync(site([entry("a")]))
    bench.sync(site([entry("a", publish=PublishState.DRAFT)]), MANY)
    assert bench.writes(before) == ["PUT entries/a/published", "DELETE entries/a/published"]


def test_an_unpublished_entry_stays_unpublished(bench: Bench) -> None:
    """What an editor took offline does not come back by itself."""
    bench.sync(site([entry("a")]))
    bench.act("DELETE", "entries/a/published")
    before = len(bench.log)
    plan, _ = bench.sync(site([entry("a")]))
    assert bench.writes(before) == []
    assert [item.action for item in plan.items] == [Action.DRIFT]


def test_schedules_are_set_and_cancelled(bench: Bench) -> None:
    """A publishing date becomes a scheduled action, a moved date another one, and none when it is gone."""
    later = Schedule("publish", "2026-05-01T10:00:00.000Z")
    moved = Schedule("publish", "2026-06-01T10:00:00.000Z")
    bench.sync(site([entry("a", publish=PublishState.SCHEDULED, schedule=(later,))]))
    assert state_of(bench, "a") == "draft"
    bench.sync(site([entry("a", publish=PublishState.SCHEDULED, schedule=(moved,))]))

    async def waiting(space: object, _state: object) -> list[Schedule]:
        from migrate.load import HttpSpace

        assert isinstance(space, HttpSpace)
        actions = await space.reader.scheduled_actions([EntityKey(EntityType.ENTRY, "a")])
        return [action.schedule for action in actions]

    assert bench.with_state(waiting) == [moved]
    bench.sync(site([entry("a", publish=PublishState.DRAFT)]))
    assert bench.with_state(waiting) == []


def test_one_bad_item_is_set_aside(bench: Bench) -> None:
    """An entry that Contentful refuses fails, what needs it stays unpublished, and the rest is done."""
    bad = entry("bad", title="x" * 300)
    bad = replace(bad, fields={**bad.fields, "unknown": {"en-US": "x"}})
    _, result = bench.sync(site([bad, entry("needs", links=["bad"]), entry("good")]))
    found = {outcome.key.id: outcome.status for outcome in result.outcomes}
    assert found == {"bad": Status.FAILED, "needs": Status.SKIPPED, "good": Status.DONE}
    assert result.partial
    assert state_of(bench, "needs") == "draft"
    assert state_of(bench, "good") == "published"


def test_a_stale_item_is_refused_alone(bench: Bench) -> None:
    """An entity that changed after the plan was made is left alone; the others are done."""
    from migrate.load import HttpSpace, State, apply

    bench.sync(site([entry("a"), entry("b")]))
    wanted = site([entry("a", "Edited"), entry("b", "Edited")])
    plan = bench.plan(wanted)
    bench.edit("a", note="faster")

    async def run(space: object, state: object) -> dict[str, Status]:
        assert isinstance(space, HttpSpace)
        assert isinstance(state, State)
        result = await apply(plan, space, state, lambda _path: b"")
        return {outcome.key.id: outcome.status for outcome in result.outcomes}

    assert bench.with_state(run) == {"a": Status.STALE, "b": Status.DONE}
    assert title_of(bench, "a") == "About a"
