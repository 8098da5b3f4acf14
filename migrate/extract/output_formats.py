"""Hugo's output formats as far as the URL of a page depends on them (https://gohugo.io/configuration/output-formats/).

Owns: which format gives a page its URL, and what its files are called. Does not own: rendering formats.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from migrate.model.source import Kind, Param, ParamMap

__all__ = ["HTML", "OutputFormat", "Outputs", "output_names", "outputs_of"]


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """One format: the last file of its URLs and where it stands."""

    suffix: str
    base_name: str = "index"
    path: str = ""
    """Folder put in front of the page's own path."""
    protocol: str = ""
    """Replaces the scheme of the base URL in permalinks, such as ``webcal://``."""
    ugly: bool = False
    no_ugly: bool = False

    @property
    def file_name(self) -> str:
        """The file in the page's folder: ``index.html``."""
        return f"{self.base_name}.{self.suffix}"


HTML = OutputFormat("html")
_BUILT_IN: Mapping[str, OutputFormat] = {
    "amp": OutputFormat("html", path="amp"),
    "calendar": OutputFormat("ics", protocol="webcal://"),
    "css": OutputFormat("css", "styles"),
    "csv": OutputFormat("csv"),
    "html": HTML,
    "json": OutputFormat("json"),
    "markdown": OutputFormat("md"),
    "robots": OutputFormat("txt", "robots"),
    "rss": OutputFormat("xml", no_ugly=True),
    "sitemap": OutputFormat("xml", "sitemap", ugly=True),
    "webappmanifest": OutputFormat("webmanifest", "manifest"),
}
_SUFFIXES: Mapping[str, str] = {
    "application/javascript": "js",
    "application/json": "json",
    "application/manifest+json": "webmanifest",
    "application/rss+xml": "xml",
    "application/xml": "xml",
    "text/calendar": "ics",
    "text/css": "css",
    "text/csv": "csv",
    "text/html": "html",
    "text/javascript": "js",
    "text/markdown": "md",
    "text/plain": "txt",
    "text/xml": "xml",
}
"""Media type → first suffix."""
_WITH_FEED = ("html", "rss")
_DEFAULTS: Mapping[Kind, tuple[str, ...]] = {
    Kind.PAGE: ("html",),
    Kind.HOME: _WITH_FEED,
    Kind.SECTION: _WITH_FEED,
    Kind.TAXONOMY: _WITH_FEED,
    Kind.TERM: _WITH_FEED,
}


@dataclass(frozen=True, slots=True)
class Outputs:
    """The formats of a site."""

    formats: Mapping[str, OutputFormat]
    by_kind: Mapping[Kind, tuple[str, ...]]

    def names(self, kind: Kind, own: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the formats that a page is published in; `own` is its ``outputs`` field."""
        return tuple(own) or self.by_kind[kind]

    def main(self, kind: Kind, own: Sequence[str] = ()) -> OutputFormat:
        """Return the format that gives a page its URL: HTML where it has it, else the first one."""
        names = self.names(kind, own)
        return HTML if "html" in names else self.formats.get(names[0], HTML)


def outputs_of(raw: ParamMap) -> Outputs:
    """Read ``outputs``, ``outputFormats`` and ``mediaTypes`` from a merged configuration with lower-cased keys."""
    configured = raw.get("outputs")
    by_kind = dict(_DEFAULTS)
    if isinstance(configured, Mapping):
        by_kind.update({kind: names for kind in Kind if (names := output_names(configured.get(kind.value)))})
    suffixes = {**_SUFFIXES, **_own_suffixes(raw.get("mediatypes"))}
    formats = dict(_BUILT_IN)
    own = raw.get("outputformats")
    for name, entry in own.items() if isinstance(own, Mapping) else ():
        if isinstance(entry, Mapping):
            formats[name.lower()] = _configured(formats.get(name.lower(), HTML), entry, suffixes)
    return Outputs(formats, by_kind)


def output_names(value: Param) -> tuple[str, ...]:
    """Return an ``outputs`` setting as lower-cased names; a single name is a list of one."""
    if isinstance(value, str):
        return (value.lower(),)
    if isinstance(value, Sequence):
        return tuple(str(name).lower() for name in value)
    return ()


def _configured(base: OutputFormat, entry: Mapping[str, Param], suffixes: Mapping[str, str]) -> OutputFormat:
    media_type = entry.get("mediatype")
    return replace(
        base,
        suffix=suffixes.get(media_type.lower(), base.suffix) if isinstance(media_type, str) else base.suffix,
        base_name=_text(entry.get("basename"), base.base_name),
        path=_text(entry.get("path"), base.path),
        protocol=_text(entry.get("protocol"), base.protocol),
        ugly=entry.get("ugly", base.ugly) is True,
        no_ugly=entry.get("nougly", base.no_ugly) is True,
    )


def _own_suffixes(types: Param) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, entry in types.items() if isinstance(types, Mapping) else ():
        names = output_names(entry.get("suffixes")) if isinstance(entry, Mapping) else ()
        if names:
            found[name.lower()] = names[0]
    return found


def _text(value: Param, default: str) -> str:
    return value if isinstance(value, str) and value else default
