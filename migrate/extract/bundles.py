"""Bundle resources: whose they are, and what the front matter says of them.

Owns: ownership by path, sharing between languages, ``resources`` metadata. Does not own: the bytes of the files.
Follows https://gohugo.io/content-management/page-resources/.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC
from typing import Final, TypeAlias

from migrate.extract.coerce import to_int, to_string
from migrate.extract.config.values import items
from migrate.extract.content import ContentFile, Role
from migrate.extract.dates import parse_date
from migrate.extract.frontmatter import FrontMatter, lower_keys
from migrate.extract.fronts import EMPTY_FRONT
from migrate.extract.globs import glob_regex
from migrate.extract.media_types import media_type_of
from migrate.extract.pages import parent_paths
from migrate.model.source import Param, ParamMap, Resource

__all__ = ["Placed", "ResourceTable", "describe_resources", "own_resources", "place_resources"]

ResourceTable = Mapping[str, Mapping[str, tuple[ContentFile, ...]]]
"""Path of the owning page → path of the resource → its file in each language that has one."""

_COUNTER: Final = ":counter"
_SHORT: Final = 20
_NO_PARAMS: Final[ParamMap] = {}
_Order: TypeAlias = tuple[bool, int, float, str, str]
_NO_ORDER: Final[_Order] = (False, 0, 0.0, "", "")
Placed: TypeAlias = tuple[Resource, _Order]
"""A resource, and where it stands among pages if it is one."""


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


def place_resources(
    owner_folder: str,
    own: Mapping[str, Sequence[ContentFile]],
    languages: Sequence[str],
    fronts: Mapping[str, FrontMatter],
    shared: Mapping[str, ParamMap],
) -> dict[str, Placed]:
    """Return the resources of one page as the files have them, by their paths without language.

    Args:
        owner_folder: the folder of the page below ``content`` as on disk.
        own: the files that the page owns, one for each language.
        languages: the language of the page, then the others in which there is a page at its path: languages share what
            only one of them has.
        fronts: content file → its front matter, for content files inside bundles.
        shared: file → the parameters that the page's translations before it in the order of languages gave it: Hugo
            writes them into the file that languages share.

    """
    chosen = [file for key in sorted(own) if (file := _in_language(own[key], languages)) is not None]
    # Pages are in their own language only.
    chosen = [file for file in chosen if file.role is not Role.BUNDLED or file.lang == languages[0]]
    return {file.key: _resource(file, owner_folder, fronts, shared) for file in chosen}


def describe_resources(placed: Iterable[Placed], metadata: Param) -> tuple[Resource, ...]:
    """Return resources in Hugo's order, with their metadata applied.

    Args:
        placed: the resources of a page.
        metadata: the ``resources`` value of its front matter.

    """
    plain = _ordered([*placed])
    # Their keys count as written: Hugo lowers none inside lists, and a lone map is no list.
    listed = isinstance(metadata, Sequence) and not isinstance(metadata, str)
    rules = tuple(entry for entry in items(metadata) if isinstance(entry, Mapping)) if listed else ()
    if not rules:
        return tuple(resource for resource, _ in plain)
    counters: dict[tuple[str, str], int] = {}
    # Counters follow the files' own names, the list the names that the rules give.
    described = [(_described(resource, rules, counters), order) for resource, order in plain]
    return tuple(resource for resource, _ in _ordered(described))


def _in_language(variants: Sequence[ContentFile], languages: Sequence[str]) -> ContentFile | None:
    return next((file for code in languages for file in variants if file.lang == code), None)


def _resource(
    file: ContentFile, owner_folder: str, fronts: Mapping[str, FrontMatter], shared: Mapping[str, ParamMap]
) -> Placed:
    if file.role is not Role.BUNDLED:
        return _plain(file, owner_folder, shared), _NO_ORDER
    front = fronts.get(file.path, EMPTY_FRONT)
    return _page(front, file, owner_folder), _page_order(front, file)


def _plain(file: ContentFile, owner_folder: str, shared: Mapping[str, ParamMap]) -> Resource:
    name = _name_in(file, owner_folder)
    media_type = media_type_of(file.name)
    params = shared.get(file.path, _NO_PARAMS)
    return Resource(name, name, media_type.partition("/")[0], media_type, file.path, params)


def _page(front: FrontMatter, file: ContentFile, owner_folder: str) -> Resource:
    title = to_string(front.params.get("title"))
    return Resource(_name_in(file, owner_folder), title, "page", "", file.path, front.params)


def _name_in(file: ContentFile, folder: str) -> str:
    path = f"{file.folder}/{file.name}" if file.folder else file.name
    if not folder or path.startswith(f"{folder}/"):
        return path[len(folder) + 1 :] if folder else path
    # Folders that differ in case only are one section, spelled as the first of them.
    return f"/{path}"


def _page_order(front: FrontMatter, file: ContentFile) -> _Order:
    """Order pages as Hugo's lists do: by weight, newest first, by title, by file."""
    weight = to_int(front.params.get("weight"))
    date = parse_date(front.params.get("date"), UTC)
    seconds = date.timestamp() if date is not None else -math.inf
    title = to_string(front.params.get("linktitle")) or to_string(front.params.get("title"))
    return (weight == 0, weight, -seconds, title, file.path)


def _ordered(resources: Sequence[Placed]) -> list[Placed]:
    """Return the resources by Hugo's comparison.

    The comparison contradicts itself (an earlier type *or* an earlier name comes first), so that the result depends on
    how one sorts. Hugo inserts one after the other for short lists; a longer one is put by type, then by name.
    """
    if len(resources) > _SHORT:
        return sorted(resources, key=_long_order)
    placed: list[Placed] = []
    for resource in resources:
        position = len(placed)
        while position and _comes_before(resource, placed[position - 1]):
            position -= 1
        placed.insert(position, resource)
    return placed


def _comes_before(one: Placed, other: Placed) -> bool:
    (resource, order), (second, second_order) = one, other
    if resource.type < second.type:
        return True
    if "page" in (resource.type, second.type):
        return order < second_order if resource.type == second.type else second.type == "page"
    return resource.name < second.name


def _long_order(placed: Placed) -> tuple[bool, str, str, _Order]:
    resource, order = placed
    return (resource.type == "page", resource.type, "" if resource.type == "page" else resource.name, order)


def _described(resource: Resource, rules: Sequence[ParamMap], counters: dict[tuple[str, str], int]) -> Resource:
    """Return a file as the rules describe it; they say nothing of pages."""
    if resource.type == "page":
        return resource
    name: str | None = None
    title: str | None = None
    params = dict(resource.params)
    for rule in rules:
        if "src" not in rule:
            # Hugo applies nothing behind a rule that says not for which files it is.
            break
        source = to_string(rule["src"]).lower()
        if not glob_regex(source).match(resource.name.lower()):
            continue
        if name is None and "name" in rule:
            name = _counted(to_string(rule["name"]).lstrip("/"), ("name", source), counters)
        if title is None and "title" in rule:
            title = _counted(to_string(rule["title"]), ("title", source), counters)
        extra = lower_keys(rule.get("params"))
        if isinstance(extra, Mapping):
            params.update(extra)
    if name is None and title is None and params == resource.params:
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
