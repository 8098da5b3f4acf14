"""URLs of pages by Hugo's rules (https://gohugo.io/content-management/urls/).

Owns: default paths, ``slug``, ``url``, the values of ``[permalinks]`` tokens, uglyURLs, language prefixes.
Does not own: slugs of single names (`slugs`), the permalinks configuration (`permalink_rules`), aliases (`aliases`).
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from urllib.parse import unquote_plus

from migrate.extract.golayout import MONTHS, WEEKDAYS, format_layout
from migrate.extract.gourl import escape_link, escape_path, join_path
from migrate.extract.output_formats import HTML, OutputFormat
from migrate.extract.permalink_rules import Pattern, parse_pattern
from migrate.extract.slugs import sanitize
from migrate.extract.urls import PageFacts, PageUrl, SectionFacts, UrlSettings
from migrate.model.source import BundleType, Kind

__all__ = ["page_url"]

_INDEX = HTML.file_name
_NO_DATE = datetime(1, 1, 1, tzinfo=UTC)
_UGLY_INDEX_KINDS = frozenset((Kind.HOME, Kind.SECTION, Kind.TAXONOMY))
"""Kinds whose ugly URL names ``index.html`` itself."""


def page_url(facts: PageFacts, settings: UrlSettings) -> PageUrl:
    """Return where the page is published; never raises (a ``url`` with an unknown token is taken as written)."""
    output = settings.outputs.main(facts.kind, facts.outputs)
    if facts.url and facts.kind is not Kind.HOME:
        return _explicit_url(facts, settings, output)
    permalink = _expanded_permalink(facts, settings)
    named_index = facts.bundle is BundleType.NONE and _base_name(facts) == output.base_name
    ugly = (settings.is_ugly(facts.section) or output.ugly) and not output.no_ugly
    ugly = ugly or (named_index and not permalink)
    elements = _elements(facts, settings, permalink)
    index_kind = facts.kind in _UGLY_INDEX_KINDS
    if ugly and not index_kind:
        # A page without any name, such as one without a title that its permalink asks for, is published as `.html`.
        name = elements.pop().removesuffix("/") if elements else ""
        elements.append(f"{name}.{output.suffix}")
    else:
        elements.append(output.file_name)
    if output.path:
        elements.insert(0, output.path)
    parts = [sanitize(part, lower=settings.lower, remove_accents=settings.remove_accents) for part in elements]
    target = _joined(parts)
    link = target
    if elements[-1] == _INDEX and not (ugly and index_kind):
        link = _joined(parts[:-1])
        if named_index:
            link = link.removesuffix(output.base_name)
        link = link if link.endswith("/") else f"{link}/"
    return _placed(_without_host(link), target, settings, output, escape_path, prefixed=True)


def _without_host(link: str) -> str:
    """Drop a first element that is empty, with the next one: Go reads ``//a/b`` as host and path."""
    return "/" + link[2:].partition("/")[2] if link.startswith("//") else link


def _explicit_url(facts: PageFacts, settings: UrlSettings, output: OutputFormat) -> PageUrl:
    """Place a page by its ``url`` field: kept as written, but for its tokens, ``..`` and percent-encoding."""
    url = _expanded_url(facts, settings)
    relative = not url.startswith("/")
    if ".." in url:
        url = join_path("/", url)
    target = _joined([part for part in (output.path, *url.split("/")) if part])
    if url.endswith("/") or "." not in url:
        target += f"/{output.file_name}"
    link = target
    if target.endswith(f"/{_INDEX}"):
        link = target.removesuffix(_INDEX)
    prefixed = (relative or settings.multihost) and not (
        settings.folder and url.startswith(f"/{settings.prefix or settings.folder}")
    )
    return _placed(link, target, settings, output, escape_link, prefixed=prefixed)


def _expanded_url(facts: PageFacts, settings: UrlSettings) -> str:
    if ":" not in facts.url:
        return facts.url
    pattern = parse_pattern(facts.url)
    return facts.url if pattern is None else unquote_plus(_expand(pattern, facts, settings))


