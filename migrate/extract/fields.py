"""What the values of a page mean: the reserved fields with their coercions.

Owns: https://gohugo.io/content-management/front-matter/#fields. Does not own: dates (`effective_dates`), drafts and
build options (`publication`), cascade.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from migrate.extract.coerce import to_bool, to_int, to_string, to_strings
from migrate.extract.config import Configuration, LanguageRules
from migrate.extract.effective_dates import DateReading, DateSources, PageDates, read_dates
from migrate.extract.frontmatter import lower_keys, lower_nested_keys
from migrate.extract.pages import PageSeed
from migrate.extract.publication import is_switch, read_publication
from migrate.model.findings import Finding, Severity
from migrate.model.quick import quick
from migrate.model.source import Param, ParamMap

__all__ = ["PageFields", "read_fields"]


@quick
@dataclass(frozen=True, slots=True)
class PageFields:
    """The reserved fields of a page; `params` holds every value as Hugo's templates see it."""

    title: str
    link_title: str
    description: str
    summary: str
    keywords: tuple[str, ...]
    slug: str
    url: str
    type: str
    layout: str
    markup: str
    translation_key: str
    draft: bool
    weight: int
    aliases: tuple[str, ...]
    dates: PageDates
    rendered: bool
    """False for a page without a URL."""
    listed: bool
    params: ParamMap
    findings: tuple[Finding, ...]


_TEXTS: Final = ("title", "linktitle", "summary", "description", "url", "type", "layout", "translationkey")
_COERCE: Final[Mapping[str, Callable[[Param], Param]]] = {
    **dict.fromkeys(_TEXTS, to_string),
    "slug": lambda value: to_string(value).strip("-"),
    **dict.fromkeys(("keywords", "aliases"), lambda value: to_strings(value) or _nothing(value)),
    # Hugo leaves the keys of maps inside lists as written, but for what it reads itself.
    "cascade": lambda value: _cascade_rules(value),
    "resources": lambda value: _resource_rules(value),
    "weight": to_int,
    "headless": to_bool,
}
"""Reserved key → what ``.Params`` shows of it."""


def _nothing(value: Param) -> Param:
    """Return an empty list for one and for text, and nothing for a value that is no list of scalars."""
    return () if isinstance(value, str) or (isinstance(value, Sequence) and not value) else None


def _cascade_rules(value: Param) -> Param:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return value
    return [lower_nested_keys(rule) if isinstance(rule, Mapping) else rule for rule in value]


def _resource_rules(value: Param) -> Param:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return value
    return [
        {key: lower_keys(item) if key == "params" else item for key, item in rule.items()}
        if isinstance(rule, Mapping)
        else rule
        for rule in value
    ]


def read_fields(
    seed: PageSeed, params: ParamMap, config: Configuration, rules: LanguageRules, sources: DateSources
) -> PageFields:
    """Return the fields of a page.

    Args:
        seed: the page.
        params: its values with everything inherited, keys in lower case.
        config: the site's configuration.
        rules: the part of it for the page's language.
        sources: what else may date the page.

    """
    reading = read_dates(params, rules.dates, sources)
    publication = read_publication(seed, params, config)
    values = _values(params, reading, draft=publication.draft)
    slug = to_string(params.get("slug")).strip("-") or reading.slug
    return PageFields(
        title=to_string(params.get("title")),
        link_title=to_string(params.get("linktitle")),
        description=to_string(params.get("description")),
        summary=to_string(params.get("summary")),
        keywords=to_strings(params.get("keywords")),
        slug=slug,
        url=to_string(params.get("url")),
        type=to_string(params.get("type")),
        layout=to_string(params.get("layout")),
        markup=to_string(params.get("markup")).lower(),
        translation_key=to_string(params.get("translationkey")),
        draft=publication.draft,
        weight=to_int(params.get("weight")),
        aliases=to_strings(params.get("aliases")),
        dates=reading.dates,
        rendered=publication.rendered and seed.kind not in rules.disabled,
        listed=publication.listed and seed.kind not in rules.disabled,
        params=values,
        findings=(*publication.findings, *_date_findings(seed, params, reading)),
    )


def _values(params: ParamMap, reading: DateReading, *, draft: bool) -> ParamMap:
    """Return ``.Params``: coerced reserved fields, dates as dates, the ``params`` map spread over the top level."""
    values: dict[str, Param] = dict(params)
    for key in values.keys() & _COERCE.keys():
        values[key] = _COERCE[key](values[key])
    values.update(reading.parsed)
    if "draft" in values:
        values["draft"] = draft
    spread = values.get("params")
    if isinstance(spread, Mapping):
        del values["params"]
        values.update(spread)
    return values


def _date_findings(seed: PageSeed, params: ParamMap, reading: DateReading) -> tuple[Finding, ...]:
    source = seed.file.path if seed.file is not None else ""
    return tuple(
        Finding(
            source,
            seed.front.key_lines.get(key, 0),
            0,
            "unreadable-date",
            Severity.NOTE,
            f"{key}: {to_string(params.get(key))}",
            "kept as it stands; the page is not dated by it",
        )
        for key in reading.refused
        if not (key == "published" and is_switch(params.get(key)))
    )
