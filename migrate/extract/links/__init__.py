"""Finds what a reference or a link of a page leads to.

Owns: Hugo's order for ``ref``/``relref`` and ``GetPage``, published URLs, aliases, files. Does not own: the links'
syntax.
"""

from migrate.extract.links.index import PageIndex

__all__ = ["PageIndex"]
