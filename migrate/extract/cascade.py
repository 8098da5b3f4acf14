"""Values that pages inherit from the configuration and from the sections above them.

Owns: the two forms of ``cascade``, its targets, which value wins. Does not own: what the values mean.
Follows https://gohugo.io/content-management/front-matter/#cascade-1.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from migrate.extract.config.values import items, mapping, nested, strings, text
from migrate.extract.frontmatter import lower_nested_keys
from migrate.extract.globs import glob_regex, matching_languages
from migrate.model.source import Kind, Param, ParamMap

__all__ = ["CascadeRule", "apply_cascade", "read_cascade"]


@dataclass(frozen=True, slots=True)
class CascadeRule:
    """One map of values with the pages that it is meant for; "" and () mean all."""

    values: ParamMap
    path: str
    kind: str
    environment: str
    languages: tuple[str, ...]

    def takes(self, kind: Kind, path: str, lang: str, environment: str) -> bool:
        """Return whether a page gets the values."""
        return (
            (not self.languages or any(glob_regex(pattern).match(lang) for pattern in self.languages))
            and (not self.kind or glob_regex(self.kind).match(kind.value) is not None)
            and (not self.path or glob_regex(self.path.lower()).match(path) is not None)
            and (not self.environment or glob_regex(self.environment).match(environment) is not None)
        )


def read_cascade(
    value: Param, languages: tuple[str, ...] = (), *, known: Sequence[str] = ()
) -> tuple[CascadeRule, ...]:
    """Return the rules of a ``cascade`` value: one map or a list of maps.

    Args:
        value: the value as read.
        languages: the languages that a rule without a language of its own is meant for; () = all.
        known: the languages of the site, of which a rule must name one or is for all; () = any will do.

    """
    rules = []
    for written in items(value):
        if not isinstance(written, Mapping):
            continue
        entry = lower_nested_keys(written)
        target = mapping(entry, "target") or mapping(entry, "_target")
        fields = {key: found for key, found in entry.items() if key not in ("target", "_target", "params")}
        values = {**fields, **mapping(entry, "params")}
        if not values:
            continue
        wanted = strings(nested(target, "sites", "matrix"), "languages") or strings(target, "lang")
        if not wanted:
            wanted = languages
        elif known and not matching_languages(wanted, known):
            wanted = ()
        rules.append(
            CascadeRule(
                values,
                text(target, "path"),
                text(target, "kind"),
                text(target, "environment"),
                tuple(code.lower() for code in wanted),
            )
        )
    return tuple(rules)


def apply_cascade(
    params: ParamMap, rules: Iterable[CascadeRule], kind: Kind, path: str, lang: str, environment: str
) -> ParamMap:
    """Return `params` completed by the rules, nearest first; a value that is there stays."""
    merged: dict[str, Param] | None = None
    for rule in rules:
        if not rule.takes(kind, path, lang, environment):
            continue
        for key, value in rule.values.items():
            if key not in (params if merged is None else merged):
                if merged is None:
                    merged = dict(params)
                merged[key] = value
    return params if merged is None else merged
