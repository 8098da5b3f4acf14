"""Setting up the content model: few requests, and nobody's change is written over."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette

from migrate.load import HttpSpace, connect
from migrate.load.failures import StaleError
from migrate.model.canonical import Json, JsonObject
from migrate.model.plan import Action, Change, SetupItem, SetupKind
from migrate.model.space import Target
from migrate.rehearsal import RehearsalOptions, create_app, open_store, request_log, serve_in_thread

MASTER = "/spaces/rehearsal/environments/master"
Served = tuple[str, Starlette]


@pytest.fixture
def served() -> Iterator[Served]:
    """Serve an empty space; gives its URL and the application."""
    store = open_store(None)
    app = create_app(store, RehearsalOptions())
    with serve_in_thread(app) as url:
        yield url, app
    store.close()


def content_type(id_: str, *fields: str, version: int | None = None) -> SetupItem:
    """Return the order to write a content type with short texts."""
    rows: list[Json] = [{"id": name, "name": name, "type": "Symbol", "localized": False} for name in fields]
    payload: JsonObject = {"name": id_, "description": "", "displayField": fields[0], "fields": rows}
    action = Action.CREATE if version is None else Action.UPDATE
    changes = () if version is None else (Change("fields", "", None, rows),)
    return SetupItem(SetupKind.CONTENT_TYPE, id_, action, "", changes, version, payload)


def editor(id_: str, widget: str, version: int | None = None) -> SetupItem:
    """Return the order to give the title of a content type a control."""
    control: Json = {"fieldId": "title", "widgetId": widget, "widgetNamespace": "builtin"}
    action = Action.CREATE if version is None else Action.UPDATE
    return SetupItem(SetupKind.EDITOR_INTERFACE, id_, action, "", (), version, {"controls": [control]})


def work(url: str, act: Callable[[HttpSpace], Awaitable[None]]) -> None:
    """Do something with an open space."""

    async def inside() -> None:
        async with connect(Target("rehearsal", "master", url, rehearsal=True), SecretStr("us")) as space:
            await act(space)

    asyncio.run(inside())


def set_up(url: str, *items: SetupItem) -> None:
    """Carry out orders, one after another, as one run."""

    async def act(space: HttpSpace) -> None:
        for item in items:
            await space.writer.set_up(item)

    work(url, act)


def widget_of(url: str, id_: str) -> tuple[str, int]:
    """Return the control of the title of a content type, and the version of the editor interface."""
    place = f"{url}{MASTER}/content_types/{id_}/editor_interface"
    answer = httpx.get(place, headers={"Authorization": "Bearer x"}).raise_for_status().json()
    controls = {control["fieldId"]: control["widgetId"] for control in answer["controls"]}
    return controls["title"], answer["sys"]["version"]


def test_a_content_type_takes_three_requests(served: Served) -> None:
    """Five types with their controls are written, activated and given controls: 15 requests, and one look at all."""
    url, app = served
    ids = [f"type{number}" for number in range(5)]
    set_up(url, *(content_type(id_, "title", "slug") for id_ in ids), *(editor(id_, "urlEditor") for id_ in ids))
    methods = [request.method for request in request_log(app)]
    assert (methods.count("PUT"), methods.count("GET")) == (15, 1)
    assert {widget_of(url, id_)[0] for id_ in ids} == {"urlEditor"}


def test_controls_of_new_types_keep_what_contentful_gave_the_other_fields(served: Served) -> None:
    """An editor interface is replaced as a whole, so what came with it is sent along."""
    url, _ = served
    set_up(url, content_type("post", "title", "slug"), editor("post", "urlEditor"))
    assert widget_of(url, "post") == ("urlEditor", 2)


def test_a_type_and_its_controls_may_change_in_one_run(served: Served) -> None:
    """Activating a type raises the version of its editor interface, which is then no change of somebody else."""
    url, _ = served
    set_up(url, content_type("post", "title"), editor("post", "singleLine"))
    _, version = widget_of(url, "post")
    set_up(url, content_type("post", "title", "slug", version=2), editor("post", "urlEditor", version))
    assert widget_of(url, "post")[0] == "urlEditor"


def test_controls_that_somebody_changed_meanwhile_stay(served: Served) -> None:
    """An editor interface at another version than the plan's is left alone."""
    url, _ = served
    set_up(url, content_type("post", "title"), editor("post", "singleLine"))
    set_up(url, editor("post", "urlEditor", 2))
    with pytest.raises(StaleError, match="editorInterface post was changed in Contentful meanwhile"):
        set_up(url, editor("post", "slugEditor", 2))
    assert widget_of(url, "post") == ("urlEditor", 3)


def test_controls_that_are_as_wanted_are_done(served: Served) -> None:
    """A write whose answer was lost finds its own content at the next version, and is content with it."""
    url, _ = served
    set_up(url, content_type("post", "title"), editor("post", "singleLine"))
    set_up(url, editor("post", "urlEditor", 2))
    set_up(url, editor("post", "urlEditor", 2))
    assert widget_of(url, "post") == ("urlEditor", 3)
