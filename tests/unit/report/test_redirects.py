"""Redirects in the words of each web server."""

import json

import pytest

from migrate.model.space import Redirect
from migrate.report.redirects import render_redirects

_PLAIN = (
    Redirect("/old/one", "/posts/one/"),
    Redirect("/Old One.html", "/posts/%C3%BCber/"),
    Redirect("/secret", "/posts/draft/", public=False),
)
_HOSTS = (
    Redirect("/alt", "/neu/", host="https://de.example.org"),
    Redirect("/old", "/new/", host="https://example.org"),
)


def _text(redirects: tuple[Redirect, ...], form: str) -> str:
    return b"".join(render_redirects(redirects, form)).decode()


def test_netlify_has_a_line_for_each() -> None:
    """White space is encoded; what is encoded stays so; pages that are not public are not told of."""
    assert _text(_PLAIN, "netlify").splitlines() == [
        "/old/one /posts/one/ 301",
        "/Old%20One.html /posts/%C3%BCber/ 301",
    ]
    assert _text(_HOSTS, "netlify").splitlines()[0] == "https://de.example.org/alt https://de.example.org/neu/ 301"


def test_cloudflare_has_both_spellings_of_a_folder() -> None:
    """It takes ``/a`` and ``/a/`` for two paths, and no host."""
    assert _text(_PLAIN, "cloudflare").splitlines() == [
        "/old/one /posts/one/ 301",
        "/old/one/ /posts/one/ 301",
        "/Old%20One.html /posts/%C3%BCber/ 301",
    ]
    assert _text(_HOSTS, "cloudflare").splitlines()[:2] == ["# https://de.example.org", "/alt /neu/ 301"]


def test_vercel_has_rows_whose_patterns_mean_themselves() -> None:
    """Its sources are patterns: what means something in them is escaped."""
    rows = json.loads(_text((Redirect("/a(b)", "/c/"), _HOSTS[0]), "vercel"))["redirects"]
    assert rows[0] == {"source": "/a\\(b\\)", "destination": "/c/", "statusCode": 301}
    assert rows[1]["has"] == [{"type": "host", "value": "de.example.org"}]


def test_nginx_has_a_map_of_plain_paths() -> None:
    """It compares with the path as it was before anything was encoded; a value knows variables."""
    text = _text((*_PLAIN, Redirect('/a"b', "/$c/")), "nginx")
    assert '    "/old/one/" "/posts/one/";' in text.splitlines()
    assert '    "/Old One.html" "/posts/%C3%BCber/";' in text.splitlines()
    assert '    "/a\\"b" "/%24c/";' in text.splitlines()
    assert "map $uri $migrated_to {" in text
    assert "secret" not in text
    assert '    "de.example.org/alt" "https://de.example.org/neu/";' in _text(_HOSTS, "nginx").splitlines()


@pytest.mark.parametrize("form", ["netlify", "cloudflare", "nginx"])
def test_nothing_leads_to_itself(form: str) -> None:
    """An alias that differs from the page's own address by its last slash would send browsers round in a circle."""
    assert "/a/ /a/" not in _text((Redirect("/a", "/a/"),), form).replace('"', "")
