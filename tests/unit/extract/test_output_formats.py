"""Output formats that give a page another URL than HTML does."""

import pytest

from migrate.extract.output_formats import HTML, output_names, outputs_of
from migrate.extract.permalinks import page_url
from migrate.extract.urls import PageFacts, UrlSettings
from migrate.model.source import Kind, ParamMap

FORMATS: ParamMap = {
    "mediatypes": {"text/vnd.own": {"suffixes": ["own", "other"]}},
    "outputformats": {
        "Search": {"mediatype": "application/json", "basename": "all", "path": "api"},
        "own": {"mediatype": "text/vnd.own", "ugly": True},
        "broken": "text",
    },
    "outputs": {"page": ["Search"], "section": "own", "home": ["HTML", "json"]},
}


@pytest.mark.parametrize(
    ("kind", "path", "outputs", "url"),
    [
        (Kind.PAGE, "/a", ("html",), "/a/"),
        (Kind.PAGE, "/a", ("json", "html"), "/a/"),
        (Kind.PAGE, "/a", (), "/api/a/all.json"),
        (Kind.PAGE, "/a", ("json",), "/a/index.json"),
        (Kind.PAGE, "/a", ("own",), "/a.own"),
        (Kind.PAGE, "/a", ("unheard-of",), "/a/"),
        (Kind.SECTION, "/s", (), "/s/index.own"),
        (Kind.HOME, "/", (), "/"),
        (Kind.TERM, "/tags/x", (), "/tags/x/"),
    ],
)
def test_the_first_format_names_the_file_where_there_is_no_html(
    kind: Kind, path: str, outputs: tuple[str, ...], url: str
) -> None:
    """Own formats, media types and defaults by kind are read from the configuration."""
    settings = UrlSettings(outputs=outputs_of(FORMATS))
    assert page_url(PageFacts(kind, path, outputs=outputs), settings).rel_permalink == url


def test_a_format_may_have_a_protocol() -> None:
    """Calendars are subscribed to by ``webcal:``."""
    url = page_url(PageFacts(Kind.PAGE, "/a", outputs=("calendar",)), UrlSettings(base_url="https://x.org/"))
    assert url.permalink == "webcal://x.org/a/index.ics"


def test_names_are_a_list_or_one_text() -> None:
    """Anything else names no format."""
    assert output_names(["HTML", "rss"]) == ("html", "rss")
    assert output_names("AMP") == ("amp",)
    assert output_names(None) == output_names(3) == ()
    assert outputs_of({}).main(Kind.PAGE) == HTML
