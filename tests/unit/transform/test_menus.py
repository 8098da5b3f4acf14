"""Items of menus, and which of them are translations of one."""

from migrate.model.source import Kind, ParamMap
from migrate.transform.menus import MenuItem, menu_items
from tests.unit.transform.small_site import a_page, a_site, language


def _items(*, en: ParamMap, de: ParamMap) -> list[tuple[str, dict[str, object]]]:
    site = a_site(a_page("/about"), languages=(language(), language("de", menus=de)), menus=en)
    return [(item.key, _names(item)) for item in menu_items(site, "main", ["en", "de"])]


def _names(item: MenuItem) -> dict[str, object]:
    return {code: values.get("name") for code, (values, _) in item.values.items()}


def test_items_with_one_identifier_are_one() -> None:
    """Whatever else they say: it is the identifier that templates ask for."""
    made = _items(
        en={"main": [{"identifier": "a", "name": "About", "pageref": "/about"}]},
        de={"main": [{"identifier": "b", "name": "About", "pageref": "/about"}, {"identifier": "a", "name": "Über"}]},
    )
    assert made == [("main a", {"en": "About", "de": "Über"}), ("main de b", {"de": "About"})]


def test_items_to_one_page_are_one() -> None:
    """In any spelling of the path; names say nothing then."""
    made = _items(
        en={"main": [{"name": "Home", "pageref": "/"}, {"name": "Start", "pageref": "About"}]},
        de={"main": [{"name": "Start", "pageref": "/"}, {"name": "Über", "pageref": "/about/"}]},
    )
    assert made == [("main Home", {"en": "Home", "de": "Start"}), ("main Start", {"en": "Start", "de": "Über"})]


def test_items_with_one_name_are_one_where_nothing_else_tells() -> None:
    """An address differs between languages as a rule; a second item of the same name is another one."""
    made = _items(
        en={"main": [{"name": "Blog", "url": "/blog"}]},
        de={"main": [{"name": "Blog", "url": "/de/blog"}, {"name": "Blog", "url": "/de/b"}]},
    )
    assert made == [("main Blog", {"en": "Blog", "de": "Blog"}), ("main de Blog", {"de": "Blog"})]


def test_items_of_other_menus_are_others() -> None:
    """An item in two menus of one site is two items."""
    site = a_site(a_page("/about"), menus={"main": [{"name": "A"}], "side": [{"name": "A"}]})
    assert [item.menu for item in menu_items(site, "", ["en"])] == ["main", "side"]


def test_pages_stand_in_the_menus_of_their_language() -> None:
    """Their items name the file that says so."""
    pages = (
        a_page("/about", params={"menu": "main"}),
        a_page("/about", lang="de", title="Über", params={"menus": {"main": {"name": "Wir"}}}),
        a_page("/only", lang="de", params={"menu": ["main", "side"]}),
    )
    site = a_site(*pages, languages=(language(), language("de")))
    items = menu_items(site, "main", ["en", "de"])
    assert [_names(item) for item in items] == [{"en": "About", "de": "Wir"}, {"de": "Only"}]
    assert [source for _, source in items[0].values.values()] == ["content/about.md", "content/about.de.md"]
    assert [_names(item) for item in menu_items(site, "main", ["en"])] == [{"en": "About"}]


def test_sections_stand_in_the_menu_that_asks_for_them() -> None:
    """``sectionPagesMenu``: those at the top, unless an item of the configuration has taken the place."""
    pages = [
        a_page(path, kind=Kind.SECTION, section=path.split("/")[1], weight=3)
        for path in ("/blog", "/docs", "/docs/deep")
    ]
    site = a_site(*pages, menus={"main": [{"identifier": "blog", "name": "News"}]}, raw={"sectionpagesmenu": "main"})
    items = menu_items(site, "main", ["en"])
    assert [_names(item) for item in items] == [{"en": "News"}, {"en": "Docs"}]
    assert items[1].values["en"][0]["weight"] == 3
