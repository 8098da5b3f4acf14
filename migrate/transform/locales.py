"""The fields of one entry in all its locales.

Owns which locale a value stands in, and what becomes of values that a field without translations cannot hold. Does not
own single fields (`fields`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from migrate.mapping.rules import FieldRule
from migrate.model.canonical import Json
from migrate.transform.bodies import PageBodies
from migrate.transform.coerce import shown
from migrate.transform.fields import FieldRun, read_field
from migrate.transform.gathered import Gathered
from migrate.transform.subject import Place
from migrate.transform.world import World

__all__ = ["read_fields"]


def read_fields(
    world: World, rules: Iterable[FieldRule], runs: Sequence[FieldRun], gathered: Gathered
) -> dict[str, Json]:
    """Return the values of `rules`, each in the locales of `runs`; there is a run for each language, never none."""
    fields: dict[str, Json] = {}
    for rule in rules:
        values: dict[str, Json] = {}
        if rule.localized:
            for run in runs:
                value = read_field(run, rule)
                if value is not None:
                    values[run.locale] = value
        else:
            values = _one_value(world, rule, runs)
        if rule.required and values and world.default_locale not in values:
            locale, value = next(iter(values.items()))
            values = {world.default_locale: value, **values}
            place = Place(runs[0].page.source, 0)
            gathered.tell("field-required-filled", place, rule.id, f"copied the value of {locale}")
        if values:
            fields[rule.id] = values
    return fields


def _one_value(world: World, rule: FieldRule, runs: Sequence[FieldRun]) -> dict[str, Json]:
    """Return the value of a field that has one for all locales; it stands in the default locale."""
    kept: Json = None
    if len(runs) == 1:
        kept = read_field(runs[0], rule)
        return {world.default_locale: kept} if kept is not None else {}
    for place, run in enumerate(runs):
        # Only the first value counts; what a later one would bring with it must not be made.
        scratch = run if place == 0 else replace(run, gathered=Gathered(), bodies=_scratch(run))
        value = read_field(scratch, rule)
        if kept is None:
            kept = value
            if place and value is not None:
                _adopt(run.gathered, scratch.gathered)
        elif value is not None and value != kept:
            text = shown(value)
            where = Place(run.page.source, run.page.key_lines.get(rule.source.lower(), 0))
            run.gathered.tell(
                "field-translation-dropped", where, text, f"'{rule.id}' has the value of another language"
            )
    return {world.default_locale: kept} if kept is not None else {}


def _scratch(run: FieldRun) -> PageBodies | None:
    return replace(run.bodies, gathered=Gathered(), _body=None, _result=None) if run.bodies is not None else None


def _adopt(gathered: Gathered, scratch: Gathered) -> None:
    gathered.findings += scratch.findings
    gathered.assets += scratch.assets
    gathered.wanted += scratch.wanted
    gathered.embedded += scratch.embedded
