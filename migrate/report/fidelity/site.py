"""All pages of a site compared, and what that proves."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from migrate.mapping.rules import MappingRules, ShortcodeAction
from migrate.model.findings import Finding, Severity
from migrate.model.source import BodyPart, ShortcodeCall, SourcePage, SourceSite
from migrate.model.space import DesiredEntry, DesiredSpace
from migrate.report.fidelity.arguments import calls_to_read, read_arguments
from migrate.report.fidelity.causes import find_cause
from migrate.report.fidelity.compare import Compared, compare
from migrate.report.fidelity.difference import Difference, Kind
from migrate.report.fidelity.entries import PageEntries, SpaceEntries
from migrate.report.fidelity.of_documents import visible_of_document
from migrate.report.fidelity.of_html import visible_of_html
from migrate.report.fidelity.targets import Targets
from migrate.report.fidelity.visible import signs, squeeze

__all__ = ["ELSEWHERE", "TEMPLATES", "Fidelity", "Pages", "compare_site"]

Pages = Mapping[tuple[str, str], str]
"""(path, language) → the HTML of the body, as Hugo renders it."""
TEMPLATES = "(templates)"
"""Stands where a code stands, for what only the site's own templates show: the front end has templates of its own."""
ELSEWHERE = "(elsewhere)"
"""The same, on pages with calls whose templates take words from files, data or other pages."""

_LEFT_OUT = ("page-language-left-out", "page-not-mapped", "page-translation-held-back")
"""Codes that tell of a page without an entry."""


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What comparing a whole site showed."""

    pages: int
    """Pages compared."""
    whole: int
    """Pages whose ledger holds no loss, of those compared."""
    differences: tuple[Difference, ...]
    """What nothing explains; sorted."""
    explained: tuple[tuple[str, int], ...]
    """Code → what its findings explain; sorted."""
    left_out: tuple[str, ...]
    """Files whose pages have no entry, each with a finding that says so."""
    not_rendered: tuple[str, ...]
    """Files that Hugo made no page of."""
    as_markdown: tuple[str, ...] = ()
    """Files whose bodies stay Markdown, which the front end renders and nobody can compare here."""
    hugo: str = ""
    """The version of the binary, as it tells it."""
    stubbed: tuple[str, ...] = ()
    """Shortcodes that Hugo could not render, as their templates are not there."""
    refused: tuple[tuple[str, str], ...] = ()
    """File and reason for each body that Hugo cannot render, of those in `not_rendered`; sorted."""

    failing: str = ""
    """Why the site's templates were not used, "" when they were."""

    @property
    def differs(self) -> bool:
        """Whether anything is unexplained."""
        return bool(self.differences)


@dataclass(frozen=True, slots=True)
class _Side:
    """Our side: the entries and who is which."""

    site: SourceSite
    rules: MappingRules
    space: SpaceEntries
    told: frozenset[str]
    """Files whose being left out is told."""
    own_words: frozenset[str]
    """What templates print of their own, in lower case."""
    rule_words: frozenset[str]
    """What rules of the mapping say of their own, in lower case."""


def compare_site(
    site: SourceSite,
    rules: MappingRules,
    space: DesiredSpace,
    rendered: Pages,
    own_words: str = "",
    plain: Callable[[], Pages] | None = None,
) -> Fidelity:
    """Compare every page of `site` with its entry in `space`.

    Args:
        site: the site.
        rules: its mapping.
        space: what it becomes.
        rendered: what Hugo makes of it.
        own_words: what templates of shortcodes may print of their own.
        plain: gives the pages as Hugo makes them without the site's templates; a page that then agrees differs in what
            its templates show of their own.

    """
    side = _side(site, rules, space, own_words)
    unseen = _unseen(site, rendered)
    compared = [(page, _compare_page(side, page, rendered, unseen)) for page in site.pages if page.source]
    explained: Counter[str] = Counter()
    differences: list[Difference] = []
    if plain is not None and any(_in_doubt(page, result, rendered) for page, result in compared):
        rendered, compared = _without_templates(side, compared, rendered, plain(), explained)
    for page, result in compared:
        if result is None:
            continue
        explained.update(dict(result.explained))
        if not result.differences:
            continue
        body = site.reader.body(page)
        differences += (find_cause(difference, body.text, body.line) for difference in result.differences)
    markdown = {
        page.source
        for page, result in compared
        if result is None and (entry := _entry(side, page)) is not None and _is_text(entry, side, page)
    }
    seen = [page for page, result in compared if result is not None]
    return Fidelity(
        pages=len(seen),
        whole=sum(not _loses(side, page) for page in seen),
        differences=tuple(sorted(differences)),
        explained=tuple(sorted(explained.items())),
        left_out=tuple(sorted({page.source for page, _ in compared} & side.told)),
        as_markdown=tuple(sorted(markdown)),
        not_rendered=tuple(sorted(page.source for page, _ in compared if (page.path, page.lang) not in rendered)),
    )


