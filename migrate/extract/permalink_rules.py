"""The ``[permalinks]`` configuration in all its forms, compiled (https://gohugo.io/configuration/permalinks/).

Owns: which pattern is for which page, and cutting a pattern into tokens. Does not own: the tokens' values
(`permalinks`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from migrate.errors import ConfigurationError
from migrate.extract.globs import glob_regex
from migrate.extract.golayout import is_layout
from migrate.model.source import Kind, Param

__all__ = ["TOKENS", "Pattern", "PermalinkRule", "parse_pattern", "permalink_rules"]

TOKENS = frozenset(
    (
        "contentbasename",
        "day",
        "filename",
        "month",
        "monthname",
        "section",
        "sections",
        "sectionslug",
        "sectionslugs",
        "slug",
        "slugorcontentbasename",
        "slugorfilename",
        "title",
        "weekday",
        "weekdayname",
        "year",
        "yearday",
    )
)
_TOKEN = re.compile(r":([0-9A-Za-z_]+(?:\[.+?\])?)")
_ESCAPED_COLON = "\0"
_KINDS = tuple(kind.value for kind in Kind)
_HINT = "See https://gohugo.io/configuration/permalinks/ for the tokens and forms"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A permalink pattern cut at its tokens: text, token, text, token … text."""

    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PermalinkRule:
    """One pattern with the pages that it is for."""

    pattern: Pattern
    kind: str = ""
    """Glob; "" = any kind."""
    path: str = ""
    """Glob over Hugo's ``.Path``; "" = any."""
    languages: str = ""
    """Glob; "" = any."""
    environment: str = ""

    def matches(self, kind: str, path: str, lang: str, environment: str) -> bool:
        """Return whether the rule is for this page."""
        return all(
            not glob or glob_regex(glob).match(value)
            for glob, value in (
                (self.kind, kind),
                (self.path, path),
                (self.languages, lang),
                (self.environment, environment),
            )
        )


def parse_pattern(text: str) -> Pattern | None:
    """Cut a pattern at its tokens; None when one of them is unknown to Hugo."""
    pieces = _TOKEN.split(text.replace("\\:", _ESCAPED_COLON))
    if not all(_is_known(token) for token in pieces[1::2]):
        return None
    return Pattern(tuple(piece.replace(_ESCAPED_COLON, ":") for piece in pieces))


def permalink_rules(value: Param) -> tuple[PermalinkRule, ...]:
    """Return the rules of a ``permalinks`` setting, most specific section first where Hugo leaves the order open.

    Raises:
        ConfigurationError: an unknown token, kind or form, as Hugo refuses it.

    """
    if value is None:
        return ()
    if isinstance(value, Mapping):
        return _rules_of_map(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(_rule_of_target(item) for item in value)
    raise ConfigurationError("permalinks is neither a table nor a list", hint=_HINT)


def _is_known(token: str) -> bool:
    return token in TOKENS or token.startswith(("sections[", "sectionslugs[")) or is_layout(token)


def _rules_of_map(table: Mapping[str, Param]) -> tuple[PermalinkRule, ...]:
    found: list[tuple[str, str, str]] = []
    for key, value in table.items():
        if isinstance(value, str):
            found += [(key, Kind.PAGE.value, value), (key, Kind.TERM.value, value)]
        elif isinstance(value, Mapping) and key in _KINDS:
            found += [(section, key, _text(pattern, section)) for section, pattern in value.items()]
        else:
            raise ConfigurationError(f"permalinks: {key!r} is neither a pattern nor a page kind", hint=_HINT)
    found.sort(key=lambda entry: (-entry[0].strip(" /").count("/"), -len(entry[0]), entry[0]))
    return tuple(PermalinkRule(_compiled(text), kind, _section_glob(section)) for section, kind, text in found)


def _rule_of_target(item: Param) -> PermalinkRule:
    if not isinstance(item, Mapping):
        raise ConfigurationError("permalinks: an item of the list is no table", hint=_HINT)
    target = item.get("target")
    target = target if isinstance(target, Mapping) else {}
    return PermalinkRule(
        _compiled(_text(item.get("pattern"), "pattern")),
        kind=_glob(target.get("kind")),
        path=_glob(target.get("path")),
        languages=_glob(target.get("lang")) or _languages(target.get("sites")),
        environment=_glob(target.get("environment")),
    )


def _languages(sites: Param) -> str:
    """Return ``sites.matrix.languages`` (a list of globs) as one glob."""
    matrix = sites.get("matrix") if isinstance(sites, Mapping) else None
    languages = matrix.get("languages") if isinstance(matrix, Mapping) else None
    if isinstance(languages, str):
        return languages
    if isinstance(languages, Sequence) and languages:
        return "{" + ",".join(str(language) for language in languages) + "}"
    return ""


def _glob(value: Param) -> str:
    return value.lower() if isinstance(value, str) else ""


def _text(value: Param, key: str) -> str:
    if not isinstance(value, str):
        raise ConfigurationError(f"permalinks: the pattern for {key!r} is no text", hint=_HINT)
    return value


def _compiled(text: str) -> Pattern:
    pattern = parse_pattern(text)
    if pattern is None:
        raise ConfigurationError(f"permalinks: {text!r} holds a token that Hugo does not know", hint=_HINT)
    return pattern


def _section_glob(section: str) -> str:
    section = section.strip(" /").lower()
    return "/{" + section + "," + section + "/**}" if section else "/*"
