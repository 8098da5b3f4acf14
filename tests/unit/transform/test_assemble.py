"""The desired space as a whole: identity, languages, publish state, assets, redirects."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from migrate.errors import MigrateError
from migrate.mapping.load import parse_mapping
from migrate.model.source import LinkTarget
from migrate.model.space import Redirect, Schedule, Target
from migrate.transform.assemble import build_space
from migrate.transform.page_result import PageResult
from migrate.transform.page_work import InOrder, PageStep, Revise
from migrate.transform.world import PageGroup
from tests.unit.transform.small_site import (
    NOW,
    TARGET,
    a_page,
    a_site,
    desired,
    entry_of,
    image,
    language,
    plain_body,
)

_MAPPING = """
version: 1
contentTypes:
  post:
    match: {section: posts}
    fields:
      title: Symbol, required
      weight: Integer
      body: RichText from $body
"""
_TWO = _MAPPING.replace("version: 1", "version: 1\nlanguages: {en: en-US, de: de}")
_LANGUAGES = (language(), language("de", weight=2))
_DAY = timedelta(days=1)


def test_translations_share_an_entry() -> None:
    """Text is localized by itself, other values are those of the default language."""
    site = a_site(
        a_page("/posts/a", title="Hello", params={"title": "Hello", "weight": 1}),
        a_page("/posts/a", lang="de", title="Hallo", params={"title": "Hallo", "weight": 1}),
        languages=_LANGUAGES,
        bodies={"/posts/a": "Text"},
    )
    space = desired(_TWO, site)
    (entry,) = space.entries
    assert entry.fields["title"] == {"en-US": "Hello", "de": "Hallo"}
    assert entry.fields["weight"] == {"en-US": 1}
    assert entry.sources == {"en-US": "content/posts/a.md", "de": "content/posts/a.de.md"}
    assert entry.urls == {"en-US": "/posts/a/", "de": "/posts/a/"}
    assert [locale.code for locale in space.locales] == ["en-US", "de"]


def test_values_of_translations_that_have_no_place_are_told() -> None:
    """A field without translations keeps the value of the default language."""
    site = a_site(
        a_page("/posts/a", params={"weight": 1}),
        a_page("/posts/a", lang="de", params={"weight": 2}),
        languages=_LANGUAGES,
    )
    (entry,) = desired(_TWO, site).entries
    assert [(f.code, f.source, f.text) for f in entry.findings if f.code.startswith("field-tr")] == [
        ("field-translation-dropped", "content/posts/a.de.md", "2")
    ]


def test_required_fields_are_filled_from_another_language() -> None:
    """A page that exists in another language only can still be published."""
    page = a_page("/posts/a", lang="de", title="Hallo", params={"title": "Hallo"})
    (entry,) = desired(_TWO, a_site(page, languages=_LANGUAGES)).entries
    assert entry.fields["title"] == {"en-US": "Hallo", "de": "Hallo"}
    assert entry.publish.value == "published"
    assert [f.code for f in entry.findings] == ["field-required-filled"]


def test_languages_that_are_left_out_are_told() -> None:
    """A mapping that names one language leaves the others behind, page by page."""
    site = a_site(
        a_page("/posts/a", params={"title": "Hello"}),
        a_page("/posts/a", lang="de", title="Hallo"),
        languages=_LANGUAGES,
    )
    space = desired(_MAPPING.replace("version: 1", "version: 1\nlanguages: {en: en-US}"), site)
    assert [(f.code, f.source) for f in space.findings] == [("page-language-left-out", "content/posts/a.de.md")]


def test_pages_without_a_type_are_told() -> None:
    """What no content type matches is not migrated, and that is a loss; pages that Hugo makes are no loss."""
    space = desired(_MAPPING, a_site(a_page("/about"), a_page("/", source="")))
    assert space.entries == ()
    assert [(f.code, f.severity.value, f.source) for f in space.findings] == [
        ("page-not-mapped", "loss", "content/about.md")
    ]


@pytest.mark.parametrize(
    ("page", "state", "schedule"),
    [
        ({}, "published", ()),
        ({"draft": True}, "draft", ()),
        ({"publish_date": NOW + _DAY}, "scheduled", (Schedule("publish", "2026-11-02T12:00+00:00"),)),
        ({"expiry_date": NOW - _DAY}, "archived", ()),
        ({"expiry_date": NOW + _DAY}, "published", (Schedule("unpublish", "2026-11-02T12:00+00:00"),)),
        ({"draft": True, "expiry_date": NOW - _DAY}, "draft", ()),
    ],
)
def test_publish_states(page: dict[str, Any], state: str, schedule: tuple[Schedule, ...]) -> None:
    """Hugo's rule of what it builds decides the state of the entry."""
    (entry,) = desired(_MAPPING, a_site(a_page("/posts/a", params={"title": "A"}, **page))).entries
    assert (entry.publish.value, entry.schedule) == (state, schedule)


