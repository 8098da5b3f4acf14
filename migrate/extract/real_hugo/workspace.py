"""The folder in which Hugo works: a configuration and layouts made for printing bodies."""

import json
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from migrate.extract.config import Configuration
from migrate.extract.files import Mount, SiteFiles
from migrate.extract.real_hugo.layouts import PARTIAL_FOLDERS, SHORTCODE_FOLDERS, needed_layouts
from migrate.model.canonical import Json
from migrate.model.source import Param, SourceSite

__all__ = ["FIRST_LINE", "Templates", "Workspace"]

FIRST_LINE = "migrate: bodies"
"""How the file begins that holds the bodies of one language."""

_SITES_SINCE = (0, 153)
"""The version of Hugo in which ``sites.matrix`` took the place of ``lang`` in mounts."""
_CONFIGURATION = "hugo.json"
_SITE_KEYS = (
    "baseurl",
    "buildfuture",
    "canonifyurls",
    "capitalizelisttitles",
    "cascade",
    "contenttypes",
    "copyright",
    "defaultcontentlanguage",
    "defaultcontentlanguageinsubdir",
    "disabledefaultlanguageredirect",
    "disablelanguages",
    "disablepathtolower",
    "enableemoji",
    "enableinlineshortcodes",
    "frontmatter",
    "hascjklanguage",
    "ignorefiles",
    "imaging",
    "mainsections",
    "mediatypes",
    "menu",
    "menus",
    "outputformats",
    "params",
    "permalinks",
    "pluralizelisttitles",
    "privacy",
    "related",
    "reflinksnotfoundurl",
    "relativeurls",
    "removepathaccents",
    "security",
    "services",
    "summarylength",
    "taxonomies",
    "timeout",
    "timezone",
    "title",
    "titlecasestyle",
    "uglyurls",
)
"""Settings that change what a body shows; the others, some of which today's Hugo refuses, stay out."""
_LANGUAGE_KEYS = (
    "baseurl",
    "disabled",
    "hascjklanguage",
    "label",
    "languagename",
    "locale",
    "params",
    "permalinks",
    "taxonomies",
    "timezone",
    "title",
    "weight",
)


class Templates(Protocol):
    """What is made of the shortcode templates of a site."""

    def dressed(self, name: str, layout: str, text: str) -> Iterator[tuple[str, str]]:
        """Yield the layouts (path, text) that take the place of a template.

        `name` is that of the shortcode in lower case, `layout` the path of the template below the layouts.
        """
        ...

    def added(self) -> Iterator[tuple[str, str]]:
        """Yield further layouts."""
        ...


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder of our own, in which everything is written; the site's is only read."""

    folder: Path
    site: SourceSite
    files: SiteFiles
    config: Configuration
    _: KW_ONLY
    unsafe: bool
    """Whether raw HTML is shown."""
    version: tuple[int, int]
    """Of the binary."""
    site_templates: bool = True
    """Whether the site's own templates are used."""
    kept: frozenset[str] = frozenset()
    """Shortcodes, in lower case, whose templates are used even so."""

    @property
    def public(self) -> Path:
        """Where Hugo prints to."""
        return self.folder / "public"

    def build_command(self, binary: str, *more: str) -> list[str]:
        """Return the command that builds all pages: drafts, future and expired ones included."""
        options = ("--noBuildLock", "--buildDrafts", "--buildExpired", "--buildFuture", "--ignoreCache", "--noTimes")
        # The site is the source, so that templates find the files that they read by name.
        places = ("--source", str(self.files.root), "--destination", str(self.public))
        configuration = ("--config", str(self.folder / _CONFIGURATION), "--configDir", str(self.folder / "none"))
        return [binary, *places, *configuration, *options, *more]

    def write(
        self,
        templates: Templates,
        printed: str,
        without_pages: Collection[str] = (),
        home: str = "",
        formats: Collection[str] = (),
    ) -> str:
        """Write configuration and layouts.

        Args:
            templates: what is made of the shortcode templates.
            printed: the template of what is printed of a page.
            without_pages: content files that Hugo is not to see, relative to the site.
            home: the template of the home pages, when they alone print.
            formats: output formats that pages ask for and only a theme defines.

        Returns:
            The words that templates may print of their own: their texts, translations and the parameters of the site.

        """
        settings = _settings(self.site, unsafe=self.unsafe, site_templates=self.site_templates)
        settings["module"] = {"mounts": self._mounts(without_pages)}
        known = settings.get("outputformats")
        more: dict[str, Json] = {name: {"mediaType": "text/plain", "baseName": f"{name}-only"} for name in formats}
        settings["outputformats"] = {**(known if isinstance(known, Mapping) else {}), **more}
        own_words = [json.dumps(settings.get("params", ""), ensure_ascii=False)]
        own_words += (
            self.files.read(path).decode("utf-8", "replace") for path in _translations(self.files, self.config)
        )
        (self.folder / _CONFIGURATION).write_text(json.dumps(settings, ensure_ascii=False, indent=1), encoding="utf-8")
        layouts = self.folder / "layouts"
        used = self.site_templates or self.kept
        for layout, text in needed_layouts(self.files, self.config) if used else ():
            head, _, rest = layout.partition("/")
            template = text.decode("utf-8", "replace")
            if not (self.site_templates or head in PARTIAL_FOLDERS or _call_name(rest) in self.kept):
                continue
            if "_markup" not in layout.split("/"):
                own_words.append(template)
            if head not in SHORTCODE_FOLDERS:
                _write(layouts / layout, text)
                continue
            for name, dressed in templates.dressed(_call_name(rest), layout, template):
                _write(layouts / name, dressed.encode())
        for name, added in templates.added():
            _write(layouts / name, added.encode())
        # The first serves pages that are in no list, the other those that are not published as HTML by themselves.
        _write(layouts / "all.html", f"{FIRST_LINE}\n{'' if home else printed}".encode())
        home = home or f"{{{{ range site.Pages }}}}{printed}{{{{ end }}}}"
        _write(layouts / "home.html", f"{FIRST_LINE}\n{home}".encode())
        return "\n".join(own_words)

    def _mounts(self, without_pages: Collection[str]) -> list[Json]:
        mounts = _mounts(self.config, self.files.root, self.folder)
        return [_mount(mount, self.files.root, self.version, without_pages) for mount in mounts]


