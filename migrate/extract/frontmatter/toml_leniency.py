"""TOML 1.1, which Hugo reads, rewritten as the TOML 1.0 that Python reads.

Owns: the differences between the two versions that occur in front matter: times without seconds, two escapes, and a
comma before a closing brace. It is consulted only after Python has refused a text. Does not own: errors.
"""

import re

__all__ = ["rewrite"]

_TOKEN = re.compile(
    r'''(?P<basic>"""(?:[^"\\]|\\.|"(?!""))*+"""|"(?:[^"\\\n]|\\.)*+")'''
    r"""|(?P<kept>'''(?:[^']|'(?!''))*+'''|'[^'\n]*+'|\#[^\n]*+)"""
    r"""|(?P<time>(?<![\d:])\d\d:\d\d(?![\d:]))(?=\s*(?:[Z+,\]}\#-]|$))"""
    r"""|(?P<comma>,)(?=[ \t]*\})""",
    re.DOTALL | re.ASCII | re.MULTILINE,
)
_OFFSET_SIGN = re.compile(r"\d[+-]\Z")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|(e)|.)", re.DOTALL)


def rewrite(text: str) -> str:
    """Return `text` with what only TOML 1.1 allows written as TOML 1.0."""
    return _TOKEN.sub(_rewrite_token, text)


def _rewrite_token(match: re.Match[str]) -> str:
    token = match[0]
    match match.lastgroup:
        case "basic":
            return _ESCAPE.sub(_rewrite_escape, token)
        case "time" if not _OFFSET_SIGN.search(match.string, max(match.start() - 2, 0), match.start()):
            return f"{token}:00"
        case "comma":
            return ""
        case _:
            return token


def _rewrite_escape(match: re.Match[str]) -> str:
    if match[1]:
        return rf"\u00{match[1]}"
    return r"\u001b" if match[2] else match[0]