def test_publish_policy_of_the_mapping() -> None:
    """The mapping may say otherwise."""
    site = a_site(a_page("/posts/a", draft=True, params={"title": "A"}))
    (entry,) = desired(_MAPPING + "publish: {draft: published}\n", site).entries
    assert entry.publish.value == "published"


def test_draft_translations_do_not_ride_along() -> None:
    """A draft translation of a public page is held back, since locales are published together."""
    site = a_site(
        a_page("/posts/a", params={"title": "Hello"}, title="Hello"),
        a_page("/posts/a", lang="de", draft=True, title="Hallo", params={"title": "Hallo"}),
        languages=_LANGUAGES,
    )
    (entry,) = desired(_TWO, site).entries
    assert entry.fields["title"] == {"en-US": "Hello"}
    assert [(f.code, f.text) for f in entry.findings] == [("page-translation-held-back", "Hallo")]


def test_own_ids() -> None:
    """``contentfulId`` in the front matter is the id."""
    site = a_site(a_page("/posts/a", params={"title": "A", "contentfulid": "5KsDBWseXY6QegucYAoacS"}))
    assert [entry.id for entry in desired(_MAPPING, site).entries] == ["5KsDBWseXY6QegucYAoacS"]


def test_collisions_are_an_error_before_any_write() -> None:
    """Two pages with one id are named, both of them."""
    site = a_site(
        a_page("/posts/a", params={"title": "A"}),
        a_page("/posts/b", params={"title": "B", "contentfulid": "posts.a"}),
    )
    with pytest.raises(MigrateError, match=r"content/posts/a\.md and content/posts/b\.md .* 'posts\.a'"):
        desired(_MAPPING, site)


def test_illegal_own_ids_are_an_error() -> None:
    """What Contentful takes as no id is told with its place."""
    site = a_site(a_page("/posts/a", params={"contentfulid": "a b"}, key_lines={"contentfulid": 9}))
    with pytest.raises(MigrateError, match=r"content/posts/a\.md:9: contentfulId 'a b' is no id"):
        desired(_MAPPING, site)


def test_one_asset_for_equal_content() -> None:
    """Two files with the same bytes are one asset, titled by the first use."""
    site = a_site(
        a_page("/posts/a", params={"title": "A"}),
        a_page("/posts/b", params={"title": "B"}),
        bodies={"/posts/a": "!one.png|Sea!", "/posts/b": "!two.png|Sea!"},
        links={"one.png": image("static/one.png", "same"), "two.png": image("static/two.png", "same")},
    )
    (asset,) = desired(_MAPPING, site).assets
    assert asset.origin.path == "static/one.png"
    assert asset.fields["title"] == {"en-US": "Sea"}


def test_later_pages_learn_the_title_of_an_asset() -> None:
    """A page with another text for an asset is made again, knowing the text that the asset has."""
    seen: list[str] = []

    site = a_site(
        a_page("/posts/a", params={"title": "A"}),
        a_page("/posts/b", params={"title": "B"}),
        bodies={"/posts/a": "!one.png|Sea!", "/posts/b": "!one.png|Ocean!"},
        links={"one.png": image("static/one.png")},
    )

    def convert(body, context):  # type: ignore[no-untyped-def]
        result = plain_body(body, context)
        seen.extend(use.title for use in result.assets)
        return result

    build_space(site, parse_mapping(_MAPPING, "m.yaml"), TARGET, NOW, convert=convert)
    assert seen == ["Sea", "Ocean", "Sea"]


def test_own_space_is_linked_and_not_copied() -> None:
    """An address of the target space names an asset that is there already."""
    url = "//images.ctfassets.net/target/a1/t/x.png"
    site = a_site(a_page("/posts/a", params={"title": "A"}), bodies={"/posts/a": f"!{url}|Sea!"})
    assert desired(_MAPPING, site).assets == ()
    assert [asset.id for asset in desired(_MAPPING, site, replace(TARGET, space="other")).assets] == ["a1"]
    assert desired(_MAPPING + "assets: {ownSpaces: [target]}\n", site, replace(TARGET, space="other")).assets == ()


