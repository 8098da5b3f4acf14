import json
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from migrate.rehearsal import RehearsalOptions, create_app, open_store, request_log, serve_in_thread
from tests.clients.conftest import TOKEN, NodeClients
from tests.clients.content import content_file, png

UPLOAD = {"uploadAssets": True, "rateLimit": 1000}


def run_import(clients: NodeClients, host: str, file: Path, options: Mapping[str, object]) -> None:
    """Import a content file."""
    arguments = (host, "rehearsal", "master", str(file), json.dumps({"assetsDirectory": str(file.parent), **options}))
    clients.run("import.cjs", *arguments, environment={"TOKEN": TOKEN})


def run_export(clients: NodeClients, host: str) -> dict[str, list[dict[str, Any]]]:
    """Export the space."""
    printed = clients.run("export.cjs", host, "rehearsal", "master", environment={"TOKEN": TOKEN})
    exported: dict[str, list[dict[str, Any]]] = json.loads(printed.split("@@@")[1])
    return exported


@pytest.fixture(scope="module")
def imported(clients: NodeClients, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    """Import a small space; gives what was imported and what an export then reads."""
    file = content_file(tmp_path_factory.mktemp("content"), 5, 2)
    store = open_store(None)
    with serve_in_thread(create_app(store, RehearsalOptions())) as url:
        host = url.partition("://")[2]
        run_import(clients, host, file, UPLOAD)
        exported = run_export(clients, host)
    store.close()
    return json.loads(file.read_text(encoding="utf-8")), exported


def by_id(items: list[dict[str, Any]], *keys: str) -> dict[str, list[Any]]:
    """Return parts of entities by their id."""
    return {item["sys"]["id"]: [item[key] for key in keys] for item in items}


def test_entries_come_back_as_they_went(imported: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """Fields and tags of every entry survive import and export."""
    sent, received = imported
    assert by_id(sent["entries"], "fields", "metadata") == by_id(received["entries"], "fields", "metadata")


def test_everything_imported_is_published(imported: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """What was published in the source is published, and not changed since."""
    for kind in ("contentTypes", "entries", "assets"):
        for item in imported[1][kind]:
            assert item["sys"]["version"] == item["sys"]["publishedVersion"] + 1


def test_content_types_and_locales_come_back(imported: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """The content model survives import and export."""
    sent, received = imported
    assert by_id(sent["contentTypes"], "name", "displayField", "fields") == by_id(
        received["contentTypes"], "name", "displayField", "fields"
    )
    assert {item["code"]: item["fallbackCode"] for item in sent["locales"]} == {
        item["code"]: item["fallbackCode"] for item in received["locales"]
    }


def test_uploaded_files_are_measured(imported: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """Processing an upload finds size and dimensions of the image."""
    file = by_id(imported[1]["assets"], "fields")["asset1"][0]["file"]["en-US"]
    assert file["details"] == {"size": len(png(4, 2)), "image": {"width": 4, "height": 2}}


def test_import_sends_its_known_number_of_calls_each_time(clients: NodeClients, tmp_path: Path) -> None:
    """200 entries and 20 assets take about 517 calls besides 20 uploads, and as many again when nothing has changed."""
    file = content_file(tmp_path, 200, 20)
    store = open_store(None)
    app = create_app(store, RehearsalOptions(processing_delay=0.5))
    counts = []
    with serve_in_thread(app) as url:
        for _ in range(2):
            before = len(request_log(app))
            run_import(clients, url.partition("://")[2], file, UPLOAD)
            made = list(request_log(app))[before:]
            counts.append(Counter(request.path.endswith("/uploads") for request in made))
    assert [{False: pytest.approx(517, abs=5), True: 20}] * 2 == counts
    assert {200, 201, 204} == set(Counter(request.status for request in request_log(app)))
    store.close()


def test_import_takes_as_long_as_its_rate_says(clients: NodeClients, tmp_path: Path) -> None:
    """Twice in a row, with uploads, where the server keeps the rate that the importer believes in."""
    file = content_file(tmp_path, 20, 2)
    store = open_store(None)
    app = create_app(store, RehearsalOptions(rate_limit=20, processing_delay=0.5))
    took = []
    with serve_in_thread(app) as url:
        for _ in range(2):
            before, start = len(request_log(app)), time.monotonic()
            run_import(clients, url.partition("://")[2], file, {**UPLOAD, "rateLimit": 20})
            took.append((time.monotonic() - start) / (len(request_log(app)) - before))
    uploads = [request.status for request in request_log(app) if request.path.endswith("/uploads")]
    store.close()
    assert all(1 / 20 <= seconds < 5 / 20 for seconds in took), took
    assert uploads == [201] * 4
