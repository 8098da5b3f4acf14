"""The folder in which Hugo works: a configuration and layouts made for printing bodies."""

import json
import posixpath
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from migrate.extract.config import Configuration
from migrate.extract.files import Mount, SiteFiles
from migrate.extract.real_hugo.stubs import CallForms, marked, needs_stub, stub
from migrate.model.canonical import Json
from migrate.model.source import Param, SourceSite

__all__ = ["FIRST_LINE", "write_workspace"]

FIRST_LINE = "migrate: bodies"
"""How the file begins that holds the bodies of one language."""

_PRINTED = """{{ dict "path" .Path "lang" .Lang "html" .Content | jsonify | base64Encode | safeHTML }}
"""
"""One line for each page; encoded, so that nothing that Hugo does to finished HTML (``canonifyURLs``) touches it."""
_PAGE = f"{FIRST_LINE}\n{_PRINTED}"
"""For pages that are in no list."""
_HOME = f"{FIRST_LINE}\n{{{{ range site.Pages }}}}{_PRINTED}{{{{ end }}}}"
"""For pages that are not published as HTML by themselves."""
_SITES_SINCE = (0, 153)
"""The version of Hugo in which ``sites.matrix`` took the place of ``lang`` in mounts."""
_FOLDERS = ("shortcodes", "_shortcodes", "partials", "_partials")
_SITE_KEYS = (
    "baseurl",
    "buildfuture",
    "canonifyurls",
    "capitalizelisttitles",
    "cascade",
    "contenttypes",
    "defaultcontentlanguage",
    "defaultcontentlanguageinsubdir",
    "disabledefaultlanguageredirect",
    "disablelanguages",
    "disablepathtolower",
    "enableemoji",
    "frontmatter",
    "hascjklanguage",
    "ignorefiles",
    "imaging",
    "mainsections",
    "mediatypes",
    "params",
    "permalinks",
    "pluralizelisttitles",
    "privacy",
    "reflinksnotfoundurl",
    "relativeurls",
    "removepathaccents",
    "security",
    "summarylength",
    "taxonomies",
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


def write_workspace(
    folder: Path,
    site: SourceSite,
    files: SiteFiles,
    config: Configuration,
    forms: Mapping[str, CallForms],
    *,
    unsafe: bool,
    version: tuple[int, int],
) -> str:
    """Write configuration and layouts into `folder`.

    Returns:
        The words that templates may print of their own: their texts, translations and the parameters of the site.

    """
    settings = _settings(site, config, files.root, unsafe=unsafe, version=version)
    own_words = [json.dumps(settings.get("params", ""), ensure_ascii=False)]
    own_words += (files.read(path).decode("utf-8", "replace") for path in _translations(files, config))
    (folder / "hugo.json").write_text(json.dumps(settings, ensure_ascii=False, indent=1), encoding="utf-8")
    layouts = folder / "layouts"
    # The site's own templates come first in the list and are written last, over those of its themes.
    for mount in reversed([mount for mount in config.mounts if mount.component == "layouts"]):
        for path, name in _templates(files, mount):
            text = files.read(path)
            head, _, rest = name.partition("/")
            if head in ("shortcodes", "_shortcodes"):
                form = forms.get(_call_name(rest))
                template = text.decode("utf-8", "replace")
                own_words.append(template)
                text = marked(template, form).encode()
            _write(layouts / name, text)
    for name, form in forms.items():
        if needs_stub(name, site.shortcodes):
            _write(layouts / "_shortcodes" / f"{name}.html", stub(form).encode())
    _write(layouts / "home.html", _HOME.encode())
    _write(layouts / "all.html", _PAGE.encode())
    return "\n".join(own_words)


def _translations(files: SiteFiles, config: Configuration) -> Iterator[str]:
    for mount in config.mounts:
        if mount.component == "i18n":
            yield from files.walk(mount.source)


def _templates(files: SiteFiles, mount: Mount) -> Iterator[tuple[str, str]]:
    """Yield path and name of the templates that bodies may need: shortcodes, partials, render hooks."""
    for path in files.walk(mount.source):
        name = posixpath.join(mount.target, posixpath.relpath(path, mount.source))
        parts = name.split("/")
        if parts[0] in _FOLDERS or "_markup" in parts:
            yield path, name


def _call_name(rest: str) -> str:
    folder, slash, name = rest.rpartition("/")
    return f"{folder}{slash}{name.partition('.')[0]}".lower()


def _write(path: Path, text: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)


def _settings(
    site: SourceSite, config: Configuration, root: Path, *, unsafe: bool, version: tuple[int, int]
) -> dict[str, Json]:
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
    kept["security"] = {**(security if isinstance(security, Mapping) else {}), "allowContent": [".*"]}
    goldmark["renderer"] = {**(renderer if isinstance(renderer, Mapping) else {}), "unsafe": unsafe}
    return {
        **kept,
        "markup": {"goldmark": goldmark, "highlight": {"codeFences": False, "noClasses": False}},
        "module": {"mounts": [_mount(mount, root, version) for mount in _mounts(config, root)]},
        "disableKinds": ["RSS", "sitemap", "robotsTXT", "404"],
        "outputs": {kind: ["html"] for kind in ("home", "page", "section", "taxonomy", "term")},
        "refLinksErrorLevel": "WARNING",
        "enableGitInfo": False,
    }


def _mounts(config: Configuration, root: Path) -> Iterator[Mount]:
    for mount in (*(content.mount for content in config.content), *config.mounts):
        if mount.component not in ("layouts", "archetypes") and (root / mount.source).exists():
            yield mount
    yield Mount("layouts", "layouts")


def _mount(mount: Mount, root: Path, version: tuple[int, int]) -> dict[str, Json]:
    own = mount.component == "layouts"
    held: dict[str, Json] = {
        "source": mount.source if own else str(root / mount.source),
        "target": posixpath.join(mount.component, mount.target),
    }
    if mount.languages:
        if version >= _SITES_SINCE:
            held["sites"] = {"matrix": {"languages": list(mount.languages)}}
        else:
            held["lang"] = mount.languages[0]
    if mount.files:
        held["files"] = list(mount.files)
    return held


def _json(value: Param) -> Json:
    if isinstance(value, Mapping):
        return {str(key): _json(item) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return [_json(item) for item in value]
