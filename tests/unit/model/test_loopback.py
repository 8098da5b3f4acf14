"""Which addresses count as this machine."""

import pytest

from migrate.model.loopback import is_loopback


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
