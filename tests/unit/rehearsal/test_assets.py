from collections.abc import Callable

import pytest

from migrate.rehearsal import OpenPoints
from migrate.rehearsal.fetch import fetch_remote, public_address
from migrate.rehearsal.images import image_size
from tests.clients.content import png
from tests.unit.rehearsal.conftest import Api, Payload, link

OCTETS = {"Content-Type": "application/octet-stream"}


def upload(api: Api, data: bytes) -> str:
    """Upload bytes and give the id."""
    made = Api.done(api.request("POST", "uploads", content=data, headers=OCTETS))
    return str(made["sys"]["id"])


def asset(api: Api, name: str = "a.png", *locales: str, **source: object) -> Payload:
    """Create asset `a`, with the same file in each locale."""
    file = {"fileName": name, "contentType": "image/png", **source}
    files = dict.fromkeys(locales or ("en-US",), file)
    return api.put("assets/a", {"fields": {"title": {"en-US": "A"}, "file": files}})


def from_upload(api: Api, data: bytes) -> Payload:
    """Return the source of a file that was uploaded."""
    return {"uploadFrom": link("Upload", upload(api, data))}


def test_processing_takes_its_time(serve: Callable[..., Api]) -> None:
    """The file has no address before the delay has passed; then it has one, and the version is one higher."""
    api = serve(processing_delay=5)
    asset(api, **from_upload(api, png(4, 3)))
    assert api.request("PUT", "assets/a/files/en-US/process", version=1).status_code == 204
    api.clock.pass_by(4)
    waiting = api.get("assets/a")
    api.clock.pass_by(1)
    ready = api.get("assets/a")
    file = ready["fields"]["file"]["en-US"]
    versions = [one["sys"]["version"] for one in (waiting, ready)]
    assert ("url" in waiting["fields"]["file"]["en-US"], versions) == (False, [1, 2])
    assert ({"fileName", "contentType", "url", "details"}, {"width": 4, "height": 3}) == (
        set(file),
        file["details"]["image"],
    )


def test_the_file_is_served_with_its_media_type(api: Api) -> None:
    """The address leads to the bytes, which a browser will not run."""
    asset(api, **from_upload(api, png(4, 3)))
    api.put("assets/a/files/en-US/process", version=1)
    url = api.get("assets/a")["fields"]["file"]["en-US"]["url"]
    response = api.request("GET", url.removeprefix("//rehearsal"), token="")
    assert (png(4, 3), "image/png", "nosniff") == (
        response.content,
        response.headers["content-type"],
        response.headers["x-content-type-options"],
    )


@pytest.mark.parametrize(("per_locale", "version"), [(False, 2), (True, 3)])
def test_locales_are_processed_with_one_starting_version(
    serve: Callable[..., Api], per_locale: bool, version: int
) -> None:
    """Two locales of one asset raise the version once, or once each, as the space is set."""
    api = serve(open_points=OpenPoints(version_per_locale=per_locale))
    api.post("locales", {"name": "German", "code": "de", "fallbackCode": "en-US"})
    asset(api, "a.png", "en-US", "de", **from_upload(api, png(1, 1)))
    for locale in ("en-US", "de"):
        api.request("PUT", f"assets/a/files/{locale}/process", version=1)
    ready = api.get("assets/a")
    assert (version, True) == (ready["sys"]["version"], all("url" in one for one in ready["fields"]["file"].values()))


def test_processing_can_fail(serve: Callable[..., Api]) -> None:
    """A file whose name matches a pattern is never ready and cannot be published."""
    api = serve(processing_failures=("broken*",))
    asset(api, "broken.png", **from_upload(api, png(1, 1)))
    api.put("assets/a/files/en-US/process", version=1)
    refused = api.refused("PUT", "assets/a/published", version=1)
    assert (
        refused[2]["errors"][0]["name"],
        refused[2]["errors"][0]["path"],
    ) == ("required", ["fields", "file", "en-US", "url"])


def test_a_remote_file_is_kept_by_reference(api: Api) -> None:
    """Without leave to fetch, its address becomes the file's address."""
    asset(api, upload="https://images.example.com/a.png?w=1")
    api.put("assets/a/files/en-US/process", version=1)
    assert api.get("assets/a")["fields"]["file"]["en-US"]["url"] == "//images.example.com/a.png?w=1"


