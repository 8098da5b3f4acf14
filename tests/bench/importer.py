"""Whether the vendor's importer sends as many requests, and takes as long, as it is known to elsewhere.

Known is, for 200 entries and 20 assets, all published: 517 requests and 74 seconds at its default of 7 a second, and
the same again when nothing has changed. Uploads of the assets' files come on top; as far as recordings tell, the limit
of the real service does not count them.
"""

import json
from collections.abc import Iterator

import pytest

from migrate.rehearsal import RehearsalOptions, request_log
from tests.bench.children import run_program
from tests.bench.figures import Note, Row, at_least, at_most
from tests.bench.load import CLIENTS, install_clients, served
from tests.bench.options import Options
from tests.clients.content import content_file
from tests.npm import node_program

__all__ = ["measure_importer"]

_ENTRIES, _ASSETS = 200, 20
_KNOWN_REQUESTS, _KNOWN_SECONDS = 517, 74.4
_RATE = 7


def measure_importer(options: Options) -> Iterator[Row]:
    """Yield requests and seconds of two imports in a row, without a limit of the server and with the importer's own."""
    try:
        modules, node = install_clients(), node_program("node")
    except pytest.skip.Exception as error:
        yield Note(f"contentful-import was not run: {error.msg}")
        return
    folder = options.folder / "importer"
    folder.mkdir()
    content = content_file(folder, _ENTRIES, _ASSETS)
    settings = json.dumps({"uploadAssets": True, "assetsDirectory": str(folder), "rateLimit": _RATE})
    environment = {"NODE_PATH": str(modules), "TOKEN": "rehearsal", "CI": "1"}
    for limit in (None, _RATE):
        with served(RehearsalOptions(rate_limit=limit, processing_delay=0.5)) as (url, app):
            command = [node, str(CLIENTS / "scripts" / "import.cjs"), url.partition("://")[2], "rehearsal", "master"]
            for run in ("first", "second"):
                before = len(request_log(app))
                seconds = run_program([*command, str(content), settings], options.folder, environment).seconds
                log = list(request_log(app))[before:]
                uploads = sum(request.path.endswith("/uploads") for request in log)
                refused = sum(request.status == 429 for request in log)
                label = f"{run} import, the server's limit {limit or 'off'}: "
                unit = f"requests, {uploads} uploads and {refused} refusals not counted"
                done = len(log) - uploads - refused
                # A refused request waits longer, and then the file of the asset that it asks for is ready at once.
                about = 5 if limit is None else _ASSETS
                yield at_least(label + "sent", done, unit, required=_KNOWN_REQUESTS - about)
                yield at_most(label + "sent", done, unit, required=_KNOWN_REQUESTS + about)
                wanted = 1.15 if limit is None else None
                ratio = seconds / _KNOWN_SECONDS
                yield at_most(label + "took", ratio, f"x {_KNOWN_SECONDS} s: {seconds:.1f} s", required=wanted)
