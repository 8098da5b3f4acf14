from typing import Any

import httpx
import pytest

from migrate.rehearsal import RehearsalOptions, create_app, open_store, serve_in_thread
from migrate.rehearsal.certificate import local_certificate
from tests.clients.conftest import HERE, TOKEN, NodeClients
from tests.clients.content import Payload
from tests.clients.filling import MASTER, activate, publish, put_entry

POST: Payload = {
    "name": "Post",
    "displayField": "title",
    "fields": [
        {"id": "title", "name": "Title", "type": "Symbol"},
        {"id": "subtitle", "name": "Subtitle", "type": "Symbol"},
    ],
}


@pytest.fixture(scope="module")
def migrated(clients: NodeClients, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Run the migration against a space with two posts over TLS; gives what is there afterwards."""
    certificate = local_certificate(tmp_path_factory.mktemp("certificate"))
    store = open_store(None)
    app = create_app(store, RehearsalOptions())
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with (
        serve_in_thread(app, tls=certificate.context()) as url,
        httpx.Client(base_url=url, headers=headers, verify=certificate.client_context()) as api,
    ):
        activate(api, "post", POST)
        for name in ("Alpha", "Beta"):
            put_entry(api, name.lower(), "post", {"title": {"en-US": name}, "subtitle": {"en-US": "gone"}})
        publish(api, "entries/alpha", 1)
        clients.run(
            "migration.cjs",
            url.partition("://")[2].replace("127.0.0.1", "localhost"),
            "rehearsal",
            str(HERE / "scripts" / "migrate-model.cjs"),
            environment={"TOKEN": TOKEN, "NODE_EXTRA_CA_CERTS": str(certificate.certificate)},
        )
        paths = ("content_types", "entries", "tags", "content_types/post/editor_interface")
        found = {path: api.get(f"{MASTER}/{path}").json() for path in paths}
    store.close()
    return found


def test_content_types_are_created_and_changed(migrated: dict[str, Any]) -> None:
    """The new content type is there, the old one has lost one field and got another."""
    fields = {
        item["sys"]["id"]: [field["id"] for field in item["fields"]] for item in migrated["content_types"]["items"]
    }
    assert fields == {"post": ["title", "slug"], "author": ["name"]}


def test_entries_are_transformed(migrated: dict[str, Any]) -> None:
    """Every entry has the new value, and none the field that is gone."""
    fields = {item["sys"]["id"]: item["fields"] for item in migrated["entries"]["items"]}
    assert fields == {
        "alpha": {"title": {"en-US": "Alpha"}, "slug": {"en-US": "alpha"}},
        "beta": {"title": {"en-US": "Beta"}, "slug": {"en-US": "beta"}},
    }


def test_publish_state_is_kept(migrated: dict[str, Any]) -> None:
    """The published entry is published in its new form, the draft is still a draft."""
    states = {item["sys"]["id"]: "publishedVersion" in item["sys"] for item in migrated["entries"]["items"]}
    assert states == {"alpha": True, "beta": False}


def test_controls_and_tags_are_set(migrated: dict[str, Any]) -> None:
    """The editor interface has the control asked for, and the tag is there."""
    controls = {
        item["fieldId"]: item["widgetId"] for item in migrated["content_types/post/editor_interface"]["controls"]
    }
    assert (controls["slug"], [tag["sys"]["id"] for tag in migrated["tags"]["items"]]) == ("slugEditor", ["legacy"])
