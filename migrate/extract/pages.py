"""The pages of a site before their values are known: those with a file, and those that Hugo makes without one.

Owns: kinds, home, sections without ``_index``, taxonomy pages, the tree of paths. Does not own: terms without a file
(`migrate.extract.terms`), which only the values can tell.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from migrate.extract.config import Configuration, LanguageRules
from migrate.extract.config.values import nested, strings
from migrate.extract.content import ContentFile, Role, path_key
from migrate.extract.frontmatter import FrontMatter
from migrate.extract.fronts import EMPTY_FRONT
from migrate.extract.globs import matching_languages
from migrate.model.quick import quick
from migrate.model.source import BundleType, Kind

__all__ = ["PageSeed", "parent_paths", "plant_pages", "taxonomy_of"]


@quick
@dataclass(frozen=True, slots=True)
class PageSeed:
    """A page with its place in the tree and its front matter as written."""

    path: str
    """Hugo's ``.Path``, "/" for home."""
    lang: str
    kind: Kind
    bundle: BundleType
    file: ContentFile | None
    front: FrontMatter
    disk_path: str
    """`path` as written on disk, or as the author spells the term."""

    def without_values(self) -> "PageSeed":
        """Return the page without its values as written, once they are read: a large site has many."""
        front = self.front
        kept = FrontMatter(
            {}, front.spelling, front.key_lines, front.format, front.body_offset, front.body_line, digest=front.digest
        )
        return PageSeed(self.path, self.lang, self.kind, self.bundle, self.file, kept, self.disk_path)

    @property
    def is_branch(self) -> bool:
        """Whether other pages can stand below it."""
        return self.kind is not Kind.PAGE

    @property
    def base_name(self) -> str:
        """``.File.ContentBaseName``: the folder of a bundle, else the file without extension and language."""
        if self.file is not None and self.file.role is Role.SINGLE:
            return self.file.base
        return self.disk_path.rpartition("/")[2]

    @property
    def file_name(self) -> str:
        """``.File.TranslationBaseName``, "" without a file."""
        return self.file.base if self.file is not None else ""

    @property
    def section(self) -> str:
        """Hugo's ``.Section``: the first element of the path, "" at the root."""
        return _section(self.path, leaf=self.bundle is BundleType.LEAF, branch=self.is_branch)

    @property
    def disk_section(self) -> str:
        """`section` as written on disk."""
        return _section(self.disk_path, leaf=self.bundle is BundleType.LEAF, branch=self.is_branch)


def parent_paths(path: str) -> Iterable[str]:
    """Yield the paths above `path`, nearest first, home last; nothing for home."""
    while path != "/":
        path = path.rpartition("/")[0] or "/"
        yield path


def taxonomy_of(path: str, rules: Iterable[LanguageRules]) -> str:
    """Return the path of the taxonomy that a branch page belongs to, "" when it is none.

    Hugo compares the beginning of the text only: ``/tags-explained`` counts as a term of ``/tags``.
    """
    for language in rules:
        for plural in sorted(language.taxonomies):
            root = path_key(f"/{plural}")
            if path.startswith(root):
                return root
    return ""


def plant_pages(files: Iterable[tuple[ContentFile, FrontMatter]], config: Configuration) -> list[PageSeed]:
    """Return every page but the terms without a file, sorted by path and language."""
    seeds: dict[tuple[str, str], PageSeed] = {}
    for file, front in files:
        for lang in _languages(file, front, config):
            seed = _seed(file, front, lang, config)
            seeds.setdefault((seed.path, lang), seed)
    paths = {path for path, _ in seeds}
    for made in (*_homes(config), *_root_sections(seeds, paths, config), *_taxonomies(config)):
        seeds.setdefault((made.path, made.lang), made)
    position = {code: index for index, code in enumerate(config.codes)}
    return sorted(seeds.values(), key=lambda seed: (seed.path, position[seed.lang]))


def _languages(file: ContentFile, front: FrontMatter, config: Configuration) -> Iterable[str]:
    """Return the languages of a page: those that its ``sites`` field names, else that of the file."""
    sites = front.params.get("sites")
    wanted = strings(nested(sites, "matrix"), "languages") if isinstance(sites, Mapping) else ()
    return matching_languages(wanted, config.codes) if wanted else (file.lang,)


def _seed(file: ContentFile, front: FrontMatter, lang: str, config: Configuration) -> PageSeed:
    path = file.key
    disk_path = file.disk_path
    bundle = {Role.LEAF: BundleType.LEAF, Role.BRANCH: BundleType.BRANCH}.get(file.role, BundleType.NONE)
    kind = _kind(path, file.role, config)
    return PageSeed(path, lang, kind, bundle, file, front, path if disk_path == path else disk_path)


def _kind(path: str, role: Role, config: Configuration) -> Kind:
    if path == "/":
        return Kind.HOME
    if role is not Role.BRANCH:
        return Kind.PAGE
    taxonomy = taxonomy_of(path, config.languages)
    if not taxonomy:
        return Kind.SECTION
    return Kind.TAXONOMY if taxonomy == path else Kind.TERM


def _made(path: str, disk_path: str, lang: str, kind: Kind) -> PageSeed:
    return PageSeed(path, lang, kind, BundleType.BRANCH, None, EMPTY_FRONT, disk_path)


def _homes(config: Configuration) -> Iterable[PageSeed]:
    return (_made("/", "/", code, Kind.HOME) for code in config.codes)


def _root_sections(
    seeds: Mapping[tuple[str, str], PageSeed], paths: set[str], config: Configuration
) -> Iterable[PageSeed]:
    """Yield the top-level sections that have pages but no ``_index`` in their language."""
    names: dict[str, str] = {}
    done: set[tuple[str, str]] = set()
    for key in sorted(seeds):
        seed = seeds[key]
        root = f"/{seed.section}"
        if root == "/" or (root, seed.lang) in done or taxonomy_of(seed.path, config.languages):
            continue
        done.add((root, seed.lang))
        # A page at the path of the section takes its place in every language.
        if root in paths and not any((root, code) in seeds and seeds[root, code].is_branch for code in config.codes):
            continue
        disk = names.setdefault(root, f"/{seed.disk_section}")
        yield _made(root, disk, seed.lang, Kind.SECTION)


def _taxonomies(config: Configuration) -> Iterable[PageSeed]:
    for rules in config.languages:
        if Kind.TAXONOMY in rules.disabled:
            continue
        for plural in rules.taxonomies:
            path = path_key(f"/{plural}")
            yield _made(path, path, rules.language.code, Kind.TAXONOMY)


def _section(path: str, *, leaf: bool, branch: bool) -> str:
    first, slash, _ = path[1:].partition("/")
    if not slash and (leaf or not branch):
        return ""
    return first
