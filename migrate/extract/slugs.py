"""How Hugo turns names, slugs, tags and titles into elements of a URL path.

Owns: which characters of a text survive in a URL, and percent-encoding. Does not own: which text a page's URL is made
of, joining elements and cleaning ``..`` (the builder of URLs does), as in
https://gohugo.io/content-management/urls/.
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote_plus, unquote_to_bytes

from migrate.extract.gotext import SPACE, to_lower

__all__ = ["clean_slug", "encode", "page_path", "path_element", "sanitize", "sanitize_token", "urlize"]

_PLAIN = re.compile(r"[A-Za-z0-9./\\_#+~\-@]*")
_HEX_PAIR = re.compile(r"[0-9A-Fa-f]{2}")
_SPACE = re.compile(f"[{SPACE}]")
_KEPT_CATEGORIES = frozenset("LM")
_KEPT_SIGNS = frozenset("./\\_#+~-@")

# Go's net/url keeps a path as written when it consists of these and of escapes, and otherwise encodes all but the
# second set.
_VALID_AS_WRITTEN = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/\[\]]|%[0-9A-Fa-f]{2})*")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_NEVER_ENCODED = "-._~$&+,/:;=@"


def clean_slug(text: str) -> str:
    """Return a ``slug`` as Hugo stores it: without hyphens at its ends. An empty result means that there is none."""
    return text.strip("-")


def urlize(text: str, *, lower: bool = True, remove_accents: bool = False) -> str:
    """Return a slug as it stands in a URL path, not percent-encoded; slashes in it separate path elements."""
    return _sanitize(clean_slug(text), lower=lower, remove_accents=remove_accents)


def path_element(name: str, *, lower: bool = True, remove_accents: bool = False) -> str:
    """Return a file name or a tag as it stands in a URL path, not percent-encoded: spaces become ``-`` first."""
    return _sanitize(name.replace(" ", "-"), lower=lower, remove_accents=remove_accents)


def sanitize(path: str, *, lower: bool = True, remove_accents: bool = False) -> str:
    """Return a path of several elements without the characters that Hugo keeps out of URLs, not percent-encoded."""
    return _sanitize(path, lower=lower, remove_accents=remove_accents)


def page_path(name: str) -> str:
    """Return the logical path key of a file or term name: lower case, spaces become ``-``, all else stays."""
    return to_lower(name.replace(" ", "-"))


def sanitize_token(text: str, *, lower: bool = True, remove_accents: bool = False, keep_slashes: bool = True) -> str:
    r"""Return the value of a permalink token as it stands in the URL path, not percent-encoded.

    Hugo reads the sanitized text as a URL and decodes it as a query before it sanitizes it again, so ``+`` becomes a
    space and an empty fragment vanishes.

    Args:
        text: the value of the token.
        lower: False under ``disablePathToLower``.
        remove_accents: True under ``removePathAccents``.
        keep_slashes: False for ``:title``, in which ``/`` and ``\`` separate nothing and become ``-``.

    """
    if not keep_slashes:
        text = text.replace("/", "-").replace("\\", "-")
    once = _sanitize(text, lower=lower, remove_accents=remove_accents)
    once = once.removesuffix("#") if once.count("#") == 1 else once
    return _sanitize(unquote_plus(once), lower=lower, remove_accents=remove_accents)


def encode(path: str) -> str:
    """Return `path` percent-encoded as in a permalink; what follows a ``?`` stays as written."""
    path, mark, query = path.replace("#", "%23").partition("?")
    if not _VALID_AS_WRITTEN.fullmatch(path):
        decoded = unquote_to_bytes(_BAD_ESCAPE.sub("%25", path))
        path = quote(decoded, safe=_NEVER_ENCODED)
    return path + mark + query


@lru_cache(maxsize=65536)
def _sanitize(text: str, *, lower: bool, remove_accents: bool) -> str:
    """Drop what Hugo does not allow in a path; a dropped run with white space in it leaves one hyphen."""
    if not _PLAIN.fullmatch(text):
        text = _drop_forbidden(_strip_accents(text) if remove_accents else text)
    return to_lower(text) if lower else text


def _strip_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if unicodedata.category(c) != "Mn"))


def _drop_forbidden(text: str) -> str:
    kept: list[str] = []
    hyphen_waits = False
    after_hyphen = False
    for index, character in enumerate(text):
        if _is_allowed(character, text, index):
            after_hyphen = character == "-"
            if hyphen_waits and not after_hyphen:
                kept.append("-")
            hyphen_waits = False
            kept.append(character)
        elif kept and not after_hyphen and _SPACE.match(character):
            hyphen_waits = True
    return "".join(kept)


def _is_allowed(character: str, text: str, index: int) -> bool:
    if character == "%":
        return _HEX_PAIR.match(text, index + 1) is not None
    if character in _KEPT_SIGNS:
        return True
    category = unicodedata.category(character)
    return category[0] in _KEPT_CATEGORIES or category == "Nd"
