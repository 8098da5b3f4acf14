"""Hugo sites in, frozen data out: `read_site` reads a folder exactly as Hugo does.

Owns: everything that Hugo knows of files, front matter, bundles, languages, URLs and shortcodes. Does not own: what
becomes of it in Contentful.
"""

from migrate.extract.site import read_site

__all__ = ["read_site"]
