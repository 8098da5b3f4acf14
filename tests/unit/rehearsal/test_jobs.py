import json
from collections.abc import Callable
from typing import Any

import pytest

from migrate.rehearsal import OpenPoints
from tests.unit.rehearsal.conftest import Api, Payload, link, symbol


def versioned(entry: str, version: int | None) -> Payload:
    """Return a link with a version."""
    sys = {"type": "Link", "linkType": "Entry", "id": entry}
    return {"sys": sys if version is None else {**sys, "version": version}}


def drafts(api: Api, *entries: str) -> Api:
    """Create drafts, the last of which may not be published."""
    api.activate("post", symbol("title", required=True), {"id": "next", "type": "Link", "linkType": "Entry"})
    for entry in entries:
        api.entry(entry, "post", title=entry)
    return api


def bulk(api: Api, action: str, *links: Payload) -> Payload:
    """Run a bulk action to its end."""
    started = api.post(f"bulk_actions/{action}", {"entities": {"sys": {"type": "Array"}, "items": list(links)}})
    return api.get(f"bulk_actions/actions/{started['sys']['id']}")


def test_a_bulk_action_publishes_all_items(api: Api) -> None:
    """It is created, then succeeds, and every item is published."""
    drafts(api, "a", "b")
    body = {"entities": {"sys": {"type": "Array"}, "items": [versioned("a", 1), versioned("b", 1)]}}
    response = api.request("POST", "bulk_actions/publish", json=body)
    done = api.get(f"bulk_actions/actions/{response.json()['sys']['id']}")
    versions = [api.get(f"entries/{entry}")["sys"]["publishedVersion"] for entry in "ab"]
    assert (
        response.status_code,
        response.json()["sys"]["status"],
        done["sys"]["status"],
        versions,
    ) == (201, "created", "succeeded", [1, 1])


def test_one_bad_item_leaves_all_unpublished(api: Api) -> None:
    """The action fails, names the item with its reason, and publishes nothing."""
    drafts(api, "a")
    api.put("entries/bad", {"fields": {}}, content_type="post")
    done = bulk(api, "publish", versioned("a", 1), versioned("bad", 1))
    error = done["error"]["details"]["errors"]
    assert (
        done["sys"]["status"],
        done["error"]["sys"]["id"],
        [(one["entity"]["sys"]["id"], one["error"]["sys"]["id"]) for one in error],
        "publishedVersion" in api.get("entries/a")["sys"],
    ) == ("failed", "BulkActionFailed", [("bad", "InvalidEntry")], False)


@pytest.mark.parametrize(("entry", "version", "error"), [("a", 5, "VersionMismatch"), ("gone", 1, "NotFound")])
def test_items_that_cannot_be_resolved(api: Api, entry: str, version: int, error: str) -> None:
    """A stale version and a missing entry are named as such."""
    drafts(api, "a")
    done = bulk(api, "publish", versioned(entry, version))
    assert ("Not all entities could be resolved", error) == (
        done["error"]["message"],
        done["error"]["details"]["errors"][0]["error"]["sys"]["id"],
    )


def test_a_missing_version_is_refused_at_once(api: Api) -> None:
    """Publishing needs versions; the error has the recorded form."""
    drafts(api, "a")
    body = {"entities": {"sys": {"type": "Array"}, "items": [versioned("a", None)]}}
    refused = api.refused("POST", "bulk_actions/publish", json=body)
    error = {
        "name": "any.required",
        "path": ["entities", "items", 0, "sys", "version"],
        "details": '"entities.items[0].sys.version" is required',
    }
    assert (422, [error]) == (refused[0], refused[2]["errors"])


def test_a_cycle_can_be_published_in_one_action(serve: Callable[..., Api]) -> None:
    """Entries that link to each other count as published together."""
    api = drafts(serve(links="unpublished"))
    for entry, other in (("a", "b"), ("b", "a")):
        api.entry(entry, "post", title=entry, next=link("Entry", other))
    alone = api.refused("PUT", "entries/a/published", version=1)
    done = bulk(api, "publish", versioned("a", 1), versioned("b", 1))
    assert (alone[1], done["sys"]["status"]) == ("UnresolvedLinks", "succeeded")


def test_validating_changes_nothing(api: Api) -> None:
    """It tells what would go wrong, and no version rises."""
    drafts(api, "a")
    done = bulk(api, "validate", versioned("a", None))
    assert (done["sys"]["status"], api.get("entries/a")["sys"]["version"]) == ("succeeded", 1)


