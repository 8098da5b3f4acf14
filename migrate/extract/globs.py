r"""Hugo's glob patterns as regular expressions (https://gohugo.io/quick-reference/glob-patterns/).

Owns: ``*`` (within one path element), ``**`` (across them), ``?``, ``[abc]``, ``[!a-z]``, ``{a,b}``, ``\\`` escapes;
matching ignores case. Does not own: what is matched.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

__all__ = ["glob_regex", "matching_languages"]


@lru_cache(maxsize=1024)
def glob_regex(pattern: str) -> re.Pattern[str]:
    """Return an expression for ``.match`` that accepts exactly what the glob does; a broken glob matches itself."""
    try:
        return re.compile(f"(?:{_translate(pattern)})\\Z", re.IGNORECASE | re.DOTALL)
    except re.error:
        return re.compile(re.escape(pattern) + "\\Z", re.IGNORECASE)


def _translate(pattern: str) -> str:
    out: list[str] = []
    depth = position = 0
    while position < len(pattern):
        char = pattern[position]
        step = 1
        if char == "*":
            step = len(pattern[position:]) - len(pattern[position:].lstrip("*"))
            out.append(".*" if step > 1 else "[^/]*")
        elif char == "?":
            out.append("[^/]")
        elif char == "\\" and position + 1 < len(pattern):
            out.append(re.escape(pattern[position + 1]))
            step = 2
        elif char == "[" and "]" in pattern[position + 2 :]:
            end = pattern.index("]", position + 2)
            out.append(_character_class(pattern[position + 1 : end]))
            step = end + 1 - position
        elif char == "{":
            depth += 1
            out.append("(?:")
        elif char == "}" and depth:
            depth -= 1
            out.append(")")
        elif char == "," and depth:
            out.append("|")
        else:
            out.append(re.escape(char))
        position += step
    return "".join(out)


def _character_class(text: str) -> str:
    negated = text.startswith("!")
    body = text[1:] if negated else text
    escaped = body.replace("\\", "\\\\").replace("[", "\\[").replace("^", "\\^").replace("&", "\\&").replace("~", "\\~")
    return f"[{'^' if negated else ''}{escaped}]"


def matching_languages(wanted: Sequence[str], codes: Sequence[str]) -> tuple[str, ...]:
    """Return the languages that a list of globs names; one that starts with ``!`` excludes."""
    includes = [pattern for pattern in wanted if not pattern.startswith("!")] or ["**"]
    excludes = [pattern.lstrip("! ") for pattern in wanted if pattern.startswith("!")]
    return tuple(
        code
        for code in codes
        if any(glob_regex(pattern).match(code) for pattern in includes)
        and not any(glob_regex(pattern).match(code) for pattern in excludes)
    )
