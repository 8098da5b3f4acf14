"""Which addresses count as this machine, and what is no secret there."""

import httpx
import pytest

from migrate.load.wire import OPENS_LOCAL, is_loopback, without_secret


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost", True),
        ("http://[::1]:1", True),
        ("http://127.0.0.1.example.com", False),
        ("https://api.contentful.com", False),
        ("", False),
    ],
)
def test_loopback(url: str, expected: bool) -> None:
    """Only this machine counts as loopback."""
    assert is_loopback(url) is expected


def test_the_word_that_opens_local_servers_stays_readable() -> None:
    """It is no secret, and cutting it out would garble sentences about the rehearsal space."""
    request = httpx.Request("GET", "http://127.0.0.1/")
    answer = httpx.Response(500, content=b"The rehearsal server failed; secret-1.", request=request)
    assert without_secret(answer, OPENS_LOCAL.encode()).text == "The rehearsal server failed; secret-1."
    assert without_secret(answer, b"secret-1").text == "The rehearsal server failed; [token]."
