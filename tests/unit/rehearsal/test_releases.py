"""Releases: what they hold, and their actions."""

import pytest

from tests.unit.rehearsal.conftest import Api, Payload, link, symbol


@pytest.fixture
def filled(api: Api) -> Api:
    """Give a space with a good entry and one that cannot be published."""
    api.activate("post", symbol("title", required=True))
    api.entry("good", "post", title="Good")
    api.entry("bad", "post")
    return api


def release(api: Api, *entries: str) -> Payload:
    """Create a release of entries."""
    items = [link("Entry", entry) for entry in entries]
    made: Payload = api.post("releases", {"title": "Spring", "entities": {"sys": {"type": "Array"}, "items": items}})
    sys: Payload = made["sys"]
    return sys


def test_a_release_holds_what_exists(filled: Api) -> None:
    """422 names what is missing, in the form that official clients expect."""
    items = [link("Entry", "none")]
    sent = {"title": "Spring", "entities": {"sys": {"type": "Array"}, "items": items}}
    status, _, details = filled.refused("POST", "releases", json=sent)
    assert (status, details["errors"][0]["error"]["details"]) == (422, {"sys": {"type": "Entry", "id": "none"}})


def test_a_release_is_published_as_a_whole(filled: Api) -> None:
    """All of it or nothing; the action tells which."""
    good, bad = release(filled, "good"), release(filled, "good", "bad")
    failed = filled.put(f"releases/{bad['id']}/published", version=1)
    between = "publishedVersion" in filled.get("entries/good")["sys"]
    done = filled.put(f"releases/{good['id']}/published", version=1)
    assert (failed["sys"]["status"], between, done["sys"]["status"]) == ("failed", False, "succeeded")
    assert "publishedVersion" in filled.get("entries/good")["sys"]


def test_validating_changes_nothing_and_can_be_looked_up(filled: Api) -> None:
    """The action is found below its release and among all actions."""
    made = release(filled, "good")
    action = filled.post(f"releases/{made['id']}/validate")
    path = f"releases/{made['id']}/actions/{action['sys']['id']}"
    listed = filled.get(f"release_actions?sys.release.sys.id[in]={made['id']}&action=validate")["items"]
    assert ([one["sys"]["id"] for one in listed], filled.get(path)["action"]) == ([action["sys"]["id"]], "validate")
    assert filled.get("entries/good")["sys"]["version"] == 1


def test_archived_releases_can_come_back(filled: Api) -> None:
    """The state and who archived it."""
    path = f"releases/{release(filled)['id']}"
    archived = filled.put(f"{path}/archived", version=1)["sys"]
    active = filled.delete(f"{path}/archived", version=2)["sys"]
    assert (archived["status"], "archivedBy" in archived) == ("archived", True)
    assert (active["status"], "archivedBy" in active, active["version"]) == ("active", False, 3)


def test_releases_are_found_by_what_they_hold(filled: Api) -> None:
    """By entity, by being empty, by state; pages by cursor."""
    full, empty = release(filled, "good")["id"], release(filled)["id"]
    queries = (
        "entities.sys.id[in]=good&entities.sys.linkType=Entry",
        "entities[exists]=false",
        "entities[exists]=true&sys.status[in]=active",
        "entities.sys.id[in]=other",
        f"sys.id[in]={empty}&entities[exists]=true",
    )
    found = [[one["sys"]["id"] for one in filled.get(f"releases?{query}")["items"]] for query in queries]
    assert found == [[full], [empty], [full], [], []]
    assert "next" in filled.get("releases?limit=1")["pages"]


def test_releases_with_entries_of_their_own_are_refused(filled: Api) -> None:
    """The second form is not emulated."""
    sent = {"title": "Spring", "sys": {"type": "Release", "schemaVersion": "Release.v2"}, "entities": {"items": []}}
    assert filled.refused("POST", "releases", json=sent)[:2] == (400, "BadRequest")
