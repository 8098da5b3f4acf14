"""Things that are only kept: their life, their homes, and what is special about a few of them."""

import base64
from collections.abc import Callable

import pytest

from migrate.rehearsal.kept.table import KINDS
from tests.unit.rehearsal.conftest import MASTER, Api, Payload, link, symbol

SPACE = "/spaces/rehearsal"
ORGANIZATION = "/organizations/rehearsal-organization"
HOOK: Payload = {"name": "Build", "url": "https://example.com", "topics": ["*.*"]}
MEMBER: Payload = {"admin": False, "email": "a@example.com", "roles": [link("Role", "editor")]}
TASK: Payload = {"body": "Read it", "status": "active", "assignedTo": link("User", "u")}
CONCEPT: Payload = {"prefLabel": {"en-US": "Sofas"}}

# Path of the collection, what is sent, and the version of a new thing.
LIVES: list[tuple[str, Payload, int]] = [
    (f"{SPACE}/webhook_definitions", HOOK, 0),
    (f"{SPACE}/roles", {"name": "Editor"}, 0),
    (f"{SPACE}/api_keys", {"name": "Site"}, 0),
    (f"{SPACE}/space_memberships", MEMBER, 0),
    (f"{MASTER}/extensions", {"extension": {"name": "E", "srcdoc": "<p>", "fieldTypes": []}}, 1),
    (f"{MASTER}/entries/one/comments", {"body": "Why?"}, 1),
    (f"{MASTER}/content_types/post/comments", {"body": "Why?"}, 1),
    (f"{MASTER}/entries/one/tasks", TASK, 1),
    (f"{MASTER}/releases", {"title": "Spring", "entities": {"sys": {"type": "Array"}, "items": []}}, 1),
    (f"{MASTER}/component_types", {"name": "Card"}, 1),
    (f"{MASTER}/experiences", {"name": "Home"}, 1),
    (f"{ORGANIZATION}/teams", {"name": "Writers"}, 0),
    (f"{ORGANIZATION}/app_definitions", {"name": "App"}, 1),
    (f"{ORGANIZATION}/taxonomy/concepts", CONCEPT, 1),
    (f"{ORGANIZATION}/taxonomy/concept-schemes", CONCEPT, 1),
]


@pytest.fixture
def filled(api: Api) -> Api:
    """Give a space with one entry."""
    api.activate("post", symbol("title"))
    api.entry("one", "post", title="One")
    return api


@pytest.mark.parametrize(("path", "sent", "first"), LIVES)
def test_kept_things_can_be_created_changed_listed_and_deleted(
    filled: Api, path: str, sent: Payload, first: int
) -> None:
    """A change needs the present version and raises it by one; afterwards the thing is gone."""
    made = filled.post(path, sent)
    one = f"{path}/{made['sys']['id']}"
    changed = filled.put(one, sent, version=first)
    stale = filled.refused("PUT", one, json=sent, version=first)[:2]
    listed = [item["sys"]["id"] for item in filled.get(path)["items"]]
    filled.delete(one)
    assert (made["sys"]["version"], changed["sys"]["version"], stale) == (first, first + 1, (409, "VersionMismatch"))
    assert (listed, filled.refused("GET", one)[:2]) == ([made["sys"]["id"]], (404, "NotFound"))


@pytest.mark.parametrize("path", sorted({kind.path for kind in KINDS if "list" in kind.verbs}))
def test_every_kept_collection_can_be_listed(filled: Api, path: str) -> None:
    """An empty one is an empty array, not an error."""
    names = {"space": "rehearsal", "environment": "master", "organization": "rehearsal-organization", "entry": "one"}
    answer = filled.get(path.format(**names, content_type="post", webhook="none", release="none"))
    assert (answer["sys"], answer["items"]) == ({"type": "Array"}, [])


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (f"{SPACE}/webhook_definitions", {}),
        (f"{SPACE}/roles", {}),
        (f"{SPACE}/space_memberships", {"admin": True}),
        (f"{MASTER}/extensions", {"extension": {"name": "E"}}),
        (f"{MASTER}/entries/one/comments", {}),
        (f"{MASTER}/entries/one/tasks", {"body": "Read it"}),
        (f"{ORGANIZATION}/taxonomy/concepts", {}),
        (f"{ORGANIZATION}/taxonomy/concepts", {**CONCEPT, "broader": [link("TaxonomyConcept", "none")]}),
    ],
)
def test_nonsense_is_not_kept(filled: Api, path: str, body: Payload) -> None:
    """422 with a list of errors, as clients expect it."""
    status, _, details = filled.refused("POST", path, json=body)
    assert (status, bool(details["errors"])) == (422, True)


