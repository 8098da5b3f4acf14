"""Whatever stands in front matter: an inferred mapping keeps it, and the space is valid."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from migrate.mapping.infer import infer_mapping, render_mapping
from migrate.model.findings import Severity
from migrate.model.source import Param, SourcePage, SourceSite
from migrate.model.space import DesiredSpace
from migrate.report.export import export_ndjson
from migrate.transform import build_space
from tests.unit.transform.small_site import NOW, TARGET, a_page, a_site, language, plain_body
from tests.unit.transform.space_rules import broken_space_rules

_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
_DATES = st.datetimes(datetime(1, 1, 3), datetime(9998, 1, 1), timezones=st.just(timezone(timedelta(hours=-5)))) | (
    st.datetimes(datetime(1, 1, 3), datetime(9998, 1, 1), timezones=st.just(UTC))
)
_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    _TEXT,
    _TEXT.map(lambda text: text * 40),
    st.sampled_from(["2016-03-04", "2016-03-04T10:00:00-04:00", "soon", "a, b", "/img/a.png", "Jane Doe"]),
    _DATES,
)
_VALUES: st.SearchStrategy[Param] = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4), max_leaves=8
)
_KEYS = st.sampled_from(
    [
        "title",
        "author",
        "authors",
        "tags",
        "cover",
        "date",
        "lastmod",
        "weight",
        "summary",
        "description",
        "type",
    ]
) | _TEXT.map(str.lower).filter(bool)
_PARAMS = st.dictionaries(_KEYS, _VALUES, max_size=6)


def _site(pages: list[tuple[str, Mapping[str, Param]]]) -> SourceSite:
    made: list[SourcePage] = []
    for number, (lang, params) in enumerate(pages):
        path = f"/{'posts' if number % 3 else 'notes'}/{number // 2}"
        if not any((page.path, page.lang) == (path, lang) for page in made):
            made.append(a_page(path, lang=lang, params=params))
    return a_site(*made, languages=(language(), language("de")))


def _space(site: SourceSite) -> DesiredSpace:
    return build_space(site, infer_mapping(site), TARGET, NOW, convert=plain_body)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["en", "de"]), _PARAMS), min_size=1, max_size=6))
def test_any_front_matter_is_kept(pages: list[tuple[str, Mapping[str, Param]]]) -> None:
    """No value is lost, no rule of Contentful is broken, and the same site gives the same bytes."""
    site = _site(pages)
    space = _space(site)
    assert list(broken_space_rules(space)) == []
    findings = [*space.findings, *(finding for entry in space.entries for finding in entry.findings)]
    assert [f for f in findings if f.severity is Severity.LOSS] == []
    assert b"".join(export_ndjson(space)) == b"".join(export_ndjson(_space(_site(pages))))


@settings(derandomize=True, max_examples=100, deadline=None)
@given(_PARAMS)
def test_the_inferred_text_is_a_mapping(params: Mapping[str, Param]) -> None:
    """Whatever keys and values say, the text of the mapping can be read."""
    site = a_site(a_page("/posts/a", params=params, spelling={key: key.upper() for key in params}))
    assert "version: 1" in render_mapping(site)
    assert infer_mapping(site).content_types
