"""The export of the sample site: contentful-import takes it, and contentful-export reads the same entries back."""

import json
from pathlib import Path
from typing import Any

import pytest

from migrate.cli import run
from migrate.rehearsal import RehearsalOptions, create_app, open_store, serve_in_thread
from tests.clients.conftest import NodeClients
from tests.clients.test_import_export import run_export, run_import

ROOT = Path(__file__).resolve().parents[2]

Content = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def travelled(clients: NodeClients, tmp_path_factory: pytest.TempPathFactory) -> tuple[Content, Content]:
    """Return what we exported and what the official export reads after the official import."""
    folder = tmp_path_factory.mktemp("export")
    file = folder / "content.json"
    arguments = ["-m", str(ROOT / "mappings" / "sample.yaml"), "--format", "contentful"]
    code = run(["export", str(ROOT / "data"), *arguments, "-o", str(file), "--files", str(folder)])
    assert code == 0
    with serve_in_thread(create_app(open_store(None), RehearsalOptions(links="missing"))) as url:
        host = url.partition("://")[2]
        run_import(clients, host, folder / "assets.json", {"uploadAssets": True, "rateLimit": 1000})
        run_import(clients, host, file, {"skipAssetUpdates": True, "rateLimit": 1000})
        received: Content = run_export(clients, host)
    sent: Content = json.loads(file.read_text(encoding="utf-8"))
    return sent, received


def by_id(rows: list[dict[str, Any]], *keys: str) -> dict[str, list[Any]]:
    """Return parts of entities by id."""
    return {row["sys"]["id"]: [row[key] for key in keys] for row in rows}


def test_entries_arrive_unchanged(travelled: tuple[Content, Content]) -> None:
    """Every entry is there with the same fields and tags, and no other."""
    sent, received = travelled
    assert len(sent["entries"]) > 100
    for rows in (sent, received):
        for row in rows["entries"]:
            row["tags"] = row["metadata"]["tags"]  # the server adds an empty list of taxonomy concepts
    assert by_id(received["entries"], "fields", "tags") == by_id(sent["entries"], "fields", "tags")


def test_assets_arrive_with_their_files(travelled: tuple[Content, Content]) -> None:
    """Every asset has its title and a processed file with the same name and type."""
    sent, received = travelled
    held = by_id(received["assets"], "fields")
    for asset_id, (fields,) in by_id(sent["assets"], "fields").items():
        (there,) = held[asset_id]
        assert there.get("title") == fields.get("title")
        for locale, file in fields["file"].items():
            assert there["file"][locale]["fileName"] == file["fileName"]
            assert there["file"][locale]["url"]


def test_publish_states_arrive(travelled: tuple[Content, Content]) -> None:
    """Drafts stay drafts, archived entries are archived, the rest is published."""
    sent, received = travelled

    def states(rows: list[dict[str, Any]]) -> dict[str, str]:
        return {
            row["sys"]["id"]: "archived"
            if "archivedVersion" in row["sys"]
            else "published"
            if "publishedVersion" in row["sys"]
            else "draft"
            for row in rows
        }

    assert states(received["entries"]) == states(sent["entries"])
    assert {"draft", "published", "archived"} <= set(states(sent["entries"]).values())


def test_the_model_arrives(travelled: tuple[Content, Content]) -> None:
    """Content types and locales are the same."""
    sent, received = travelled
    assert {row["sys"]["id"] for row in sent["contentTypes"]} == {row["sys"]["id"] for row in received["contentTypes"]}
    assert {row["code"] for row in sent["locales"]} == {row["code"] for row in received["locales"]}