def test_unpublishing_what_is_a_draft_succeeds(api: Api) -> None:
    """The official client's own tests send it; nothing changes."""
    drafts(api, "a")
    done = bulk(api, "unpublish", versioned("a", None))
    assert (done["sys"]["status"], api.get("entries/a")["sys"]["version"]) == ("succeeded", 1)


def test_an_unknown_action_is_named_by_type_and_id_alone(api: Api) -> None:
    """The official client's own tests compare the details as a whole."""
    assert api.refused("GET", "bulk_actions/actions/none")[2] == {"type": "BulkAction", "id": "none"}


def test_the_second_form_knows_locales(api: Api) -> None:
    """Items of the locale-aware form are published in the locales that they name."""
    drafts(api, "a")
    item = {"entity": versioned("a", 1), "add": {"fields": {"*": ["en-US"]}}}
    started = api.post("bulk_actions", {"action": "publish", "entities": [item]})
    assert api.get(f"bulk_actions/{started['sys']['id']}")["sys"]["status"] == "succeeded"


@pytest.mark.parametrize("status", [429, 409])
def test_five_actions_may_be_active(serve: Callable[..., Api], status: Any) -> None:
    """The sixth is refused, with the status that the space is set to."""
    api = drafts(serve(job_delay=10, open_points=OpenPoints(bulk_limit_status=status)), "a")
    body = {"entities": {"sys": {"type": "Array"}, "items": [versioned("a", 1)]}}
    for _ in range(5):
        api.post("bulk_actions/publish", body)
    assert status == api.refused("POST", "bulk_actions/publish", json=body)[0]


def test_two_hundred_items_are_the_most(api: Api) -> None:
    """One more is refused."""
    items = [versioned(f"e{number}", 1) for number in range(201)]
    body = {"entities": {"sys": {"type": "Array"}, "items": items}}
    assert api.refused("POST", "bulk_actions/publish", json=body)[0] == 422


def operate(api: Api, action: str, entries: list[Payload]) -> list[Payload]:
    """Run a bulk entry operation to its end; gives the results."""
    octets = {"Content-Type": "application/octet-stream"}
    content = json.dumps(entries).encode()
    upload = Api.done(api.request("POST", "uploads", content=content, headers=octets))
    body = {"upload": {"sys": {"type": "Upload", "id": upload["sys"]["id"]}}}
    started = api.post(f"bulk_operations/entries/{action}", body)
    done = api.get(f"bulk_operations/{started['sys']['id']}")
    assert done["sys"]["status"] == "completed"
    results: list[Payload] = done["result"]["items"]
    return results


def new_entry(entry: str, **fields: Any) -> Payload:
    """Return an entry as bulk operations take it."""
    sys = {"id": entry, "type": "Entry", "contentType": link("ContentType", "post")}
    values = {name: {"en-US": value} for name, value in fields.items()}
    return {"sys": sys, "fields": values, "metadata": {"tags": [], "concepts": []}}


def test_bulk_operations_are_off_by_default(api: Api) -> None:
    """A space without the entitlement answers 403 with reasons."""
    refused = api.refused("POST", "bulk_operations/entries/create", json={})
    assert (refused[0], bool(refused[2]["reasons"])) == (403, True)


def test_bulk_operations_write_each_entry_by_itself(serve: Callable[..., Api]) -> None:
    """What can be written is written; each result tells."""
    api = drafts(serve(bulk_entry_operations=True), "old")
    results = operate(api, "create", [new_entry("a", title="A"), new_entry("old"), new_entry("c", nope=1)])
    assert [one["error"]["sys"]["id"] if "error" in one else one["status"] for one in results] == [
        "succeeded",
        "EntryExistsError",
        "UnknownField",
    ]
    update = {**new_entry("a", title="B"), "sys": {"id": "a", "type": "Entry", "version": 1}}
    stale = {**update, "sys": {"id": "old", "type": "Entry", "version": 7}}
    assert [one["status"] for one in operate(api, "update", [update, stale])] == ["succeeded", "failed"]
    assert (api.get("entries/a")["fields"]["title"]["en-US"], api.get("entries/a")["sys"]["version"]) == ("B", 2)


def test_one_bulk_operation_at_a_time(serve: Callable[..., Api]) -> None:
    """While one is in flight, the second is a conflict."""
    api = drafts(serve(bulk_entry_operations=True, job_delay=10))
    octets = {"Content-Type": "application/octet-stream"}
    upload = Api.done(api.request("POST", "uploads", content=b"[]", headers=octets))["sys"]["id"]
    body = {"upload": {"sys": {"type": "Upload", "id": upload}}}
    api.post("bulk_operations/entries/create", body)
    assert api.refused("POST", "bulk_operations/entries/create", json=body)[0] == 409


