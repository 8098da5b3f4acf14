"""Arguments of a shortcode that nothing has read: kept or told, since a template may show them.

Owns what counts as something that a reader may have seen. Does not own which arguments are read (handlers and rules).
"""

import re
from collections.abc import Mapping

from migrate.transform.body.shortcodes.calls import Call
from migrate.transform.body.shortcodes.printing import printed

__all__ = ["seen_unread", "tell_lost"]

_LOOK = re.compile(
    r"(?:align|animation|args|background|bg|border|class(?:es|name)?|colou?r|columns?|command|float|height|icon|id|layout|"
    r"loading|margin|max-?width|mode|options?|padding|position|rel|shadow|size|sizes|src_[a-z]|srcset|style|target|theme|type|"
    r"variant|width|wrapper)\Z",
    re.IGNORECASE,
)
"""Ends of the names of arguments that change how something looks."""
_SAID = re.compile(
    r"(?:alt|artist|attr|attribution|author|byline|caption|cite|content|credit|description|figcaption|footer|header|heading|"
    r"href|image|img|label|legend|link|message|name|number|poster|quote|source|src|subtitle|summary|text|title|url)\Z",
    re.IGNORECASE,
)
"""Ends of the names of arguments that templates print, or that lead to a page or an image."""
_WORDS = re.compile(r"[^\W\d_]{2,}[^\w\n]+(?:\w[^\w\n]+)*[^\W\d_]{2,}")
_ADDRESS = re.compile(
    r"\A(?:[a-z][a-z0-9+.-]*:)?/\S|\.(?:avif|gif|jpe?g|png|svg|webp|pdf|mp4|webm|mp3)\Z", re.IGNORECASE
)


_STYLE = re.compile(r"[\w-]+\s*:[^:;{}]+;")
"""A declaration of CSS."""


def seen_unread(call: Call) -> dict[str | int, str]:
    """Return the arguments of `call` that nobody has read and readers may have seen; report all others together."""
    seen: dict[str | int, str] = {}
    others = []
    for key, value in call.unread:
        if isinstance(value, str) and _may_be_seen(key, value):
            seen[key] = value
        else:
            others.append(f"{key}={printed(value)}" if isinstance(key, str) else printed(value))
    if others:
        call.note("shortcode-options-dropped", ", ".join(others), f"left out options of {call.source.name}")
    return seen


def tell_lost(call: Call, seen: Mapping[str | int, str]) -> None:
    """Report arguments for which there is no place, one by one."""
    for key, value in seen.items():
        call.note("shortcode-argument-dropped", value, f"left out the argument {key} of {call.source.name}")


def _may_be_seen(key: str | int, value: str) -> bool:
    if not value.strip():
        return False
    if isinstance(key, str) and _SAID.search(key):
        return any(map(str.isalnum, value))
    if isinstance(key, str) and _LOOK.search(key):
        return False
    if _STYLE.search(value):
        return False
    return _WORDS.search(value) is not None or _ADDRESS.search(value) is not None
