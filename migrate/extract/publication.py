"""Whether a page is published at all: draft, published, headless, build options.

Owns: these fields and the words that versions of Hugo read differently. Does not own: dates of publication.
Follows https://gohugo.io/content-management/build-options/. Where versions disagree and the site names none, the
reading is taken that publishes nothing by accident.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from migrate.extract.coerce import to_bool, to_string
from migrate.extract.config import Configuration
from migrate.extract.pages import PageSeed
from migrate.model.findings import Finding, Severity
from migrate.model.quick import quick
from migrate.model.source import Param, ParamMap

__all__ = ["Publication", "is_switch", "read_publication"]

_YES: Final = frozenset({"yes", "on", "y"})
_NO: Final = frozenset({"no", "off", "n"})
_WORDS_ARE_TEXT: Final = (0, 152)
"""The first version that reads yes, no, on and off in YAML as text."""


@quick
@dataclass(frozen=True, slots=True)
class Publication:
    """What the fields of a page say of its publication."""

    draft: bool
    rendered: bool
    """False for a page without a URL."""
    listed: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """A field whose value is one of the words, which holds the page back in the safe reading."""

    key: str
    written: Param


def read_publication(seed: PageSeed, params: ParamMap, config: Configuration) -> Publication:
    """Return whether a page with the effective values `params` is a draft, has a URL and is in lists."""
    version = config.site.hugo_version
    safe = version is None or version < _WORDS_ARE_TEXT
    words: list[_Word] = []
    draft = _draft(seed, params, words, safe=safe)
    rendered, listed = _build_options(params)
    headless = params.get("headless")
    if _says(seed, params, "headless", _YES):
        words.append(_Word("headless", headless))
    if to_bool(headless) or (safe and _says(seed, params, "headless", _YES)):
        rendered = listed = False
    return Publication(draft, rendered, listed, tuple(_finding(seed, word, safe=safe) for word in words))


def is_switch(value: Param) -> bool:
    """Return whether Hugo reads ``published`` as a switch rather than as a date."""
    if isinstance(value, str):
        return value in ("0", "f", "F", "false", "FALSE", "False")
    return value is None or isinstance(value, bool | int | float)


def _draft(seed: PageSeed, params: ParamMap, words: list[_Word], *, safe: bool) -> bool:
    if "draft" in params:
        if _says(seed, params, "draft", _YES):
            words.append(_Word("draft", params["draft"]))
            return safe
        return to_bool(params["draft"])
    if _says(seed, params, "published", _NO):
        words.append(_Word("published", params["published"]))
        return safe
    return "published" in params and is_switch(params["published"]) and not to_bool(params["published"])


def _says(seed: PageSeed, params: ParamMap, key: str, words: frozenset[str]) -> bool:
    """Whether a value is one of the words, written in YAML or inherited."""
    value = params.get(key)
    if not isinstance(value, str) or value.lower() not in words:
        return False
    return seed.front.format == "yaml" or key not in seed.front.params


def _build_options(params: ParamMap) -> tuple[bool, bool]:
    """Return whether the page has a URL, and whether it is in lists."""
    build = params.get("build", params.get("_build"))
    if not isinstance(build, Mapping):
        return True, True
    return _is_on(build.get("render")), _is_on(build.get("list"))


def _is_on(value: Param) -> bool:
    """Read ``always``, ``never``, ``link``, ``local``, true or false; anything else is ``always``, ``Never`` too."""
    if isinstance(value, bool):
        return value
    text = to_string(value)
    return text not in ("never", "0") and text.lower() not in _NO


def _finding(seed: PageSeed, word: _Word, *, safe: bool) -> Finding:
    action = (
        "not published, as Hugo before 0.152 did; later versions publish it"
        if safe
        else "published, as Hugo 0.152 and later do, which read the word as text"
    )
    source = seed.file.path if seed.file is not None else ""
    line = seed.front.key_lines.get(word.key, 0)
    text = f"{word.key}: {to_string(word.written)}"
    return Finding(source, line, 0, "legacy-boolean", Severity.NOTE, text, action)
