"""Finds the site's shortcode templates and reads from them whether a call has inner content."""

from collections.abc import Mapping, Sequence

from migrate.extract.files import SiteFiles
from migrate.model.source import ShortcodeTemplate

__all__ = ["find_templates"]


def find_templates(files: SiteFiles, layouts: Sequence[str] = ("layouts",)) -> Mapping[str, ShortcodeTemplate]:
    """Return the shortcode templates by lower-cased name (``figure``, ``blocks/cover``), sorted by name.

    Args:
        files: the site.
        layouts: layout folders in order of precedence: the site's own, then ``themes/NAME/layouts`` …

    """
    raise NotImplementedError
