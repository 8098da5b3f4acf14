import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from cryptography import x509

from migrate.errors import ConfigurationError, StateError
from migrate.rehearsal import (
    RehearsalOptions,
    ServeSettings,
    create_app,
    open_store,
    request_log,
    serve,
    serve_in_thread,
)
from migrate.rehearsal.certificate import local_certificate
from migrate.rehearsal.schema import MIGRATIONS
from tests.unit.rehearsal.conftest import MASTER, TOKEN, Api


def test_a_token_is_needed(api: Api) -> None:
    """Without any, 401."""
    assert api.refused("GET", "/spaces", token="")[:2] == (401, "AccessTokenInvalid")


def test_a_set_token_is_the_only_one(serve: Callable[..., Api]) -> None:
    """Others are refused; the health check needs none."""
    api = serve(token="right")
    statuses = [api.request("GET", "/spaces", token=token).status_code for token in ("wrong", "right")]
    assert (statuses, api.request("GET", "/health", token="").status_code) == ([401, 200], 200)


def test_the_token_is_not_in_the_options_text() -> None:
    """Options may be logged."""
    assert "secret" not in repr(RehearsalOptions(token="secret"))


def test_the_rate_limit_is_told_and_kept(serve: Callable[..., Api]) -> None:
    """Headers count down; the request over the limit is 429 with a reset of one second; then it goes on."""
    api = serve(rate_limit=2)
    first, second, third = (api.request("GET", "/spaces/rehearsal") for _ in range(3))
    api.clock.pass_by(1)
    keys = [f"X-Contentful-RateLimit-{name}" for name in ("Second-Limit", "Second-Remaining", "Reset")]
    told = [[response.headers[key] for key in keys] for response in (first, second, third)]
    assert told == [["2", "1", "0"], ["2", "0", "1"], ["2", "0", "1"]]
    assert (third.status_code, third.json()["sys"]["id"]) == (429, "RateLimitExceeded")
    assert api.request("GET", "/spaces/rehearsal").status_code == 200


def test_every_answer_has_a_request_id(api: Api) -> None:
    """The header and the error body agree."""
    response = api.request("GET", "/spaces/none")
    assert response.headers["X-Contentful-Request-Id"] == response.json()["requestId"]


def test_requests_over_a_megabyte_are_refused(api: Api) -> None:
    """413 for JSON; uploads may be larger."""
    large = json.dumps({"fields": {"f": {"en-US": "x" * 1024 * 1024}}}).encode()
    octets = {"Content-Type": "application/octet-stream"}
    assert [
        api.request("PUT", "entries/e", content=large).status_code,
        api.request("POST", "uploads", content=large, headers=octets).status_code,
    ] == [413, 201]


def test_answers_over_seven_megabytes_are_refused(api: Api) -> None:
    """400 tells the size that is allowed; a smaller page works."""
    api.activate("t", {"id": "text", "type": "Text"}, {"id": "more", "type": "Object"})
    for number in range(9):
        api.entry(f"e{number}", "t", more={"x": "x" * 900_000})
    response = api.request("GET", "entries")
    assert (
        response.status_code,
        "Response size too big" in response.json()["message"],
        api.request("GET", "entries?limit=5").status_code,
    ) == (400, True, 200)


BROKEN = [b"{", b"[1]", b'{"a":NaN}', b'{"a":1e999}', b'{"a":"\\ud800"}', b"\xff", b"[" * 100_000]


@pytest.mark.parametrize("body", BROKEN)
def test_bodies_that_are_no_json_object_are_refused(api: Api, body: bytes) -> None:
    """400, whatever is wrong."""
    assert api.refused("PUT", "content_types/t", content=body)[0] == 400


def test_requests_are_logged_in_order(api: Api) -> None:
    """Method, path and status of each."""
    before = len(request_log(api.app))
    api.request("GET", "/spaces/none")
    api.request("PUT", "tags/t", json={"name": "T"})
    logged = list(request_log(api.app))[before:]
    assert [("GET", "/spaces/none", 404), ("PUT", f"{MASTER}/tags/t", 201)] == [
        (one.method, one.path, one.status) for one in logged
    ]


def test_a_file_keeps_its_content(tmp_path: Path) -> None:
    """What was written is there when the file is opened again."""
    path = tmp_path / "space.db"
    for expected in (201, 409):
        store = open_store(path)
        with serve_in_thread(create_app(store, RehearsalOptions())) as url:
            headers = {"Authorization": f"Bearer {TOKEN}"}
            response = httpx.put(f"{url}{MASTER}/tags/t", json={"name": "T"}, headers=headers)
        store.close()
        assert expected == response.status_code


def test_reading_changes_no_byte_of_the_file(tmp_path: Path) -> None:
    """A run that writes nothing leaves the file as it was."""
    path = tmp_path / "space.db"
    open_store(path).close()
    before = path.read_bytes()
    store = open_store(path)
    api = Api(create_app(store, RehearsalOptions()), None, store)  # type: ignore[arg-type]
    for url in ("/spaces", "entries", "locales", "content_types", "/delivery" + MASTER + "/entries"):
        api.get(url)
    store.close()
    assert before == path.read_bytes()


