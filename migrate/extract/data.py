"""The files of ``data/`` of the site and its themes, as one map.

Owns: keys from folder and file names, precedence, broken files. Does not own: what the data is used for.
Follows https://gohugo.io/content-management/data-sources/.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from migrate.errors import MigrateError
from migrate.extract.files import Mount, SiteFiles
from migrate.extract.frontmatter import load_json, load_toml, load_yaml
from migrate.model.findings import Finding, Severity
from migrate.model.source import Param, ParamMap

__all__ = ["read_data"]

_LOADERS: Final[Mapping[str, Callable[[str, str], Param]]] = {
    "json": load_json,
    "toml": load_toml,
    "yaml": load_yaml,
    "yml": load_yaml,
}
_UNREAD: Final = frozenset({"xml", "csv"})
"""Formats that Hugo's ``data`` knows and this reader does not."""


def read_data(files: SiteFiles, mounts: Sequence[Mount]) -> tuple[ParamMap, Mapping[str, str], tuple[Finding, ...]]:
    """Return the data, the file of each dotted path, and what could not be read."""
    data: dict[str, Param] = {}
    sources: dict[str, str] = {}
    findings: list[Finding] = []
    for path, below in _data_files(files, mounts):
        stem, _, extension = below.rpartition(".")
        loader = _LOADERS.get(extension.lower())
        if loader is None:
            findings += [_unread(path, below)] if extension.lower() in _UNREAD else []
            continue
        try:
            value = loader(files.read(path).decode("utf-8-sig", "replace"), path)
        except MigrateError as error:
            findings.append(_broken(path, below, error))
            continue
        keys = tuple(stem.split("/"))
        _insert(data, keys, value)
        sources.setdefault(".".join(keys), path)
    return data, dict(sorted(sources.items())), tuple(findings)


def _data_files(files: SiteFiles, mounts: Sequence[Mount]) -> Iterator[tuple[str, str]]:
    """Yield path and path below ``data`` of each file, the site's own first."""
    for mount in mounts:
        if mount.component != "data":
            continue
        start = len(mount.source) + 1
        for path in files.walk(mount.source):
            below = "/".join(part for part in (mount.target, path[start:]) if part)
            if not _is_hidden(below) and not (mount.files and mount.file_for(below) is None):
                yield path, below


def _unread(path: str, below: str) -> Finding:
    return Finding(path, 0, 0, "unread-data", Severity.NOTE, below, "left out of the data; the file was not read")


def _broken(path: str, below: str, error: MigrateError) -> Finding:
    line = error.where.rpartition(":")[2]
    action = f"left out of the data: {error.message}"
    return Finding(path, int(line) if line.isdigit() else 0, 0, "broken-data", Severity.LOSS, below, action)


def _is_hidden(path: str) -> bool:
    return any(part.startswith((".", "#")) or part.endswith("~") for part in path.split("/"))


def _insert(data: dict[str, Param], keys: tuple[str, ...], value: Param) -> None:
    """Put `value` where `keys` lead; what stands there already stays, maps are merged."""
    for key in keys[:-1]:
        below = data.get(key)
        if not isinstance(below, dict):
            below = dict(below) if isinstance(below, Mapping) else {}
            data[key] = below
        data = below
    last = keys[-1]
    present = data.get(last)
    if isinstance(present, Mapping) and isinstance(value, Mapping):
        data[last] = {**value, **present}
    elif last not in data:
        data[last] = value
