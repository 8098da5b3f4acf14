"""The real Hugo binary, asked what it makes of the bodies of a site.

The site's folder is only read: Hugo works in a folder of its own with a configuration and layouts that are made for the
purpose (`workspace`), and sees content, data and files of the site through mounts.
"""

from migrate.extract.real_hugo.build import RenderedSite, render_bodies
from migrate.extract.real_hugo.calls import RenderedCalls, render_calls, why_not_rendered
from migrate.extract.real_hugo.stubs import CALL_END, CALL_START

__all__ = [
    "CALL_END",
    "CALL_START",
    "RenderedCalls",
    "RenderedSite",
    "render_bodies",
    "render_calls",
    "why_not_rendered",
]
