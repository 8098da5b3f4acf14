"""Destinations of links and images: published URLs, page files, aliases, bundle files, ``static`` and ``assets``.

Owns: telling own addresses from foreign ones, and the order of the lookups. Does not own: ``ref`` (`references`).

Hugo itself leaves Markdown destinations alone unless a render hook resolves them. Browsers then take them relative to
the page's URL. Both views are tried, the one that the site uses first.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from migrate.errors import MigrateError
from migrate.extract.files import SiteFiles
from migrate.extract.formats import markup_of
from migrate.extract.gourl import Parsed, escape_path, join_path, parse, unescape
from migrate.extract.links.file_cache import FileCache
from migrate.extract.links.hosts import OwnHosts
from migrate.extract.links.outputs import is_generated
from migrate.extract.links.references import References
from migrate.extract.links.tables import url_key
from migrate.model.source import NO_TARGET, BundleType, LinkTarget, SiteConfig, SourcePage

__all__ = ["Destinations"]

_MOST_ANSWERS = 20_000
"""Answers that are remembered; each is some 300 bytes."""


class _Wanted(NamedTuple):
    """A destination on this site."""

    page: SourcePage
    """Where it stands."""
    lang: str
    """The language whose host it is on."""
    written: str
    """Decoded path as written, without query and fragment; rooted for an absolute URL."""
    published: str
    """The server-relative path that a browser would ask for."""


class _Hit(NamedTuple):
    """What a lookup found: a page, a file, or (neither) something that Hugo generates."""

    page: SourcePage | None = None
    file: str = ""
    url: str = ""


_Lookups: TypeAlias = tuple[Callable[["Destinations", _Wanted], _Hit | None], ...]
"""Lookups in the order in which they are tried."""


class Destinations:
    """Resolves destinations against one site."""

    def __init__(self, references: References, config: SiteConfig, files: SiteFiles) -> None:
        self._references = references
        self._tables = references.tables
        self._files = files
        self._cache = FileCache(files)
        self._answers: dict[tuple[str, str], LinkTarget] = {}
        """(language, destination) → the page to which it leads from every page: such links repeat on page after page.

        Only pages: they are as they were read, while files may come and go.
        """
        self._asking: SourcePage | None = None
        self._answered: dict[str, LinkTarget] = {}
        """Destination → what it leads to from the page that asked last: many a page has a link several times."""
        self._hosts = OwnHosts(config)
        self._multilingual = len(config.languages) > 1
        codes = [language.code for language in config.languages]
        self._lang_order = sorted(codes, key=lambda code: code != config.default_language)
        self._content_folders = {language.code: language.content_dir.strip("/") for language in config.languages}
        self._hooked = config.goldmark.links_by_hook
        # Functions and no methods, which would hold on to this object, and so to all pages, after everybody else.
        cls = Destinations
        authored = (cls._page_by_reference, cls._bundle_file, cls._asset)
        published = (cls._published, cls._published_below_base)
        fallbacks = (cls._neighbour, cls._static_source)
        self._browser_first: _Lookups = (*published, *authored, *fallbacks)
        # Where a hook resolves links, the author's path is looked up before the browser's view of it. The hook leaves
        # absolute URLs alone.
        self._author_first: _Lookups = (*authored, *published, *fallbacks) if self._hooked else self._browser_first

    def find(self, page: SourcePage, destination: str) -> LinkTarget:
        """Return what `destination`, as written in `page`, leads to."""
        text = destination.strip()
        if not self.is_shared(page, text):
            return self._found_before(page, text)
        key = (page.lang, text)
        known = self._answers.get(key)
        if known is None:
            known = self._find(page, text)
            if known.page is not None and len(self._answers) < _MOST_ANSWERS:
                self._answers[key] = known
        return known

    def _found_before(self, page: SourcePage, text: str) -> LinkTarget:
        """Return the answer that this page got, if it was the last one that asked."""
        if page is not self._asking:
            self._asking, self._answered = page, {}
        known = self._answered.get(text)
        if known is None:
            known = self._answered[text] = self._find(page, text)
        return known

    def is_shared(self, page: SourcePage, destination: str) -> bool:
        """Tell whether all pages of a language get the same answer: for rooted paths, unless the hook asks bundles."""
        if not destination.lstrip().startswith(("/", "http:", "https:")):
            return False
        return not self._hooked or (bool(page.source) and page.bundle is BundleType.NONE)

    def _find(self, page: SourcePage, text: str) -> LinkTarget:
        parsed = parse(text)
        if parsed.scheme or parsed.rooted:
            return self._absolute(page, text, parsed)
        if not parsed.path:
            return self._here(page, text, parsed)
        wanted = self._wanted(page, page.lang, parsed.path.replace("\\", "/"))
        return self._resolved(wanted, self._author_first, text, parsed)

    def _here(self, page: SourcePage, text: str, parsed: Parsed) -> LinkTarget:
        """Resolve a destination without a path: the page itself, but for a lone query, which the hook reads as home."""
        if not self._hooked:
            return LinkTarget(page=page, url=text, fragment=parsed.fragment, query=parsed.query, internal=True)
        home = self._references.find(page, "/", "", short_names=False).page if parsed.query else None
        there = home or page
        url = there.rel_permalink + text if text else ""
        return LinkTarget(page=there, url=url, fragment=parsed.fragment, query=parsed.query, internal=True)

    def _absolute(self, page: SourcePage, text: str, parsed: Parsed) -> LinkTarget:
        external = LinkTarget(url=text, fragment=parsed.fragment, query=parsed.query)
        own = self._hosts.find(parsed, page.lang)
        if own is None:
            return external
        wanted = self._wanted(page, own.lang, parsed.path or "/")
        target = self._resolved(wanted, self._browser_first, text, parsed)
        if target.error:
            return target if own.certain else external
        if self._hosts.multihost and own.lang != page.lang:
            # Its path alone would lead to this page's own host.
            return replace(target, url=text)
        return target

    def _wanted(self, page: SourcePage, lang: str, path: str) -> _Wanted:
        if path.startswith("/"):
            return _Wanted(page, lang, path, join_path(path))
        folder = unescape(page.rel_permalink).rpartition("/")[0]
        return _Wanted(page, lang, path, join_path("/", folder, path))

    def _resolved(self, wanted: _Wanted, lookups: _Lookups, text: str, parsed: Parsed) -> LinkTarget:
        suffix = text[len(text.partition("#")[0].partition("?")[0]) :].removesuffix("#").replace(" ", "%20")
        for lookup in lookups:
            hit = lookup(self, wanted)
            if hit is not None:
                return self._target(hit, text, suffix, parsed)
        return LinkTarget(url=text, fragment=parsed.fragment, query=parsed.query, internal=True, error=NO_TARGET)

    def _target(self, hit: _Hit, text: str, suffix: str, parsed: Parsed) -> LinkTarget:
        file = None
        error = ""
        if hit.file:
            try:
                file = self._cache.source_file(hit.file)
            except MigrateError as problem:
                error = problem.message
        return LinkTarget(
            page=hit.page,
            file=file,
            url=hit.url + suffix if hit.url else text,
            fragment=parsed.fragment,
            query=parsed.query,
            internal=True,
            error=error,
        )

    def _page_hit(self, position: int) -> _Hit:
        page = self._references.pages[position]
        return _Hit(page, url=page.rel_permalink)

    def _published(self, wanted: _Wanted) -> _Hit | None:
        """Look at the address that a browser would ask for."""
        return self._at_url(wanted.published, wanted.lang)

    def _published_below_base(self, wanted: _Wanted) -> _Hit | None:
        """Look at a rooted path that leaves out the base URL's own path, as ``canonifyURLs`` and hooks would add it."""
        base = self._hosts.base_path(wanted.lang)
        if not base or not wanted.written.startswith("/"):
            return None
        return self._at_url(join_path(base, wanted.published), wanted.lang)

    def _at_url(self, path: str, lang: str) -> _Hit | None:
        key = self._hosts.scope(lang) + url_key(path)
        for table in (self._tables.by_url, self._tables.by_alias):
            position = table.get(key)
            if position is not None:
                return self._page_hit(position)
        below_base = self._below_base(path, lang)
        if below_base is None:
            return None
        file = self._files.find_static(below_base, lang) or self._resource_at(path, lang)
        if file is not None:
            return _Hit(file=file, url=escape_path(path))
        generated = is_generated(below_base)
        if generated is not None and (not generated[0] or self._is_page(path, generated[1], lang)):
            return _Hit(url=escape_path(path))
        return None

    def _is_page(self, path: str, tail: str, lang: str) -> bool:
        owner = path.rstrip("/").removesuffix(tail)
        return self._hosts.scope(lang) + url_key(owner) in self._tables.by_url

    def _below_base(self, path: str, lang: str) -> str | None:
        base = self._hosts.base_path(lang)
        if not base:
            return path.lstrip("/")
        return path[len(base) :].lstrip("/") if path == base or path.startswith(f"{base}/") else None

    def _resource_at(self, path: str, lang: str) -> str | None:
        """Find a bundle file by its address: the nearest page above it that is a bundle holds it."""
        folder, below = path.rstrip("/"), ""
        while folder:
            folder, _, name = folder.rpartition("/")
            below = f"{name}/{below}" if below else name
            scope = self._hosts.scope(lang)
            # The files of a page at `/a.html` stand in `/a/`.
            position = self._tables.by_url.get(scope + folder, self._tables.by_url.get(f"{scope}{folder}.html"))
            if position is None:
                continue
            owner = self._references.pages[position]
            found = self._file_of(owner, below)
            if found is not None:
                return found
        return None

    def _file_of(self, owner: SourcePage, below: str) -> str | None:
        if owner.source and owner.bundle is not BundleType.NONE:
            folder = owner.source.rpartition("/")[0]
        elif not owner.source:
            folder = join_path(self._content_folders.get(owner.lang, "content"), owner.path)
        else:
            return None
        candidate = join_path(folder, below)
        if self._multilingual:
            stem, dot, extension = candidate.rpartition(".")
            translated = f"{stem}.{owner.lang}{dot}{extension}"
            if self._files.exists(translated):
                return translated
        if self._files.exists(candidate):
            # A content file inside a bundle is part of the page: Hugo gives it no address.
            return None if markup_of(candidate) else candidate
        wanted = below.lower()
        return next((resource.path for resource in owner.resources if resource.name.lower() == wanted), None)

    def _page_by_reference(self, wanted: _Wanted) -> _Hit | None:
        """Find what ``GetPage`` finds: relative to the page's folder, then from the root of the content."""
        path = wanted.written.removeprefix("./")
        found = self._references.find(wanted.page, path, wanted.lang, short_names=False)
        # A page that is not rendered has no address to lead to.
        if found.page is None or not found.page.rel_permalink:
            return None
        return _Hit(found.page, url=found.page.rel_permalink)

    def _bundle_file(self, wanted: _Wanted) -> _Hit | None:
        """Find a file of the page's own bundle, by name or path."""
        below = wanted.written.removeprefix("./")
        if self._hooked:
            below = below.removeprefix("/")
        if below.startswith("/"):
            return None
        file = self._file_of(wanted.page, below) if ".." not in below else None
        if file is None:
            return None
        owner = self._publisher(wanted.page, file)
        # By its own name, whatever it is called: metadata may name it, and a language may have a file of its own.
        folder = f"{wanted.page.source.rpartition('/')[0]}/"
        below = file.removeprefix(folder) if wanted.page.source and file.startswith(folder) else below
        return _Hit(file=file, url=escape_path(join_path("/", _folder_of(owner), below)))

    def _publisher(self, page: SourcePage, file: str) -> SourcePage:
        """Return the page at whose address a bundle file stands: languages on one host share the first one's copy."""
        if not self._multilingual or self._hosts.multihost or f".{page.lang}." in file:
            return page
        for lang in self._lang_order:
            position = self._tables.languages[lang].by_path.get(page.path)
            if position is not None:
                owner = self._references.pages[position]
                if owner.source and file.startswith(f"{owner.source.rpartition('/')[0]}/"):
                    return owner
        return page

    def _asset(self, wanted: _Wanted) -> _Hit | None:
        path = wanted.written.removeprefix("./").lstrip("/")
        file = self._files.find_asset(path, wanted.lang)
        if file is None:
            return None
        return _Hit(file=file, url=escape_path(join_path("/", self._hosts.base_path(wanted.lang), path)))

    def _neighbour(self, wanted: _Wanted) -> _Hit | None:
        """Find a file named relative to the content file itself, as editors and code hosts show it."""
        if not wanted.page.source or wanted.written.startswith("/"):
            return None
        path = join_path(wanted.page.source.rpartition("/")[0], wanted.written)
        position = self._tables.by_source.get(path)
        if position is not None:
            return self._page_hit(position)
        return _Hit(file=path) if self._files.exists(path) and not markup_of(path) else None

    def _static_source(self, wanted: _Wanted) -> _Hit | None:
        """Find a static file under the name that it has in the site's folder: ``/static/a.png``."""
        path = wanted.written.lstrip("/")
        if not path.startswith("static/") or not self._files.exists(path):
            return None
        return _Hit(file=path)


def _folder_of(page: SourcePage) -> str:
    """Return the folder in which the files of a page are published: ``/a`` for a page at ``/a.html``.

    It is that of ``/a/index.json``, too.
    """
    folder, _, name = unescape(page.rel_permalink).rpartition("/")
    stem = name.rpartition(".")[0] or name
    return folder if stem in ("", "index") else f"{folder}/{stem}"