def _in_doubt(page: SourcePage, result: Compared | None, rendered: Pages) -> bool:
    return bool(result.differences) if result is not None else (page.path, page.lang) not in rendered


def _without_templates(
    side: _Side,
    compared: Sequence[tuple[SourcePage, Compared | None]],
    rendered: Pages,
    plain: Pages,
    explained: Counter[str],
) -> tuple[Pages, list[tuple[SourcePage, Compared | None]]]:
    """Return the pages and how they compare, those in doubt without the site's templates; count what that explains."""
    pages, unseen = dict(rendered), _unseen(side.site, plain)
    results: list[tuple[SourcePage, Compared | None]] = []
    for page, before in compared:
        result, key = before, (page.path, page.lang)
        if _in_doubt(page, before, rendered) and key in plain:
            pages[key] = plain[key]
            result = _compare_page(side, page, plain, unseen)
            if before is not None and result is not None:
                # What templates show of arguments is the author's; those that entries keep are not lost.
                arguments = _arguments(side, page) - result.arguments
                kept = tuple(found for found in before.differences if _is_authored(found, arguments))
                result = replace(result, differences=result.differences or kept)
                if fewer := _size(before.differences) - _size(result.differences):
                    explained[_shown_by(side, page)] += max(0, fewer)
        results.append((page, result))
    return pages, results


def _size(differences: Sequence[Difference]) -> int:
    """Return how much differs, by words, links and so on."""
    return sum(max(1, len(signs(each.missing or each.other))) if each.kind is Kind.WORDS else 1 for each in differences)


def _shown_by(side: _Side, page: SourcePage) -> str:
    """Return the code for what templates show on a page beyond its own words."""
    known, ruled = side.site.shortcodes, side.rules.body.shortcodes
    names = {call.name.lower() for call, _ in _calls(side.site.reader.body(page).parts)}
    brought = {name for name in names & ruled.keys() if ruled[name].action is ShortcodeAction.HUGO}
    return ELSEWHERE if any(known[name].reads for name in (names & known.keys()) - brought) else TEMPLATES


def _is_authored(difference: Difference, arguments: frozenset[str]) -> bool:
    """Tell whether all that is missing are words of arguments of calls."""
    missing = [sign for sign in signs(squeeze(difference.missing)) if sign.isalnum()]
    said = {sign for argument in arguments for sign in signs(argument)}
    return difference.kind is Kind.WORDS and bool(missing) and said.issuperset(missing)


def _arguments(side: _Side, page: SourcePage) -> frozenset[str]:
    """Return what the calls on a page say in single arguments, squeezed."""
    calls = _calls(side.site.reader.body(page).parts)
    return frozenset(squeeze(str(value)) for call, _ in calls for value in (*call.positional, *call.named.values()))


def _side(site: SourceSite, rules: MappingRules, space: DesiredSpace, own_words: str) -> _Side:
    findings = [*space.findings, *(finding for entry in space.entries for finding in entry.findings)]
    told = frozenset(finding.source for finding in findings if finding.code in _LEFT_OUT)
    words = frozenset(sign.lower() for sign in signs(squeeze(own_words)))
    return _Side(site, rules, SpaceEntries(space, rules), told, words, _rule_words(rules))