def schedule(entry: str, moment: str, **more: Any) -> Payload:
    """Return a scheduled action as it is sent."""
    return {
        "entity": link("Entry", entry),
        "environment": link("Environment", "master"),
        "action": "publish",
        "scheduledFor": {"datetime": moment, **more},
    }


def test_scheduled_actions_fire_when_their_time_has_come(api: Api) -> None:
    """Not before; the entry is then published and the action succeeded."""
    drafts(api, "a")
    moment = schedule("a", "2026-01-01T02:00:00", timezone="Europe/Berlin")
    action = api.post("/spaces/rehearsal/scheduled_actions", moment)["sys"]["id"]
    path = f"/spaces/rehearsal/scheduled_actions/{action}?environment.sys.id=master"
    api.clock.pass_by(3599)
    before = api.get(path)["sys"]["status"]
    api.clock.pass_by(1)
    after = api.get(path)["sys"]["status"]
    assert (before, after, api.get("entries/a")["sys"]["publishedVersion"]) == ("scheduled", "succeeded", 1)


def test_a_scheduled_action_that_breaks_a_rule_fails(api: Api) -> None:
    """Its error is kept, and the entry stays a draft."""
    drafts(api)
    api.put("entries/bad", {"fields": {}}, content_type="post")
    action = api.post("/spaces/rehearsal/scheduled_actions", schedule("bad", "2026-01-01T00:00:01Z"))
    api.clock.pass_by(1)
    done = api.get(f"/spaces/rehearsal/scheduled_actions/{action['sys']['id']}")
    assert (done["sys"]["status"], done["error"]["sys"]["id"]) == ("failed", "InvalidEntry")


def test_a_canceled_action_does_not_fire(api: Api) -> None:
    """Deleting it cancels it."""
    drafts(api, "a")
    action = api.post("/spaces/rehearsal/scheduled_actions", schedule("a", "2026-01-01T00:00:01Z"))
    canceled = api.delete(f"/spaces/rehearsal/scheduled_actions/{action['sys']['id']}")
    api.clock.pass_by(1)
    assert (
        canceled["sys"]["status"],
        "publishedVersion" in api.get("entries/a")["sys"],
    ) == ("canceled", False)


def test_the_past_cannot_be_scheduled(api: Api) -> None:
    """422 for a moment that has gone by."""
    assert (
        api.refused("POST", "/spaces/rehearsal/scheduled_actions", json=schedule("a", "2020-01-01T00:00:00Z"))[0] == 422
    )


ACTIONS = "/spaces/rehearsal/scheduled_actions"


def planned(api: Api, *moments: str) -> None:
    """Schedule entries ``e0``, ``e1`` … in the order of the moments."""
    for number, moment in enumerate(moments):
        api.post(ACTIONS, schedule(f"e{number}", moment))


def test_pages_of_scheduled_actions(api: Api) -> None:
    """As many as are asked for, and the way to the others."""
    planned(api, "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z")
    first = api.get(f"{ACTIONS}?environment.sys.id=master&limit=2")
    second = api.get(first["pages"]["next"])
    assert [[one["entity"]["sys"]["id"] for one in page["items"]] for page in (first, second)] == [["e0", "e1"], ["e2"]]
    assert (first["limit"], "next" in second["pages"], "total" in first) == (2, False, False)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("order=-scheduledFor.datetime", ["e2", "e0", "e1"]),
        ("order=entity.sys.id", ["e0", "e1", "e2"]),
        ("entity.sys.id[in]=e1,e2", ["e1", "e2"]),
        ("entity.sys.id=e2", ["e2"]),
        ("sys.status[in]=canceled", []),
        ("sys.status=scheduled&action=publish", ["e1", "e0", "e2"]),
        ("scheduledFor.datetime[gt]=2026-02-28T23:00:00%2B01:00", ["e0", "e2"]),
        ("scheduledFor.datetime[lte]=2026-03-01", ["e1", "e0"]),
        ("sys.id[in]=x", []),
    ],
)
def test_queries_of_scheduled_actions(api: Api, query: str, found: list[str]) -> None:
    """By entity, status and moment; in the order of their moments unless another is asked for."""
    planned(api, "2026-03-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-04-01T00:00:00Z")
    page = api.get(f"{ACTIONS}?environment.sys.id=master&{query}")
    assert [one["entity"]["sys"]["id"] for one in page["items"]] == found
