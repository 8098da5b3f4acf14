"""Rules about links that publishing checks: targets that exist, and what kind of thing they are.

Owns the keywords of links, found through `LINK_KEYWORDS`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from migrate.rehearsal.options import LinkRule
from migrate.rehearsal.payload import Json, Object, link, object_at, text_at
from migrate.rehearsal.rules.keywords import finding
from migrate.rehearsal.rules.mimetypes import mimetype_group
from migrate.rehearsal.rules.targets import Target
from migrate.rehearsal.rules.values import Path

__all__ = ["LINK_KEYWORDS", "LinkAt", "links_in", "unresolved"]


@dataclass(frozen=True, slots=True)
class LinkAt:
    """One link inside a value, and where it stands."""

    kind: str
    id: str
    path: Path


def links_in(value: Json, path: Path) -> Iterator[LinkAt]:
    """Yield the links to entries and assets inside a value."""
    waiting: list[tuple[Json, Path]] = [(value, path)]
    while waiting:
        item, where = waiting.pop()
        if isinstance(item, dict):
            sys = item.get("sys")
            if isinstance(sys, dict) and sys.get("type") == "Link":
                if text_at(sys, "linkType") in ("Entry", "Asset"):
                    yield LinkAt(text_at(sys, "linkType"), text_at(sys, "id"), where)
            else:
                waiting.extend((part, (*where, key)) for key, part in reversed(item.items()))
        elif isinstance(item, list):
            waiting.extend((part, (*where, index)) for index, part in reversed(list(enumerate(item))))


def unresolved(at: LinkAt, targets: Mapping[tuple[str, str], Target], rule: LinkRule) -> Iterator[Object]:
    """Yield a finding when the target of a link is not what publishing needs."""
    target = targets.get((at.kind, at.id))
    if rule == "off" or (target is not None and (rule == "missing" or target.published)):
        return
    yield {"name": "notResolvable", "link": object_at(link(at.kind, at.id), "sys"), "path": list(at.path)}


def _content_type(argument: Json, target: Target, path: Path) -> Iterator[Object]:
    allowed: Json = [argument] if isinstance(argument, str) else argument
    if target.content_type and isinstance(allowed, list) and allowed and target.content_type not in allowed:
        yield finding(
            "linkContentType", path, f'Linked entry has the content type "{target.content_type}"', contentTypeId=allowed
        )


def _mimetype(argument: Json, target: Target, path: Path) -> Iterator[Object]:
    content_type = text_at(target.file, "contentType")
    groups: Json = [argument] if isinstance(argument, str) else argument
    if content_type and isinstance(groups, list) and groups and mimetype_group(content_type) not in groups:
        yield finding("linkMimetypeGroup", path, f'The linked file is "{content_type}"', mimetypeGroupName=groups)


def _file_size(argument: Json, target: Target, path: Path) -> Iterator[Object]:
    yield from _outside("assetFileSize", argument, object_at(target.file, "details").get("size"), path)


def _dimensions(argument: Json, target: Target, path: Path) -> Iterator[Object]:
    image = object_at(target.file, "details", "image")
    for side in ("width", "height"):
        yield from _outside("assetImageDimensions", object_at(argument, side), image.get(side), path)


def _outside(name: str, bounds: Json, number: Json, path: Path) -> Iterator[Object]:
    # A size that is not known, as of a file kept by reference, breaks no rule.
    if not isinstance(number, int | float):
        return
    least, most = (object_at(bounds).get(side) for side in ("min", "max"))
    if (isinstance(least, int | float) and number < least) or (isinstance(most, int | float) and number > most):
        yield finding(name, path, "The linked file is outside the allowed bounds", value=number)


LINK_KEYWORDS: Mapping[str, Callable[[Json, Target, Path], Iterator[Object]]] = {
    "linkContentType": _content_type,
    "linkMimetypeGroup": _mimetype,
    "assetFileSize": _file_size,
    "assetImageDimensions": _dimensions,
}
