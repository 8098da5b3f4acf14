"""Ids of entries and assets: readable, deterministic, and never two things under one id.

Owns how an id is made. Does not own which pages become entries (`pages`) nor the ids inside bodies (`body`).
Contentful's rule is ``[A-Za-z0-9._-]{1,64}`` (https://www.contentful.com/developers/docs/references/content-management-api/).
"""

import hashlib
import re
import unicodedata

__all__ = ["ID_LENGTH", "entry_id", "file_asset_id", "is_id", "url_asset_id", "value_entry_id", "value_key"]

ID_LENGTH = 64
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
_PLAIN_STEP = re.compile(r"[A-Za-z0-9_-]+\Z")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*\Z")
_ILLEGAL = re.compile(r"[^A-Za-z0-9_-]+")
_HASH_LENGTH = 10
_ASSET_HASH_LENGTH = 32
_HOME = "_index"
_SPACES = re.compile(r"\s+")
_NO_KEY = re.compile(r"[^a-z0-9._#+~@-]")


def is_id(text: str) -> bool:
    """Tell whether Contentful takes `text` as an id."""
    return _ID.match(text) is not None


def entry_id(key: str, prefix: str = "") -> str:
    """Return the id of the entry of the page with the translation key `key`, such as ``posts.my-post``.

    The steps of the key are joined with dots. A key that has other characters in a step, or is too long, gets a hash
    of its own, so that two keys never share an id.
    """
    path = key.strip("/")
    plain = prefix + (path.replace("/", ".") if path else _HOME)
    if len(plain) <= ID_LENGTH and path != _HOME and (not path or _PLAIN_PATH.match(path)):
        return plain
    steps = path.split("/") if path else [_HOME]
    return _shortened(prefix, [_ascii(step) for step in steps], key)


def value_entry_id(content_type: str, value: str, prefix: str = "", *, exact: bool = False) -> str:
    """Return the id of the entry of type `content_type` that stands for a value: ``author--farah-sheikh``.

    Two hyphens keep it apart from the ids of pages. With `exact` every spelling has an id of its own.
    """
    key = value_key(value)
    if exact and value != key:
        return _shortened(prefix, [f"{content_type}--{_ascii(key)}"], f"{content_type}\n\n{value}")
    plain = f"{prefix}{content_type}--{key}"
    if len(plain) <= ID_LENGTH and _PLAIN_STEP.match(key) and _ID.match(plain):
        return plain
    return _shortened(prefix, [f"{content_type}--{_ascii(key)}"], f"{content_type}\n{key}")


def value_key(value: str) -> str:
    """Return what equal spellings of a value share: ``Go Lang``, ``go lang`` and ``go-lang`` are one term.

    Follows Hugo's merging of terms: lower case, spaces become hyphens, letters, digits, marks and ``._#+~-@`` stay
    (https://gohugo.io/content-management/taxonomies/). So ``C``, ``C++`` and ``C#`` are three.
    """
    text = _SPACES.sub("-", unicodedata.normalize("NFC", value).strip().lower())
    if text.isascii():
        return _NO_KEY.sub("", text) or text
    kept = "".join(sign for sign in text if sign in "._#+~-@" or unicodedata.category(sign)[0] in "LNM")
    return kept or text


def file_asset_id(sha256: str) -> str:
    """Return the id of the asset with the content `sha256`; equal files are one asset wherever they lie."""
    return sha256[:_ASSET_HASH_LENGTH]


def url_asset_id(url: str) -> str:
    """Return the id of the asset that is fetched from `url`."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:_ASSET_HASH_LENGTH]


def _ascii(step: str) -> str:
    folded = unicodedata.normalize("NFKD", step).encode("ascii", "ignore").decode("ascii")
    return _ILLEGAL.sub("-", folded).strip("-")


def _shortened(prefix: str, steps: list[str], key: str) -> str:
    tail = "-" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LENGTH]
    readable = ".".join(step for step in steps if step)
    room = ID_LENGTH - len(prefix) - len(tail)
    return (prefix + readable[:room].rstrip(".-") + tail).lstrip("-") if readable else f"{prefix}page{tail}"
