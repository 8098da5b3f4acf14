"""Which page becomes which entry: matching content types, grouping translations, ids and their collisions.

Owns the identity of pages. Does not own the entries made from values and data (`references`).
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from migrate.errors import MigrateError
from migrate.mapping.rules import ContentTypeRule, MappingRules, Match
from migrate.model.canonical import Json
from migrate.model.findings import Finding
from migrate.model.source import Param, SourcePage, SourceSite
from migrate.transform.ids import entry_id, is_id
from migrate.transform.ledger import found
from migrate.transform.lookups import Trace
from migrate.transform.subject import dig

__all__ = ["PageIndex", "build_page_index", "glob_pattern", "matches"]

_OWN_ID = "contentfulid"


@dataclass(frozen=True, slots=True)
class PageIndex:
    """Page → entry; implements `migrate.transform.context.PageEntries`."""

    ids: Mapping[tuple[str, str], str]
    """(language, path) → entry id, for every page that is migrated."""
    types: Mapping[str, str]
    """Entry id → content type id."""
    groups: tuple[tuple[SourcePage, ...], ...]
    """Translations that share an entry, the default language first; in the order of the site."""
    findings: tuple[Finding, ...]
    """Pages that are left out."""
    trace: Trace = field(default_factory=Trace)
    """Told who asks for whom."""

    def entry_id(self, page: SourcePage) -> str | None:
        """Return the id of the entry of `page`, None when it is not migrated."""
        return self.at(page.lang, page.path)

    def at(self, lang: str, path: str) -> str | None:
        """Return the id of the entry of the page at `path`, None when there is none that is migrated."""
        found = self.ids.get((lang, path))
        self.trace.entry(lang, path, f"{found} {self.types[found]}" if found is not None else "")
        return found


def build_page_index(site: SourceSite, rules: MappingRules) -> PageIndex:
    """Return who is which entry.

    Raises:
        MigrateError: two pages would share an id, or a ``contentfulId`` is no id; the message names the files.

    """
    order = {lang.code: place for place, lang in enumerate(site.config.languages)}
    order[site.config.default_language] = -1
    findings: list[Finding] = []
    groups: dict[str, list[SourcePage]] = {}
    for page in site.pages:
        if page.lang not in rules.languages:
            if page.source:
                findings.append(found("page-language-left-out", page.source, 0, page.title, "left out"))
            continue
        groups.setdefault(page.key, []).append(page)
    ids: dict[tuple[str, str], str] = {}
    types: dict[str, str] = {}
    owners: dict[str, SourcePage] = {}
    kept: list[tuple[SourcePage, ...]] = []
    problems: list[str] = []
    types_of = _Types(rules)
    for key, members in groups.items():
        members.sort(key=lambda page: order.get(page.lang, len(order)))
        rule = next((held for page in members if (held := types_of(page)) is not None), None)
        if rule is None:
            findings += (
                found("page-not-mapped", page.source, 0, page.title or page.path, "left out")
                for page in members
                if page.source
            )
            continue
        if len(members) > 1:
            findings += _differing(types_of, rule, members)
        own_id, problem = _own_id(members)
        if problem:
            problems.append(problem)
            continue
        page_id = own_id or entry_id(_apart(key, groups), rule.id_prefix)
        if page_id in owners:
            problems.append(_collision(page_id, owners[page_id], members[0]))
            continue
        owners[page_id] = members[0]
        types[page_id] = rule.id
        ids.update(((page.lang, page.path), page_id) for page in members)
        kept.append(tuple(members))
    if problems:
        hint = "Give one of the pages a `contentfulId` of its own in its front matter"
        raise MigrateError("; ".join(problems), hint=hint)
    return PageIndex(ids, types, tuple(kept), tuple(findings))


def _apart(key: str, groups: Container[str]) -> str:
    """Return `key`, told apart from the path of another page: an id has no slash that tells ``/a`` from ``a``."""
    return f"translationKey:{key}" if key[:1] != "/" and f"/{key}" in groups else key


class _Types:
    """Which rule takes a page: the first one that matches it."""

    def __init__(self, rules: MappingRules) -> None:
        self._rules = [(rule, rule.match) for rule in rules.content_types if rule.match is not None]
        self._by_kind = not any(match.path or match.where for _, match in self._rules)
        """Whether nothing counts but what most pages have in common with others."""
        self._known: dict[tuple[str, str, str], ContentTypeRule | None] = {}

    def __call__(self, page: SourcePage) -> ContentTypeRule | None:
        if not self._by_kind:
            return self._find(page)
        known = (page.kind, page.section, page.type)
        if known not in self._known:
            self._known[known] = self._find(page)
        return self._known[known]

    def _find(self, page: SourcePage) -> ContentTypeRule | None:
        return next((rule for rule, match in self._rules if matches(match, page)), None)


def matches(match: Match, page: SourcePage) -> bool:
    """Tell whether every condition of `match` holds for `page`."""
    return (
        page.kind.value in match.kind
        and (not match.section or _named(page.section, match.section))
        and (not match.type or _named(page.type, match.type))
        and (not match.path or any(glob_pattern(glob).match(page.path) for glob in match.path))
        and all(_holds(dig(page.params, key.split(".")), wanted) for key, wanted in match.where.items())
    )


def _named(name: str, wanted: Sequence[str]) -> bool:
    """Tell whether `name` is wanted; folders may be written as they are on disk or as Hugo lowers them."""
    return name in wanted or name.lower() in {held.lower() for held in wanted}


def _holds(value: Param, wanted: Json) -> bool:
    if value == wanted and isinstance(value, bool) == isinstance(wanted, bool):
        return True
    if isinstance(value, Sequence) and not isinstance(value, str):
        return any(_holds(item, wanted) for item in value)
    return False


@lru_cache(maxsize=1024)
def glob_pattern(glob: str) -> re.Pattern[str]:
    """Return the pattern of a glob: ``*`` within a step, ``**`` across steps, ``?`` one sign, ``{a,b}`` either."""
    text = ""
    for token in re.findall(r"/\*\*(?=$)|\*\*/|\*\*|\*|\?|\{[^{}]*\}|.", glob, re.DOTALL):
        match token:
            case "/**":
                text += "(?:/.*)?"
            case "**/":
                text += "(?:.*/)?"
            case "**":
                text += ".*"
            case "*":
                text += "[^/]*"
            case "?":
                text += "[^/]"
            case _ if token.startswith("{"):
                text += "(?:" + "|".join(re.escape(part) for part in token[1:-1].split(",")) + ")"
            case _:
                text += re.escape(token)
    return re.compile(text + r"\Z", re.DOTALL)


def _differing(types_of: "_Types", rule: ContentTypeRule, members: Sequence[SourcePage]) -> Iterable[Finding]:
    for page in members[1:]:
        other = types_of(page)
        if other is not rule:
            name = other.id if other is not None else "none"
            yield found("page-types-differ", page.source, 0, page.title, f"used '{rule.id}' instead of '{name}'")


def _own_id(members: Sequence[SourcePage]) -> tuple[str, str]:
    """Return the ``contentfulId`` of a page and what is wrong with it, "" for none."""
    for page in members:
        value = page.params.get(_OWN_ID)
        if value is None:
            continue
        where = f"{page.source}:{page.key_lines.get(_OWN_ID, 1)}"
        if not isinstance(value, str) or not is_id(value):
            return "", f"{where}: contentfulId '{value}' is no id (1 to 64 letters, digits, '.', '_' and '-')"
        return value, ""
    return "", ""


def _collision(page_id: str, first: SourcePage, second: SourcePage) -> str:
    return f"{first.source or first.path} and {second.source or second.path} would both become the entry '{page_id}'"