def _expanded_permalink(facts: PageFacts, settings: UrlSettings) -> str:
    """Return the path that ``[permalinks]`` gives the page, "" when no rule is for it."""
    for rule in settings.rules:
        if rule.matches(facts.kind.value, facts.path, settings.lang, settings.environment):
            expanded = unquote_plus(_expand(rule.pattern, facts, settings))
            return join_path(expanded) if expanded else ""
    return ""


def _elements(facts: PageFacts, settings: UrlSettings, permalink: str) -> list[str]:
    """Return the path of the page before slugification, in parts that are slugified one by one."""
    if permalink:
        parts = [permalink]
    elif facts.kind is Kind.HOME:
        parts = []
    elif facts.kind is Kind.PAGE:
        folder, _, _name = _disk_path(facts, settings).rpartition("/")
        parts = [_with_section_slugs(folder, facts, settings), _base_name(facts, settings)]
    else:
        parts = [_with_section_slugs(_disk_path(facts, settings), facts, settings)]
    return [part for part in parts if part not in ("", "/")]


def _with_section_slugs(folder: str, facts: PageFacts, settings: UrlSettings) -> str:
    if not settings.section_slugs or not any(section.slug for section in facts.sections):
        return folder
    elements = folder.strip("/").split("/")
    for section in facts.sections:
        depth = section.path.count("/")
        if section.slug and depth <= len(elements):
            # A section may be the beginning of a folder's name only; see `PageFinisher`.
            rest = elements[depth - 1][len(section.path.rpartition("/")[2]) :]
            elements[depth - 1] = section.slug + rest
    return "/" + "/".join(elements)


def _placed(
    link: str,
    target: str,
    settings: UrlSettings,
    output: OutputFormat,
    escape: Callable[[str], str],
    *,
    prefixed: bool,
) -> PageUrl:
    """Put prefix, base path and base URL in front of a link and a target file."""
    if prefixed and settings.prefix:
        link = f"/{settings.prefix}{link}"
    if prefixed and settings.folder:
        target = f"/{settings.folder}{target}"
    link = escape(link.replace("#", "%23")) or "/"
    rel_permalink = link
    if settings.base_path:
        rel_permalink = join_path(settings.base_path, link) + ("/" if link.endswith("/") else "")
    base_url = settings.base_url
    if output.protocol:
        base_url = output.protocol + base_url.partition("://")[2]
    folder, _, name = target.rpartition("/")
    if not name.startswith(f"{output.base_name}."):
        folder = target.rpartition(".")[0] if "." in name else target
    return PageUrl(rel_permalink, base_url + link.removeprefix("/"), target, folder)


def _joined(elements: list[str]) -> str:
    path = ""
    for element in elements:
        if not path.endswith("/") and not element.startswith("/"):
            path += "/"
        path += element
    return path


def _expand(pattern: Pattern, facts: PageFacts, settings: UrlSettings) -> str:
    pieces = list(pattern.pieces)
    for position in range(1, len(pieces), 2):
        pieces[position] = _token(pieces[position], facts, settings)
    return "".join(pieces)


def _token(token: str, facts: PageFacts, settings: UrlSettings) -> str:
    value = _TOKEN_VALUES.get(token)
    if value is not None:
        return value(facts, settings)
    name, bracket, cut = token.partition("[")
    if bracket and name == "sections":
        return "/".join(_cut(_section_elements(facts), cut.removesuffix("]")))
    if bracket and name == "sectionslugs":
        return "/".join(_cut(_section_slugs(facts, settings), cut.removesuffix("]")))
    return format_layout(_date(facts), token)


def _date(facts: PageFacts) -> datetime:
    return facts.date or _NO_DATE


def _url_text(text: str, settings: UrlSettings) -> str:
    text = sanitize(text, lower=settings.lower, remove_accents=settings.remove_accents)
    # Hugo parses the text as a URL, in which a first hash at the end starts an empty fragment, which vanishes.
    return escape_path(text.removesuffix("#") if text.find("#") == len(text) - 1 else text)


