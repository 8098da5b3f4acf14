"""Which folders feed which part of the site: content, static files, assets, data, templates.

Owns: ``contentDir`` and its kin, ``staticDir``, ``module.mounts``, the folders of themes. Does not own: reading them.
Follows https://gohugo.io/configuration/module/#mounts.
"""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from migrate.extract.coerce import to_string
from migrate.extract.config.sources import Module
from migrate.extract.config.values import items, nested, strings, text
from migrate.extract.files import Mount
from migrate.extract.globs import matching_languages
from migrate.model.source import Language, Param, ParamMap

__all__ = ["ContentMount", "read_mounts"]

_FOLDERS: Final = {
    "data": "datadir",
    "layouts": "layoutdir",
    "i18n": "i18ndir",
    "archetypes": "archetypedir",
    "assets": "assetdir",
}
"""Component → setting that renames its folder."""
_COMPONENTS: Final = ("content", *_FOLDERS, "static")


@dataclass(frozen=True, slots=True)
class ContentMount:
    """A mount of ``content`` with its rank."""

    mount: Mount
    """`languages` are those of files whose name says none; () = the default language."""
    module: int
    """0 for the site itself, then its themes in order."""


def read_mounts(
    modules: Sequence[Module], languages: Sequence[tuple[Language, ParamMap]], *, multihost: bool
) -> tuple[tuple[ContentMount, ...], tuple[Mount, ...]]:
    """Return the mounts of ``content`` and those of all other components, each in order of precedence."""
    codes = tuple(language.code for language, _ in languages)
    mounts: list[tuple[int, Mount]] = []
    for index, module in enumerate(modules):
        own = _configured(module, _import_mounts(modules[0].config, module.name), codes)
        if index == 0:
            named = {mount.component for mount in own}
            own += _defaults(modules[0].config, languages, named, multihost=multihost)
        elif not own:
            own = [Mount(component, posixpath.join(module.folder, component)) for component in _COMPONENTS]
        mounts += [(index, mount) for mount in own]
    content = tuple(ContentMount(mount, index) for index, mount in mounts if mount.component == "content")
    return content, tuple(mount for _, mount in mounts if mount.component != "content")


def _configured(module: Module, imported: Sequence[Param], codes: tuple[str, ...]) -> list[Mount]:
    entries = imported or items(nested(module.config, "module").get("mounts"))
    mounts = []
    for entry in entries:
        if not isinstance(entry, Mapping):
            continue
        source = posixpath.normpath(posixpath.join(module.folder, text(entry, "source")))
        component, _, target = posixpath.normpath(text(entry, "target")).strip("/").partition("/")
        if source == "." or component not in _COMPONENTS:
            continue
        mounts.append(Mount(component, source, target, _languages(entry, codes), _filters(entry)))
    return mounts


def _import_mounts(config: ParamMap, name: str) -> Sequence[Param]:
    """Return the mounts that the site's own import of the module `name` lists instead of the module's."""
    for entry in items(nested(config, "module").get("imports")):
        if name and isinstance(entry, Mapping) and to_string(entry.get("path")) == name:
            return items(entry.get("mounts"))
    return ()


def _languages(entry: ParamMap, codes: tuple[str, ...]) -> tuple[str, ...]:
    wanted = strings(entry, "lang") or strings(nested(entry, "sites", "matrix"), "languages")
    # A mount for languages that the site does not have feeds none.
    return (matching_languages(wanted, codes) or ("",)) if wanted else ()


def _filters(entry: ParamMap) -> tuple[str, ...]:
    return (
        *strings(entry, "files"),
        *strings(entry, "includefiles"),
        *(f"! {pattern}" for pattern in strings(entry, "excludefiles")),
    )


def _defaults(
    config: ParamMap, languages: Sequence[tuple[Language, ParamMap]], named: set[str], *, multihost: bool
) -> list[Mount]:
    mounts: list[Mount] = []
    base = text(config, "contentdir", default="content").strip("/")
    if "content" not in named:
        for language, _ in languages:
            own = () if language.content_dir == base else (language.code,)
            mount = Mount("content", posixpath.normpath(language.content_dir), languages=own)
            if mount not in mounts:
                mounts.append(mount)
    for component, setting in _FOLDERS.items():
        if component not in named:
            mounts.append(Mount(component, posixpath.normpath(text(config, setting, default=component))))
    if "static" not in named:
        for language, merged in languages:
            folders = _static_folders(merged)
            own = (language.code,) if multihost else ()
            mounts += [
                mount
                for folder in folders
                if (mount := Mount("static", posixpath.normpath(folder), languages=own)) not in mounts
            ]
    return mounts


def _static_folders(config: ParamMap) -> tuple[str, ...]:
    found = strings(config, "staticdir") or ("static",)
    for number in range(11):
        found += strings(config, f"staticdir{number}")
    return tuple(dict.fromkeys(found))
