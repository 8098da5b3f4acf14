import pytest

from tests.unit.rehearsal.conftest import MASTER, Api, Payload, symbol


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ({"id": "1st", "name": "F", "type": "Symbol"}, "regexp"),
        ({"id": "f", "name": "F", "type": "Markdown"}, "in"),
        ({"id": "f", "name": "F", "type": "Link"}, "in"),
        ({"id": "f", "name": "F", "type": "Array"}, "in"),
        ({"id": "f", "name": "", "type": "Symbol"}, "required"),
        ({"id": "f", "name": "F", "type": "Symbol", "required": "yes"}, "type"),
        ({"id": "f", "name": "F", "type": "Symbol", "validations": [{"nonsense": 1}]}, "unknown"),
        ({"id": "f", "name": "F", "type": "Symbol", "validations": [{"range": {"min": 1}}]}, "unexpected"),
        ({"id": "f", "name": "F", "type": "Symbol", "validations": [{"size": "long"}]}, "type"),
        ({"id": "f", "name": "F", "type": "Symbol", "validations": [{"size": {}, "in": ["a"]}]}, "type"),
        ({"id": "f", "name": "F", "type": "RichText", "validations": [{"enabledMarks": ["blink"]}]}, "type"),
        ({"id": "f", "name": "F", "type": "RichText", "validations": [{"enabledNodeTypes": ["paragraph"]}]}, "type"),
    ],
)
def test_invalid_content_types_are_refused(api: Api, field: Payload, name: str) -> None:
    """Drafts are checked strictly, and the path leads into the field."""
    refused = api.refused("PUT", "content_types/t", json={"name": "T", "fields": [field]})
    error = refused[2]["errors"][0]
    assert (422, "ValidationFailed", name, ["fields", 0]) == (*refused[:2], error["name"], error["path"][:2])


def test_a_content_type_may_have_no_fields_yet(api: Api) -> None:
    """A name is enough for a draft."""
    assert api.put("content_types/t", {"name": "T"})["fields"] == []


def test_fifty_fields_are_the_most(api: Api) -> None:
    """One more is refused."""
    fields = [symbol(f"f{number}", name="F") for number in range(51)]
    assert api.refused("PUT", "content_types/t", json={"name": "T", "fields": fields})[0] == 422


def test_the_display_field_must_be_a_text(api: Api) -> None:
    """A number cannot be the title of an entry."""
    body = {"name": "T", "displayField": "n", "fields": [{"id": "n", "name": "N", "type": "Integer"}]}
    assert api.refused("PUT", "content_types/t", json=body)[0] == 422


def test_defaults_are_filled_in(api: Api) -> None:
    """What was not sent is shown with its default."""
    made = api.put("content_types/t", {"name": "T", "fields": [symbol("f", name="F")]})
    field = {"localized": False, "required": False, "disabled": False, "omitted": False, "validations": []}
    assert (None, None, {**field, "id": "f", "name": "F", "type": "Symbol"}) == (
        made["displayField"],
        made["description"],
        made["fields"][0],
    )


def test_a_field_must_be_omitted_before_it_is_removed(api: Api) -> None:
    """Only then may it go, and its values go with it."""
    api.activate("t", symbol("keep"), symbol("drop"))
    api.entry("e", "t", keep="a", drop="b")
    keep, drop = (symbol(name, name=name) for name in ("keep", "drop"))
    api.put("content_types/t", {"name": "T", "fields": [keep]}, version=2)
    refused = api.request("PUT", "content_types/t/published", version=3)
    api.put("content_types/t", {"name": "T", "fields": [keep, {**drop, "omitted": True}]}, version=3)
    api.publish("content_types/t", 4)
    api.put("content_types/t", {"name": "T", "fields": [keep, {**drop, "omitted": True, "deleted": True}]}, version=5)
    api.publish("content_types/t", 6)
    assert (
        refused.status_code,
        refused.json()["message"],
        api.get("entries/e")["fields"],
    ) == (400, "You need to omit a field before deleting it.", {"keep": {"en-US": "a"}})


def test_the_type_of_a_published_field_stays(api: Api) -> None:
    """A new type is refused on activation."""
    api.activate("t", symbol("f"))
    api.put("content_types/t", {"name": "T", "fields": [{"id": "f", "name": "F", "type": "Text"}]}, version=2)
    assert api.refused("PUT", "content_types/t/published", version=3)[0] == 422