def test_another_organization_is_not_there(api: Api) -> None:
    """There is one, whose id can be chosen."""
    assert api.refused("GET", "/organizations/other/teams")[:2] == (404, "NotFound")


def test_the_organization_can_be_named(serve: Callable[..., Api]) -> None:
    """Clients that know theirs find it."""
    api = serve(organization="ours")
    listed = api.get("/organizations")
    space = api.get(SPACE)["sys"]["organization"]["sys"]["id"]
    assert ([one["sys"]["id"] for one in listed["items"]], listed["limit"], space) == (["ours"], 25, "ours")


def test_what_hangs_from_another_thing_is_not_found_there(filled: Api) -> None:
    """A comment belongs to one entry, and links to the field and the comment that it speaks of."""
    filled.entry("two", "post", title="Two")
    headers = {"x-contentful-parent-entity-reference": "fields.title", "x-contentful-parent-id": "first"}
    made = filled.post("entries/one/comments", {"body": "Why?"}, headers=headers)["sys"]
    other = filled.refused("GET", f"entries/two/comments/{made['id']}")[0]
    assert (other, filled.get("entries/two/comments")["items"]) == (404, [])
    assert (made["parentEntity"]["sys"]["ref"], made["parent"]["sys"]["id"]) == ("fields.title", "first")


def test_a_key_of_the_space_opens_delivery_and_nothing_else(serve: Callable[..., Api]) -> None:
    """The delivery key reads what is published, the preview key what is not; neither manages."""
    api = serve(token="CFPAT-rehearsal")
    made = api.post(f"{SPACE}/api_keys", {"name": "Site"})
    preview = api.get(f"{SPACE}/preview_api_keys/{made['preview_api_key']['sys']['id']}")["accessToken"]
    keys = (made["accessToken"], preview)
    prefixes = ("/delivery", "/preview", "")
    statuses = [
        [api.request("GET", f"{api_}{MASTER}/entries", token=key).status_code for api_ in prefixes] for key in keys
    ]
    assert statuses == [[200, 401, 401], [401, 200, 401]]


def test_a_deleted_key_takes_its_preview_key_along(api: Api) -> None:
    """Neither is left."""
    made = api.post(f"{SPACE}/api_keys", {"name": "Site"})
    api.delete(f"{SPACE}/api_keys/{made['sys']['id']}")
    assert api.get(f"{SPACE}/preview_api_keys")["items"] == []


def test_a_secret_is_shown_once(api: Api) -> None:
    """The answer to the creation has the token, later ones do not; it can be revoked."""
    made = api.post("/users/me/access_tokens", {"name": "CI", "scopes": ["content_management_manage"]})
    path = f"/users/me/access_tokens/{made['sys']['id']}"
    revoked = api.put(f"{path}/revoked", {})
    shown = api.get(path)
    assert (made["token"][:6], "token" in shown, revoked["revokedAt"] is None) == ("CFPAT-", False, False)


def test_members_follow_from_memberships(api: Api) -> None:
    """The user of the token is an administrator, others are members with their roles."""
    made = api.post(f"{SPACE}/space_memberships", MEMBER)
    user = made["user"]["sys"]["id"]
    members = api.get(f"{SPACE}/space_members")["items"]
    shown = [(one["sys"]["user"]["sys"]["id"] == user, one["admin"], len(one["roles"])) for one in members]
    emails = [one["email"] for one in api.get(f"{SPACE}/users")["items"]]
    assert (shown, emails[1]) == ([(False, True, 0), (True, False, 1)], "a@example.com")


