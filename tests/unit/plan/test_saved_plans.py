"""Saved plans: their schema, and files that are no plan."""

import json
from pathlib import Path

import pytest

from migrate.errors import ConfigurationError, SafetyError
from migrate.load import ApplyResult, HttpSpace, State, apply
from migrate.model.canonical import Json
from migrate.model.plan import Plan, Status
from migrate.model.space import PublishState, Schedule
from migrate.plan import PLAN_FORMAT, dump_plan, load_plan, plan_schema
from tests.faults.bench import Bench, asset, entry, files, site

WANTED = site(
    [
        entry("a", links=["b"], image="x"),
        entry("b", publish=PublishState.SCHEDULED, schedule=(Schedule("publish", "2099-01-01T10:00:00.000Z"),)),
    ],
    [asset("x")],
)


def apply_saved(bench: Bench, text: str) -> ApplyResult:
    """Apply a saved plan without looking at the space first."""

    async def work(space: HttpSpace, state: State) -> ApplyResult:
        return await apply(load_plan(text), space, state, files(*WANTED.assets))

    return bench.with_state(work)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Return an empty space."""
    return Bench(tmp_path)


def test_a_saved_plan_does_what_the_plan_does(bench: Bench, tmp_path: Path) -> None:
    """Applied from its file, a plan makes the same space as applied at once."""
    (tmp_path / "other").mkdir()
    other = Bench(tmp_path / "other")
    other.sync(WANTED)
    result = apply_saved(bench, dump_plan(bench.plan(WANTED)))
    assert not result.partial
    assert bench.contents() == other.contents()
    before = len(bench.log)
    bench.sync(WANTED)
    assert bench.writes(before) == []


def test_a_saved_plan_is_stale_after_an_edit(bench: Bench) -> None:
    """An entry that changed since the plan was made is refused by itself, although nobody looked at the space."""
    bench.sync(WANTED)
    text = dump_plan(bench.plan(site([entry("a", "Edited", links=["b"], image="x"), WANTED.entries[1]], WANTED.assets)))
    bench.edit("a", note="faster")
    bench.state_path.unlink()
    result = apply_saved(bench, text)
    assert [outcome.status for outcome in result.outcomes] == [Status.STALE]
    assert "version" in result.outcomes[0].error


def test_a_plan_for_another_space_is_refused(bench: Bench) -> None:
    """A plan names its space and is applied to no other."""
    value = json.loads(dump_plan(bench.plan(WANTED)))
    value["target"]["space"] = "elsewhere"
    with pytest.raises(SafetyError, match="elsewhere"):
        apply_saved(bench, json.dumps(value))


def test_a_refused_plan_stays_refused(bench: Bench) -> None:
    """Refusals are saved with the plan."""
    bench.sync(WANTED)
    plan = bench.plan(site([]))
    assert plan.refusals
    with pytest.raises(SafetyError):
        apply_saved(bench, dump_plan(plan))


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("format_version",), "2.0", "format_version is '2.0'"),
        (("format_version",), None, "format_version is None"),
        (("extra",), 1, "extra"),
        (("items", 0, "version"), "1", "items.0.version"),
        (("items", 0, "action"), "explode", "items.0.action"),
        (("target", "space"), 1, "target.space"),
    ],
)
def test_what_does_not_fit_the_schema_is_told(
    bench: Bench, path: tuple[str | int, ...], value: Json, words: str
) -> None:
    """A plan file that somebody has changed is refused with the place that is wrong."""
    document = json.loads(dump_plan(bench.plan(WANTED)))
    inner = document
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    with pytest.raises(ConfigurationError) as caught:
        load_plan(json.dumps(document), where="plan.json")
    assert words in str(caught.value)
    assert caught.value.where == "plan.json"


@pytest.mark.parametrize("text", ["", "[]", "null", "{", '"x"'])
def test_what_is_no_plan_is_told(text: str) -> None:
    """Anything else in the file is one sentence."""
    with pytest.raises(ConfigurationError):
        load_plan(text)


def test_the_schema_names_every_part_of_a_plan(bench: Bench) -> None:
    """The published schema speaks of exactly the keys that are written."""
    document = json.loads(dump_plan(bench.plan(WANTED)))
    schema = json.loads(json.dumps(plan_schema()))
    assert set(schema["properties"]) == set(document)
    assert set(schema["$defs"]["SavedItem"]["properties"]) == set(document["items"][0])
    assert document["format_version"] == PLAN_FORMAT


def test_a_plan_holds_no_payload_of_what_is_unchanged(bench: Bench) -> None:
    """Entities in step are a number in the plan and nothing else."""
    bench.sync(WANTED)
    plan: Plan = bench.plan(WANTED)
    assert json.loads(dump_plan(plan))["items"] == []
    assert plan.unchanged == {"Asset": 1, "Entry": 2}


def test_a_plan_of_the_first_format_is_read(bench: Bench) -> None:
    """It says nothing of the default locale; everything else is as it was."""
    document = json.loads(dump_plan(bench.plan(WANTED)))
    del document["defaultLocale"]
    document["format_version"] = "1.0"
    plan = load_plan(json.dumps(document))
    assert (plan.default_locale, len(plan.items)) == ("", len(document["items"]))
