"""Pages that Hugo refuses, so that it can build the rest.

Owns reading from Hugo's words which page it was. Does not own the build (`build`).
"""

import re
from collections.abc import Collection

__all__ = ["missing_format", "reason_of", "refused_page"]

_FILE = re.compile(r'"(?P<file>[^"]+?)(?::\d+)*"')
_LAYOUT = re.compile(r'"(?:[^"]*/)?layouts/(?!all\.html|home\.html)[^":]+:\d+')
_FORMAT = re.compile(r'OutputFormat with key "([^"]+)" not found')
_WAY = re.compile(r'>: |:\d+": |failed: |pageMetaSource [^"]*: ')
"""What stands between one of Hugo's reasons and the next."""


def missing_format(told: str) -> str | None:
    """Return the output format that pages ask for and the site's folder does not define; None when it is not that."""
    found = _FORMAT.search(told)
    return found[1].lower() if found is not None else None


def refused_page(told: str, folders: Collection[str]) -> str | None:
    """Return the content file that Hugo refuses the whole site for; None when it is something else.

    Args:
        told: Hugo's words, with places relative to the site.
        folders: the folders that hold content, relative to the site.

    """
    if _LAYOUT.search(told):
        return None
    below = tuple(f"{folder}/" for folder in folders)
    return next((found for found in _FILE.findall(told) if found.startswith(below)), None)


def reason_of(told: str) -> str:
    """Return the end of Hugo's words; those on the way there say nothing more."""
    return _WAY.split(told.split("\n", 1)[0])[-1].strip()
