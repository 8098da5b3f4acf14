"""Bundle resources: whose they are, and what the front matter says of them.

Owns: ownership by path, sharing between languages, ``resources`` metadata. Does not own: the bytes of the files.
Follows https://gohugo.io/content-management/page-resources/.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from migrate.extract.coerce import to_string
from migrate.extract.config.values import items
from migrate.extract.content import ContentFile, Role
from migrate.extract.globs import glob_regex
from migrate.extract.media_types import media_type_of
from migrate.extract.pages import parent_paths
from migrate.model.source import Param, ParamMap, Resource

__all__ = ["ResourceTable", "build_resources", "own_resources"]

ResourceTable = Mapping[str, Mapping[str, tuple[ContentFile, ...]]]
"""Path of the owning page → path of the resource → its file in each language that has one."""

_COUNTER = ":counter"
_NO_PARAMS: ParamMap = {}


def own_resources(files: Iterable[ContentFile], page_paths: Callable[[str], bool]) -> ResourceTable:
    """Return the resources by the page that owns them: the nearest page on the path of the file.

    Args:
        files: files and bundled content files.
        page_paths: whether there is a page at a path, in any language.

    """
    table: dict[str, dict[str, tuple[ContentFile, ...]]] = {}
    owners: dict[str, str] = {}
    for file in files:
        key = file.key
        folder = key.rpartition("/")[0]
        owner = owners.get(folder)
        if owner is None:
            owner = next((path for path in parent_paths(key) if page_paths(path)), "/")
            owners[folder] = owner
        own = table.setdefault(owner, {})
        own[key] = (*own.get(key, ()), file)
    return table


def build_resources(
    owner_folder: str, own: Mapping[str, Sequence[ContentFile]], lang: str, metadata: Param
) -> tuple[Resource, ...]:
    """Return the resources of one page, pages last, else by type and name, with their metadata applied.

    Args:
        owner_folder: the folder of the page below ``content`` as on disk.
        own: the files that the page owns, one for each language.
        lang: the language of the page.
        metadata: the ``resources`` value of its front matter.

    """
    chosen = (_in_language(variants, lang) for variants in own.values())
    plain = sorted((_plain(file, owner_folder) for file in chosen), key=_order)
    rules = tuple(entry for entry in items(metadata) if isinstance(entry, Mapping) and "src" in entry)
    counters: dict[tuple[str, str], int] = {}
    # Counters follow the files' own names, the list the names that the rules give.
    return tuple(sorted((_described(resource, rules, counters) for resource in plain), key=_order))


def _in_language(variants: Sequence[ContentFile], lang: str) -> ContentFile:
    """Return the file of the language, else the first one: languages share what only one of them has."""
    return next((file for file in variants if file.lang == lang), variants[0])


def _plain(file: ContentFile, owner_folder: str) -> Resource:
    path = f"{file.folder}/{file.name}" if file.folder else file.name
    name = path[len(owner_folder) + 1 :] if owner_folder else path
    if file.role is Role.BUNDLED:
        name = name[: len(name) - len(file.name)] + file.base + "." + file.name.rpartition(".")[2]
        return Resource(name, name, "page", "", file.path, _NO_PARAMS)
    media_type = media_type_of(file.name)
    return Resource(name, name, media_type.partition("/")[0], media_type, file.path, _NO_PARAMS)


def _order(resource: Resource) -> tuple[bool, str, str]:
    return (resource.type == "page", resource.type, resource.name)


def _described(resource: Resource, rules: Sequence[ParamMap], counters: dict[tuple[str, str], int]) -> Resource:
    name: str | None = None
    title: str | None = None
    params: dict[str, Param] = {}
    for rule in rules:
        source = to_string(rule.get("src")).lower()
        if not glob_regex(source).match(resource.name.lower()):
            continue
        if name is None and "name" in rule:
            name = _counted(to_string(rule["name"]).lstrip("/"), ("name", source), counters)
        if title is None and "title" in rule:
            title = _counted(to_string(rule["title"]), ("title", source), counters)
        extra = rule.get("params")
        if isinstance(extra, Mapping):
            params.update(extra)
    if name is None and title is None and not params:
        return resource
    return Resource(
        resource.name if name is None else name,
        resource.title if title is None else title,
        resource.type,
        resource.media_type,
        resource.path,
        params,
    )


def _counted(text: str, key: tuple[str, str], counters: dict[tuple[str, str], int]) -> str:
    """Return `text` with its counter filled in; each rule counts for itself."""
    if _COUNTER not in text:
        return text
    counters[key] = counters.get(key, 0) + 1
    return text.replace(_COUNTER, str(counters[key]))