def test_a_file_of_this_server_can_be_the_source_of_another(api: Api) -> None:
    """An import that names a file by this server's own address gets the bytes."""
    asset(api, **from_upload(api, png(4, 3)))
    api.put("assets/a/files/en-US/process", version=1)
    url = api.get("assets/a")["fields"]["file"]["en-US"]["url"]
    file = {"fileName": "b.png", "contentType": "image/png", "upload": f"https:{url}"}
    api.put("assets/b", {"fields": {"file": {"en-US": file}}})
    api.put("assets/b/files/en-US/process", version=1)
    assert api.get("assets/b")["fields"]["file"]["en-US"]["details"]["image"] == {"width": 4, "height": 3}


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/"])
def test_private_addresses_are_never_fetched(url: str) -> None:
    """Loopback and link-local ranges are refused before a connection is made."""
    assert fetch_remote(url) is None


def test_private_ranges_are_told_apart() -> None:
    """Only an address that the whole internet can reach passes."""
    addresses = ("10.0.0.1", "192.168.1.1", "172.16.0.1", "0.0.0.0", "93.184.216.34")  # noqa: S104 - an example
    assert [public_address(address, 80) for address in addresses] == [None, None, None, None, "93.184.216.34"]


def test_an_upload_ends_with_the_following_day(api: Api) -> None:
    """It is there with its date of expiry, and then it is gone."""
    upload_id = upload(api, b"data")
    assert api.get(f"uploads/{upload_id}")["sys"]["expiresAt"] == "2026-01-03T00:00:00.000Z"
    api.clock.pass_by(2 * 24 * 60 * 60)
    assert api.refused("GET", f"uploads/{upload_id}")[0] == 404


@pytest.mark.parametrize(
    ("content", "headers", "message"),
    [
        (b"", OCTETS, 'The "Content-Length" header must be greater than 0'),
        (b"x", {"Content-Type": "image/png"}, 'The "Content-Type" header must be "application/octet-stream"'),
    ],
)
def test_uploads_are_refused_in_the_words_of_the_upload_host(
    api: Api, content: bytes, headers: dict[str, str], message: str
) -> None:
    """Empty ones, which clients send when they repeat one whose stream is spent, and those of another media type."""
    refused = api.request("POST", "uploads", content=content, headers=headers)
    assert (refused.status_code, refused.json()["sys"]["id"], refused.json()["message"]) == (400, "BadRequest", message)


def test_a_missing_upload_has_a_text_for_details(api: Api) -> None:
    """The upload host's 404 differs from that of the management API."""
    assert api.refused("GET", "uploads/none") == (404, "NotFound", "The resource could not be found.")


def test_uploads_do_not_count_against_the_rate_limit(serve: Callable[..., Api]) -> None:
    """The upload host tells of no limit and keeps none."""
    api = serve(rate_limit=1)
    answers = [api.request("POST", "uploads", content=b"x", headers=OCTETS) for _ in range(3)]
    told = [name for answer in answers for name in answer.headers if "ratelimit" in name.lower()]
    assert ([answer.status_code for answer in answers], told) == ([201] * 3, [])


def test_old_paths_of_uploads_work(api: Api) -> None:
    """Uploads may be sent without an environment, and deleted."""
    made = Api.done(api.request("POST", "/spaces/rehearsal/uploads", content=b"x", headers=OCTETS))
    assert api.request("DELETE", f"/spaces/rehearsal/uploads/{made['sys']['id']}").status_code == 204


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ({"contentType": "image/png", "upload": "https://example.com"}, "required"),
        ({"fileName": "a", "contentType": "image/png", "upload": "file:///etc/passwd"}, "regexp"),
        ("text", "type"),
    ],
)
def test_files_are_checked_on_saving(api: Api, file: object, name: str) -> None:
    """A file needs a name, a media type and a web address."""
    refused = api.refused("PUT", "assets/a", json={"fields": {"file": {"en-US": file}}})
    assert name == refused[2]["errors"][0]["name"]


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (png(7, 5), (7, 5)),
        (b"GIF89a\x07\x00\x05\x00", (7, 5)),
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x05\x00\x07\x01", (7, 5)),
        (b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + b"\x06\0\0\x04\0\0", (7, 5)),
        (b"<?xml version='1.0'?><svg xmlns='x' width='7' height='5px'>", (7, 5)),
        (b"<svg viewBox='0 0 7 5'>", (7, 5)),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"\xff\xd8\xff", None),
        (b"plain text", None),
    ],
)
def test_images_are_measured(data: bytes, size: tuple[int, int] | None) -> None:
    """Width and height are read from each format; anything else has none."""
    assert size == image_size(data)
