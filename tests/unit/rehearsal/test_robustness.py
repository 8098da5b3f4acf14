import json
import random
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrate.rehearsal.app import ENDPOINTS
from tests.unit.rehearsal.conftest import Api, Payload, link, symbol

NAMES = [
    "fields",
    "sys",
    "name",
    "metadata",
    "tags",
    "title",
    "en-US",
    "entities",
    "items",
    "code",
    "upload",
    "validations",
]
WORDS = ["master", "post", "one", "publish", "Link", "Entry", "Asset", "Symbol", "document"]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**60), 2**60),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(WORDS),
)
KEYS = st.one_of(st.sampled_from(NAMES), st.text(max_size=4))
BODIES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)
VALUES = st.one_of(
    st.sampled_from([*["rehearsal", "master", "post", "one", "picture", "en-US", "none", "%00", "ü", "*"], "a" * 70]),
    st.text(st.characters(codec="utf-8", exclude_characters="/?#%"), min_size=1, max_size=6),
)
PARAMETERS = [
    "limit",
    "skip",
    "order",
    "select",
    "content_type",
    "query",
    "sys.id[in]",
    "fields.title",
    "fields.title[match]",
    "cursor",
    "pageNext",
    "include",
    "locale",
    "sync_token",
    "initial",
    "links_to_entry",
    "fields.n[gt]",
    "x][",
]
ARGUMENTS = ["1", "0", "post", "title", "sys.id", "fields.title", "true", "*", "-"]
QUERY = st.lists(
    st.tuples(st.sampled_from(PARAMETERS), st.one_of(st.sampled_from(ARGUMENTS), st.text(max_size=6))),
    max_size=3,
)


# Without the space itself there would be nothing left to try.
TRIED = [one for one in ENDPOINTS if (one.method, one.template) != ("DELETE", "/spaces/{space}")]
PAGES = ("/browse", "/style.css", "/openapi.json")


@pytest.fixture(scope="module")
def space(module_api: Api) -> Api:
    """Give a space that has a bit of everything."""
    module_api.activate("post", symbol("title"), {"id": "n", "type": "Integer"}, {"id": "body", "type": "RichText"})
    module_api.entry("one", "post", title="One")
    module_api.publish("entries/one", 1)
    file = {"fileName": "a", "contentType": "image/png", "upload": "https://example.com/a"}
    module_api.put("assets/picture", {"fields": {"file": {"en-US": file}}})
    return module_api


@given(
    endpoint=st.sampled_from(TRIED),
    values=st.lists(VALUES, min_size=5, max_size=5),
    body=BODIES,
    query=QUERY,
    version=st.one_of(st.none(), st.integers(0, 5)),
    seed=st.integers(0, 3),
)
@settings(
    max_examples=400,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_request_makes_the_server_fail(
    space: Api,
    endpoint: object,
    values: list[str],
    body: object,
    query: list[tuple[str, str]],
    version: int | None,
    seed: int,
) -> None:
    """Whatever is sent to any endpoint, the answer is a success or a refusal with an error body."""
    path = endpoint.template  # type: ignore[attr-defined]
    known = {"space": "rehearsal", "environment": "master", "content_type": "post", "entry": "one", "asset": "picture"}
    for name, value in zip([part for part in path.split("/") if part.startswith("{")], values, strict=False):
        usual = known.get(name.strip("{}"), value)
        path = path.replace(
            name, quote(usual if random.Random(f"{seed}{name}{value}").random() < 0.8 else value, safe="")
        )
    if query:
        path += f"?{urlencode(query)}"
    content_type = "application/octet-stream" if endpoint.upload else "application/json-patch+json"  # type: ignore[attr-defined]
    response = space.request(
        endpoint.method,  # type: ignore[attr-defined]
        path,
        version=version,
        content_type="post",
        headers={"Content-Type": content_type},
        content=json.dumps(body).encode(),
    )
    assert response.status_code < 500 or response.status_code == 501, (path, body, response.text)
    if response.status_code >= 400 and "json" in response.headers["content-type"]:
        assert response.json()["sys"]["type"] == "Error"


def test_every_endpoint_is_described(space: Api) -> None:
    """The OpenAPI description has every operation, each with its path parameters."""
    described: Payload = space.get("/openapi.json")["paths"]
    operations = {(method.upper(), path) for path, methods in described.items() for method in methods}
    served = {
        (one.method, one.template) for one in ENDPOINTS if one.template != "/" and not one.template.startswith(PAGES)
    }
    assert operations == served


def test_a_missing_entry_has_no_references(space: Api) -> None:
    """The answer is an empty list rather than a 404, as the official client's own tests expect."""
    assert space.get("entries/nowhere/references")["items"] == []


def test_an_entry_can_link_to_itself(space: Api) -> None:
    """References end, however the links run."""
    space.activate("loop", {"id": "next", "type": "Link", "linkType": "Entry"})
    space.entry("loop", "loop", next=link("Entry", "loop"))
    assert len(space.get("entries/loop/references?include=10")["items"]) == 1