def test_users_can_be_asked_for_by_id(api: Api) -> None:
    """In the space and in the organization; others are not there."""
    me = api.get("/users/me")["sys"]["id"]
    found = [api.get(f"{home}/users/{me}")["sys"]["id"] for home in (SPACE, ORGANIZATION)]
    member = api.get(f"{SPACE}/space_members/{me}")["sys"]["id"]
    roles = [one["role"] for one in api.get(f"{ORGANIZATION}/organization_memberships")["items"]]
    assert (found, member, roles) == ([me, me], f"rehearsal-{me}", ["owner"])
    assert api.refused("GET", f"{SPACE}/users/none")[0] == 404


def test_a_new_space_begins_with_roles(api: Api) -> None:
    """Memberships need some."""
    space = api.post("/spaces", {"name": "New"})["sys"]["id"]
    assert sorted(role["name"] for role in api.get(f"/spaces/{space}/roles")["items"]) == ["Author", "Editor"]


def test_settings_that_were_never_made_are_shown_empty(api: Api) -> None:
    """At version 0, which is what the first change names."""
    unset = api.get("ui_config")
    api.put("ui_config", {"entryListViews": [{"id": "a"}]}, version=0)
    assert (unset["sys"]["version"], unset["entryListViews"]) == (0, [])
    assert api.get("ui_config")["entryListViews"] == [{"id": "a"}]


def test_what_the_editor_publishes_cannot_be_deleted(api: Api) -> None:
    """It has to be unpublished first."""
    path = f"components/{api.post('components', {'name': 'Card'})['sys']['id']}"
    published = api.put(f"{path}/published", version=1)["sys"]
    refused = api.refused("DELETE", path)[0]
    api.delete(f"{path}/published", version=2)
    api.delete(path)
    assert (published["publishedVersion"], refused) == (1, 400)


def test_an_installed_application_is_found_from_its_definition(api: Api) -> None:
    """It is installed by its definition's id, as often as wanted, and told from everywhere."""
    for parameters in ({"a": 1}, {"a": 2}):
        api.put("app_installations/app", {"parameters": parameters})
    listed = api.get("/app_definitions/app/app_installations")["items"]
    assert [(one["sys"]["appDefinition"]["sys"]["id"], one["parameters"]) for one in listed] == [("app", {"a": 2})]


def test_asset_keys_end_within_two_days(api: Api) -> None:
    """Over both APIs; later ends are refused."""
    now = int(api.clock.now.timestamp())
    made = [api.post(path, {"expiresAt": now + 60}) for path in ("asset_keys", f"/delivery{MASTER}/asset_keys")]
    assert [("policy" in one, "secret" in one) for one in made] == [(True, True)] * 2
    assert api.refused("POST", "asset_keys", json={"expiresAt": now + 3 * 86400})[:2] == (422, "ValidationFailed")


def test_upload_credentials_are_given(api: Api) -> None:
    """Clients that upload by form ask for them."""
    made = api.post("upload_credentials")
    assert sorted(made["uploadCredentials"]) == ["createdAt", "expiresAt", "policy", "signature"]


@pytest.mark.parametrize(
    "path", [f"{ORGANIZATION}/app_uploads", f"{MASTER}/workflows", f"{SPACE}/ai/actions", f"/content/v1{SPACE}"]
)
def test_what_is_not_emulated_is_named(api: Api, path: str) -> None:
    """404 in the service's form, which tools put up with, and words that tell why."""
    body = api.request("GET", path).json()
    assert (body["sys"]["id"], body["message"][:34]) == ("NotFound", "The rehearsal space does not emula")


def test_basic_is_not_a_key(serve: Callable[..., Api]) -> None:
    """An empty password opens nothing."""
    api = serve(token="right")
    header = {"Authorization": "Basic " + base64.b64encode(b"name:").decode()}
    assert api.request("GET", f"/delivery{MASTER}/entries", token="", headers=header).status_code == 401


def test_who_makes_a_space_is_its_administrator(api: Api) -> None:
    """The membership is there from the beginning."""
    space = api.post("/spaces", {"name": "New"})["sys"]["id"]
    me = api.get("/users/me")["sys"]["id"]
    memberships = api.get(f"/spaces/{space}/space_memberships")["items"]
    assert [(one["admin"], one["user"]["sys"]["id"]) for one in memberships] == [(True, me)]