@pytest.mark.parametrize(
    ("destination", "links", "code"),
    [
        ("no.png", {}, "asset-missing"),
        ("big.png", {"big.png": image("static/big.png", "x" * 100)}, "asset-too-large"),
        ("a.md", {"a.md": LinkTarget(page=a_page("/posts/a"), internal=True)}, "asset-not-a-file"),
        ("file:///etc/passwd", {}, "asset-scheme"),
        ("data:image/png;base64,!!!", {}, "asset-scheme"),
    ],
)
def test_what_cannot_be_an_asset(destination: str, links: dict[str, LinkTarget], code: str) -> None:
    """The reason is told before anything is written."""
    site = a_site(a_page("/posts/a", params={"title": "A"}), bodies={"/posts/a": f"!{destination}!"}, links=links)
    space = desired(_MAPPING + "assets: {maxBytes: 50}\n", site)
    assert space.assets == ()
    assert [f.code for f in entry_of(space, "posts.a").findings] == [code]


def test_data_addresses_become_files() -> None:
    """The bytes of an image that is written into the page are uploaded under the hash of their content."""
    site = a_site(
        a_page("/posts/a", params={"title": "A"}), bodies={"/posts/a": "!data:image/gif;base64,R0lGODdh|Dot!"}
    )
    (asset,) = desired(_MAPPING, site).assets
    assert (asset.origin.size, asset.origin.path) == (6, "data:image/gif;base64,R0lGODdh")
    assert asset.fields["title"] == {"en-US": "Dot"}


def test_remote_images() -> None:
    """Equal addresses are one asset; the mapping may leave them where they are."""
    body = "!http://Example.com:80/a%20b.png|Sea! !https://example.com/a%20b.png#x|Sea!"
    site = a_site(a_page("/posts/a", params={"title": "A"}), bodies={"/posts/a": body})
    (asset,) = desired(_MAPPING, site).assets
    assert asset.fields["file"] == {
        "en-US": {
            "fileName": "a b.png",
            "contentType": "image/png",
            "upload": "https://example.com/a%20b.png",
        }
    }
    kept = desired(_MAPPING + "assets: {remote: false}\n", site)
    assert kept.assets == ()
    assert {f.code for f in entry_of(kept, "posts.a").findings} == {"asset-remote-kept"}


def test_redirects() -> None:
    """Aliases lead to the page; the first claim of an old URL holds, a page of its own beats any alias."""
    site = a_site(
        a_page("/posts/a", params={"title": "A"}, aliases=("/old/", "/posts/b/")),
        a_page("/posts/b", params={"title": "B"}, aliases=("/old/", "/older/")),
    )
    space = desired(_MAPPING + "redirects: true\n", site)
    assert space.redirects == (Redirect("/old/", "/posts/a/"), Redirect("/older/", "/posts/b/"))
    assert [f.code for f in space.findings] == ["redirect-conflict", "redirect-conflict"]
    made = [entry for entry in space.entries if entry.content_type == "redirect"]
    assert [entry.fields["source"] for entry in made] == [{"en-US": "/old/"}, {"en-US": "/older/"}]
    assert "redirect" in [held.id for held in space.content_types]


def test_every_entry_carries_the_owner_tag() -> None:
    """By the tag we know later what we made."""
    space = desired(_MAPPING + "ownerTag: mine\n", a_site(a_page("/posts/a", params={"title": "A"})))
    assert [entry.tags for entry in space.entries] == [("mine",)]
    assert [tag.id for tag in space.tags] == ["mine"]


def test_order_of_processing_changes_nothing() -> None:
    """A mapper that works backwards, as processes may, gives the same space."""
    pages = [a_page(f"/posts/{name}", params={"title": name}) for name in "cab"]
    rules = parse_mapping(_MAPPING, "m.yaml")

    class Backwards(InOrder):
        def map_pages(self, step: PageStep, groups: Sequence[PageGroup], revise: Revise) -> Iterable[PageResult]:
            results = {place: step(groups[place]) for place in reversed(range(len(groups)))}
            for place, group in enumerate(groups):
                texts = revise(group, results[place])
                results[place] = results[place] if texts is None else step(group, texts)
            return [results[place] for place in range(len(groups))]

    plain = build_space(a_site(*pages), rules, TARGET, NOW, convert=plain_body)
    assert build_space(a_site(*pages), rules, TARGET, NOW, convert=plain_body, work=Backwards()) == plain
    assert [entry.id for entry in plain.entries] == ["posts.a", "posts.b", "posts.c"]


def test_target_without_a_space_owns_no_asset() -> None:
    """An export without a target copies every asset."""
    url = "//images.ctfassets.net/s/a1/t/x.png"
    site = a_site(a_page("/posts/a", params={"title": "A"}), bodies={"/posts/a": f"!{url}|Sea!"})
    assert len(desired(_MAPPING, site, Target("", "master", "", rehearsal=True)).assets) == 1
