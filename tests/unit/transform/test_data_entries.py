"""Entries of data files and menus, and what is told of those that make none."""

from tests.unit.transform.small_site import a_page, a_site, desired, entry_of, language

_MAPPING = """
version: 1
languages: {en: en-US, de: de}
contentTypes:
  page:
    match: {kind: page}
    fields: {title: Symbol}
  item:
    fields:
      name: Symbol from name
      position: Integer from weight
      page: Entry(page) from page, match page
      rest: Object from $params
data:
  $menus.main: {contentType: item}
"""


def test_an_item_of_a_menu_has_its_names_in_all_languages() -> None:
    """One entry, a name for each locale; what is not localized keeps its first value, and the other is told."""
    site = a_site(
        a_page("/about"),
        a_page("/about", lang="de"),
        languages=(
            language(),
            language("de", menus={"main": [{"name": "Über", "pageref": "/about", "weight": 2}, {"name": "Impressum"}]}),
        ),
        menus={"main": [{"name": "About", "pageref": "/about", "weight": 1, "pre": "<b>"}]},
    )
    space = desired(_MAPPING, site)
    item = entry_of(space, "item--main-about")
    assert item.fields["name"] == {"en-US": "About", "de": "Über"}
    assert item.fields["position"] == {"en-US": 1}
    assert item.fields["rest"] == {"en-US": {"pageref": "/about", "pre": "<b>"}}
    assert [(f.code, f.text) for f in item.findings if "position" in f.action] == [("field-translation-dropped", "2")]
    assert entry_of(space, "item--main-de-impressum").fields == {"name": {"de": "Impressum"}}


def test_menus_and_data_without_a_rule_are_told() -> None:
    """With the names that the menu shows."""
    site = a_site(
        a_page("/about"),
        languages=(language(), language("de", menus={"side": [{"name": "Recht"}]})),
        menus={"main": [{"name": "About"}], "side": [{"name": "Legal"}]},
        data={"prices": {"tea": 3}},
    )
    told = {f.code: (f.source, f.text) for f in desired(_MAPPING, site).findings}
    assert told["menu-left-out"] == ("hugo.toml", "Legal, Recht")
    assert told["data-left-out"] == ("data/prices.yaml", "prices")


def test_keys_of_data_that_no_field_takes_are_told() -> None:
    """Once for each key, with the number of entries that have it."""
    mapping = """
version: 1
contentTypes:
  page: {match: {kind: page}, fields: {title: Symbol}}
  author: {fields: {name: Symbol from $value}}
data:
  authors: {contentType: author}
"""
    data = {"authors": {"ann": {"name": "Ann", "pet": "cat"}, "bob": {"name": "Bob", "pet": "dog"}}}
    found = desired(mapping, a_site(a_page("/a"), data=data)).findings
    assert [(f.code, f.text, f.action) for f in found] == [
        ("field-key-unmapped", "pet", "left out of 'author'; 2 entries have it")
    ]