def test_a_content_type_with_entries_stays_active(api: Api) -> None:
    """It cannot be deactivated; without entries it can, and then be deleted."""
    api.activate("t", symbol("f"))
    api.entry("e", "t", f="x")
    refused = [api.refused("DELETE", f"content_types/{path}")[0] for path in ("t/published", "t")]
    api.delete("entries/e")
    api.delete("content_types/t/published")
    api.delete("content_types/t")
    assert (refused, api.refused("GET", "content_types/t")[0]) == ([400, 400], 404)


def test_the_editor_interface_comes_with_activation(api: Api) -> None:
    """There is none before; then each field has its control, and every activation raises its version."""
    api.put("content_types/t", {"name": "T", "fields": [symbol("f", name="F")]})
    before = api.refused("GET", "content_types/t/editor_interface")[0]
    api.publish("content_types/t", 1)
    first = api.get("content_types/t/editor_interface")
    api.publish("content_types/t", 2)
    assert (
        before,
        first["controls"][0]["widgetId"],
        first["sys"]["version"],
        api.get("content_types/t/editor_interface")["sys"]["version"],
    ) == (404, "singleLine", 1, 2)


def test_locale_rules(api: Api) -> None:
    """Codes are unique, fallbacks exist and end, the default and what others fall back to cannot go."""
    german = api.post("locales", {"name": "German", "code": "de", "fallbackCode": None})
    austrian = api.post("locales", {"name": "Austrian", "code": "de-AT", "fallbackCode": "de"})
    default = next(one for one in api.get("locales")["items"] if one["default"])
    taken = api.refused("POST", "locales", json={"name": "German", "code": "de", "fallbackCode": None})
    missing = api.refused("POST", "locales", json={"name": "French", "code": "fr", "fallbackCode": "xx"})
    loop = api.refused("PUT", f"locales/{german['sys']['id']}", json={**german, "fallbackCode": "de-AT"}, version=0)
    gone = [api.refused("DELETE", f"locales/{one['sys']['id']}")[:2] for one in (default, german)]
    api.delete(f"locales/{austrian['sys']['id']}")
    assert (taken[2]["errors"][0], missing[0], loop[0]) == ({"name": "taken", "path": "code", "value": "de"}, 422, 422)
    assert gone == [(403, "DefaultLocaleNotDeletable"), (403, "FallbackLocaleNotDeletable")]


def test_a_locale_without_fallback_code_falls_back_to_the_default(api: Api) -> None:
    """Left out is not the same as null; versions start at 0."""
    made = api.post("locales", {"name": "German", "code": "de"})
    assert (made["fallbackCode"], made["sys"]["version"]) == ("en-US", 0)


@pytest.mark.parametrize("code", ["not a code", "de/at", "fr-", "1", "-de"])
def test_a_locale_needs_a_code_that_is_one(api: Api, code: str) -> None:
    """422 for what cannot stand in a path or a query."""
    status, _, details = api.refused("POST", "locales", json={"name": "N", "code": code, "fallbackCode": None})
    assert (status, details["errors"]) == (422, [{"name": "regexp", "path": "code", "value": code}])


@pytest.mark.parametrize("code", ["es-419", "zh-Hans-CN", "de-DE-1996", "en_US", "en-US-x-edition"])
def test_codes_of_locales(api: Api, code: str) -> None:
    """Any tag of a language, and those of one's own."""
    assert api.post("locales", {"name": "N", "code": code, "fallbackCode": None})["code"] == code


def test_pages_of_environments(api: Api) -> None:
    """As short as they are asked for, and 25 otherwise."""
    api.put("/spaces/rehearsal/environments/copy", {"name": "Copy"})
    page = api.get("/spaces/rehearsal/environments?limit=1&skip=1")
    assert [one["sys"]["id"] for one in page.pop("items")] == ["copy"]
    assert page == {"sys": {"type": "Array"}, "total": 2, "skip": 1, "limit": 1}
    assert api.get("/spaces/rehearsal/environments")["limit"] == 25


def test_tag_rules(api: Api) -> None:
    """Names are unique, visibility stays, a tag in use cannot be deleted, deleting needs the version."""
    api.put("tags/a", {"name": "A", "sys": {"visibility": "public"}})
    taken = api.refused("PUT", "tags/b", json={"name": "A"})[2]["errors"][0]["name"]
    changed = api.put("tags/a", {"name": "AA", "sys": {"visibility": "private"}}, version=1)
    api.activate("t", symbol("f"))
    metadata = {"tags": [{"sys": {"type": "Link", "linkType": "Tag", "id": "a"}}], "concepts": []}
    api.put("entries/e", {"fields": {}, "metadata": metadata}, content_type="t")
    used = api.refused("DELETE", "tags/a", version=2)
    unversioned = api.refused("DELETE", "tags/a")
    assert (
        taken,
        changed["sys"]["visibility"],
        used[1],
        unversioned[1],
    ) == ("taken", "public", "ActionPreconditionsFailed", "VersionMismatch")


