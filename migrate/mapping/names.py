"""Ids and names that an inferred mapping gives to content types and fields."""

import re

__all__ = ["camel", "name_of_type", "new_field_id", "new_type_id", "singular"]

_PLURALS = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"))
_NO_PLURALS = frozenset({"news", "series", "species", "status", "kubernetes", "analytics", "mathematics", "physics"})


def new_type_id(name: str, taken: set[str]) -> str:
    """Return a new content type id that reads like the name of a section or taxonomy, in the singular."""
    made = camel(singular(name)) or "page"
    made = made if re.match(r"[A-Za-z]", made) else f"type{made}"
    base, number = made, 2
    if made in taken:
        base = made = f"{made}Page"
    while made in taken:
        made = f"{base}{number}"
        number += 1
    taken.add(made)
    return made


def singular(name: str) -> str:
    """Return an English plural in the singular, as far as endings tell."""
    lower = name.lower()
    if lower in _NO_PLURALS or lower.endswith(("ss", "us", "is")):
        return name
    for ending, instead in _PLURALS:
        if lower.endswith(ending):
            return name[: -len(ending)] + instead
    return name[:-1] if lower.endswith("s") and len(name) > 3 else name


def new_field_id(name: str, used: set[str]) -> str:
    """Return a new field id that reads like the key: ``cover-image`` → ``coverImage``."""
    made = name if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) else camel(name)
    made = made if re.match(r"[A-Za-z]", made) else f"key{made}"
    made = made[:60]
    base, number = made, 2
    while made.lower() in {held.lower() for held in used}:
        made = f"{base}{number}"
        number += 1
    used.add(made)
    return made


def camel(name: str) -> str:
    """Return words with humps between: ``cover-image`` → ``coverImage``."""
    words = [word for word in re.split(r"[^A-Za-z0-9]+", name) if word]
    if not words:
        return ""
    return words[0][:1].lower() + words[0][1:] + "".join(word[:1].upper() + word[1:] for word in words[1:])


def name_of_type(type_id: str) -> str:
    """Return an id with humps as people write it."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", type_id)
    return spaced[:1].upper() + spaced[1:].lower()
