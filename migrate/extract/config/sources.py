"""Finds the configuration files of a site and of its themes and merges them as Hugo does.

Owns: file names, ``config/_default`` and environments, themes, ``_merge``. Does not own: what a setting means.
Follows https://gohugo.io/configuration/introduction/ and https://gohugo.io/configuration/all/#configure-merge.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from migrate.errors import ConfigurationError, MigrateError
from migrate.extract.coerce import to_string
from migrate.extract.config.values import items, mapping, strings, text
from migrate.extract.files import SiteFiles
from migrate.extract.frontmatter import load_json, load_toml, load_yaml, lower_keys
from migrate.model.source import Param, ParamMap

__all__ = ["MergedConfig", "Module", "find_line", "merge_deep", "read_merged_config"]

_NAMES: Final = ("hugo", "config")
_EXTENSIONS: Final = ("toml", "yaml", "yml", "json")
_LOADERS: Final = {"toml": load_toml, "yaml": load_yaml, "yml": load_yaml, "json": load_json}
_THEME_MERGE: Final = {"params": "deep", "menus": "shallow", "outputformats": "shallow", "mediatypes": "shallow"}
_LANGUAGE_FILES: Final[Mapping[str, tuple[str, ...]]] = {"menu": ("menus",), "menus": ("menus",), "params": ("params",)}
"""``params.fr.toml`` holds a part of a language, ``languages.fr.toml`` all of it."""
_MAX_MODULES: Final = 50
"""Themes may name further themes; more than this is a circle."""


@dataclass(frozen=True, slots=True)
class Module:
    """The site itself or one of its themes."""

    name: str
    """"" for the site itself."""
    folder: str
    """Relative to the site, "" for the site itself."""
    config: ParamMap
    """Its own configuration, keys in lower case."""


@dataclass(frozen=True, slots=True)
class MergedConfig:
    """All configuration of a site in one map."""

    values: ParamMap
    """Keys in lower case at every depth; the site's values before those of its themes."""
    source: str
    """The main configuration file, relative to the site; "" when there is none."""
    files: tuple[str, ...]
    """Every configuration file of the site itself that was read."""
    modules: tuple[Module, ...]
    """The site, then its themes in order of precedence."""
    missing_themes: tuple[str, ...]


def read_merged_config(files: SiteFiles, environment: str) -> MergedConfig:
    """Return the merged configuration of the site.

    Raises:
        ConfigurationError: a configuration file cannot be read.

    """
    own, read = _read_folder(files, "", environment)
    modules, missing = _find_modules(files, own, environment)
    values: ParamMap = own
    for module in modules[1:]:
        values = _merge_theme(values, module.config)
    values = {key: _without_strategies(value) for key, value in values.items() if key != "_merge"}
    source = next((path for path in read if "/" not in path), read[0] if read else "")
    return MergedConfig(values, source, tuple(read), tuple(modules), tuple(missing))


def merge_deep(base: ParamMap, over: ParamMap) -> dict[str, Param]:
    """Return `base` with the values of `over` on top; maps are merged at every depth."""
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(below, Mapping) and isinstance(value, Mapping):
            merged[key] = merge_deep(below, value)
        else:
            merged[key] = value
    return merged


def find_line(files: SiteFiles, path: str, pattern: str) -> int:
    """Return the 1-based line of `path` on which the regular expression `pattern` is first found, 0 when nowhere."""
    found = re.compile(pattern, re.IGNORECASE)
    lines = files.read(path).decode("utf-8", "replace").splitlines()
    return next((number for number, line in enumerate(lines, 1) if found.search(line)), 0)


def _read_folder(files: SiteFiles, folder: str, environment: str) -> tuple[dict[str, Param], list[str]]:
    values: dict[str, Param] = {}
    read: list[str] = []
    for name in _NAMES:
        path = next((p for ext in _EXTENSIONS if files.exists(p := posixpath.join(folder, f"{name}.{ext}"))), "")
        if path:
            values = merge_deep(values, _rename(_load(files, path)))
            read.append(path)
            break
    config_folder = posixpath.join(folder, text(values, "configdir", default="config"))
    for part in ("_default", environment):
        for path, found in _read_config_folder(files, posixpath.join(config_folder, part)):
            values = merge_deep(values, found)
            read.append(path)
    return values, read


