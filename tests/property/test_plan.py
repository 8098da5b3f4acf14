"""What holds for every plan, whatever the site and the space are."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from migrate.load.batches import cut_batches
from migrate.model.canonical import digest
from migrate.model.plan import Action, Plan, PublishStep
from migrate.model.space import DesiredEntry, DesiredSpace, EntityKey, EntityType, PublishState, RemoteEntity
from migrate.plan import BaseRecord, OnConflict, PlanPolicy, build_plan, dump_plan, load_plan, parse_delete_limit
from migrate.plan.sides import Side, side_of_remote
from tests.faults.bench import OWNER, TARGET, entry, site
from tests.unit.plan.plan_sides import MemoryBase, MemoryRemote, remote_of

IDS = tuple("abcdef")
TEXT = st.sampled_from(["one", "two", "three"])
POLICY = PlanPolicy(max_delete=parse_delete_limit("100%"))


@st.composite
def sites(draw: st.DrawFn) -> DesiredSpace:
    """Draw a small site with links in all directions."""
    ids = draw(st.lists(st.sampled_from(IDS), unique=True, min_size=1))
    entries: list[DesiredEntry] = []
    for id_ in ids:
        links = draw(st.lists(st.sampled_from(ids), unique=True, max_size=3))
        publish = draw(st.sampled_from([PublishState.PUBLISHED, PublishState.DRAFT, PublishState.ARCHIVED]))
        note = draw(st.none() | TEXT)
        entries.append(entry(id_, draw(TEXT), links=links, publish=publish, note=note))
    return site(entries)


@st.composite
def spaces(draw: st.DrawFn) -> tuple[MemoryRemote, MemoryBase]:
    """Draw a space and what is remembered of it, related or not."""
    remote, base = MemoryRemote(), MemoryBase()
    for key, entity in remote_of(draw(sites())).items():
        state = draw(st.sampled_from(["ours", "edited", "foreign", "forgotten", "uncertain"]))
        base_entity = entity
        if state == "edited":
            fields = {**entity.fields, "title": {"en-US": draw(TEXT)}}
            entity = replace(entity, version=entity.version + 1, fields=fields, updated_by="editor")
        if state == "foreign":
            entity = replace(entity, tags=())
        if state in ("ours", "edited", "uncertain"):
            base.remember(base_entity, certain=state != "uncertain")
        remote.entities[key] = entity
    return remote, base


def plan(wanted: DesiredSpace, remote: MemoryRemote, base: MemoryBase, policy: PlanPolicy = POLICY) -> Plan:
    """Build a plan."""
    return build_plan(wanted, remote, base, policy, TARGET)


def carry_out(built: Plan, remote: MemoryRemote) -> MemoryRemote:
    """Return the space after a plan, by the rules of versions and nothing else."""
    entities = dict(remote.entities)
    for item in built.items:
        entity = entities.get(item.key)
        if item.payload is not None:
            body = item.payload.read()
            fields = body["fields"]
            assert isinstance(fields, dict)
            tags = tuple(Side.from_json(body).tags)
            old = entity or RemoteEntity(item.key, item.content_type, 0, None, None, "", "me", {}, ())
            entity = replace(old, version=old.version + 1, fields=fields, tags=tags)
        match item.step:
            case PublishStep.PUBLISH:
                assert entity is not None
                entity = replace(
                    entity, published_version=entity.version, archived_version=None, version=entity.version + 1
                )
            case PublishStep.UNPUBLISH | PublishStep.UNARCHIVE:
                assert entity is not None
                entity = replace(entity, published_version=None, archived_version=None, version=entity.version + 1)
            case PublishStep.ARCHIVE:
                assert entity is not None
                entity = replace(
                    entity, published_version=None, archived_version=entity.version, version=entity.version + 1
                )
            case PublishStep.DELETE:
                entity = None
            case PublishStep.NONE:
                pass
        if entity is None:
            entities.pop(item.key, None)
        else:
            entities[item.key] = entity
    return MemoryRemote(entities)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(sites(), spaces())
def test_the_same_input_gives_the_same_bytes(wanted: DesiredSpace, space: tuple[MemoryRemote, MemoryBase]) -> None:
    """A plan is a function of its input, down to the bytes that are saved."""
    assert dump_plan(plan(wanted, *space)) == dump_plan(plan(wanted, *space))


@settings(derandomize=True, max_examples=150, deadline=None)
@given(sites(), spaces())
def test_a_saved_plan_is_the_plan(wanted: DesiredSpace, space: tuple[MemoryRemote, MemoryBase]) -> None:
    """Reading a saved plan and saving it again changes nothing."""
    text = dump_plan(plan(wanted, *space))
    assert dump_plan(load_plan(text)) == text


@settings(derandomize=True, max_examples=300, deadline=None)
@given(sites(), spaces(), st.sampled_from([OnConflict.THEIRS, OnConflict.OURS]))
def test_after_a_plan_nothing_is_left_to_do(
    wanted: DesiredSpace, space: tuple[MemoryRemote, MemoryBase], on_conflict: OnConflict
) -> None:
    """The plan after a plan that was carried out writes nothing."""
    remote, base = space
    policy = replace(POLICY, on_conflict=on_conflict)
    first = plan(wanted, remote, base, policy)
    after = carry_out(first, remote)
    again = plan(wanted, after, _remembering(first, base, after), policy)
    assert [item.key.id for item in again.items if item.writes] == []


def _remembering(done: Plan, base: MemoryBase, after: MemoryRemote) -> MemoryBase:
    """Return the memory after a plan, as the state file keeps it."""
    records = dict(base.records)
    known = [(item.key, item.memory, item.payload) for item in done.items]
    for key, memory, payload in [*known, *((one.key, one.memory, None) for one in done.settled)]:
        entity = after.entities.get(key)
        if entity is None:
            records.pop(key, None)
        elif memory is not None:
            sides = memory.base.read() if memory.base is not None else None
            if sides is not None:
                ours, theirs = sides["ours"], sides["theirs"]
                assert isinstance(ours, dict)
                assert isinstance(theirs, dict)
                pair = Side.from_json(ours), Side.from_json(theirs)
            elif payload is not None:
                pair = Side.from_json(payload.read()), Side.from_json(payload.read())
            else:
                pair = records[key][1:] if key in records else (side_of_remote(entity), side_of_remote(entity))
            version = entity.version if memory.exclusive else 0
            record = BaseRecord(
                memory.ours, version, memory.state, memory.schedule, memory.page, memory.urls, memory.file, certain=True
            )
            records[key] = (record, *pair)
    return MemoryBase(records, {**base.moved, **done.renames})


@settings(derandomize=True, max_examples=150, deadline=None)
@given(sites(), spaces())
def test_nothing_foreign_is_taken_down(wanted: DesiredSpace, space: tuple[MemoryRemote, MemoryBase]) -> None:
    """Only what carries our tag and is not wanted is archived or deleted."""
    remote, base = space
    keys = {one.key for one in wanted.entries}
    for item in plan(wanted, remote, base).items:
        if item.action in (Action.ARCHIVE, Action.DELETE) and item.key not in keys:
            assert OWNER in remote.entities[item.key].tags


@settings(derandomize=True, max_examples=150, deadline=None)
@given(sites(), spaces())
def test_editors_win(wanted: DesiredSpace, space: tuple[MemoryRemote, MemoryBase]) -> None:
    """A value that an editor changed since we last wrote it is in every payload as the editor left it."""
    remote, base = space
    for item in plan(wanted, remote, base).items:
        if item.payload is None or item.key not in remote.entities or item.key not in base.records:
            continue
        entity, (record, _, before) = remote.entities[item.key], base.records[item.key]
        if record.certain and entity.fields["title"] != before.fields["title"]:
            fields = item.payload.read()["fields"]
            assert isinstance(fields, dict)
            assert fields["title"] == entity.fields["title"]


@settings(derandomize=True, max_examples=150, deadline=None)
@given(sites(), st.integers(1, 4))
def test_link_targets_are_published_first(wanted: DesiredSpace, size: int) -> None:
    """What is linked to is never in a later batch, cycles that fit a batch are in one, and nothing is lost."""
    built = plan(wanted, MemoryRemote(), MemoryBase())
    items = [item for item in built.items if item.step is PublishStep.PUBLISH]
    batches = cut_batches(items, size)
    assert sorted(item.key for batch in batches for item in batch.items) == sorted(item.key for item in items)
    place = {item.key: number for number, batch in enumerate(batches) for item in batch.items}
    links = {item.key: {link for link in item.links if link in place} for item in items}
    for item in items:
        for link in links[item.key]:
            in_a_cycle = _reaches(links, link, item.key)
            assert place[link] <= place[item.key] or in_a_cycle
            if place[link] < place[item.key]:
                assert place[link] in batches[place[item.key]].after


def _reaches(links: dict[EntityKey, set[EntityKey]], start: EntityKey, goal: EntityKey) -> bool:
    seen, stack = set[EntityKey](), [start]
    while stack:
        key = stack.pop()
        if key == goal:
            return True
        if key not in seen:
            seen.add(key)
            stack += links[key]
    return False


def test_unchanged_holds_no_payload() -> None:
    """Entities in step are counted and not listed."""
    wanted = site([entry("a"), entry("b")])
    remote, base = MemoryRemote(remote_of(wanted)), MemoryBase()
    for entity in remote.entities.values():
        base.remember(entity, digest=digest("not the site's"))
    built = plan(wanted, remote, base)
    assert built.items == ()
    assert built.unchanged == {EntityType.ASSET.value: 0, EntityType.ENTRY.value: 2}
