from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from migrate.errors import ConfigurationError
from migrate.rehearsal import (
    Fault,
    FaultRule,
    FaultScript,
    RehearsalOptions,
    create_app,
    open_store,
    read_fault_script,
    request_log,
    serve_in_thread,
)
from migrate.rehearsal.fault_runner import FaultRunner

MASTER = "/spaces/rehearsal/environments/master"
TAG = f"{MASTER}/tags/t"


@contextmanager
def served(*rules: FaultRule) -> Iterator[tuple[httpx.Client, Callable[[], list[int]]]]:
    """Serve a space that misbehaves by these rules; gives a client and the statuses logged so far."""
    store = open_store(None)
    app = create_app(store, RehearsalOptions(faults=FaultScript(rules, seed=1)))
    with (
        serve_in_thread(app) as url,
        httpx.Client(base_url=url, headers={"Authorization": "Bearer x"}, timeout=0.5) as client,
    ):
        yield client, lambda: [request.status for request in request_log(app)]
    store.close()


def test_a_server_error_does_nothing() -> None:
    """The client is told 503, and nothing was written."""
    with served(FaultRule(Fault("server-error", status=503), method="PUT", limit=1)) as (client, _):
        statuses = [client.put(TAG, json={"name": "T"}).status_code for _ in range(2)]
    assert statuses == [503, 201]


def test_a_burst_of_rate_limits_has_the_reset_header() -> None:
    """As many requests in a row as the burst is long are refused, with seconds to wait."""
    with served(FaultRule(Fault("rate-limited", seconds=2), burst=3, limit=1)) as (client, _):
        answers = [client.get("/spaces") for _ in range(4)]
    assert (
        [answer.status_code for answer in answers],
        answers[0].headers["X-Contentful-RateLimit-Reset"],
    ) == ([429, 429, 429, 200], "2")


def test_a_lost_response_was_carried_out() -> None:
    """The connection breaks, but the write is there; repeating it is a conflict."""
    with served(FaultRule(Fault("lost-response"), method="PUT", limit=1)) as (client, statuses):
        with pytest.raises(httpx.RemoteProtocolError):
            client.put(TAG, json={"name": "T"})
        again = client.put(TAG, json={"name": "T"}).status_code
        assert (statuses(), again) == ([0, 409], 409)


def test_a_timeout_does_nothing() -> None:
    """The answer does not come in time, and nothing was written."""
    with served(FaultRule(Fault("timeout", seconds=1), method="PUT", limit=1)) as (client, _):
        with pytest.raises(httpx.ReadTimeout):
            client.put(TAG, json={"name": "T"})
        assert client.put(TAG, json={"name": "T"}).status_code == 201


def test_a_second_writer_makes_a_version_stale() -> None:
    """Another user saves first, so the update is a conflict and shows who it was."""
    rule = FaultRule(Fault("version-race"), method="PUT", path_contains="/content_types/", first=1, limit=1)
    with served(rule) as (client, _):
        url = f"{MASTER}/content_types/t"
        made = client.put(url, json={"name": "T", "fields": []}).json()["sys"]
        stale = client.put(url, json={"name": "U", "fields": []}, headers={"X-Contentful-Version": "1"})
        client.put(url, json={"name": "U", "fields": []}, headers={"X-Contentful-Version": "1"})
        now = client.get(url).json()["sys"]
    assert stale.status_code == 409
    # A request that is refused undoes its transaction, so the other writer's save has one of its own.
    assert (now["version"], now["updatedBy"] != made["updatedBy"]) == (2, True)


def test_a_bulk_action_can_fail_as_a_whole() -> None:
    """It is started, and then has failed."""
    rule = FaultRule(Fault("bulk-failure"), path_contains="bulk_actions")
    with served(rule) as (client, _):
        link = {"sys": {"type": "Link", "linkType": "Entry", "id": "a", "version": 1}}
        body = {"entities": {"sys": {"type": "Array"}, "items": [link]}}
        started = client.post(f"{MASTER}/bulk_actions/publish", json=body).json()["sys"]["id"]
        assert client.get(f"{MASTER}/bulk_actions/actions/{started}").json()["sys"]["status"] == "failed"


def test_the_same_seed_strikes_the_same_requests() -> None:
    """Two runs of one script agree; another seed differs; the share is about what was asked for."""

    def strikes(seed: int) -> list[bool]:
        rule = FaultRule(Fault("server-error"), share=0.3)
        runner = FaultRunner(FaultScript((rule,), seed=seed))
        return [runner.next_fault("GET", "/") is not None for _ in range(500)]

    assert strikes(1) == strikes(1) != strikes(2)
    assert 100 < sum(strikes(1)) < 200


def test_processing_can_be_slow() -> None:
    """The file is not ready when it otherwise would be."""
    rule = FaultRule(Fault("slow-processing", seconds=3600), path_contains="/process")
    with served(rule) as (client, _):
        file = {"fileName": "a", "contentType": "image/png", "upload": "https://example.com/a"}
        client.put(f"{MASTER}/assets/a", json={"fields": {"file": {"en-US": file}}})
        client.put(f"{MASTER}/assets/a/files/en-US/process", headers={"X-Contentful-Version": "1"})
        assert "url" not in client.get(f"{MASTER}/assets/a").json()["fields"]["file"]["en-US"]


SCRIPT = """
seed: 7
rules:
  - {fault: server-error, status: 502, method: put, path_contains: /entries/, share: 0.05, first: 10, limit: 20}
  - {fault: rate-limited, seconds: 2, burst: 3}
"""


def test_a_script_is_read_from_a_file(tmp_path: Path) -> None:
    """Every key has its place."""
    path = tmp_path / "faults.yaml"
    path.write_text(SCRIPT)
    first = FaultRule(Fault("server-error", status=502), "PUT", "/entries/", share=0.05, first=10, limit=20)
    assert FaultScript((first, FaultRule(Fault("rate-limited", seconds=2), burst=3)), 7) == read_fault_script(path)


@pytest.mark.parametrize(
    "text", ["rules: [{fault: explosion}]", "rule: []", "rules: [{fault: timeout, share: 2}]", "a: b: c", "- 1"]
)
def test_a_wrong_script_is_refused_with_its_path(tmp_path: Path, text: str) -> None:
    """The error names the file."""
    path = tmp_path / "faults.yaml"
    path.write_text(text)
    with pytest.raises(ConfigurationError, match=r"faults\.yaml"):
        read_fault_script(path)
