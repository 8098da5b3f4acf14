import pytest

from tests.clients.content import png
from tests.unit.rehearsal.conftest import Api, Payload, link, symbol
from tests.unit.rehearsal.test_rich_text import document, node, text

BASE = "/browse/rehearsal/master"
HOSTILE = '"><script>document.title="owned"</script><img src=x onerror=alert(1)>'


def paragraph(*parts: Payload) -> Payload:
    """Return a paragraph."""
    return node("paragraph", *parts)


@pytest.fixture(scope="module")
def space(module_api: Api) -> Api:
    """Give a space with a published and changed post, its picture, and a hostile entry."""
    api = module_api
    api.activate(
        "post",
        symbol("title"),
        symbol("site"),
        {"id": "body", "type": "RichText"},
        {"id": "hero", "type": "Link", "linkType": "Asset"},
        displayField="title",
    )
    octets = {"Content-Type": "application/octet-stream"}
    upload = Api.done(api.request("POST", "uploads", content=png(4, 3), headers=octets))["sys"]["id"]
    file = {"fileName": "a.png", "contentType": "image/png", "uploadFrom": link("Upload", upload)}
    api.put("assets/picture", {"fields": {"title": {"en-US": "A picture"}, "file": {"en-US": file}}})
    api.put("assets/picture/files/en-US/process", version=1)
    waiting = {"fileName": "b.png", "contentType": "image/png", "upload": "https://example.com/b.png"}
    api.put("assets/waiting", {"fields": {"title": {"en-US": "Waiting"}, "file": {"en-US": waiting}}})
    body = document(
        node("heading-2", text("Part one")),
        paragraph(text("Bold words", "bold"), node("hyperlink", text("a site"), uri="https://example.com/")),
        node("embedded-asset-block", target=link("Asset", "picture")),
        node("embedded-entry-block", target=link("Entry", "hostile")),
        node("embedded-entry-block", target=link("Entry", "gone")),
    )
    api.entry("hostile", "post", title=HOSTILE, site="javascript:alert(1)", body=hostile_document())
    api.entry("post", "post", title="First title", hero=link("Asset", "picture"))
    api.publish("entries/post", 1)
    fields = {"title": {"en-US": "Second title"}, "hero": {"en-US": link("Asset", "picture")}, "body": {"en-US": body}}
    api.put("entries/post", {"fields": fields}, version=2)
    return api


def hostile_document() -> Payload:
    """Return a document whose every part tries to become a script."""
    links = (
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "//evil.example",
    )
    return document(
        paragraph(text(HOSTILE, "bold"), *(node("hyperlink", text("click"), uri=uri) for uri in links)),
        paragraph(text("x" * 40_000)),
    )


def page(space: Api, path: str) -> str:
    """Return a page's HTML, which needs no token."""
    response = space.request("GET", path, token="")
    assert response.status_code == 200, response.text
    return response.text


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/", "rehearsal"),
        (BASE, "Second title"),
        (f"{BASE}?q=second", "Second title"),
        (f"{BASE}?q=post", "Second title"),
        (f"{BASE}?state=changed", "Second title"),
        (f"{BASE}?type=post&page=1", "Second title"),
        (f"{BASE}/assets", "A picture"),
        (f"{BASE}/assets/picture", "4 × 3"),
        (f"{BASE}/assets/picture", "Linked from"),
        (f"{BASE}/assets/waiting", "Not processed yet"),
        (f"{BASE}/content_types/post", "RichText"),
        (f"{BASE}/entries/post", "<strong>Bold words</strong>"),
        (f"{BASE}/entries/post", '<a href="https://example.com/" rel="noopener noreferrer nofollow"'),
        (f"{BASE}/entries/post", '<img src="/files/rehearsal/picture/'),
        (f"{BASE}/entries/post", "Entry gone is not here"),
        (f"{BASE}/entries/post", '<span class="state changed">changed</span>'),
        (f"{BASE}/entries/post?compare=published", "- First title"),
        (f"{BASE}/entries/post?compare=published", "+ ## Part one"),
    ],
)
def test_pages_show_what_is_there(space: Api, path: str, shown: str) -> None:
    """Each page has the thing that it is for."""
    assert shown in page(space, path)


def test_search_leaves_out_what_does_not_match(space: Api) -> None:
    """Only entries with the words are listed."""
    assert "Second title" not in page(space, f"{BASE}?q=nowhere")


@pytest.mark.parametrize(
    "path", [BASE, f"{BASE}/entries/hostile", f"{BASE}/entries/post", f"{BASE}?q=%22%3E%3Cscript%3E"]
)
def test_hostile_content_is_only_text(space: Api, path: str) -> None:
    """No script, no handler and no address that runs code reaches the page."""
    html = page(space, path).lower()
    assert not any(
        part in html
        for part in ("<script", "<img src=x", 'href="javascript', 'href="java\t', 'href="data:', 'href="//')
    )


@pytest.mark.parametrize("path", ["/", BASE, f"{BASE}/entries/post", f"{BASE}/assets"])
def test_pages_allow_no_script_and_nothing_from_elsewhere(space: Api, path: str) -> None:
    """The policy forbids it, whatever the page holds."""
    policy = space.request("GET", path, token="").headers["content-security-policy"]
    assert ("default-src 'none'" in policy, "script-src" in policy, "unsafe" in policy) == (True, False, False)


@pytest.mark.parametrize("path", ["/browse/none/master", f"{BASE}/entries/none", f"{BASE}/content_types/none"])
def test_what_is_not_there_is_a_page_too(space: Api, path: str) -> None:
    """404, for people."""
    response = space.request("GET", path, token="")
    assert (response.status_code, "Not here" in response.text) == (404, True)


def test_pages_do_not_write(space: Api) -> None:
    """They have no form that sends, and no endpoint that takes anything but GET."""
    assert space.request("POST", BASE, json={}).status_code == 404


def test_a_set_token_guards_the_pages_too(serve: object) -> None:
    """A browser is asked for a password, which is the token."""
    api: Api = serve(token="right")  # type: ignore[operator]
    basic = {"Authorization": "Basic " + "eDpyaWdodA=="}
    asked = api.request("GET", "/", token="")
    assert (
        asked.status_code,
        asked.headers["www-authenticate"].split()[0],
        api.request("GET", "/", token="", headers=basic).status_code,
    ) == (401, "Basic", 200)
