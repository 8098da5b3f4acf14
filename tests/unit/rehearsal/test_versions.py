import pytest

from tests.unit.rehearsal.conftest import Api, Payload, symbol


@pytest.fixture
def post(api: Api) -> Api:
    """Give a space with one draft."""
    api.activate("post", symbol("title"))
    api.entry("one", "post", title="One")
    return api


def sys_of(payload: Payload, *keys: str) -> tuple[object, ...]:
    """Return parts of `sys`, None for those that are not there."""
    return tuple(payload["sys"].get(key) for key in keys)


def test_a_new_entry_has_version_one_and_is_a_draft(post: Api) -> None:
    """Creating gives version 1, no publication and counter 0."""
    assert sys_of(post.get("entries/one"), "version", "publishedCounter", "publishedVersion") == (1, 0, None)


def test_publishing_notes_the_version_before(post: Api) -> None:
    """Publishing raises version and counter, and notes the version that was published."""
    assert sys_of(post.publish("entries/one", 1), "version", "publishedCounter", "publishedVersion") == (2, 1, 1)


def test_unpublishing_keeps_counter_and_first_date(post: Api) -> None:
    """Unpublishing takes the publication away, but not the memory of it."""
    first = post.publish("entries/one", 1)["sys"]["firstPublishedAt"]
    after = post.delete("entries/one/published")
    assert (3, 1, None, first) == sys_of(after, "version", "publishedCounter", "publishedVersion", "firstPublishedAt")


def test_archiving_notes_the_version_before_and_unarchiving_forgets_it(post: Api) -> None:
    """Archiving and taking out again both raise the version."""
    archived = post.put("entries/one/archived")
    back = post.delete("entries/one/archived")
    keys = ("version", "archivedVersion")
    assert (sys_of(archived, *keys), sys_of(back, *keys)) == ((2, 1), (3, None))


def test_a_change_after_publishing_is_two_versions_ahead(post: Api) -> None:
    """Changed means version >= publishedVersion + 2."""
    post.publish("entries/one", 1)
    changed = post.put("entries/one", {"fields": {"title": {"en-US": "Two"}}}, version=2)
    assert sys_of(changed, "version", "publishedVersion", "fieldStatus") == (3, 1, {"*": {"en-US": "changed"}})


@pytest.mark.parametrize(
    ("method", "path", "version"),
    [
        ("PUT", "entries/one", None),
        ("PUT", "entries/one", 9),
        ("PUT", "entries/one/published", None),
        ("PUT", "entries/one/published", 2),
        ("DELETE", "entries/one", 7),
        ("PUT", "content_types/post", None),
        ("PUT", "content_types/post/editor_interface", 5),
    ],
)
def test_a_wrong_or_missing_version_is_a_conflict(post: Api, method: str, path: str, version: int | None) -> None:
    """409 VersionMismatch, in its recorded form without a message."""
    response = post.request(method, path, version=version, json={"fields": {}}, content_type="post")
    body = response.json()
    assert (
        response.status_code,
        body["sys"],
        "message" in body,
    ) == (409, {"type": "Error", "id": "VersionMismatch"}, False)


@pytest.mark.parametrize("path", ["entries/one/published", "entries/one/archived", "entries/one"])
def test_changes_of_state_need_no_version(post: Api, path: str) -> None:
    """Unpublish, archive and delete are accepted without the header."""
    if path.endswith("published"):
        post.publish("entries/one", 1)
    method = "PUT" if path.endswith("archived") else "DELETE"
    assert post.request(method, path).is_success


def test_states_that_exclude_each_other(post: Api) -> None:
    """What is published can be neither archived nor deleted; what is a draft cannot be unpublished."""
    draft = post.refused("DELETE", "entries/one/published")
    post.publish("entries/one", 1)
    refusals = [draft, post.refused("PUT", "entries/one/archived"), post.refused("DELETE", "entries/one")]
    assert [refusal[:2] for refusal in refusals] == [(400, "BadRequest")] * 3


def test_another_token_is_another_user(post: Api) -> None:
    """Who changed an entry last can be told from who made it."""
    changed = post.put("entries/one", {"fields": {}}, version=1, token="somebody else")
    assert changed["sys"]["createdBy"] != changed["sys"]["updatedBy"]


def test_publishing_some_locales_leaves_the_others(api: Api) -> None:
    """With a list of locales only their values become public; unpublishing them takes only those back."""
    api.post("locales", {"name": "German", "code": "de", "fallbackCode": "en-US", "optional": True})
    api.activate("post", symbol("title", localized=True))
    api.put("entries/one", {"fields": {"title": {"en-US": "One", "de": "Eins"}}}, content_type="post")
    add = {"add": {"fields": {"*": ["en-US"]}}}
    published = api.put("entries/one/published", add, version=1)
    public = api.get("entries/one/published")["fields"]
    remove = {"remove": {"fields": {"*": ["en-US"]}}}
    withdrawn = api.put("entries/one/published", remove, version=2)
    assert (
        published["sys"]["fieldStatus"]["*"],
        public,
        "publishedVersion" in withdrawn["sys"],
    ) == ({"en-US": "published", "de": "draft"}, {"title": {"en-US": "One"}}, False)


def test_snapshots_keep_each_publication(post: Api) -> None:
    """There is one snapshot per publication, the newest first."""
    post.publish("entries/one", 1)
    post.put("entries/one", {"fields": {"title": {"en-US": "Two"}}}, version=2)
    post.publish("entries/one", 3)
    items = post.get("entries/one/snapshots")["items"]
    assert [item["snapshot"]["fields"]["title"]["en-US"] for item in items] == ["Two", "One"]
