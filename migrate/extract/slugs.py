"""How Hugo turns names, slugs, tags and titles into elements of a URL path."""

__all__ = ["encode", "page_path", "path_element", "sanitize_token", "urlize"]


def urlize(text: str, *, lower: bool = True, remove_accents: bool = False) -> str:
    """Return a slug as it stands in a URL path, not percent-encoded."""
    raise NotImplementedError


def path_element(name: str, *, lower: bool = True, remove_accents: bool = False) -> str:
    """Return a file name or a tag as it stands in a URL path, not percent-encoded: spaces become ``-`` first."""
    raise NotImplementedError


def encode(path: str) -> str:
    """Return `path` percent-encoded as in a permalink."""
    raise NotImplementedError


def sanitize_token(text: str, *, lower: bool = True, remove_accents: bool = False) -> str:
    """Return the value of a permalink token as it stands in the URL path, not percent-encoded."""
    raise NotImplementedError


def page_path(name: str) -> str:
    """Return the logical path key of a file or term name: lower case, spaces become ``-``."""
    raise NotImplementedError
