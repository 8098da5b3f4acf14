"""The configuration of a Hugo site: found, merged and read into typed rules.

Owns: everything that the configuration says of pages. Does not own: URLs (`migrate.extract.urls` reads its own part).
"""

import os
import re
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path

from migrate.errors import ConfigurationError
from migrate.extract.cascade import CascadeRule, read_cascade
from migrate.extract.config.frontmatter import DateRules, read_date_rules
from migrate.extract.config.goldmark import read_goldmark
from migrate.extract.config.languages import default_language, is_multihost, language_zone, read_languages
from migrate.extract.config.mounts import ContentMount, read_mounts
from migrate.extract.config.sources import MergedConfig, read_merged_config
from migrate.extract.config.taxonomies import read_disabled_kinds, read_taxonomies
from migrate.extract.config.values import flag, mapping, number, strings, text
from migrate.extract.config.version import VersionGuess, guess_version
from migrate.extract.files import Mount, SiteFiles
from migrate.model.source import Kind, Language, ParamMap, SiteConfig

__all__ = ["Configuration", "ContentMount", "DateRules", "LanguageRules", "read_configuration"]


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """What the configuration says of the pages of one language."""

    language: Language
    position: int
    raw: ParamMap
    """The configuration merged for the language."""
    zone: tzinfo
    taxonomies: dict[str, str]
    """plural → singular."""
    disabled: frozenset[Kind]
    dates: DateRules
    cascade: tuple[CascadeRule, ...]
    pluralize_titles: bool
    capitalize_titles: bool
    title_style: str
    """``titleCaseStyle``: ap, chicago, go, firstupper, none."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """The configuration as `extract` works with it; `site` is the part that the other stages see."""

    site: SiteConfig
    languages: tuple[LanguageRules, ...]
    multihost: bool
    environment: str
    content: tuple[ContentMount, ...]
    mounts: tuple[Mount, ...]
    """All components but content."""
    ignore: tuple[re.Pattern[str], ...]
    """``ignoreFiles``: a file whose path fits one of these is not there."""
    git_info: bool
    missing_themes: tuple[str, ...]

    outside: tuple[str, ...]
    """Folders of content that do not lie in the site's folder, as configured."""
    codes: tuple[str, ...]
    """The codes of the enabled languages, in order."""
    all_codes: frozenset[str]
    """The codes of all languages, disabled ones included."""

    @property
    def cascade_codes(self) -> tuple[str, ...]:
        """The languages of which a cascade that is for some must name one: since 0.150 it is for all otherwise."""
        return _cascade_codes(self.site.hugo_version, self.codes)

    def older_than(self, major: int, minor: int) -> bool:
        """Return whether the site is known to be made for a version before `major`.`minor`."""
        return self.site.hugo_version is not None and self.site.hugo_version < (major, minor)


def _cascade_codes(version: tuple[int, int] | None, codes: tuple[str, ...]) -> tuple[str, ...]:
    return () if version is not None and version < (0, 150) else codes


def read_configuration(
    files: SiteFiles, environment: str, hugo_version: tuple[int, int] | None = None
) -> Configuration:
    """Return the configuration of the site.

    Args:
        files: the site.
        environment: Hugo's environment, such as ``production``.
        hugo_version: the version that the site was made for; None = guess.

    Raises:
        ConfigurationError: a configuration file cannot be read, or says something that Hugo refuses.

    """
    merged = read_merged_config(files, environment)
    values = merged.values
    languages = read_languages(values, merged.source)
    multihost = is_multihost(values)
    guess = guess_version(files, merged, hugo_version)
    content, mounts = read_mounts(merged.modules, languages, multihost=multihost)
    content, outside = _inside(files, content)
    known = _cascade_codes(guess.version, tuple(language.code for language, _ in languages))
    rules = tuple(_language_rules(position, *each, merged.source, known) for position, each in enumerate(languages))
    return Configuration(
        site=_site_config(merged, rules, guess, multihost=multihost),
        languages=rules,
        multihost=multihost,
        environment=environment,
        content=content,
        mounts=mounts,
        ignore=_ignore_patterns(values, merged.source),
        git_info=flag(values, "enablegitinfo"),
        missing_themes=merged.missing_themes,
        outside=outside,
        codes=tuple(language.code for language, _ in languages),
        all_codes=frozenset({*mapping(values, "languages"), *(language.code for language, _ in languages)}),
    )


def _inside(files: SiteFiles, mounts: tuple[ContentMount, ...]) -> tuple[tuple[ContentMount, ...], tuple[str, ...]]:
    """Return the mounts with their folders' true paths, and the folders that lie outside of the site.

    Hugo skips symbolic links among the content, but follows one that is itself a content folder.
    """
    kept: list[ContentMount] = []
    outside: list[str] = []
    for content in mounts:
        source = content.mount.source
        real = Path(os.path.realpath(files.root / source.replace("\0", "")))
        if real.is_relative_to(files.root):
            inside = real.relative_to(files.root).as_posix()
            kept.append(replace(content, mount=replace(content.mount, source=inside)))
        else:
            outside.append(source)
    return tuple(kept), tuple(dict.fromkeys(outside))


def _site_config(
    merged: MergedConfig, rules: tuple[LanguageRules, ...], guess: VersionGuess, *, multihost: bool
) -> SiteConfig:
    values = merged.values
    default = default_language(values, [each.language.code for each in rules])
    ordered = sorted(rules, key=lambda each: each.language.code != default)
    taxonomies = {plural: singular for each in reversed(ordered) for plural, singular in each.taxonomies.items()}
    return SiteConfig(
        source=merged.source,
        title=text(values, "title"),
        base_url=text(values, "baseurl"),
        languages=tuple(each.language for each in rules),
        default_language=default,
        taxonomies=taxonomies,
        hugo_version=guess.version,
        hugo_version_evidence=guess.evidence,
        blackfriday=guess.blackfriday,
        # Hugo 0.168 takes any configured language for several, be it the only one.
        goldmark=read_goldmark(values, multilingual=bool(mapping(values, "languages")) and not multihost),
        enable_emoji=flag(values, "enableemoji"),
        summary_length=number(values, "summarylength", 70),
        ref_links_error_level=text(values, "reflinkserrorlevel", default="ERROR").upper(),
        params=mapping(values, "params"),
        # A language's own menus replace those of the site; the default language speaks for the site.
        menus=mapping(ordered[0].raw, "menus"),
        raw=values,
        blackfriday_guessed=guess.guessed,
    )


def _language_rules(
    position: int, language: Language, raw: ParamMap, source: str, known: tuple[str, ...]
) -> LanguageRules:
    return LanguageRules(
        language=language,
        position=position,
        raw=raw,
        zone=language_zone(language, source),
        taxonomies=dict(read_taxonomies(raw)),
        disabled=read_disabled_kinds(raw),
        dates=read_date_rules(raw),
        cascade=read_cascade(raw.get("cascade"), known=known),
        pluralize_titles=flag(raw, "pluralizelisttitles", default=True),
        capitalize_titles=flag(raw, "capitalizelisttitles", default=True),
        title_style=text(raw, "titlecasestyle", default="ap").lower(),
    )


def _ignore_patterns(values: ParamMap, source: str) -> tuple[re.Pattern[str], ...]:
    patterns = []
    for pattern in strings(values, "ignorefiles"):
        try:
            patterns.append(re.compile(pattern))
        except re.error as error:
            raise ConfigurationError(
                f"the ignoreFiles pattern {pattern!r} is not a regular expression: {error}",
                where=source,
                hint="Correct the pattern",
            ) from error
    return tuple(patterns)