def test_of_a_signing_secret_only_the_end_is_kept(api: Api) -> None:
    """It can be replaced without a version."""
    app = api.post(f"{ORGANIZATION}/app_definitions", {"name": "App"})["sys"]["id"]
    path = f"{ORGANIZATION}/app_definitions/{app}/signing_secret"
    shown = [api.put(path, {"value": value})["redactedValue"] for value in ("secret-abcd", "secret-efgh")]
    assert (shown, "value" in api.get(path)) == (["abcd", "efgh"], False)


def test_what_a_part_is_made_of_is_shown_in_sys(api: Api) -> None:
    """It is sent beside the other properties, and stays when these change."""
    urn = "crn:contentful:::experience:spaces/$self/environments/$self/components/card"
    card = {"sys": {"type": "ResourceLink", "linkType": "Contentful:Component", "urn": urn}}
    api.put("experience_fragments/one", {"name": "One", "component": card})
    changed = api.put("experience_fragments/one", {"name": "Two"}, version=1)
    assert (changed["sys"]["component"], changed["name"], "component" in changed) == (card, "Two", False)


def test_design_tokens_publish_themselves(api: Api) -> None:
    """Each change is two versions, and nothing has to be unpublished before the end."""
    made = api.put("design_tokens/red", {"name": "Red", "type": "DTCG.Color"})["sys"]
    changed = api.put("design_tokens/red", {"name": "Red", "type": "DTCG.Color"}, version=2)["sys"]
    api.delete("design_tokens/red")
    assert (made["version"], made["publishedVersion"], changed["version"]) == (2, 1, 4)


def test_published_data_assemblies_have_a_view(api: Api) -> None:
    """As entries have."""
    sent = {"name": "A", "sys": {"type": "DataAssembly", "dataType": [{"id": "t"}]}}
    one = api.post("data_assemblies", sent)["sys"]
    before = api.refused("GET", f"public/data_assemblies/{one['id']}")[0]
    api.put(f"data_assemblies/{one['id']}/published", version=1)
    shown = [item["sys"]["id"] for item in api.get("public/data_assemblies")["items"]]
    assert (one["dataType"], before, shown) == ([{"id": "t"}], 404, [one["id"]])


def test_the_id_of_a_new_space_is_short(api: Api) -> None:
    """Twelve small letters and digits, as in all recordings; tools make longer ids of two of them."""
    space = api.post("/spaces", {"name": "New"})["sys"]["id"]
    assert (len(space), space == space.lower(), space.isalnum()) == (12, True, True)


def test_the_organization_lists_the_memberships_of_all_spaces(api: Api) -> None:
    """Each once, however many environments were copied; by team when asked."""
    member = api.post(f"{SPACE}/space_memberships", MEMBER)["sys"]["id"]
    sent = {"admin": True, "roles": []}
    team = api.post(f"{SPACE}/team_space_memberships", sent, headers={"x-contentful-team": "writers"})["sys"]
    api.put(f"{SPACE}/environments/copy", {"name": "Copy"})
    listed = [one["sys"]["id"] for one in api.get(f"{ORGANIZATION}/space_memberships")["items"]]
    teams = f"{ORGANIZATION}/team_space_memberships"
    found = [api.get(f"{teams}?sys.team.sys.id={name}")["total"] for name in ("writers", "others")]
    assert (listed, found, api.get(f"{teams}/{team['id']}")["sys"]["team"]["sys"]["id"]) == (
        [member],
        [1, 0],
        "writers",
    )


@pytest.mark.parametrize(("path", "kind"), [("entries/gone/comments", "Entry"), ("entries/gone/tasks", "Entry")])
def test_nothing_hangs_from_what_is_not_there(api: Api, path: str, kind: str) -> None:
    """404 that names the missing thing."""
    status, _, details = api.refused("POST", path, json={**TASK, "body": "Why?"})
    assert (status, details["type"], details["id"]) == (404, kind, "gone")
