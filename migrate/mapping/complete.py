"""What a mapping leaves to the site: languages, locales, which fields are localized.

Owns the choice of locale codes. Does not own what a mapping file says (`compile`) nor the inference of content types
(`infer`).
"""

import re
from collections.abc import Collection
from dataclasses import replace

from migrate.mapping.locale_names import locale_name
from migrate.mapping.rules import MappingRules
from migrate.model.source import Language, SourceSite
from migrate.model.space import DesiredLocale

__all__ = ["complete_rules", "locale_of", "locales_of"]

_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*\Z")
_CODE = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(?:[-_](?P<script>[A-Za-z]{4}))?(?:[-_](?P<region>[A-Za-z]{2}|\d{3}))?\Z"
)


def complete_rules(rules: MappingRules, site: SourceSite) -> MappingRules:
    """Return `rules` with languages and locales of `site` where it names none, and no field undecided.

    A field that does not say whether it is localized is so when there are several locales.
    """
    if not rules.languages:
        languages, locales = locales_of(site)
        rules = replace(rules, languages=languages, locales=locales)
    several = len(rules.locales) > 1
    types = tuple(
        replace(
            held,
            fields=tuple(
                replace(field, localized=several) if field.localized is None else field for field in held.fields
            ),
        )
        for held in rules.content_types
    )
    return replace(rules, content_types=types)


def locales_of(site: SourceSite) -> tuple[dict[str, str], tuple[DesiredLocale, ...]]:
    """Return Hugo language → locale, and the locales, the default one first."""
    config = site.config
    ordered = sorted(config.languages, key=lambda language: language.code != config.default_language)
    languages: dict[str, str] = {}
    locales: list[DesiredLocale] = []
    for language in ordered:
        code = locale_of(language)
        if _LOCALE.match(code) is None:
            # Some sites give each of their sections or editions a language of its own.
            code = _private(next(iter(languages.values()), "en-US"), language.code, languages.values())
        if code in languages.values():
            code = (
                _cased(language.code)
                if _cased(language.code) not in languages.values()
                else f"{code}-x-{language.code}"
            )
        languages[language.code] = code
        locales.append(
            DesiredLocale(code, language.name or locale_name(code), None, language.code == config.default_language)
        )
    return languages, tuple(locales)


def locale_of(language: Language) -> str:
    """Return the Contentful locale of a Hugo language: its ``locale`` when that is a code, else its key.

    Bare English is ``en-US``, which is what a new Contentful space starts with.
    """
    code = _cased(language.locale) if _CODE.match(language.locale) else _cased(language.code)
    return "en-US" if code == "en" else code


def _private(base: str, name: str, taken: Collection[str]) -> str:
    """Return a locale for what is no language: `base` with a private tag, which has up to eight letters or digits."""
    tag = re.sub(r"[^A-Za-z0-9]", "", name).lower()[:8] or "other"
    code, count = f"{base}-x-{tag}", 1
    while code in taken:
        count += 1
        code = f"{base}-x-{tag[: 8 - len(str(count))]}{count}"
    return code


def _cased(code: str) -> str:
    match = _CODE.match(code)
    if match is None:
        return code
    parts = [match["language"].lower()]
    if match["script"]:
        parts.append(match["script"].capitalize())
    if match["region"]:
        parts.append(match["region"].upper())
    return "-".join(parts)
