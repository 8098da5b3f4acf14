"""URLs of pages by Hugo's rules (https://gohugo.io/content-management/urls/).

Owns: default paths, ``slug``, ``url``, ``[permalinks]`` with all tokens, uglyURLs, language prefixes.
Does not own: slugs of single names (`slugs`), aliases (`aliases`).
"""

from migrate.extract.urls import PageFacts, PageUrl, UrlSettings

__all__ = ["page_url"]


def page_url(facts: PageFacts, settings: UrlSettings) -> PageUrl:
    """Return where the page is published; never raises (an unknown token in ``url`` stays as written)."""
    raise NotImplementedError