def _title(facts: PageFacts | SectionFacts, settings: UrlSettings) -> str:
    """Return the title for a URL; a slash in it separates nothing, except in a term, whose title is its path."""
    title = facts.title
    if settings.title_slash and not (isinstance(facts, PageFacts) and facts.kind is Kind.TERM):
        title = title.replace("/", "-").replace("\\", "-")
    return _url_text(title, settings)


def _slug_or_title(facts: PageFacts | SectionFacts, settings: UrlSettings) -> str:
    return _url_text(facts.slug, settings) if facts.slug else _title(facts, settings)


def _file_name(facts: PageFacts, settings: UrlSettings) -> str:
    name = facts.file_name
    if name == "_index":
        return ""
    return _url_text(_content_name(facts) if name == "index" else name, settings)


def _content_base_name(facts: PageFacts, settings: UrlSettings) -> str:
    return _url_text(_content_name(facts), settings)


def _content_name(facts: PageFacts) -> str:
    return (facts.disk_path or facts.path).rpartition("/")[2]


def _slug_or(name: Callable[[PageFacts, UrlSettings], str]) -> Callable[[PageFacts, UrlSettings], str]:
    return lambda facts, settings: _url_text(facts.slug, settings) if facts.slug else name(facts, settings)


def _section_elements(facts: PageFacts) -> list[str]:
    return facts.sections[-1].path.strip("/").split("/") if facts.sections else []


def _section_slugs(facts: PageFacts, settings: UrlSettings) -> list[str]:
    return [_slug_or_title(section, settings) for section in facts.sections]


def _cut(elements: list[str], cut: str) -> list[str]:
    """Slice by ``2``, ``last``, ``1:3``, ``:last``, ``1:`` as leniently as Hugo: out of range is empty or the end."""
    cut = cut.strip().lower()
    low_text, colon, high_text = cut.partition(":")
    low = _bound(low_text, len(elements), 0)
    if low is None or not elements:
        return []
    if not colon:
        return elements[low : low + 1]
    high = _bound(high_text, len(elements), len(elements))
    return elements[low : len(elements) if high is None else high]


def _bound(text: str, length: int, default: int) -> int | None:
    """One end of a slice; None when it lies beyond the end."""
    if text == "":
        return default
    if text == "last":
        return length - 1
    number = int(text) if text.isdecimal() else 0
    return number if number < length else None


def _base_name(facts: PageFacts, settings: UrlSettings | None = None) -> str:
    if facts.slug:
        return facts.slug
    return (_disk_path(facts, settings) if settings else facts.path).rpartition("/")[2]


def _disk_path(facts: PageFacts, settings: UrlSettings) -> str:
    """Return the path as Hugo slugifies it: as on disk with ``disablePathToLower``, else the logical one."""
    return facts.path if settings.lower else facts.disk_path or facts.path


_TOKEN_VALUES: Mapping[str, Callable[[PageFacts, UrlSettings], str]] = {
    "contentbasename": _content_base_name,
    "day": lambda facts, _: f"{_date(facts).day:02d}",
    "filename": _file_name,
    "month": lambda facts, _: f"{_date(facts).month:02d}",
    "monthname": lambda facts, _: MONTHS[_date(facts).month - 1],
    "section": lambda facts, _: facts.section,
    "sections": lambda facts, _: "/".join(_section_elements(facts)),
    "sectionslug": lambda facts, settings: _slug_or_title(facts.sections[0], settings) if facts.sections else "",
    "sectionslugs": lambda facts, settings: join_path(*_section_slugs(facts, settings)),
    "slug": _slug_or_title,
    "slugorcontentbasename": _slug_or(_content_base_name),
    "slugorfilename": _slug_or(_file_name),
    "title": _title,
    "weekday": lambda facts, _: str((_date(facts).weekday() + 1) % 7),
    "weekdayname": lambda facts, _: WEEKDAYS[_date(facts).weekday()],
    "year": lambda facts, _: str(_date(facts).year),
    "yearday": lambda facts, _: str(_date(facts).timetuple().tm_yday),
}
