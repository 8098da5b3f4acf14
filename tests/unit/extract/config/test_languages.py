"""Languages on hosts of their own; every case is what the real Hugo does."""

import pytest

from migrate.extract.config.languages import is_multihost, read_languages
from migrate.model.source import Param

LANGUAGES = ("en", "fr", "de", "es", "it")


def config(count: int, disabled: tuple[str, ...], *, hosts: tuple[str, ...] = LANGUAGES) -> dict[str, Param]:
    """Return the configuration of a site in that many languages."""
    languages: dict[str, Param] = {}
    for code in LANGUAGES[:count]:
        settings: dict[str, Param] = {"baseurl": f"https://{code}.ex.org/"} if code in hosts else {}
        languages[code] = {**settings, "disabled": code in disabled}
    return {"languages": languages, "defaultcontentlanguage": "en"}


@pytest.mark.parametrize(
    ("count", "disabled", "hosts", "expected"),
    [
        (1, (), LANGUAGES, False),
        (2, (), LANGUAGES, True),
        (2, (), ("fr",), True),
        (2, (), (), False),
        (3, ("fr",), LANGUAGES, False),
        (4, ("fr",), LANGUAGES, True),
        (4, ("fr",), ("fr",), True),
        (5, ("fr", "de"), LANGUAGES, False),
    ],
)
def test_a_site_for_each_language(
    count: int, disabled: tuple[str, ...], hosts: tuple[str, ...], expected: bool
) -> None:
    """Disabled languages count twice."""
    assert is_multihost(config(count, disabled, hosts=hosts)) is expected


def test_languages_on_one_site_have_folders() -> None:
    """Of three with one disabled, the second has a folder although it has a base URL; the default one has none."""
    languages = [language for language, _ in read_languages(config(3, ("fr",)), "hugo.toml")]
    assert [(language.code, language.prefix) for language in languages] == [("de", "de"), ("en", "")]


def test_languages_turned_off_elsewhere_count_as_well() -> None:
    """Those of ``disableLanguages`` that there are."""
    assert not is_multihost({**config(3, ()), "disablelanguages": ["fr", "none"]})
    assert is_multihost({**config(3, ()), "disablelanguages": ["none"]})
