import contentful_management
import pytest
from contentful_management.errors import (
    AccessDeniedError,
    NotFoundError,
    RateLimitExceededError,
    UnprocessableEntityError,
    VersionMismatchError,
)

from migrate.rehearsal import RehearsalOptions, create_app, open_store, serve_in_thread
from tests.clients.conftest import TOKEN, Space
from tests.clients.content import link, png


def connect(url: str, **more: object) -> contentful_management.Client:
    """Return a client of the served space."""
    host = url.partition("://")[2]
    return contentful_management.Client(TOKEN, api_url=host, uploads_api_url=host, https=False, **more)


def test_the_whole_way_of_a_post(space: Space, tmp_path: object) -> None:
    """Content type, upload, asset and entry are created and published with the Python client."""
    client = connect(space.url)
    fields = [
        {"id": "title", "name": "Title", "type": "Symbol"},
        {"id": "hero", "name": "Hero", "type": "Link", "linkType": "Asset"},
    ]
    content_type = client.content_types("rehearsal", "master").create(
        "post", {"name": "Post", "displayField": "title", "fields": fields}
    )
    content_type.publish()
    upload = client.uploads("rehearsal").create(_file(tmp_path))
    asset = client.assets("rehearsal", "master").create(
        "picture",
        {
            "fields": {
                "title": {"en-US": "Picture"},
                "file": {
                    "en-US": {"fileName": "a.png", "contentType": "image/png", "uploadFrom": link("Upload", upload.id)}
                },
            }
        },
    )
    asset.process()
    asset.reload()
    asset.publish()
    entry = client.entries("rehearsal", "master").create(
        "post",
        {
            "content_type_id": "post",
            "fields": {"title": {"en-US": "One"}, "hero": {"en-US": link("Asset", "picture")}},
        },
    )
    entry.publish()
    found = client.entries("rehearsal", "master").all({"content_type": "post", "sys.id[in]": ["post", "other"]})
    assert [(item.id, item.is_published) for item in found] == [("post", True)]


def _file(folder: object) -> str:
    path = f"{folder}/a.png"
    with open(path, "wb") as stream:  # noqa: PTH123 - the client wants the path as text
        stream.write(png(2, 2))
    return path


def test_locales_tags_and_environments(space: Space) -> None:
    """What sets a space up can be created, listed and deleted."""
    client = connect(space.url)
    client.locales("rehearsal", "master").create({"name": "German", "code": "de", "fallbackCode": "en-US"})
    tag = client.tags("rehearsal", "master").create("news", {"name": "News", "sys": {"visibility": "public"}})
    environment = client.environments("rehearsal").create("copy", {"name": "copy"})
    codes = [locale.code for locale in client.locales("rehearsal", "copy").all()]
    environment.delete()
    tag.delete()
    assert (codes, list(client.tags("rehearsal", "master").all())) == (["en-US", "de"], [])


def test_each_refusal_is_the_error_it_should_be(space: Space) -> None:
    """The client, which fails on error bodies that it does not know, raises its own class for each."""
    client = connect(space.url)
    content_type = client.content_types("rehearsal", "master").create("post", {"name": "Post", "fields": []})
    with pytest.raises(NotFoundError):
        client.entries("rehearsal", "master").find("nowhere")
    with pytest.raises(UnprocessableEntityError):
        client.content_types("rehearsal", "master").create("bad", {"name": "", "fields": []})
    content_type.name = "Other"
    content_type.save()
    content_type.sys["version"] = 1
    with pytest.raises(VersionMismatchError):
        content_type.save()
    default = client.locales("rehearsal", "master").all()[0].id
    with pytest.raises(AccessDeniedError):
        client.locales("rehearsal", "master").delete(default)


def test_a_spent_second_is_a_rate_limit_error() -> None:
    """429 comes with the header that the client cannot do without."""
    store = open_store(None)
    with serve_in_thread(create_app(store, RehearsalOptions(rate_limit=1))) as url:
        client = connect(url, max_rate_limit_retries=0)
        with pytest.raises(RateLimitExceededError):
            [client.spaces().find("rehearsal") for _ in range(5)]
    store.close()
