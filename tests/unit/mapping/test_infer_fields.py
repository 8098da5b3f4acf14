"""Which fields the keys of pages become."""

from migrate.mapping.infer import infer_mapping
from migrate.mapping.rules import ContentTypeRule, FieldRule, MappingRules
from migrate.model.source import Param
from tests.unit.transform.small_site import a_page, a_site, language


def _type(rules: MappingRules, type_id: str) -> ContentTypeRule:
    return next(rule for rule in rules.content_types if rule.id == type_id)


def _field(rule: ContentTypeRule, field_id: str) -> FieldRule:
    return next(field for field in rule.fields if field.id == field_id)


def test_empty_items_say_nothing_of_a_list() -> None:
    """``images: [""]``, which archetypes leave behind, does not keep the other lists from being images."""
    values: list[Param] = [("/a.png",), ("",), ("/b.png", "/c.png"), ("/d.png", "")]
    pages = [a_page(f"/posts/{number}", params={"images": value}) for number, value in enumerate(values)]
    field = _field(_type(infer_mapping(a_site(*pages)), "post"), "images")
    assert (field.type, field.items, field.link_type) == ("Array", "Link", "Asset")


def test_a_table_has_an_image_where_most_values_of_a_key_are_images() -> None:
    """A title that happens to be a file name does not make images of titles."""
    values: list[Param] = [
        {"url": "https://else.test/a.png", "title": "Boat"},
        {"url": "https://else.test/b.png", "title": "lake.png"},
        {"url": "", "title": "Shore"},
    ]
    pages = [a_page(f"/posts/{number}", params={"cover": value}) for number, value in enumerate(values)]
    fields = {field.id: field.link_type for field in _type(infer_mapping(a_site(*pages)), "post").fields}
    assert fields["coverUrl"] == "Asset"
    assert "coverTitle" not in fields


def test_values_that_differ_between_translations_are_localized() -> None:
    """No translation loses a value because its field has one value for all."""
    site = a_site(
        a_page("/posts/a", params={"rank": 1, "size": 1}),
        a_page("/posts/a", lang="de", params={"rank": 2, "size": 1}),
        languages=(language(), language("de")),
    )
    rules = infer_mapping(site)
    post = _type(rules, "post")
    assert (_field(post, "rank").localized, _field(post, "size").localized) == (True, False)
    assert rules.languages == {"en": "en-US", "de": "de"}


def test_rare_and_unspeakable_keys_share_one_field() -> None:
    """A key that one page of many has, or that has no plain name, is kept in an Object."""
    pages = [a_page(f"/posts/{number}", params={"common": 1}) for number in range(9)]
    pages.append(a_page("/posts/x", params={"rare": 1, "a.b": 2}))
    rules = infer_mapping(a_site(*pages))
    ids = [field.id for field in _type(rules, "post").fields]
    assert "common" in ids
    assert "params" in ids
    assert "rare" not in ids


def test_field_ids_read_like_the_keys() -> None:
    """Hyphens become humps, digits in front get a letter, two keys never share an id."""
    pages = [a_page(f"/posts/{number}", params={"cover-image": "x", "coverimage": "y", "2nd": 1}) for number in "abc"]
    ids = [field.id for field in _type(infer_mapping(a_site(*pages)), "post").fields]
    assert ids[-4:-1] == ["coverImage", "coverimage2", "key2nd"]
