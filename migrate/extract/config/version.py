"""Guesses the Hugo version that a site was made for from what its folder says.

Owns: the places to look, in order of trust. Does not own: what a version changes. A version that a build file pins
is what built the site that readers saw; a minimum that a theme names is only a minimum, so it counts as the age of
the site only when the configuration is as old.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from migrate.extract.config.sources import MergedConfig, find_line
from migrate.extract.config.values import nested, text
from migrate.extract.files import SiteFiles
from migrate.model.source import ParamMap

__all__ = ["VersionGuess", "guess_version"]

GOLDMARK: Final = (0, 60)
"""Goldmark replaced Blackfriday as the default engine."""
_LAST_BLACKFRIDAY: Final = (0, 59)
_LAST_BLACKFRIDAY_HANDLER: Final = (0, 99)
_BUILD_FILES: Final = (
    "netlify.toml",
    "vercel.json",
    "now.json",
    ".gitlab-ci.yml",
    ".travis.yml",
    ".circleci/config.yml",
    "circle.yml",
    "wercker.yml",
    ".drone.yml",
    "azure-pipelines.yml",
    "appveyor.yml",
    "cloudbuild.yaml",
    "amplify.yml",
    "render.yaml",
    ".tool-versions",
    ".hvm",
    "Dockerfile",
    "docker-compose.yml",
    "Makefile",
    "package.json",
)
_PINNED: Final = re.compile(
    r"""hugo[_-]?version["']?(?:\s*\??[:=]\s*|\s+)["']?v?(\d+\.\d+)
      | hugo/releases/download/v(\d+\.\d+)
      | hugo_(?:extended_)?(\d+\.\d+)[\d.]*_linux
      | hugo[\w/-]*:(?:ext-?\w*-)?v?(\d+\.\d+)
      | "hugo-(?:bin|extended)"\s*:\s*"[~^]?(\d+\.\d+)
      | ^hugo\s+(?:extended_)?v?(\d+\.\d+)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BARE: Final = re.compile(r"^v?(\d+\.\d+)")
"""A file that holds nothing but the version: ``.hvm``."""
_OLD_SETTINGS: Final = (
    "pygmentscodefences",
    "pygmentscodefencesguesssyntax",
    "pygmentsoptions",
    "pygmentsuseclasses",
    "pygmentsuseclassic",
    "pygmentsstyle",
    "metadataformat",
)
"""Settings that Goldmark's release replaced by ``[markup]``, or that are older still."""


@dataclass(frozen=True, slots=True)
class VersionGuess:
    """A version and where it comes from."""

    version: tuple[int, int] | None
    evidence: str
    """``file:line`` or ``file:line (what stands there)``; "" when there is none."""
    blackfriday: bool
    guessed: bool = False
    """Whether only the age of a setting or of the theme tells of Blackfriday."""


def guess_version(files: SiteFiles, config: MergedConfig, known: tuple[int, int] | None = None) -> VersionGuess:
    """Return the version that the site was made for, from the most to the least trustworthy evidence.

    Args:
        files: the site.
        config: its configuration.
        known: the version where somebody has said it.

    """
    values = config.values
    handler = text(nested(values, "markup"), "defaultmarkdownhandler").lower()
    asked = handler == "blackfriday"
    if known is not None:
        return VersionGuess(
            known, "set", blackfriday=known < GOLDMARK or (asked and known <= _LAST_BLACKFRIDAY_HANDLER)
        )
    knows_goldmark = bool(nested(values, "markup", "goldmark"))
    for path, line, version in _pinned(files):
        if knows_goldmark and version < GOLDMARK:
            # A build file that was left behind: that version cannot read this configuration.
            continue
        return VersionGuess(version, f"{path}:{line}", blackfriday=asked or version < GOLDMARK)
    if asked:
        return VersionGuess(
            _LAST_BLACKFRIDAY_HANDLER, _setting(files, config, "defaultmarkdownhandler"), blackfriday=True
        )
    if "blackfriday" in values and not knows_goldmark:
        return VersionGuess(_LAST_BLACKFRIDAY, _setting(files, config, "blackfriday"), blackfriday=True)
    declared = _declared(values, "max") or _declared(values, "min")
    if declared is not None:
        # A minimum does not say that the site is as old as that; only a recent one says something.
        telling = _declared(values, "max") is not None or declared >= (0, 152)
        evidence = _setting(files, config, "hugoversion") if telling else ""
        return VersionGuess(declared if telling else None, evidence, blackfriday=False)
    return _guess_by_age(files, config)


def _pinned(files: SiteFiles) -> Iterator[tuple[str, int, tuple[int, int]]]:
    workflows = (path for path in files.walk(".github/workflows") if path.endswith((".yml", ".yaml")))
    for path in (*_BUILD_FILES[:1], *workflows, *_BUILD_FILES[1:]):
        if not files.exists(path):
            continue
        pattern = _BARE if path == ".hvm" else _PINNED
        found = list(_versions(files.read(path).decode("utf-8", "replace"), pattern))
        if found:
            line, version, _ = max(found, key=lambda each: (each[2], -each[0]))
            yield path, line, version


def _versions(content: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, tuple[int, int], bool]]:
    """Yield line, version and whether it is the production build's."""
    production = False
    for number, line in enumerate(content.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("["):
            production = "production" in stripped
        if stripped.startswith("#"):
            continue
        match = pattern.search(stripped)
        if match:
            major, minor = next(group for group in match.groups() if group).split(".")
            yield number, (int(major), int(minor)), production


def _declared(values: ParamMap, bound: str) -> tuple[int, int] | None:
    return _parse(text(nested(values, "module", "hugoversion"), bound))


def _parse(version: str) -> tuple[int, int] | None:
    match = re.match(r"v?(\d+)\.(\d+)", version.strip())
    return (int(match[1]), int(match[2])) if match else None


def _setting(files: SiteFiles, config: MergedConfig, key: str) -> str:
    for path in config.files:
        line = find_line(files, path, rf"^\s*[\[\"']*[\w.]*\b{key}\b")
        if line:
            return f"{path}:{line}"
    return config.source


def _guess_by_age(files: SiteFiles, config: MergedConfig) -> VersionGuess:
    """Return the Blackfriday age for a configuration that knows nothing newer, else nothing."""
    values = config.values
    name = config.source.rpartition("/")[2]
    if not name.startswith("config.") or "markup" in values or "module" in values:
        return VersionGuess(None, "", blackfriday=False)
    old = next((key for key in _OLD_SETTINGS if key in values), "")
    if old:
        evidence = _setting(files, config, old)
        return VersionGuess(_LAST_BLACKFRIDAY, f"{evidence} ({old})", blackfriday=True, guessed=True)
    for module in config.modules[1:]:
        path = f"{module.folder}/theme.toml"
        if not files.exists(path):
            continue
        content = files.read(path).decode("utf-8", "replace")
        match = re.search(r"^\s*min_version\s*=\s*[\"']?([\d.]+)", content, re.MULTILINE)
        version = _parse(match[1]) if match else None
        if version and version < GOLDMARK:
            line = find_line(files, path, r"^\s*min_version")
            return VersionGuess(version, f"{path}:{line} (min_version)", blackfriday=True, guessed=True)
    return VersionGuess(None, "", blackfriday=False)