def test_two_stores_may_share_a_file(tmp_path: Path) -> None:
    """What one writes, the other reads."""
    first, second = (open_store(tmp_path / "space.db") for _ in range(2))
    writer, reader = (Api(create_app(store, RehearsalOptions()), None, store) for store in (first, second))  # type: ignore[arg-type]
    reader.get("tags")
    writer.put("tags/t", {"name": "T"})
    assert reader.get("tags/t")["name"] == "T"
    first.close()
    second.close()


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    """The error says so."""
    path = tmp_path / "space.db"
    store = open_store(path)
    with store.write() as transaction:
        transaction.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    store.close()
    with pytest.raises(StateError, match="newer version"):
        open_store(path)


@pytest.mark.parametrize("kind", ["text", "folder"])
def test_what_is_no_rehearsal_file_is_refused(tmp_path: Path, kind: str) -> None:
    """A configuration error that names the path."""
    path = tmp_path / "thing"
    if kind == "text":
        path.write_text("This is no database at all. " * 100)
    else:
        path.mkdir()
    with pytest.raises(ConfigurationError, match="thing"):
        open_store(path)


def test_other_machines_need_a_token() -> None:
    """Listening beyond loopback without a token is refused before a port is opened."""
    with pytest.raises(ConfigurationError, match="no token"):
        serve(ServeSettings(host="0.0.0.0", port=0, https_port=None))  # noqa: S104 - this is what is refused


def test_the_certificate_is_made_once_and_its_key_is_private(tmp_path: Path) -> None:
    """The second start uses the same; nobody else may read the key."""
    first = local_certificate(tmp_path).certificate.read_bytes()
    again = local_certificate(tmp_path)
    assert (first, 0o600) == (again.certificate.read_bytes(), again.key.stat().st_mode & 0o777)


def test_further_names_are_in_the_certificate(tmp_path: Path) -> None:
    """It is made anew when one is missing, and stays when all are there."""
    first, second, third = (
        local_certificate(tmp_path, names).certificate.read_bytes() for names in ((), ("*.example.com",), ())
    )
    names = x509.load_pem_x509_certificate(second).extensions.get_extension_for_class(x509.SubjectAlternativeName)
    assert (first != second, second == third) == (True, True)
    assert "*.example.com" in names.value.get_values_for_type(x509.DNSName)


def test_https_is_served_with_the_local_certificate(tmp_path: Path) -> None:
    """A client that trusts the certificate connects to localhost."""
    certificate = local_certificate(tmp_path)
    store = open_store(None)
    with serve_in_thread(create_app(store, RehearsalOptions()), tls=certificate.context()) as url:
        response = httpx.get(f"{url}/health", verify=certificate.client_context())
    assert response.status_code == 200
    store.close()


def test_the_default_locale_of_a_new_space_can_be_chosen() -> None:
    """Its only locale is the one asked for."""
    store = open_store(None, ("other",), default_locale="de-DE")
    api = Api(create_app(store, RehearsalOptions()), None, store)  # type: ignore[arg-type]
    assert [one["code"] for one in api.get("/spaces/other/environments/master/locales")["items"]] == ["de-DE"]
    store.close()


def test_webhooks_are_kept(api: Api) -> None:
    """They can be created, changed with their version, and deleted; passwords are not kept."""
    body = {"name": "Build", "url": "https://example.com", "topics": ["*.*"], "httpBasicPassword": "secret"}
    made = api.post("/spaces/rehearsal/webhook_definitions", body)
    path = f"/spaces/rehearsal/webhook_definitions/{made['sys']['id']}"
    api.put(path, {**body, "name": "Rebuild"}, version=0)
    shown = api.get(path)
    api.delete(path)
    assert (shown["name"], "httpBasicPassword" in shown, api.refused("GET", path)[0]) == ("Rebuild", False, 404)


def test_roles_are_kept(api: Api) -> None:
    """They can be created and changed with their version, which starts at 0."""
    made = api.post("/spaces/rehearsal/roles", {"name": "Editor", "policies": [], "permissions": {}})
    path = f"/spaces/rehearsal/roles/{made['sys']['id']}"
    changed = api.put(path, {"name": "Author"}, version=0)
    assert (made["sys"]["version"], changed["sys"]["version"], api.get(path)["name"]) == (0, 1, "Author")


@pytest.mark.parametrize(
    ("token", "origin", "allowed"),
    [
        (None, "http://localhost:3000", "http://localhost:3000"),
        (None, "http://127.0.0.1:3000", "http://127.0.0.1:3000"),
        (None, "https://evil.example", None),
        (None, "null", None),
        (TOKEN, "https://site.example", "https://site.example"),
    ],
)
def test_pages_of_this_machine_may_read(
    serve: Callable[..., Api], token: str | None, origin: str, allowed: str | None
) -> None:
    """Delivery answers local front ends, and others once a token keeps strangers out; before that it is asked."""
    api = serve(token=token)
    path = f"/delivery{MASTER}/entries"
    asked = {"Origin": origin, "Access-Control-Request-Headers": "authorization"}
    read = api.request("GET", path, headers={"Origin": origin})
    before = api.request("OPTIONS", path, headers=asked, token="")
    headers = [response.headers.get("access-control-allow-origin") for response in (read, before)]
    assert (read.status_code, before.status_code, headers) == (200, 204, [allowed, allowed])


def test_the_management_api_is_not_for_web_pages(api: Api) -> None:
    """Its answers carry no leave for any origin."""
    response = api.request("GET", "entries", headers={"Origin": "http://localhost:3000"})
    assert "access-control-allow-origin" not in response.headers