def _translations(files: SiteFiles, config: Configuration) -> Iterator[str]:
    for mount in config.mounts:
        if mount.component == "i18n":
            yield from files.walk(mount.source)


def _call_name(rest: str) -> str:
    folder, slash, name = rest.rpartition("/")
    return f"{folder}{slash}{name.partition('.')[0]}".lower()


def _write(path: Path, text: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)


def _settings(site: SourceSite, *, unsafe: bool, site_templates: bool) -> dict[str, Json]:
    raw = site.config.raw
    kept: dict[str, Json] = {key: _json(raw[key]) for key in _SITE_KEYS if key in raw}
    languages = raw.get("languages")
    if isinstance(languages, Mapping):
        kept["languages"] = {
            code: {key: _json(value) for key, value in language.items() if key in _LANGUAGE_KEYS}
            for code, language in languages.items()
            if isinstance(language, Mapping)
        }
    markup = raw.get("markup")
    goldmark = _json(markup.get("goldmark")) if isinstance(markup, Mapping) else None
    goldmark = dict(goldmark) if isinstance(goldmark, Mapping) else {}
    renderer = goldmark.get("renderer")
    security = kept.get("security")
    # Content of every format that the site holds was read when it was published.
    allowed = {**(security if isinstance(security, Mapping) else {}), "allowContent": [".*"]}
    # Templates in pages are templates of the site.
    kept["security"] = allowed
    if not site_templates:
        kept["security"] = {**allowed, "enableinlineshortcodes": False}
        kept.pop("enableinlineshortcodes", None)
    goldmark["renderer"] = {**(renderer if isinstance(renderer, Mapping) else {}), "unsafe": unsafe}
    return {
        **kept,
        # Without one, Hugo makes up a host for absolute addresses.
        "baseurl": kept.get("baseurl") or "/",
        "markup": {"goldmark": goldmark, "highlight": {"codeFences": False, "noClasses": False}},
        "disableKinds": ["RSS", "sitemap", "robotsTXT", "404"],
        "outputs": {kind: ["html"] for kind in ("home", "page", "section", "taxonomy", "term")},
        "refLinksErrorLevel": "WARNING",
        "enableGitInfo": False,
        "build": {"noJSConfigInAssets": True},
    }


def _mounts(config: Configuration, root: Path, folder: Path) -> Iterator[Mount]:
    for mount in (*(content.mount for content in config.content), *config.mounts):
        if mount.component not in ("layouts", "archetypes", "static") and (root / mount.source).exists():
            yield mount
    yield Mount("layouts", str(folder / "layouts"))
    # Without a mount of its own the site's folder would be copied, for nobody.
    yield Mount("static", str(folder / "static"))


def _mount(mount: Mount, root: Path, version: tuple[int, int], without: Collection[str]) -> dict[str, Json]:
    held: dict[str, Json] = {
        "source": str(root / mount.source),
        "target": posixpath.join(mount.component, mount.target),
    }
    if mount.languages:
        if version >= _SITES_SINCE:
            held["sites"] = {"matrix": {"languages": list(mount.languages)}}
        else:
            held["lang"] = mount.languages[0]
    below = sorted(
        posixpath.relpath(path, mount.source)
        for path in without
        if mount.component == "content" and path.startswith(f"{mount.source}/")
    )
    if mount.files or below:
        # The first that matches decides.
        held["files"] = [*(f"! {_glob_of(path)}" for path in below), *mount.files]
    return held


def _glob_of(path: str) -> str:
    return re.sub(r"([][*?{}!\\])", r"\\\1", path)


def _json(value: Param) -> Json:
    if isinstance(value, Mapping):
        return {str(key): _json(item) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return [_json(item) for item in value]
