"""Rules of a mapping by name, and what they have a say in."""

from dataclasses import replace

from migrate.model.canonical import Json, JsonObject
from migrate.model.plan import Action, Change, Plan, PlanItem
from migrate.model.space import EntityKey, EntityType
from migrate.plan import PlanPolicy, build_plan
from migrate.plan.causes import Origin, changed_rules, name_causes, rule_digests
from tests.faults.bench import TARGET, entry, link, site
from tests.unit.plan.plan_sides import MemoryBase, MemoryRemote

MAPPING: JsonObject = {
    "version": 1,
    "contentTypes": {"post": {"match": {"section": "posts"}, "fields": {"title": "Symbol", "tags": "Symbol[]"}}},
    "body": {"engine": "auto", "html": [{"drop": "script", "reason": "x"}, {"unwrap": "span"}]},
}


def plan_of(*items: PlanItem) -> Plan:
    """Return a plan of these items."""
    empty = build_plan(site([]), MemoryRemote(), MemoryBase(), PlanPolicy(), TARGET)
    return replace(empty, items=items)


def update(id_: str, *changes: Change, type_: str = "post") -> PlanItem:
    """Return an update of an entry whose file is named after it."""
    plan = build_plan(site([entry(id_)]), MemoryRemote(), MemoryBase(), PlanPolicy(), TARGET)
    (item,) = plan.items
    return replace(item, action=Action.UPDATE, reason="changed on the site", changes=changes, content_type=type_)


def reason(item: PlanItem, *rules: str, others: tuple[PlanItem, ...] = (), calls: tuple[str, ...] = ()) -> str:
    """Return the reason of an item whose own file did not change."""
    plan = name_causes(plan_of(item, *others), rules, lambda _: Origin(False, frozenset(calls)))
    return plan.items[0].reason


def test_rules_are_named_by_their_place() -> None:
    """A field, a part of a content type and an HTML rule are rules of their own; lists are named by what is done."""
    assert list(rule_digests(MAPPING)) == [
        "version",
        "contentTypes.post.match.section",
        "contentTypes.post.fields.title",
        "contentTypes.post.fields.tags",
        "body.engine",
        "body.html.drop script",
        "body.html.unwrap span",
    ]


def test_changed_rules_came_went_or_differ() -> None:
    """Rules that are the same on both sides are not named."""
    assert changed_rules({"a": "1", "b": "1", "c": "1"}, {"b": "2", "c": "1", "d": "1"}) == ("a", "b", "d")


def test_a_field_rule_has_a_say_where_its_field_changes() -> None:
    """Neither another field nor a field of that name in another type is explained by it."""
    rule = "contentTypes.post.fields.title"
    title = Change("title", "en-US", "a", "b")
    assert reason(update("a", title), rule).startswith(f"rule {rule} of the mapping changed")
    other = "something that it shares with others changed; its own file did not"
    assert reason(update("a", replace(title, field="note")), rule) == other
    assert reason(update("a", title, type_="page"), rule) == other


def test_names_of_a_type_explain_nothing() -> None:
    """What a content type is called shows in no entry."""
    title = Change("title", "en-US", "a", "b")
    assert "rule" not in reason(update("a", title), "contentTypes.post.description", "vanished")


def test_body_rules_have_a_say_in_documents() -> None:
    """An HTML rule may have changed Rich Text, and no short text."""
    document: Json = {"nodeType": "document", "data": {}, "content": []}
    assert "body.html.drop script" in reason(
        update("a", Change("body", "en-US", None, document)), "body.html.drop script"
    )
    assert "rule" not in reason(update("a", Change("title", "en-US", "a", "b")), "body.html.drop script")


def test_a_shortcode_rule_has_a_say_where_it_is_called() -> None:
    """Names of shortcodes are told apart as Hugo does, without regard to case."""
    change = Change("title", "en-US", "a", "b")
    assert "body.shortcodes.Box" in reason(update("a", change), "body.shortcodes.Box", calls=("box",))
    assert "rule" not in reason(update("a", change), "body.shortcodes.Box", calls=("other",))


def test_a_linked_entry_of_the_same_plan_is_named() -> None:
    """A post that links to another entry from now on, because that one changed, says which."""
    change = Change("author", "en-US", link("Entry", "ada"), link("Entry", "ada-b"))
    author = replace(
        update("x", type_="author"), key=EntityKey(EntityType.ENTRY, "ada-b"), label="Ada B", action=Action.CREATE
    )
    said = reason(update("a", change), others=(author,))
    assert said == "it depends on author “Ada B”, which changed; its own file did not"


def test_many_rules_are_cut_short() -> None:
    """Three are named, the rest is counted."""
    rules = [f"languages.l{number}" for number in range(5)]
    assert "languages.l2 and 2 more of the mapping" in reason(update("a"), *rules)
