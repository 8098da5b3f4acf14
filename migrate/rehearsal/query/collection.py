"""Pages of the management API: rows joined into a response, by number or by cursor."""

from collections.abc import Sequence
from urllib.parse import urlencode

from migrate.rehearsal.answers import Answer
from migrate.rehearsal.call import Call
from migrate.rehearsal.payload import Object, dump, parse_object
from migrate.rehearsal.places import Place
from migrate.rehearsal.query.parameters import page_token
from migrate.rehearsal.query.rows import DRAFTS, PUBLISHED, Found, View, find_rows
from migrate.rehearsal.query.selection import select_parts
from migrate.rehearsal.records import full_text

__all__ = ["entity_page", "page_links", "simple_page"]

_OLDEST_FIRST = View(default_order="created_at, id")


def simple_page(call: Call, place: Place, kind: str) -> Answer:
    """Answer with the page of locales, tags, content types … that the query asks for, oldest first."""
    return _page(call, find_rows(call, place, kind, _OLDEST_FIRST))


def entity_page(call: Call, place: Place, kind: str, *, public: bool = False) -> Answer:
    """Answer with the page of entries or assets that the query asks for, last changed first.

    Args:
        call: the request.
        place: the environment.
        kind: Entry, Asset or ContentType.
        public: whether the last published state is shown, and only what has one.

    """
    return _page(call, find_rows(call, place, kind, PUBLISHED if public else DRAFTS))


def _page(call: Call, found: Found) -> Answer:
    parameters = found.parameters
    items = ",".join(_item(sys, body, parameters.select) for sys, body in found.rows[: parameters.limit])
    if found.total is None:
        paging = f'"limit":{parameters.limit},"pages":{dump(page_links(call, found))}'
    else:
        paging = f'"total":{found.total},"skip":{parameters.skip},"limit":{parameters.limit}'
    return Answer(200, f'{{"sys":{{"type":"Array"}},{paging},"items":[{items}]}}'.encode())


def _item(sys: str, body: str, select: Sequence[str]) -> str:
    if not select:
        return full_text(sys, body)
    if all(path == "sys" for path in select):
        return f'{{"sys":{sys}}}'
    return dump(select_parts(parse_object(full_text(sys, body)), select))


def page_links(call: Call, found: Found) -> Object:
    """Return the addresses of the pages before and after, of those that there are."""
    start, limit = found.parameters.start, found.parameters.limit
    links: Object = {}
    if len(found.rows) > limit:
        links["next"] = _address(call, "pageNext", start + limit)
    if start:
        links["prev"] = _address(call, "pagePrev", max(0, start - limit))
    return links


def _address(call: Call, name: str, start: int) -> str:
    kept = [(key, value) for key, value in call.query if key not in ("pageNext", "pagePrev", "cursor")]
    return f"{call.request_path}?{urlencode([*kept, (name, page_token(start))])}"
