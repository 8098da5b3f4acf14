"""What is no secret in answers of local servers."""

import httpx

from migrate.load.wire import without_secret
from migrate.model.loopback import OPENS_LOCAL


def test_the_word_that_opens_local_servers_stays_readable() -> None:
    """It is no secret, and cutting it out would garble sentences about the rehearsal space."""
    request = httpx.Request("GET", "http://127.0.0.1/")
    answer = httpx.Response(500, content=b"The rehearsal server failed; secret-1.", request=request)
    assert without_secret(answer, OPENS_LOCAL.encode()).text == "The rehearsal server failed; secret-1."
    assert without_secret(answer, b"secret-1").text == "The rehearsal server failed; [token]."