def _rule_words(rules: MappingRules) -> frozenset[str]:
    texts = [str(field.default) for rule in rules.content_types for field in rule.fields if field.default is not None]
    for call in rules.body.shortcodes.values():
        texts += (call.template, *call.fields.values())
    return frozenset(sign.lower() for text in texts for sign in signs(squeeze(text)))


def _entry(side: _Side, page: SourcePage) -> DesiredEntry | None:
    return side.space.of_page(page, side.rules.languages.get(page.lang, ""))


def _unseen(site: SourceSite, rendered: Pages) -> frozenset[str]:
    """Return the pages that Hugo left out, in the form of targets."""
    return frozenset(
        f"page {page.key}" for page in site.pages if page.source and (page.path, page.lang) not in rendered
    )


def _compare_page(side: _Side, page: SourcePage, rendered: Pages, unseen: frozenset[str]) -> Compared | None:
    """Compare one page; None when Hugo shows none, or when it is told that it has no entry."""
    html = rendered.get((page.path, page.lang))
    if html is None:
        return None
    targets = Targets(side.site, page)
    hugo = visible_of_html(html, targets.resolve)
    entry = _entry(side, page)
    if entry is None and page.source in side.told:
        return None
    if entry is None or entry.content_type not in side.space.bodies:
        lost = (Difference(page.source, 0, Kind.PAGE, hugo.text[:200], "", ""),) if hugo.text or hugo.images else ()
        return Compared(lost, ())
    locale = side.rules.languages[page.lang]
    body = entry.fields.get(side.space.bodies[entry.content_type])
    document = body.get(locale) if isinstance(body, Mapping) else None
    if isinstance(document, str):
        return None
    shown = PageEntries(side.space, targets, locale)
    ours = visible_of_document(document, shown)
    calls = tuple(_calls(side.site.reader.body(page).parts))
    return compare(
        page.source,
        hugo,
        ours,
        _ledger(entry, page),
        spoken=[call.source for call, outer in calls if outer],
        own_words=side.own_words,
        arguments=frozenset(
            squeeze(str(value)) for call, _ in calls for value in (*call.positional, *call.named.values())
        ),
        attached=shown.images(entry),
        unseen=unseen,
        rule_words=side.rule_words,
        written=side.site.reader.body(page).text,
        first_line=side.site.reader.body(page).line,
        resolve=targets.resolve,
        call_arguments=tuple(read_arguments(_unrendered(side.site.reader.body(page).parts, side.rules), targets)),
    )


def _is_text(entry: DesiredEntry, side: _Side, page: SourcePage) -> bool:
    body = entry.fields.get(side.space.bodies.get(entry.content_type, ""))
    return isinstance(body, Mapping) and isinstance(body.get(side.rules.languages[page.lang]), str)


def _ledger(entry: DesiredEntry, page: SourcePage) -> Sequence[Finding]:
    return [finding for finding in entry.findings if finding.source == page.source]


def _loses(side: _Side, page: SourcePage) -> bool:
    entry = _entry(side, page)
    return entry is not None and any(finding.severity is Severity.LOSS for finding in _ledger(entry, page))


def _calls(parts: Sequence[BodyPart], *, outer: bool = True) -> Iterator[tuple[ShortcodeCall, bool]]:
    """Yield every call, each with whether it stands in no other one."""
    for part in parts:
        if isinstance(part, ShortcodeCall):
            yield part, outer
            yield from _calls(part.inner or (), outer=False)


def _unrendered(parts: Sequence[BodyPart], rules: MappingRules) -> Iterator[ShortcodeCall]:
    """Yield the calls that do not become what Hugo makes of them, which shows what it shows of their arguments."""
    for call in calls_to_read(parts):
        rule = rules.body.shortcodes.get(call.name.lower())
        if rule is None and call.name.lower() == "comment":
            # A finding says that it is left out with all that stands in it; where a template shows it, words differ.
            continue
        if rule is None or rule.action is not ShortcodeAction.HUGO:
            yield call
            yield from _unrendered(call.inner or (), rules)
