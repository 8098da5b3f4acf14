"""The part of a mapping that is about languages."""

import re
from collections.abc import Iterator

from migrate.mapping.document import Loc
from migrate.mapping.locale_names import locale_name
from migrate.mapping.problems import did_you_mean
from migrate.mapping.schema import MappingFile
from migrate.mapping.told import Told
from migrate.model.space import DesiredLocale

__all__ = ["compile_locales"]

_LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z")


def compile_locales(file: MappingFile, told: Told) -> Iterator[DesiredLocale]:
    """Yield the locales that the languages go to, in their order."""
    languages = file.languages
    chosen = [code for code, held in languages.items() if held.default] or list(languages)[:1]
    seen: dict[str, str] = {}
    for code, held in languages.items():
        loc: Loc = ("languages", code)
        if not _LOCALE.match(held.locale):
            told.add(loc, f"'{held.locale}' is no locale", "Write a code such as en-US, de or pt-BR")
        if held.locale in seen:
            message = f"the languages '{seen[held.locale]}' and '{code}' go to the same locale '{held.locale}'"
            told.add(loc, message, "Give each language a locale of its own, or leave one out")
        seen[held.locale] = code
        if held.fallback is not None and held.fallback not in {other.locale for other in languages.values()}:
            known = did_you_mean(held.fallback, (other.locale for other in languages.values()))
            told.add(loc, f"the fallback '{held.fallback}' is no locale of this mapping", known)
        if held.fallback == held.locale:
            told.add(loc, f"the locale '{held.locale}' falls back to itself", "Name another one, or none")
        yield DesiredLocale(held.locale, held.name or locale_name(held.locale), held.fallback, code == chosen[0])
    if len(chosen) > 1:
        told.add(("languages", chosen[1]), "two languages are marked as default", "Mark one of them")
