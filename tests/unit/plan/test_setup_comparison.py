"""The content model compared property by property."""

from dataclasses import replace

import pytest

from migrate.model.canonical import Json, JsonObject
from migrate.model.plan import Action, SetupKind
from migrate.model.space import DesiredContentType, DesiredLocale, DesiredSpace, DesiredTag
from migrate.plan import Environment, PlanPolicy, SetupFact, build_plan
from migrate.plan.setup import compare_setup
from tests.faults.bench import OWNER, POST, TARGET, entry, site
from tests.unit.plan.plan_sides import MemoryBase, MemoryRemote, environment, remote_of

EMPTY = Environment({}, {}, {}, {}, 7.0, "me")


def wanted(*, payload: JsonObject = POST, editor: JsonObject | None = None) -> DesiredSpace:
    """Return a site with one content type."""
    return replace(site([]), content_types=(DesiredContentType("post", payload, editor),))


def with_field(payload: JsonObject, id_: str, **changes: Json) -> JsonObject:
    """Return a content type with one field changed."""
    fields = payload["fields"]
    assert isinstance(fields, list)
    return {**payload, "fields": [{**field, **changes} if field["id"] == id_ else field for field in fields]}


def test_an_empty_space_gets_everything_in_order() -> None:
    """Locales, tags, content types and editor interfaces are made in this order."""
    editor: JsonObject = {"controls": [{"fieldId": "title", "widgetId": "singleLine", "widgetNamespace": "builtin"}]}
    items = compare_setup(wanted(editor=editor), EMPTY, MemoryBase())
    assert [(item.kind, item.action) for item in items] == [
        (SetupKind.LOCALE, Action.CREATE),
        (SetupKind.TAG, Action.CREATE),
        (SetupKind.CONTENT_TYPE, Action.CREATE),
        (SetupKind.EDITOR_INTERFACE, Action.CREATE),
    ]


def test_what_is_there_needs_nothing() -> None:
    """A space that holds the content model gives no item, server defaults or not."""
    filled = dict(POST)
    fields = POST["fields"]
    assert isinstance(fields, list)
    defaults: JsonObject = {"disabled": False, "omitted": False, "validations": []}
    filled["fields"] = [{**defaults, **field} for field in fields]
    assert compare_setup(wanted(), environment(post=filled), MemoryBase()) == ()


def test_a_fallback_comes_before_what_falls_back() -> None:
    """Locales are made in the order of their fallbacks, and the fallback is always named."""
    locales = (
        DesiredLocale("en-US", "English", None, default=True),
        DesiredLocale("a-AT", "Austrian", "de", default=False),
        DesiredLocale("de", "German", None, default=False),
    )
    items = compare_setup(replace(wanted(), locales=locales), environment(), MemoryBase())
    assert [item.id for item in items] == ["de", "a-AT"]
    assert [item.payload["fallbackCode"] for item in items] == [None, "de"]


def test_a_new_field_is_added_and_foreign_ones_stay() -> None:
    """A field of the mapping that is missing is added; one that only the space has keeps its place behind."""
    fields = POST["fields"]
    assert isinstance(fields, list)
    theirs: JsonObject = {"id": "seo", "name": "SEO", "type": "Symbol"}
    there = {**POST, "fields": [*fields[:2], theirs]}
    (item,) = compare_setup(wanted(), environment(post=there), MemoryBase())
    assert [change.field for change in item.changes] == ["fields.note", "fields.related", "fields.image"]
    payload_fields = item.payload["fields"]
    assert isinstance(payload_fields, list)
    assert [field["id"] for field in payload_fields] == ["title", "slug", "note", "related", "image", "seo"]


def test_a_changed_property_is_one_change() -> None:
    """A validation that differs is told with its field and name."""
    there = with_field(POST, "slug", validations=[{"unique": True}])
    (item,) = compare_setup(wanted(), environment(post=there), MemoryBase())
    assert [(change.field, change.before, change.after) for change in item.changes] == [
        ("fields.slug.validations", [{"unique": True}], [])
    ]


def test_a_property_that_only_the_space_changed_is_kept() -> None:
    """What somebody changed in Contentful stays as long as the mapping says what it said before."""
    there = with_field(POST, "slug", name="URL part")
    base = MemoryBase(parts={(SetupKind.CONTENT_TYPE, "post"): POST})
    assert compare_setup(wanted(), environment(post=there), base) == ()


def test_a_draft_content_type_is_activated() -> None:
    """A content type that is equal and not activated is published only."""
    space = environment()
    fact = SetupFact("post", 1, published=False, payload=POST)
    (item,) = compare_setup(wanted(), replace(space, content_types={"post": fact}), MemoryBase())
    assert (item.action, item.changes, item.version) == (Action.PUBLISH, (), 1)


def test_controls_of_others_stay() -> None:
    """A control for a field that the mapping does not speak of is sent back as it is."""
    editor: JsonObject = {"controls": [{"fieldId": "title", "widgetId": "slugEditor"}]}
    there: JsonObject = {
        "controls": [{"fieldId": "title", "widgetId": "singleLine"}, {"fieldId": "seo"}],
        "sidebar": [],
    }
    space = replace(environment(), editor_interfaces={"post": SetupFact("post", 3, published=True, payload=there)})
    (item,) = compare_setup(wanted(editor=editor), space, MemoryBase())
    assert item.payload == {
        "controls": [{"fieldId": "title", "widgetId": "slugEditor"}, {"fieldId": "seo"}],
        "sidebar": [],
    }
    assert item.version == 3


@pytest.mark.parametrize(
    ("site_wants", "space", "words"),
    [
        (wanted(payload=with_field(POST, "slug", type="Text")), environment(), "is Symbol in the space"),
        (
            replace(wanted(), locales=(DesiredLocale("de", "Deutsch", None, default=True),)),
            environment(),
            "the default locale of the space is en-US",
        ),
    ],
)
def test_what_cannot_work_is_refused(site_wants: DesiredSpace, space: Environment, words: str) -> None:
    """A changed field type and another default locale refuse the plan with a sentence each."""
    plan = build_plan(site_wants, MemoryRemote({}, space), MemoryBase(), PlanPolicy(), TARGET)
    assert [words in refusal for refusal in plan.refusals] == [True]


def test_anothers_tag_is_refused() -> None:
    """An entity that another site has made is not taken over."""
    one = entry("a")
    (entity,) = remote_of(site([one])).values()
    remote = MemoryRemote({entity.key: replace(entity, tags=("migrated-from-hugo-shop",), fields={})})
    plan = build_plan(site([one]), remote, MemoryBase(), PlanPolicy(), TARGET)
    assert "made by another site, such as a (migrated-from-hugo-shop)" in plan.refusals[0]


def test_a_full_space_is_refused() -> None:
    """More entities than the space may hold refuse the plan when the limit is known."""
    policy = PlanPolicy(max_records=1)
    plan = build_plan(site([entry("a"), entry("b")]), MemoryRemote(), MemoryBase(), policy, TARGET)
    assert ["limit is 1" in refusal for refusal in plan.refusals] == [True]


def test_tags_are_made_once() -> None:
    """Tags that are there are not touched, whatever they are called."""
    tags = (DesiredTag(OWNER, "another name"), DesiredTag("new", "New"))
    items = compare_setup(replace(wanted(), tags=tags), environment(), MemoryBase())
    assert [item.id for item in items] == ["new"]
