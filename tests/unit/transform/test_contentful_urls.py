"""Contentful's addresses of every host and form are taken apart."""

import pytest

from migrate.transform.contentful_urls import parse_contentful_url

_PATH = "/space1/AsSeT/t0ken/My%20Photo.jpg"
_IMAGE = f"https://images.ctfassets.net{_PATH}"


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        (f"//images.contentful.com{_PATH}", _IMAGE),
        (f"http://images.contentful.com{_PATH}", _IMAGE),
        (f"https://images.ctfassets.net{_PATH}?w=800&fm=webp", _IMAGE),
        (f"HTTPS://Images.ctfassets.net{_PATH}#top", _IMAGE),
        (f"//assets.contentful.com{_PATH}", _IMAGE),
        (f"//downloads.ctfassets.net{_PATH}", _IMAGE),
        (f"//images.eu.ctfassets.net{_PATH}", f"https://images.eu.ctfassets.net{_PATH}"),
        ("//images.contentful.com/space1/AsSeT/t0ken/My Photo.jpg", _IMAGE),
        ("//downloads.contentful.com/s/a/t/x.pdf", "https://downloads.ctfassets.net/s/a/t/x.pdf"),
        ("//videos.ctfassets.net/s/a/t/x.mp4", "https://videos.ctfassets.net/s/a/t/x.mp4"),
    ],
)
def test_canonical_address(written: str, canonical: str) -> None:
    """One address stands for all ways of writing it: https, today's host for the kind of file, no parameters."""
    file = parse_contentful_url(written)
    assert file is not None
    assert file.url == canonical


def test_parts() -> None:
    """Space, asset, name and image parameters are told."""
    file = parse_contentful_url(f"//images.ctfassets.net{_PATH}?w=800&amp;fit=fill")
    assert file is not None
    assert (file.space, file.asset, file.file_name) == ("space1", "AsSeT", "My Photo.jpg")
    assert file.hints == {"w": "800", "fit": "fill"}


@pytest.mark.parametrize(
    "written",
    [
        "/images/a.png",
        "https://example.org/space/asset/token/name.jpg",
        "https://www.contentful.com/a/b/c/d.png",
        "//images.ctfassets.net/space1/AsSeT/name.jpg",
        "https://images.ctfassets.net.evil.example/s/a/t/x.jpg",
    ],
)
def test_other_addresses(written: str) -> None:
    """What is no asset address of Contentful is left alone."""
    assert parse_contentful_url(written) is None
