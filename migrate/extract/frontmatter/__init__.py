"""Front matter as Hugo finds and reads it: YAML, TOML, JSON and Org, through python-frontmatter with own handlers.

Owns: where front matter starts and ends, what its text means, and the loaders that data and configuration files
share. Does not own: what a key means (dates, drafts, taxonomies), which is `migrate.extract.coerce` and `dates`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from migrate.errors import MigrateError
from migrate.model.source import Param, ParamMap

__all__ = [
    "FrontMatter",
    "FrontMatterError",
    "load_json",
    "load_toml",
    "load_yaml",
    "lower_keys",
    "read_front_matter",
]


class FrontMatterError(MigrateError):
    """Front matter, data or configuration text that Hugo would refuse, too."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of one file and the place where its body starts."""

    params: ParamMap
    """Keys in lower case at every depth."""
    spelling: Mapping[str, str]
    """Lower-cased top-level key → the author's spelling."""
    key_lines: Mapping[str, int]
    """Lower-cased top-level key → 1-based line of the file."""
    format: str
    """``yaml``, ``toml``, ``json``, ``org``; "" when there is none."""
    body_offset: int
    """Byte offset of the body in the file."""
    body_line: int
    """1-based line on which the body starts."""


def read_front_matter(data: bytes, source: str, *, legacy_yaml: bool = False) -> FrontMatter:
    """Read the front matter of the file `source` with the content `data`.

    Raises:
        FrontMatterError: Hugo would refuse it.

    """
    raise NotImplementedError


def load_yaml(text: str, source: str, line: int = 1) -> Param:
    """Return the value of a YAML text with Hugo's scalar rules; keys as written.

    Raises:
        FrontMatterError: not YAML that Hugo reads.

    """
    raise NotImplementedError


def load_toml(text: str, source: str, line: int = 1) -> Param:
    """Return the value of a TOML text; keys as written.

    Raises:
        FrontMatterError: not TOML.

    """
    raise NotImplementedError


def load_json(text: str, source: str, line: int = 1) -> Param:
    """Return the value of a JSON text; keys as written.

    Raises:
        FrontMatterError: not JSON.

    """
    raise NotImplementedError


def lower_keys(value: Param) -> Param:
    """Return `value` with the keys of every map in lower case."""
    raise NotImplementedError
