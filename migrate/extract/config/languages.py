"""The languages of a site, each with the configuration that takes effect for it.

Owns: ``languages`` with today's and earlier keys, order, defaults, time zones. Does not own: URLs.
Follows https://gohugo.io/configuration/languages/.
"""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from migrate.errors import ConfigurationError
from migrate.extract.config.sources import merge_deep
from migrate.extract.config.values import flag, mapping, number, strings, text
from migrate.model.source import Language, Param, ParamMap

__all__ = ["is_multihost", "language_zone", "read_languages"]

_OWN_KEYS: Final = frozenset({"weight", "disabled", "languagename", "label", "languagedirection", "direction"})
"""Settings of a language that say nothing of the site."""


def read_languages(config: ParamMap, source: str) -> tuple[tuple[Language, ParamMap], ...]:
    """Return the enabled languages in Hugo's order, each with the configuration merged for it.

    Raises:
        ConfigurationError: every language is disabled.

    """
    enabled = _enabled(config)
    if not enabled:
        raise ConfigurationError(
            "every language of the site is disabled", where=source, hint="Enable at least one under `languages`"
        )
    codes = sorted(enabled, key=lambda code: _order(code, number(enabled[code], "weight")))
    default = default_language(config, codes)
    hosts = is_multihost(config)
    return tuple(_read(code, enabled[code], config, default, len(codes), multihost=hosts) for code in codes)


def is_multihost(config: ParamMap) -> bool:
    """Tell whether each language is a site of its own: one of them, even a disabled one, has a base URL.

    Hugo counts disabled languages twice when it asks whether more than one is left: of three with one disabled, the two
    others share one site.
    """
    named = _named(config)
    enabled = len(_enabled(config))
    with_base = any(isinstance(settings, Mapping) and "baseurl" in settings for settings in named.values())
    return with_base and enabled - (len(named) - enabled) > 1


def _named(config: ParamMap) -> ParamMap:
    return mapping(config, "languages") or {text(config, "defaultcontentlanguage").lower() or "en": {}}


def _enabled(config: ParamMap) -> Mapping[str, ParamMap]:
    disabled = {code.lower() for code in strings(config, "disablelanguages")}
    return {
        code: settings if isinstance(settings, Mapping) else {}
        for code, settings in _named(config).items()
        if code not in disabled and not (isinstance(settings, Mapping) and flag(settings, "disabled"))
    }


def default_language(config: ParamMap, codes: list[str]) -> str:
    """Return the default content language among `codes`: the one that is set, else ``en``, else the first."""
    wanted = text(config, "defaultcontentlanguage").lower()
    for code in (wanted, "en"):
        if code in codes:
            return code
    return codes[0]


def language_zone(language: Language, source: str) -> tzinfo:
    """Return the time zone for dates that name none: UTC unless the configuration says otherwise.

    Raises:
        ConfigurationError: the configured zone is unknown.

    """
    name = language.time_zone
    if not name or name.lower() == "local":
        # "Local" would make the result depend on the machine.
        return ZoneInfo("UTC")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ConfigurationError(
            f"the time zone {name!r} is unknown", where=source, hint="Write `timeZone` as in `Europe/Oslo`"
        ) from error


def _order(code: str, weight: int) -> tuple[bool, int, str]:
    return (weight == 0, weight, code)


def _read(
    code: str, settings: ParamMap, config: ParamMap, default: str, count: int, *, multihost: bool
) -> tuple[Language, ParamMap]:
    merged = _merge(config, settings)
    in_subfolder = flag(config, "defaultcontentlanguageinsubdir")
    is_default = code == default
    prefix = code if (multihost or (in_subfolder if is_default else count > 1)) else ""
    language = Language(
        code=code,
        name=text(settings, "label", "languagename"),
        # The site's own locale is that of its default language.
        locale=text(settings, "locale", "languagecode")
        or (text(config, "locale", "languagecode") if is_default else ""),
        title=text(merged, "title"),
        base_url=text(merged, "baseurl"),
        prefix=prefix,
        content_dir=text(merged, "contentdir", default="content").strip("/") or "content",
        time_zone=text(merged, "timezone"),
        weight=number(settings, "weight"),
        params=mapping(merged, "params"),
        menus=mapping(merged, "menus"),
    )
    return language, merged


def _merge(config: ParamMap, settings: ParamMap) -> ParamMap:
    """Return the configuration of one language: its own keys replace those of the site, parameters are merged."""
    merged: dict[str, Param] = {key: value for key, value in config.items() if key != "languages"}
    for key, value in settings.items():
        if key in _OWN_KEYS:
            continue
        below = merged.get(key)
        if key == "params" and isinstance(below, Mapping) and isinstance(value, Mapping):
            merged[key] = merge_deep(below, value)
        else:
            merged[key] = value
    return merged
