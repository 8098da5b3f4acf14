"""The proposal of a mapping as plain values: what `infer` decides and `render` writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["DraftField", "DraftMapping", "DraftShortcode", "DraftType"]


@dataclass(frozen=True, slots=True)
class DraftField:
    """One proposed field."""

    id: str
    line: str
    """The short form."""
    evidence: str


@dataclass(frozen=True, slots=True)
class DraftType:
    """One proposed content type."""

    id: str
    name: str
    match: Mapping[str, Sequence[str]]
    fields: tuple[DraftField, ...]
    evidence: str
    display_field: str = ""


@dataclass(frozen=True, slots=True)
class DraftShortcode:
    """A shortcode that Hugo is to render, in lower case."""

    name: str
    evidence: str


@dataclass(frozen=True, slots=True)
class DraftMapping:
    """A proposed mapping."""

    languages: Mapping[str, tuple[str, str]]
    """Hugo language → locale and its name."""
    types: tuple[DraftType, ...]
    data: Mapping[str, tuple[str, str]]
    """Data path → content type and evidence."""
    hugo_version: str
    hugo_version_evidence: str
    aliases: int
    engine: str = ""
    """The Markdown engine, where nothing but the pages tells of it."""
    engine_evidence: str = ""
    shortcodes: tuple[DraftShortcode, ...] = ()
    """What only Hugo can show whole."""
    without_hugo: str = ""
    """Why Hugo cannot be asked on this machine; then these rules are proposed as comments."""
