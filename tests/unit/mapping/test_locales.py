"""Locales of a site: codes that Contentful takes, names that people read."""

import pytest

from migrate.mapping.complete import locale_of, locales_of
from migrate.mapping.locale_names import locale_name
from tests.unit.transform.small_site import a_page, a_site, language


@pytest.mark.parametrize(
    ("code", "locale", "expected"),
    [
        ("en", "", "en-US"),
        ("en", "en-gb", "en-GB"),
        ("en", "en", "en-US"),
        ("fr", "", "fr"),
        ("pt-br", "", "pt-BR"),
        ("zh-cn", "zh-hans-cn", "zh-Hans-CN"),
        ("de", "de_AT", "de-AT"),
        ("fr", "Français", "fr"),
    ],
)
def test_codes(code: str, locale: str, expected: str) -> None:
    """The language's own locale counts when it is a code; bare English is what a new space starts with."""
    assert locale_of(language(code, locale=locale)) == expected


def test_two_languages_never_share_a_locale() -> None:
    """The second language with the same code falls back on its key."""
    site = a_site(a_page("/a"), languages=(language("en", locale="en-us"), language("en-gb", locale="en-us")))
    assert locales_of(site)[0] == {"en": "en-US", "en-gb": "en-GB"}


def test_what_is_no_language_gets_a_private_locale() -> None:
    """Editions that a site calls languages become locales of their own, beside that of its default language."""
    editions = (language("en", locale="de"), language("community"), language("communion"), language("7"))
    site = a_site(a_page("/a"), languages=editions)
    assert locales_of(site)[0] == {
        "en": "de",
        "community": "de-x-communit",
        "communion": "de-x-communio",
        "7": "de-x-7",
    }


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("en-US", "English (United States)"),
        ("de", "German"),
        ("zh-Hans-CN", "Chinese (Simplified, China)"),
        ("xx", "xx"),
    ],
)
def test_names(code: str, name: str) -> None:
    """Names are those of Contentful's list; an unknown code is its own name."""
    assert locale_name(code) == name
