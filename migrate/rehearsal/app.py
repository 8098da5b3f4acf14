"""The application: every endpoint in one visible table, and the Starlette app around the server."""

from collections.abc import Sequence

from starlette.applications import Starlette

from migrate.rehearsal import (
    asset_files,
    assets,
    bulk_actions,
    bulk_operations,
    content_types,
    editor_interfaces,
    entries,
    environments,
    health,
    kept,
    locales,
    scheduled_actions,
    snapshots,
    spaces,
    tags,
    uploads,
)
from migrate.rehearsal.call import Endpoint
from migrate.rehearsal.database import Store
from migrate.rehearsal.delivery import labels, read, sync
from migrate.rehearsal.job_runners import JOBS
from migrate.rehearsal.openapi import openapi_endpoint
from migrate.rehearsal.options import RehearsalOptions
from migrate.rehearsal.pages import views
from migrate.rehearsal.server import LoggedRequest, Server

__all__ = ["ENDPOINTS", "create_app", "request_log"]

_DESCRIBED: tuple[Endpoint, ...] = (
    *health.ENDPOINTS,
    *spaces.ENDPOINTS,
    *environments.ENDPOINTS,
    *locales.ENDPOINTS,
    *content_types.ENDPOINTS,
    *editor_interfaces.ENDPOINTS,
    *snapshots.ENDPOINTS,
    *tags.ENDPOINTS,
    *entries.ENDPOINTS,
    *assets.ENDPOINTS,
    *uploads.ENDPOINTS,
    *asset_files.ENDPOINTS,
    *bulk_actions.ENDPOINTS,
    *bulk_operations.ENDPOINTS,
    *scheduled_actions.ENDPOINTS,
    *kept.ENDPOINTS,
    *read.ENDPOINTS,
    *labels.ENDPOINTS,
    *sync.ENDPOINTS,
)


ENDPOINTS: tuple[Endpoint, ...] = (*_DESCRIBED, openapi_endpoint(_DESCRIBED), *views.ENDPOINTS)


def create_app(store: Store, options: RehearsalOptions | None = None) -> Starlette:
    """Return the ASGI application that serves `store`.

    It answers over a socket (see `serve_in_thread`) and in process, through an ASGI transport. It keeps no background
    task: what takes time, such as the processing of an asset, is carried out by the first request after it is due.
    """
    server = Server(store, options or RehearsalOptions(), ENDPOINTS, JOBS)
    app = Starlette()
    # Every path is the server's: it has a router of its own, which refuses in the API's own words.
    app.router.default = server
    app.state.server = server
    return app


def request_log(app: Starlette) -> Sequence[LoggedRequest]:
    """Return the requests that `app` has answered since it was made, oldest first; the view grows with them."""
    server: Server = app.state.server
    return server.log
