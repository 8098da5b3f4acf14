"""Mappings made from sites: types by evidence, nothing left out, evidence told."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from migrate.mapping.infer import infer_mapping, render_mapping
from migrate.mapping.load import parse_mapping
from migrate.mapping.rules import ContentTypeRule, FieldRule, MappingRules
from migrate.model.source import Kind, Param, TermRef
from tests.unit.transform.small_site import a_page, a_site, language, term


def _type(rules: MappingRules, type_id: str) -> ContentTypeRule:
    return next(rule for rule in rules.content_types if rule.id == type_id)


def _field(rule: ContentTypeRule, field_id: str) -> FieldRule:
    return next(field for field in rule.fields if field.id == field_id)


def test_content_types_follow_the_types_of_the_site() -> None:
    """Each Hugo type with a few pages has its content type, the rest share one, numbered ones are one."""
    pages = [a_page(f"/posts/{number}") for number in range(3)]
    pages += [a_page(f"/camp-{year}/{number}") for year in (2015, 2016) for number in range(3)]
    pages += [a_page("/about"), a_page("/odd/one")]
    rules = infer_mapping(a_site(*pages))
    assert [(rule.id, rule.match and (rule.match.type, rule.match.kind)) for rule in rules.content_types] == [
        ("camp", (("camp-2015", "camp-2016"), ("page",))),
        ("post", (("posts",), ("page",))),
        ("page", ((), ("page",))),
    ]


def test_names_do_not_meet_those_of_embedded_entries() -> None:
    """A section called ``images`` does not take the type of images in bodies."""
    rules = infer_mapping(a_site(*(a_page(f"/images/{number}") for number in range(3))))
    assert [rule.id for rule in rules.content_types] == ["imagePage"]


def test_taxonomies_become_references() -> None:
    """Terms are entries under the page that Hugo makes for them."""
    site = a_site(
        a_page("/posts/a", params={"tags": ["Go"]}, terms={"tags": (term("tags", "Go"),)}),
        a_page("/tags/go", kind=Kind.TERM, source=""),
        taxonomies={"tags": "tag", "categories": "category"},
    )
    rules = infer_mapping(site)
    assert [rule.id for rule in rules.content_types] == ["post", "tag"]
    field = _field(_type(rules, "post"), "tags")
    assert (field.source, field.split, field.reference and field.reference.content_type) == ("$terms.tags", "", "tag")
    match = _type(rules, "tag").match
    assert match is not None
    assert (match.kind, match.section) == (("term",), ("tags",))


def test_terms_in_one_string_are_split() -> None:
    """``tags: "a, b"`` is one term for Hugo and two for its author."""
    whole = TermRef("go, web", "/tags/go-web", "/tags/go-web/")
    site = a_site(
        a_page("/posts/a", params={"tags": "go, web"}, terms={"tags": (whole,)}),
        a_page("/tags/go-web", kind=Kind.TERM, source=""),
        taxonomies={"tags": "tag"},
    )
    rules = infer_mapping(site)
    field = _field(_type(rules, "post"), "tags")
    assert (field.source, field.split) == ("tags", ",")
    assert _type(rules, "tag").match is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["go, web", "go", "go", "music", "boats"], ","),
        (["go, web", "boats", "music"], ","),
        ([("go",), ("web", "boats"), "go, web"], ","),
        (["Mergers, Acquisitions", "Mergers, Acquisitions", "boats"], ""),
        (["Mergers, Acquisitions", "Mergers, Acquisitions", "mergers"], ","),
        ([("Paris, France",), ("boats",), "boats, music"], ""),
        ([("go, web",), ("go",)], ""),
        (["go", "web"], ""),
    ],
)
def test_one_string_of_several_terms_is_enough(values: list[Param], expected: str) -> None:
    """Commas in a few strings count, unless such a string is one term by all that is seen of it."""
    pages = [
        a_page(f"/posts/{number}", params={"tags": value}, terms={"tags": (term("tags", "x"),)})
        for number, value in enumerate(values)
    ]
    rules = infer_mapping(a_site(*pages, taxonomies={"tags": "tag"}))
    assert _field(_type(rules, "post"), "tags").split == expected


def test_authors_come_with_their_data_file() -> None:
    """Names become entries; a data file of authors fills in the rest."""
    site = a_site(
        a_page("/posts/a", params={"author": "jane"}),
        data={"authors": {"jane": {"name": "Jane", "bio": "x" * 300, "active": True}}},
    )
    rules = infer_mapping(site)
    assert [(rule.source, rule.content_type) for rule in rules.data] == [("authors", "author")]
    author = _type(rules, "author")
    assert [(field.id, field.type) for field in author.fields] == [
        ("name", "Symbol"),
        ("slug", "Symbol"),
        ("bio", "Text"),
        ("active", "Boolean"),
    ]


def test_the_text_is_the_mapping() -> None:
    """What ``init`` writes is what every verb uses when there is no mapping."""
    site = a_site(a_page("/posts/a", params={"mood": "good"}), languages=(language(locale="de-at"),))
    text = render_mapping(site)
    read = parse_mapping(text, "x.yaml")
    assert "mood: Symbol from mood" in text
    assert "# 1 of 1" in text
    inferred = infer_mapping(site)
    assert inferred.source == ""
    assert inferred.raw == read.raw
    assert inferred.languages == {"en": "de-AT"}


def test_the_same_site_gives_the_same_text() -> None:
    """The order of pages decides, nothing else does."""
    pages = [a_page(f"/posts/{number}", params={"b": 1, "a": "x"}) for number in range(4)]
    assert render_mapping(a_site(*pages)) == render_mapping(a_site(*pages))


@pytest.mark.parametrize(
    ("source", "years", "engine"),
    [
        ("config.toml", (2014, 2016), "by-page"),
        ("config.toml", (2016, 2021), "auto"),
        ("hugo.toml", (2014, 2016), "auto"),
        ("config.toml", (), "auto"),
    ],
)
def test_site_last_written_before_goldmark_may_be_read_by_the_old_engine(
    source: str, years: tuple[int, ...], engine: str
) -> None:
    """Where nothing else tells the age of a site, its newest page does."""
    pages = [a_page(f"/p/{year}", date=datetime(year, 5, 1, tzinfo=UTC)) for year in years]
    site = a_site(*pages)
    assert infer_mapping(replace(site, config=replace(site.config, source=source))).body.engine == engine