def _read_config_folder(files: SiteFiles, folder: str) -> Iterator[tuple[str, ParamMap]]:
    """Yield the files of ``config/_default`` or of an environment, each as the map that it stands for."""
    for path in files.walk(folder):
        stem, _, extension = posixpath.basename(path).rpartition(".")
        if extension.lower() not in _LOADERS:
            continue
        loaded = _load(files, path)
        if stem in _NAMES:
            yield path, _rename(loaded)
            continue
        name, _, language = stem.lower().partition(".")
        inner = loaded.get(name)
        value: Param = inner if len(loaded) == 1 and inner is not None else loaded
        keys: tuple[str, ...] = (name,)
        if language:
            keys = ("languages", language, *_LANGUAGE_FILES.get(name, ()))
        for key in reversed(keys):
            value = {key: value}
        if isinstance(value, Mapping):
            yield path, _rename(value)


def _load(files: SiteFiles, path: str) -> ParamMap:
    loader = _LOADERS[path.rpartition(".")[2].lower()]
    try:
        found = lower_keys(loader(files.read(path).decode("utf-8-sig", "replace"), path))
    except ConfigurationError:
        raise
    except MigrateError as error:
        hint = error.hint or "Correct the file; `hugo config` shows the same error"
        raise ConfigurationError(
            f"the site configuration cannot be read: {error.message}", where=error.where or path, hint=hint
        ) from error
    if found is None:
        return {}
    if not isinstance(found, Mapping):
        raise ConfigurationError(
            "the site configuration is not a map of settings", where=path, hint="Write `key = value` lines"
        )
    return found


def _rename(values: ParamMap) -> dict[str, Param]:
    """Return `values` with the old names of keys replaced: ``menu``, ``indexes``."""
    renamed = {
        ("menus" if key == "menu" else "taxonomies" if key == "indexes" else key): value
        for key, value in values.items()
    }
    languages = renamed.get("languages")
    if isinstance(languages, Mapping):
        renamed["languages"] = {
            code: {("menus" if key == "menu" else key): value for key, value in language.items()}
            if isinstance(language, Mapping)
            else language
            for code, language in languages.items()
        }
    return renamed


def _find_modules(files: SiteFiles, own: ParamMap, environment: str) -> tuple[list[Module], list[str]]:
    """Return the site and its themes, depth first, and the names of themes that are not in the folder."""
    modules = [Module("", "", own)]
    missing: list[str] = []
    seen: set[str] = set()
    themes = posixpath.normpath(text(own, "themesdir", default="themes"))

    def add(config: ParamMap) -> None:
        for name in _module_names(config):
            if name in seen or len(modules) > _MAX_MODULES:
                continue
            seen.add(name)
            folder = next((f for f in (f"{themes}/{name}", f"_vendor/{name}") if _is_folder(files, f)), "")
            if not folder:
                missing.append(name)
                continue
            found, _ = _read_folder(files, folder, environment)
            modules.append(Module(name, folder, found))
            add(found)

    add(own)
    return modules, missing


def _module_names(config: ParamMap) -> list[str]:
    imports = items(mapping(config, "module").get("imports"))
    paths = (
        to_string(entry.get("path")) for entry in imports if isinstance(entry, Mapping) and not entry.get("disable")
    )
    return [name for name in (*paths, *strings(config, "theme")) if name]


def _is_folder(files: SiteFiles, folder: str) -> bool:
    if folder.startswith(("/", "..")):
        return False
    return next(iter(files.walk(folder)), None) is not None


def _merge_theme(own: ParamMap, theme: ParamMap) -> dict[str, Param]:
    """Return `own` completed by `theme`, key by key with Hugo's default strategies or the one that ``_merge`` names."""
    merged = dict(own)
    overall = to_string(own.get("_merge"))
    for key, value in theme.items():
        mine = merged.get(key)
        if key == "languages" and isinstance(mine, Mapping) and isinstance(value, Mapping):
            merged[key] = {code: _merge_language(language, value.get(code)) for code, language in mine.items()}
            continue
        strategy = to_string(mine.get("_merge")) if isinstance(mine, Mapping) else ""
        strategy = strategy or overall or _THEME_MERGE.get(key, "none")
        if strategy == "none" or key == "_merge":
            continue
        if mine is None:
            merged[key] = value
        elif isinstance(mine, Mapping) and isinstance(value, Mapping):
            merged[key] = merge_deep(value, mine) if strategy == "deep" else {**value, **mine}
    return merged


def _merge_language(own: Param, theme: Param) -> Param:
    return _merge_theme(own, theme) if isinstance(own, Mapping) and isinstance(theme, Mapping) else own


def _without_strategies(value: Param) -> Param:
    """Return `value` without the ``_merge`` keys, which have done their work."""
    if not isinstance(value, Mapping):
        return value
    return {key: _without_strategies(item) for key, item in value.items() if key != "_merge"}
