"""Where an edit is said to leave the inferred mapping alone, it does, whatever else is on the site."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from migrate.mapping.infer import infer_mapping
from migrate.mapping.same_evidence import says_the_same
from migrate.model.source import Param, SourcePage
from tests.unit.transform.small_site import a_page, a_site, language, term

_LONG = "word " * 50
_VALUES: st.SearchStrategy[Param] = st.sampled_from(
    (
        "", " ", "one", "two", "a, b", "a,b", "x.png", "2026-01-01", "2026-13-01", _LONG, "two\nlines", True, False,
        1, 0, 1.5, 2**60, datetime(2026, 1, 1, tzinfo=UTC), None,
        [], [""], ["one"], ["one", "two"], ["a, b"], ["x.png"], [_LONG],
        [1, "one"], [["one"]], {}, {"name": "Kim"}, {"name": ""}, {"image": "x.png"}, {"image": "one"},
        [{"name": "Kim"}], [{"image": "x.png"}],
    )
)  # fmt: skip
_KEYS = (
    "title",
    "author",
    "authors",
    "tags",
    "description",
    "summary",
    "cover",
    "date",
    "images",
    "menu",
    "note",
    "type",
)
_PARAMS = st.dictionaries(st.sampled_from(_KEYS), _VALUES, max_size=5)
_DATES = st.sampled_from(
    (None, datetime(2015, 3, 1, tzinfo=UTC), datetime(2019, 11, 30, tzinfo=UTC), datetime(2026, 1, 1))
)
_TERMS = st.sampled_from(({}, {"tags": ()}, {"tags": (term("tags", "one"),)}, {"tags": (term("tags", "a, b"),)}))
_FIELDS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "params": _PARAMS,
        "date": _DATES,
        "terms": _TERMS,
        "title": st.sampled_from(("Another", _LONG)),
        "rel_permalink": st.sampled_from(("/a/", "/" + "a" * 250)),
        "type": st.sampled_from(("posts", "special", "camp-1")),
        "section": st.sampled_from(("posts", "other")),
        "aliases": st.sampled_from(((), ("/old/",))),
        "draft": st.booleans(),
        "description": st.sampled_from(("", "words")),
        "weight": st.integers(0, 3),
        "source": st.sampled_from(("content/x.md", "")),
    },
)


@st.composite
def _pages(draw: st.DrawFn) -> list[SourcePage]:
    paths = ["/posts/a", "/posts/b", "/posts/c", "/posts/d", "/about", *draw(st.sampled_from(([], ["/other/e"])))]
    pages = [a_page(path, **{"params": draw(_PARAMS), **draw(_FIELDS)}) for path in paths]
    if draw(st.booleans()):
        pages.append(a_page("/posts/a", lang="de", params=draw(_PARAMS), date=draw(_DATES)))
    return pages


@settings(deadline=None, max_examples=300)
@given(_pages(), st.data())
def test_an_edit_that_says_the_same_leaves_the_mapping_alone(pages: list[SourcePage], data: st.DataObject) -> None:
    """The mapping that is inferred after the edit is the one that was inferred before."""
    languages = sorted({page.lang for page in pages}, reverse=True)
    place = data.draw(st.sampled_from(range(len(pages))))
    old = pages[place]
    changed = data.draw(_FIELDS)
    if "params" in changed and data.draw(st.booleans()):
        # The same keys with other values, which two draws seldom give.
        changed["params"] = {key: data.draw(_VALUES) for key in old.params}
    new = replace(old, **changed)
    edited = [*pages[:place], new, *pages[place + 1 :]]
    before, after = (
        a_site(*held, languages=[language(code) for code in languages], taxonomies={"tags": "tag"})
        for held in (pages, edited)
    )
    same = says_the_same(old, new, before.config)
    event(f"said to be the same: {same}")
    if same:
        assert infer_mapping(after) == infer_mapping(before)


def test_it_is_said_of_most_edits() -> None:
    """Another title, another text, another day: nothing that a content type depends on."""
    old = a_page("/posts/a", params={"title": "A", "note": "one", "date": datetime(2026, 1, 1, tzinfo=UTC)})
    new = replace(old, title="B", params={"title": "B", "note": "two", "date": datetime(2026, 2, 2, tzinfo=UTC)})
    config = a_site(old).config
    assert says_the_same(old, new, config)
    assert not says_the_same(old, replace(new, params={**new.params, "note": _LONG}), config)
    assert not says_the_same(old, replace(new, params={**new.params, "more": 1}), config)
