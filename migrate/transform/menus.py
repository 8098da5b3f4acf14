"""Items of menus as Hugo assembles them: of the configuration, of pages, and of sections (``sectionPagesMenu``).

Owns which items of other languages are translations of one. Does not own the entries (`data_entries`).
Follows https://gohugo.io/content-management/menus/.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from migrate.model.source import Kind, Param, ParamMap, SourcePage, SourceSite
from migrate.transform.coerce import plain_text
from migrate.transform.subject import dig

__all__ = ["MENU_KEYS", "MenuItem", "menu_items"]

MENU_KEYS = frozenset({"menu", "page"})
"""Keys that items have besides what their author wrote: the menu, and the path of the page that they lead to."""
_Mark = tuple[str, str, str]
"""Menu, kind of evidence, value."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One item of a menu in every language that has it."""

    menu: str
    key: str
    """What its entry is called after."""
    values: Mapping[str, tuple[ParamMap, str]]
    """Language → values and the file that they stand in, the default language first; never empty."""


def menu_items(site: SourceSite, wanted: str, languages: Collection[str]) -> tuple[MenuItem, ...]:
    """Return the items of the menu `wanted`, of all menus if it is "", those of the default language first.

    Hugo knows no translations of items. Two items of one menu are taken for one in two languages when they have the
    same ``identifier``, or else lead to the same page, or else have the same name.
    """
    config = site.config
    codes = [language.code for language in config.languages if language.code in languages]
    codes.sort(key=lambda code: code != config.default_language)
    groups: list[_Group] = []
    by_mark: dict[_Mark, list[_Group]] = defaultdict(list)
    for code in codes:
        for menu, values, source in _items_of(site, code):
            if wanted and menu != wanted:
                continue
            marks = _marks(menu, values)
            group = next(
                (held for mark in marks.items() for held in by_mark[menu, *mark] if held.takes(code, marks)), None
            )
            if group is None:
                group = _Group(menu, "" if code == config.default_language else code, marks)
                groups.append(group)
                for mark in marks.items():
                    by_mark[menu, *mark].append(group)
            group.values[code] = ({"menu": menu, **values}, source)
    return tuple(MenuItem(held.menu, held.key, held.values) for held in groups)


@dataclass(slots=True)
class _Group:
    """One item while its translations are gathered."""

    menu: str
    lang: str
    """"" for the default language."""
    marks: Mapping[str, str]
    values: dict[str, tuple[ParamMap, str]] = field(default_factory=dict)

    def takes(self, code: str, marks: Mapping[str, str]) -> bool:
        """Tell whether an item with `marks` is this one in the language `code`: the strongest evidence decides."""
        if code in self.values:
            return False
        both = next(kind for kind in ("identifier", "page", "name") if kind in self.marks and kind in marks)
        return self.marks[both] == marks[both]

    @property
    def key(self) -> str:
        values, _ = next(iter(self.values.values()))
        texts = (plain_text(values.get(key)) for key in ("identifier", "name", "url"))
        name = next((text for text in texts if text), "item")
        return " ".join(part for part in (self.menu, self.lang, name) if part)


def _marks(menu: str, values: ParamMap) -> dict[str, str]:
    """Return what tells the item from others, the strongest first."""
    page = plain_text(values.get("page")) or ""
    marks = {
        "identifier": plain_text(values.get("identifier")) or "",
        "page": f"/{page.strip('/').lower()}" if page else "",
        "name": plain_text(values.get("name")) or plain_text(values.get("url")) or "",
    }
    return {kind: value for kind, value in marks.items() if value}


def _items_of(site: SourceSite, code: str) -> Iterator[tuple[str, ParamMap, str]]:
    """Yield menu, values and file of the items of one language."""
    language = next(held for held in site.config.languages if held.code == code)
    pages = [page for page in site.pages if page.lang == code]
    named: set[tuple[str, str]] = set()
    menus = site.config.menus if code == site.config.default_language else language.menus
    for menu, values in _configured(menus):
        named.add((menu, plain_text(values.get("identifier")) or ""))
        yield menu, values, site.config.source
    for page in pages:
        for menu, values in _on_page(page):
            yield menu, values, page.source
    of_sections = plain_text(site.config.raw.get("sectionpagesmenu")) or ""
    for page in pages if of_sections else ():
        if page.kind is Kind.SECTION and page.path.count("/") == 1 and (of_sections, page.section) not in named:
            yield of_sections, {**_base(page), "identifier": page.section, "weight": page.weight}, page.source


def _configured(menus: ParamMap) -> Iterator[tuple[str, ParamMap]]:
    for menu, items in menus.items():
        rows = items if isinstance(items, Sequence) and not isinstance(items, str) else (items,)
        for item in rows:
            if isinstance(item, Mapping):
                reference = plain_text(dig(item, ("pageref",)))
                yield menu, {**item, **({"page": reference} if reference else {})}


def _on_page(page: SourcePage) -> Iterator[tuple[str, ParamMap]]:
    base = _base(page)
    held: Param = page.params.get("menus", page.params.get("menu"))
    match held:
        case str():
            yield held, base
        case Mapping():
            for menu, item in held.items():
                yield menu, {**base, **item} if isinstance(item, Mapping) else base
        case Sequence():
            yield from ((name, base) for name in held if isinstance(name, str))


def _base(page: SourcePage) -> dict[str, Param]:
    return {"name": page.link_title or page.title, "url": page.rel_permalink, "page": page.path}
