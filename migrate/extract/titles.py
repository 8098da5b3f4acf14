"""Titles that Hugo makes for sections, taxonomies and terms without an ``_index`` file.

Owns: title case in Hugo's styles, English plurals. Does not own: titles that authors wrote.
Follows ``titleCaseStyle``, ``capitalizeListTitles`` and ``pluralizeListTitles`` of https://gohugo.io/configuration/all/.
"""

import re
from typing import Final

from migrate.extract.config import LanguageRules
from migrate.extract.plurals import pluralize
from migrate.model.source import Kind

__all__ = ["automatic_title", "title_case"]

_WORD: Final = re.compile(r"[^\W_]+[^\s/-]*")
_SMALL_WORDS_TEXT: Final = "a an and as at but by en for if in nor of on or per the to via vs vs. v v."
_SMALL_WORDS: Final = frozenset(_SMALL_WORDS_TEXT.split())
_LONG_PREPOSITIONS_TEXT: Final = (
    "about above across after against along among around before between beyond concerning despite down during "
    "following from including into near over since through throughout towards under until upon with within without"
)
_LONG_PREPOSITIONS: Final = frozenset(_LONG_PREPOSITIONS_TEXT.split())
_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def automatic_title(kind: Kind, name: str, rules: LanguageRules) -> str:
    """Return the title of a page without a file; `name` is its folder, taxonomy or term as written."""
    match kind:
        case Kind.HOME:
            return rules.language.title
        case Kind.SECTION:
            name = pluralize(name) if rules.pluralize_titles else name
            return title_case(name, rules.title_style) if rules.capitalize_titles else name
        case Kind.TAXONOMY:
            name = title_case(name, rules.title_style) if rules.capitalize_titles else name
            return name.replace("-", " ")
        case _:
            return title_case(name, rules.title_style) if rules.capitalize_titles else name


def title_case(text: str, style: str) -> str:
    """Return `text` in one of Hugo's styles: ``ap``, ``chicago``, ``go``, ``firstupper``, ``none``."""
    match style:
        case "none":
            return text
        case "firstupper":
            return _upper(text[:1]) + text[1:]
        case "go":
            return re.sub(r"(?<![\w'])\w", lambda match: _upper(match[0]), text)
        case "chicago":
            return _capitalize(text, _SMALL_WORDS | _LONG_PREPOSITIONS)
        case _:
            return _capitalize(text, _SMALL_WORDS)


def _capitalize(text: str, small: frozenset[str]) -> str:
    plain = text.translate(_QUOTES)

    def convert(match: re.Match[str]) -> str:
        word, start, end = match[0], match.start(), match.end()
        before = plain[start - 1] if start else ""
        two_before = plain[start - 2] if start > 1 else ""
        stays_small = (
            start > 0
            and end < len(plain)
            and word.lower() in small
            and before in (" ", "-", "/")
            and two_before not in (":", "-")
            and (plain[end] != "-" or before == "-")
        )
        return word.lower() if stays_small else _upper(word[0]) + word[1:]

    return _WORD.sub(convert, text)


def _upper(letter: str) -> str:
    """Return `letter` in title case as Go does, which knows no letter that becomes two, such as the German sharp s."""
    upper = letter.title()
    return upper if len(upper) == len(letter) else letter
