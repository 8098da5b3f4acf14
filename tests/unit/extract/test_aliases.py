"""Aliases resolved against their page."""

import pytest

from migrate.extract.aliases import resolve
from migrate.extract.permalinks import page_url
from migrate.extract.urls import PageFacts, UrlSettings
from migrate.model.source import Kind

PAGE = PageFacts(Kind.PAGE, "/posts/a", file_name="a")


@pytest.mark.parametrize(
    ("alias", "settings", "path"),
    [
        ("/old/", UrlSettings(), "/old"),
        ("/Old One/", UrlSettings(), "/Old One"),
        ("old", UrlSettings(), "/posts/old"),
        ("../old", UrlSettings(), "/old"),
        ("old.html", UrlSettings(), "/posts/old.html"),
        ("old", UrlSettings(ugly=True), "/posts/old.html"),
        ("/x.htm", UrlSettings(ugly={"posts": True}), "/x.htm"),
        ("/old", UrlSettings(prefix="fr", folder="fr"), "/fr/old"),
        ("old", UrlSettings(prefix="fr", folder="fr"), "/fr/posts/old"),
        ("old", UrlSettings(base_url="https://x.org/b/", base_path="/b"), "/b/posts/old"),
        ("old", UrlSettings(multihost=True, folder="fr"), "/posts/old"),
        ("/old", UrlSettings(multihost=True, folder="fr"), "/old"),
        ("old", UrlSettings(multihost=True, folder="fr", base_url="https://x.org/b/", base_path="/b"), "/b/posts/old"),
        ("old", UrlSettings(multihost=True, folder="post"), "/posts/old"),
    ],
)
def test_an_alias_is_server_relative(alias: str, settings: UrlSettings, path: str) -> None:
    """Relative aliases stand beside the page's folder; language and base path are put in front."""
    assert resolve([alias], PAGE, page_url(PAGE, settings), settings) == (path,)
