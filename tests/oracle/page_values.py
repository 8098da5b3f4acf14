"""The values of a page in the form in which Hugo's templates print them, to compare one with the other."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from migrate.model.source import Kind, SourcePage, SourceSite

Value = Any
"""JSON as a template of Hugo wrote it."""


def _time(value: datetime | None) -> str | None:
    if value is None:
        return None
    fraction = f".{value.microsecond:06}".rstrip("0").rstrip(".")
    zone = value.isoformat(timespec="seconds")[19:].replace("+00:00", "Z")
    return value.strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0") + fraction + zone


def plain(value: Value) -> Value:
    """Return a value of the model in the oracle's form."""
    match value:
        case datetime():
            return _time(value)
        case Mapping():
            return {key: plain(item) for key, item in value.items()}
        case str():
            return value
        case Sequence():
            return [plain(item) for item in value]
        case float() if value.is_integer():
            return int(value)
        case _:
            return value


def _params(page: SourcePage) -> Value:
    """Return the parameters with what Hugo adds to ``.Params`` of every page."""
    params = dict(page.params)
    for key, date in (
        ("date", page.date),
        ("lastmod", page.lastmod),
        ("publishdate", page.publish_date),
        ("expirydate", page.expiry_date),
    ):
        # A list without dates inherits them for itself, not for its parameters.
        if date is not None and (page.kind is Kind.PAGE or _has_own_date(page)):
            params.setdefault(key, date)
    return plain({**params, "draft": page.draft})


def _has_own_date(page: SourcePage) -> bool:
    return any(isinstance(value, datetime) for value in page.params.values())


def _without_added(params: Value) -> Value:
    """Return Hugo's parameters without what says nothing of the page.

    The oracle's own configuration cascaded `build`; `isCJKLanguage` is counted from the body and only serves word
    counts.
    """
    return {
        key: value
        for key, value in params.items()
        if key != "iscjklanguage" and (key != "build" or value != {"publishresources": False})
    }


def translations_of(site: SourceSite) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return for each page (path, language) its translations as (language, URL), by language."""
    by_key: dict[str, list[SourcePage]] = {}
    for page in site.pages:
        by_key.setdefault(page.key, []).append(page)
    return {
        (page.path, page.lang): [
            (other.lang, other.rel_permalink)
            for other in sorted(by_key[page.key], key=lambda each: each.lang)
            # Of those at one path Hugo counts the ones with an address.
            if other is not page and (other.rel_permalink or other.key != other.path)
        ]
        for page in site.pages
    }


def our_values(page: SourcePage, translations: list[tuple[str, str]], base_path: str) -> dict[str, Value]:
    """Return the values of a page of ours.

    `base_path` is the path of the base URL, without which Hugo prints aliases.
    """
    return {
        "kind": page.kind.value,
        "bundleType": page.bundle.value,
        "section": page.section,
        "type": page.type,
        "layout": page.layout,
        "source": page.source,
        "title": page.title,
        "linkTitle": page.link_title,
        "description": page.description,
        "keywords": list(page.keywords),
        "slug": page.slug,
        "date": _time(page.date),
        "lastmod": _time(page.lastmod),
        "publishDate": _time(page.publish_date),
        "expiryDate": _time(page.expiry_date),
        "draft": page.draft,
        "weight": page.weight,
        "aliases": [alias.removeprefix(base_path) for alias in page.aliases],
        "permalink": page.permalink,
        "relPermalink": page.rel_permalink,
        "translationKey": page.key,
        "translations": [list(each) for each in translations],
        "params": _params(page),
        "terms": {
            name: sorted([ref.path, ref.rel_permalink] for ref in refs) for name, refs in sorted(page.terms.items())
        },
        "parent": page.parent,
        "resources": [
            [
                resource.type,
                resource.name,
                resource.title,
                resource.media_type,
                {} if resource.type == "page" else plain(resource.params),
            ]
            for resource in page.resources
        ],
    }


def hugo_values(row: Value) -> dict[str, Value]:
    """Return the same values from a row that a template of Hugo printed."""
    kept = ("kind", "bundleType", "section", "type", "layout", "title", "linkTitle", "description", "keywords", "slug")
    same = (*kept, "date", "lastmod", "publishDate", "expiryDate", "draft", "weight", "aliases", "permalink")
    return {
        **{name: row[name] for name in (*same, "relPermalink", "translationKey")},
        "source": row["file"].get("source", ""),
        "translations": sorted([each["lang"], each["relPermalink"]] for each in row["translations"]),
        "params": _without_added(row["params"]),
        "terms": {
            name: sorted([ref["path"], ref["relPermalink"]] for ref in refs)
            for name, refs in sorted(row["terms"].items())
        },
        "parent": row.get("parent", ""),
        "resources": [
            [each["type"], each["name"], each["title"], each["mediaType"], each["params"]] for each in row["resources"]
        ],
    }