def test_an_environment_is_created_as_a_copy(api: Api) -> None:
    """It holds what its source held, and changes apart from it."""
    api.activate("t", symbol("f", validations=[{"unique": True}]))
    api.entry("e", "t", f="x")
    api.publish("entries/e", 1)
    queued = api.put("/spaces/rehearsal/environments/copy", {"name": "Copy"})
    ready = api.get("/spaces/rehearsal/environments/copy")
    copy = MASTER.replace("master", "copy")
    api.put(f"{copy}/entries/e", {"fields": {}}, version=2)
    assert (
        queued["sys"]["status"]["sys"]["id"],
        ready["sys"]["status"]["sys"]["id"],
        api.get(f"{copy}/entries")["total"],
        api.get("entries/e")["sys"]["version"],
    ) == ("queued", "ready", 1, 2)


def test_another_source_can_be_copied(api: Api) -> None:
    """The header names it."""
    api.put("/spaces/rehearsal/environments/a", {"name": "A"})
    api.put(f"{MASTER.replace('master', 'a')}/tags/only-here", {"name": "T"})
    api.put("/spaces/rehearsal/environments/b", {"name": "B"}, headers={"X-Contentful-Source-Environment": "a"})
    assert api.get(f"{MASTER.replace('master', 'b')}/tags")["total"] == 1


def test_an_alias_leads_to_its_environment(api: Api) -> None:
    """Requests through it reach the target, which cannot be deleted meanwhile."""
    api.put("/spaces/rehearsal/environments/copy", {"name": "Copy"})
    body = {"environment": {"sys": {"type": "Link", "linkType": "Environment", "id": "copy"}}}
    api.put("/spaces/rehearsal/environment_aliases/live", body)
    api.put(f"{MASTER.replace('master', 'live')}/tags/t", {"name": "T"})
    refused = api.refused("DELETE", "/spaces/rehearsal/environments/copy")[0]
    api.delete("/spaces/rehearsal/environment_aliases/live")
    found = api.get(f"{MASTER.replace('master', 'copy')}/tags")["total"]
    assert (refused, found, api.request("DELETE", "/spaces/rehearsal/environments/copy").status_code) == (400, 1, 204)


def test_paths_without_an_environment_mean_master(api: Api) -> None:
    """Old clients leave it out."""
    api.put("tags/t", {"name": "T"})
    assert api.get("/spaces/rehearsal/tags")["total"] == 1


def test_environment_updates_need_the_version_in_words(api: Api) -> None:
    """Their conflict has a message."""
    message = api.request("PUT", "/spaces/rehearsal/environments/master", json={"name": "x"}).json()["message"]
    assert message == 'Please pass sys.version as HTTP header "X-Contentful-Version"'


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/spaces/none", "Space"),
        ("/spaces/none/environments/master/entries", "Space"),
        ("/spaces/rehearsal/environments/none/entries", "Environment"),
        ("entries/none", "Entry"),
        ("assets/none", "Asset"),
        ("content_types/none", "ContentType"),
        ("tags/none", "Tag"),
        ("bulk_actions/none", "BulkAction"),
    ],
)
def test_what_is_not_there_is_named(api: Api, path: str, kind: str) -> None:
    """404 says of what kind it would be, which the Python client cannot do without."""
    refused = api.refused("GET", path)
    assert (404, "NotFound", kind) == (*refused[:2], refused[2]["type"])


@pytest.mark.parametrize(("method", "path"), [("GET", "nonsense/none"), ("PATCH", "tags/a"), ("POST", "/none")])
def test_unknown_routes_are_named_as_such(api: Api, method: str, path: str) -> None:
    """404 UnknownRoute, for a path as for a method."""
    assert api.refused(method, path, json={})[:2] == (404, "UnknownRoute")


def test_a_space_can_be_created_and_deleted(api: Api) -> None:
    """A new one has its environment and its default locale; deleted, it is gone with all."""
    space = api.post("/spaces", {"name": "New", "defaultLocale": "de"})["sys"]["id"]
    codes = [one["code"] for one in api.get(f"/spaces/{space}/environments/master/locales")["items"]]
    api.delete(f"/spaces/{space}")
    assert (codes, api.refused("GET", f"/spaces/{space}/environments/master")[0]) == (["de"], 404)
