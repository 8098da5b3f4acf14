"""English plurals as Hugo writes them in the titles of sections."""

import re
from typing import Final

__all__ = ["pluralize"]

_SAME_TEXT: Final = (
    "aircraft bison deer equipment fish homework information jeans means media metadata money moose music "
    "news offspring police rice salmon series sheep software species swine trout"
)
_SAME: Final = frozenset(_SAME_TEXT.split())
_IRREGULAR: Final = {
    "child": "children",
    "foot": "feet",
    "goose": "geese",
    "louse": "lice",
    "man": "men",
    "mouse": "mice",
    "ox": "oxen",
    "person": "people",
    "quiz": "quizzes",
    "tooth": "teeth",
    "woman": "women",
}
_RULES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), plural)
    for pattern, plural in (
        (r"([^aeiou])y$", r"\1ies"),
        (r"(qu)y$", r"\1ies"),
        (r"(matr|vert|ind)(?:ix|ex)$", r"\1ices"),
        (r"(anal|ba|cri|diagno|hypothe|oa|paraly|parenthe|the|synop)sis$", r"\1ses"),
        (r"(s|x|z|ch|sh)$", r"\1es"),
        (r"([^f])fe$", r"\1ves"),
        (r"([lr]|ea|oa)f$", r"\1ves"),
        (r"(buffal|domin|ech|her|mosquit|potat|tomat|torped|vet)o$", r"\1oes"),
        (r"$", "s"),
    )
)
_ALREADY: Final = re.compile(
    r"(?:[^s]s|ies|ches|shes|sses|xes|zes|ves|people|children|men|feet|teeth|geese|mice)$", re.IGNORECASE
)


def pluralize(name: str) -> str:
    """Return the plural of the last word of `name`; a plural stays as it is."""
    head, word = _split(name)
    lower = word.lower()
    if not word or lower in _SAME:
        return name
    if lower in _IRREGULAR:
        return head + word[0] + _IRREGULAR[lower][1:]
    if _ALREADY.search(word) and not re.search(r"(?:us|is|as)$", lower):
        return name
    for pattern, plural in _RULES:
        changed, count = pattern.subn(plural, word, count=1)
        if count:
            return head + changed
    return name


def _split(name: str) -> tuple[str, str]:
    """Return what precedes the last word, and the last word."""
    match = re.search(r"[^\W_]+$", name)
    return (name[: match.start()], match[0]) if match else (name, "")
