"""What the values of a page mean: the reserved fields with their coercions, draft and build options.

Owns: https://gohugo.io/content-management/front-matter/#fields. Does not own: dates (`effective_dates`), cascade.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from migrate.extract.coerce import to_bool, to_int, to_string, to_strings
from migrate.extract.config import Configuration, LanguageRules
from migrate.extract.effective_dates import DateReading, DateSources, PageDates, read_dates
from migrate.extract.frontmatter import lower_keys
from migrate.extract.pages import PageSeed
from migrate.model.findings import Finding, Severity
from migrate.model.source import Param, ParamMap

__all__ = ["PageFields", "read_fields"]


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


_LEGACY_TRUE: Final = frozenset({"yes", "on", "y"})
_LEGACY_FALSE: Final = frozenset({"no", "off", "n"})
_TEXTS: Final = ("title", "linktitle", "summary", "description", "url", "type", "layout", "translationkey")
_COERCE: Final[Mapping[str, Callable[[Param], Param]]] = {
    **dict.fromkeys(_TEXTS, to_string),
    "slug": lambda value: to_string(value).strip("-"),
    **dict.fromkeys(("keywords", "aliases"), lambda value: to_strings(value) or _nothing(value)),
    # Hugo leaves the keys of maps inside lists as written, but for these two, which it reads itself.
    **dict.fromkeys(("cascade", "resources"), lower_keys),
    "weight": to_int,
    "headless": to_bool,
}
"""Reserved key → what ``.Params`` shows of it."""


def _nothing(value: Param) -> Param:
    """Return an empty list for one, and nothing for a value that is no list at all."""
    return () if isinstance(value, Sequence) else None


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
    values = _values(params, reading)
    draft, draft_findings = _read_draft(seed, params, config)
    rendered, listed = _build_options(params)
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
        draft=draft,
        weight=to_int(params.get("weight")),
        aliases=to_strings(params.get("aliases")),
        dates=reading.dates,
        rendered=rendered and seed.kind not in rules.disabled,
        listed=listed and seed.kind not in rules.disabled,
        params=values,
        findings=(*draft_findings, *_date_findings(seed, params, reading)),
    )


def _values(params: ParamMap, reading: DateReading) -> ParamMap:
    """Return ``.Params``: coerced reserved fields, dates as dates, the ``params`` map spread over the top level."""
    values: dict[str, Param] = dict(params)
    for key in values.keys() & _COERCE.keys():
        values[key] = _COERCE[key](values[key])
    values.update(reading.parsed)
    if "draft" in values:
        values["draft"] = to_bool(values["draft"])
    spread = values.get("params")
    if isinstance(spread, Mapping):
        del values["params"]
        values.update(spread)
    return values


def _read_draft(seed: PageSeed, params: ParamMap, config: Configuration) -> tuple[bool, tuple[Finding, ...]]:
    """Return whether the page is a draft; where versions of Hugo disagree and the site names none, it is."""
    key, written, means_draft = _draft_field(params)
    if not key:
        return False, ()
    word = written.lower() if isinstance(written, str) and seed.front.format == "yaml" else ""
    if word not in means_draft:
        value = to_bool(written)
        return (value if key == "draft" else not value and _is_bool(written)), ()
    published = config.site.hugo_version is not None and config.site.hugo_version >= (0, 152)
    action = (
        "published, as Hugo 0.152 and later do, which read the word as text"
        if published
        else "kept as a draft, as Hugo before 0.152 did; later versions publish it"
    )
    line = seed.front.key_lines.get(key, 0)
    source = seed.file.path if seed.file is not None else ""
    finding = Finding(source, line, 0, "legacy-boolean", Severity.NOTE, f"{key}: {written}", action)
    return not published, (finding,)


def _draft_field(params: ParamMap) -> tuple[str, Param, frozenset[str]]:
    if "draft" in params:
        return "draft", params["draft"], _LEGACY_TRUE
    if "published" in params:
        return "published", params["published"], _LEGACY_FALSE
    return "", None, frozenset()


def _is_bool(value: Param) -> bool:
    """Whether Hugo reads ``published`` as a switch rather than as a date."""
    if isinstance(value, str):
        return value in ("0", "f", "F", "false", "FALSE", "False")
    return value is None or isinstance(value, bool | int | float)


def _build_options(params: ParamMap) -> tuple[bool, bool]:
    """Return whether the page has a URL, and whether it is in lists."""
    build = params.get("build", params.get("_build"))
    rendered = listed = True
    if isinstance(build, Mapping):
        rendered = _is_on(build.get("render"))
        listed = _is_on(build.get("list"))
    if to_bool(params.get("headless")):
        rendered = listed = False
    return rendered, listed


def _is_on(value: Param) -> bool:
    """Read ``always``, ``never``, ``link``, ``local``, true or false; anything unknown is ``always``."""
    return to_string(value).lower() not in ("never", "false")


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
        if not (key == "published" and _is_bool(params.get(key)))
    )
