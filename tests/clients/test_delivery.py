import json
from collections.abc import Iterator
from typing import Any

import contentful
import httpx
import pytest

from migrate.rehearsal import RehearsalOptions, create_app, open_store, serve_in_thread
from tests.clients.conftest import TOKEN, NodeClients
from tests.clients.content import Payload, link, png
from tests.clients.filling import MASTER, activate, publish, put_entry, send

TYPE: Payload = {
    "name": "Post",
    "displayField": "title",
    "fields": [
        {"id": "title", "name": "Title", "type": "Symbol", "localized": True},
        {"id": "hero", "name": "Hero", "type": "Link", "linkType": "Asset"},
        {"id": "related", "name": "Related", "type": "Array", "items": {"type": "Link", "linkType": "Entry"}},
        {"id": "internal", "name": "Internal", "type": "Symbol", "omitted": True},
    ],
}


def fill(api: httpx.Client) -> None:
    """Publish a post that links to a picture, a second post and a draft; in English and German."""
    locale = {"name": "German", "code": "de", "fallbackCode": "en-US", "optional": True}
    send(api, "POST", "locales", json=locale)
    activate(api, "post", TYPE)
    send(api, "PUT", "tags/public", json={"name": "Public", "sys": {"visibility": "public"}})
    send(api, "PUT", "tags/private", json={"name": "Private", "sys": {"visibility": "private"}})
    upload = send(api, "POST", "uploads", content=png(2, 2), headers={"Content-Type": "application/octet-stream"})
    file = {"fileName": "a.png", "contentType": "image/png", "uploadFrom": link("Upload", upload["sys"]["id"])}
    send(api, "PUT", "assets/picture", json={"fields": {"title": {"en-US": "Picture"}, "file": {"en-US": file}}})
    send(api, "PUT", "assets/picture/files/en-US/process", version=1)
    publish(api, "assets/picture", 2)
    put_entry(api, "second", "post", {"title": {"en-US": "Second"}})
    put_entry(api, "draft", "post", {"title": {"en-US": "Draft"}})
    fields = {
        "title": {"en-US": "First", "de": "Erster"},
        "hero": {"en-US": link("Asset", "picture")},
        "related": {"en-US": [link("Entry", "second"), link("Entry", "draft")]},
        "internal": {"en-US": "secret"},
    }
    tags = [link("Tag", "public"), link("Tag", "private")]
    put_entry(api, "post", "post", fields, metadata={"tags": tags, "concepts": []})
    publish(api, "entries/second", 1)
    publish(api, "entries/post", 1)


@pytest.fixture
def url() -> Iterator[str]:
    """Serve a filled space."""
    store = open_store(None)
    with serve_in_thread(create_app(store, RehearsalOptions())) as base:
        with httpx.Client(base_url=base, headers={"Authorization": f"Bearer {TOKEN}"}) as api:
            fill(api)
        yield base
    store.close()


def test_contentful_js_reads_what_was_published(clients: NodeClients, url: str) -> None:
    """Includes, locales with fallback, drafts in the preview, queries and Sync work with contentful.js."""
    change = f"{url}{MASTER}/entries/second/published"
    host = url.partition("://")[2]
    printed = clients.run("delivery.cjs", host, "rehearsal", environment={"TOKEN": TOKEN, "CHANGE_URL": change})
    read: dict[str, Any] = json.loads(printed.split("@@@")[1])
    token, hero = read.pop("nextSyncToken"), read.pop("hero")
    assert token
    assert hero.startswith(f"//{host}/files/rehearsal/picture/")
    german = read.pop("german")
    assert (german["title"], german["hero"]["fields"]["title"]) == ("Erster", "Picture")
    assert read == {
        "title": "First",
        "related": ["Second", None],
        "everywhere": {"en-US": "First", "de": "Erster"},
        "published": ["post", "second"],
        "drafts": ["draft", "post", "second"],
        "searched": ["second"],
        "byRelated": [["post"], []],
        "small": 1,
        "wide": 0,
        "assets": 1,
        "locales": ["en-US", "de"],
        "contentTypes": ["post"],
        "tags": ["public"],
        "synced": ["post", "second"],
        "deleted": ["second"],
    }


def test_contentful_py_reads_what_was_published(url: str) -> None:
    """The Python delivery client finds the entry, its links and its picture."""
    client = contentful.Client(
        "rehearsal", TOKEN, api_url=f"{url.partition('://')[2]}/delivery", https=False, content_type_cache=True
    )
    entry = client.entry("post", {"include": 2})
    assert (entry.title, entry.hero.title) == ("First", "Picture")


def test_omitted_fields_and_private_tags_are_not_delivered(url: str) -> None:
    """A website sees neither."""
    entry = httpx.get(f"{url}/delivery{MASTER}/entries/post", headers={"Authorization": "Bearer x"}).json()
    assert ("internal" in entry["fields"], [link("Tag", "public")]) == (False, entry["metadata"]["tags"])


def test_the_token_may_be_in_the_address(url: str) -> None:
    """Delivery accepts ``access_token`` as a parameter."""
    assert httpx.get(f"{url}/delivery{MASTER}/entries?access_token=x").status_code == 200
