"""Templates and the headers of every page.

Owns the content security policy: no script runs, nothing is loaded from another host, nothing may frame the page.
Templates escape everything; what is marked as safe was built from escaped parts in `richtext_html`.
"""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from migrate.rehearsal.answers import Answer

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["page", "style_sheet"]

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@cache
def _templates() -> "Environment":
    # Loaded for the first page: most runs against the rehearsal space show none.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("migrate.rehearsal.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(template: str, status: int = 200, **values: object) -> Answer:
    """Render a template."""
    html = _templates().get_template(template).render(**values)
    return Answer(status, html.encode("utf-8", "replace"), "text/html; charset=utf-8", _HEADERS)


def style_sheet() -> Answer:
    """Return the style sheet of all pages."""
    css = files("migrate.rehearsal.pages").joinpath("style.css").read_bytes()
    return Answer(200, css, "text/css; charset=utf-8", {"Cache-Control": "no-cache"})
