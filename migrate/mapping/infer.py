"""A mapping for a site that has none: what its pages hold, made into content types that lose nothing.

Owns which types are proposed and why; their fields are `infer_fields`'s. The proposal is the text of a mapping file,
evidence included (`render_mapping`); `infer_mapping` reads that text as any other, so that what `init` writes is what
every verb uses.
Only `init` adds rules for what Hugo has to render (`elsewhere`): a verb without a mapping must not need the binary.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from migrate.mapping.complete import locales_of
from migrate.mapping.draft import DraftField, DraftMapping, DraftShortcode, DraftType
from migrate.mapping.evidence import KeyEvidence, gather_evidence, kind_of, terms_in_one_string
from migrate.mapping.infer_fields import AUTHORS, FEW_PAGES, ODD_KEY, FieldPlan, propose_fields
from migrate.mapping.load import parse_mapping
from migrate.mapping.names import camel, name_of_type, new_field_id, new_type_id, singular
from migrate.mapping.render import render_draft
from migrate.mapping.rules import MappingRules
from migrate.model.source import Kind, Param, SourcePage, SourceSite

__all__ = ["FIRST_GOLDMARK", "draft_mapping", "infer_mapping", "read_inferred", "render_mapping"]

_INFERRED = "inferred mapping"
_MOST_TYPES = 20
FIRST_GOLDMARK = (2019, 12)
"""The first whole month of Hugo 0.60, whose Markdown engine is Goldmark."""
_TAKEN_IDS = frozenset(
    {
        "bodyPart", "callout", "codeBlock", "htmlEmbed", "image", "math", "menuItem", "page", "redirect", "section",
        "shortcode", "table", "videoEmbed",
    }
)  # fmt: skip
"""Ids of embedded types and of those proposed below."""
_NUMBER_TAIL = re.compile(r"[-_ ]?\d+\Z")


def infer_mapping(site: SourceSite) -> MappingRules:
    """Return the mapping that a site gets which has none; it takes every page and keeps every front-matter key."""
    return read_inferred(render_mapping(site))


def read_inferred(text: str) -> MappingRules:
    """Return the mapping that `render_mapping` wrote."""
    return replace(parse_mapping(text, _INFERRED), source="")


def render_mapping(site: SourceSite, shortcodes: Sequence[DraftShortcode] = (), without_hugo: str = "") -> str:
    """Return the inferred mapping as the text of a mapping file, with the evidence as comments.

    Args:
        site: the site.
        shortcodes: what only Hugo can show whole.
        without_hugo: why Hugo cannot be asked on this machine, "" when it can.

    """
    return render_draft(replace(draft_mapping(site), shortcodes=tuple(shortcodes), without_hugo=without_hugo))


def draft_mapping(site: SourceSite) -> DraftMapping:
    """Return the proposal for `site`."""
    plan = FieldPlan(site, ids=set(_TAKEN_IDS))
    pages = [page for page in site.pages if page.kind is Kind.PAGE]
    _plan_taxonomies(plan, pages)
    named = any(held.names for held in gather_evidence(pages, AUTHORS).values())
    plan.authors = named and "author" not in plan.taxonomies.values()
    if plan.authors:
        plan.ids.add("author")
    types = [*_page_types(plan, pages)]
    sections = [page for page in site.pages if page.kind in (Kind.HOME, Kind.SECTION, Kind.TAXONOMY)]
    if any(page.source for page in sections):
        types.append(_section_type(plan, sections))
    types += (_term_type(plan, taxonomy, type_id) for taxonomy, type_id in plan.taxonomies.items())
    data: dict[str, tuple[str, str]] = {}
    if plan.authors:
        types.append(_author_type(plan, data))
    if _has_menus(site):
        types.append(
            _menu_type([held.id for held in types if held.match], several_languages=len(site.config.languages) > 1)
        )
        data["$menus"] = ("menuItem", "menus of the configuration and of the pages")
    languages, locales = locales_of(site)
    names = {locale.code: locale.name for locale in locales}
    version = site.config.hugo_version
    last_old = _last_old_date(site, pages)
    return DraftMapping(
        languages={code: (locale, names[locale]) for code, locale in languages.items()},
        types=tuple(types),
        data=data,
        hugo_version=".".join(str(part) for part in version) if version else "",
        hugo_version_evidence=site.config.hugo_version_evidence,
        aliases=sum(len(page.aliases) for page in site.pages),
        engine="by-page" if last_old else "",
        engine_evidence=f"the newest page is of {last_old}, when Hugo read Markdown by Blackfriday" if last_old else "",
    )


def _last_old_date(site: SourceSite, pages: Sequence[SourcePage]) -> str:
    """Return the month of the newest page of a site that was last written before Goldmark, else "".

    Only where nothing else tells the age: no version, and a configuration that knows nothing newer.
    """
    config = site.config
    named_as_then = config.source.rpartition("/")[2].startswith("config.")
    if config.hugo_version or config.blackfriday or not named_as_then or {"markup", "module"} & set(config.raw):
        return ""
    months = [(page.date.year, page.date.month) for page in pages if page.date is not None]
    newest = max(months, default=FIRST_GOLDMARK)
    return f"{newest[0]}-{newest[1]:02}" if newest < FIRST_GOLDMARK else ""


# Groups of pages


def _page_types(plan: FieldPlan, pages: Sequence[SourcePage]) -> Iterable[DraftType]:
    """Yield a type for each Hugo type with more than a few pages, and one for all other pages.

    Types that differ by a number only (``advent-2015``, ``advent-2016``) are one.
    """
    groups: dict[str, list[SourcePage]] = {}
    for page in pages:
        groups.setdefault(_NUMBER_TAIL.sub("", page.type) or page.type, []).append(page)
    large = sorted((name for name in groups if name not in ("page", "")), key=lambda name: (-len(groups[name]), name))
    own = [name for name in large if len(groups[name]) >= FEW_PAGES or len(large) == 1][:_MOST_TYPES]
    for name in sorted(own):
        types = sorted({page.type for page in groups[name]})
        words = f"type '{name}'" if len(types) == 1 else f"{len(types)} types such as '{types[0]}'"
        yield _page_type(plan, new_type_id(name, plan.ids), {"type": types}, groups[name], words)
    rest = [page for name in groups if name not in own for page in groups[name]]
    if rest or not own:
        yield _page_type(plan, "page", {"kind": ("page",)}, rest, "all other pages")


def _page_type(
    plan: FieldPlan, type_id: str, match: Mapping[str, Sequence[str]], pages: Sequence[SourcePage], words: str
) -> DraftType:
    fields = propose_fields(plan, pages, with_body=True)
    count = f"{len(pages):,} page{'' if len(pages) == 1 else 's'}"
    return DraftType(type_id, name_of_type(type_id), match, fields, f"{words}: {count}", "title")


def _section_type(plan: FieldPlan, pages: Sequence[SourcePage]) -> DraftType:
    written = [page for page in pages if page.source]
    fields = propose_fields(plan, written, with_body=True)
    evidence = f"{len(written)} of {len(pages)} sections have a file of their own"
    return DraftType("section", "Section", {"kind": ("home", "section", "taxonomy")}, fields, evidence, "title")


def _term_type(plan: FieldPlan, taxonomy: str, type_id: str) -> DraftType:
    terms = [page for page in plan.site.pages if page.kind is Kind.TERM and page.section == taxonomy]
    written = [page for page in terms if page.source]
    match: dict[str, Sequence[str]] = {"kind": ("term",), "section": (taxonomy,)}
    if taxonomy in plan.split:
        # The pages that Hugo made stand for whole lists; only those with a file are terms.
        match = {"kind": ("term",), "path": tuple(sorted({page.path for page in written}))} if written else {}
    own = (
        DraftField("name", "Symbol from title | $value", ""),
        DraftField("slug", "Symbol from $slug", ""),
        *((DraftField("url", "Symbol from $url", ""),) if match else ()),
    )
    rest = propose_fields(plan, written, with_body=bool(written)) if match and written else ()
    rest = tuple(held for held in rest if held.id not in ("title", "slug", "url", "name"))
    evidence = f"taxonomy '{taxonomy}': {len(terms):,} terms, {len(written)} with a file of their own"
    return DraftType(type_id, name_of_type(type_id), match, (*own, *rest), evidence, "name")


def _author_type(plan: FieldPlan, data: dict[str, tuple[str, str]]) -> DraftType:
    fields = [DraftField("name", "Symbol from name | $value", ""), DraftField("slug", "Symbol from $slug", "")]
    for path in ("authors", "author"):
        held = plan.site.data.get(path)
        if isinstance(held, Mapping) and all(isinstance(item, Mapping) for item in held.values()):
            data[path] = ("author", f"{len(held)} entries")
            fields += _data_fields(held)
            break
    else:
        fields.append(DraftField("details", "Object from $params", ""))
    return DraftType("author", "Author", {}, tuple(fields), "made from the names in front matter", "name")


def _data_fields(items: Mapping[str, Param]) -> Iterable[DraftField]:
    """Yield a field for each key of the entries of a data file."""
    keys: dict[str, list[Param]] = {}
    for item in items.values():
        for key, value in item.items() if isinstance(item, Mapping) else ():
            if key.lower() not in ("name", "slug"):
                keys.setdefault(key, []).append(value)
    used = {"name", "slug"}
    odd = [key for key in keys if not key or ODD_KEY.search(key)]
    if odd:
        yield DraftField(new_field_id("details", used), "Object from $params", f"keys without a plain name: {len(odd)}")
    for key, values in keys.items():
        if key in odd:
            continue
        evidence = KeyEvidence(key.lower(), key)
        evidence.kinds = _kinds(values)
        yield DraftField(new_field_id(key, used), f"{evidence.type} from {key}", f"in {len(values)} of {len(items)}")


def _kinds(values: Sequence[Param]) -> dict[str, int]:
    return {kind_of(value): 1 for value in values if value is not None}


def _menu_type(page_types: Sequence[str], *, several_languages: bool) -> DraftType:
    # An item may lead elsewhere in each language, and stand at another place.
    own = ", localized" if several_languages else ""
    fields = (
        DraftField("name", "Symbol from name", ""),
        DraftField("menu", "Symbol from menu", ""),
        DraftField("url", "Symbol from url", ""),
        DraftField("weight", f"Integer from weight{own}", ""),
        DraftField("parent", "Symbol from parent", ""),
        DraftField("page", f"Entry({'|'.join(page_types)}) from page, match page{own}", ""),
        DraftField("details", f"Object from $params{own}", ""),
    )
    return DraftType("menuItem", "Menu item", {}, fields, "navigation", "name")


def _has_menus(site: SourceSite) -> bool:
    config = site.config
    if config.menus or any(language.menus for language in config.languages) or config.raw.get("sectionpagesmenu"):
        return True
    return any("menu" in page.params or "menus" in page.params for page in site.pages)


def _plan_taxonomies(plan: FieldPlan, pages: Sequence[SourcePage]) -> None:
    """Find the taxonomies in use, and those whose terms are written as one string with commas."""
    for taxonomy, one in plan.site.config.taxonomies.items():
        members = [page for page in pages if page.terms.get(taxonomy)]
        written = [
            page for page in plan.site.pages if page.kind is Kind.TERM and page.section == taxonomy and page.source
        ]
        if not members and not written:
            continue
        own = camel(singular(one))
        plan.taxonomies[taxonomy] = new_type_id(one if own not in plan.ids else taxonomy, plan.ids)
        if terms_in_one_string(page.params.get(taxonomy) for page in members):
            plan.split.add(taxonomy)
