"""Things that are only kept: created, read, changed and deleted, with nothing else depending on them.

One row of `table` is one kind of thing. What they would bring about on the real service does not happen here: no
webhook is called, no role restricts anybody, no application runs.
"""

from migrate.rehearsal.kept import (
    access_tokens,
    across_spaces,
    app_installations,
    experiences,
    people,
    releases,
    taxonomy,
    webhooks,
)
from migrate.rehearsal.kept.endpoints import endpoints_of
from migrate.rehearsal.kept.table import KINDS

__all__ = ["ENDPOINTS"]

ENDPOINTS = (
    *(endpoint for kind in KINDS for endpoint in endpoints_of(kind)),
    *access_tokens.ENDPOINTS,
    *across_spaces.ENDPOINTS,
    *app_installations.ENDPOINTS,
    *experiences.ENDPOINTS,
    *people.ENDPOINTS,
    *releases.ENDPOINTS,
    *taxonomy.ENDPOINTS,
    *webhooks.ENDPOINTS,
)
