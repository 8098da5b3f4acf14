"""What a mapping leaves to the site: languages, locales, which fields are localized.

Owns the choice of locale codes. Does not own what a mapping file says (`compile`) nor the inference of content types
(`infer`).
"""

import re
from dataclasses import replace

from migrate.mapping.locale_names import locale_name
from migrate.mapping.rules import MappingRules
from migrate.model.source import Language, SourceSite
from migrate.model.space import DesiredLocale

__all__ = ["complete_rules", "locale_of", "locales_of"]

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
