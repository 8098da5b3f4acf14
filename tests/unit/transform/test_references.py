"""References: a value means a page, an entry of a data file, or an entry made once from the value."""

from migrate.model.canonical import Json
from migrate.model.source import Kind
from migrate.model.space import DesiredSpace
from tests.unit.transform.small_site import a_page, a_site, desired, entry_of, term

_MAPPING = """
version: 1
contentTypes:
  post:
    match: {section: posts}
    fields:
      title: Symbol
      author: Entry(author) from author, optional
      tags: Entry(tag)[] from $terms.tags
      related: Entry(post)[] from related, match page, optional
  author:
    match: {section: authors}
    fields:
      name: Symbol from $title | $value
      bio: Text from bio, optional
  tag:
    match: {kind: term, section: tags}
    fields:
      name: Symbol from title | $value
"""


def _link(entry_id: str) -> Json:
    return {"sys": {"type": "Link", "linkType": "Entry", "id": entry_id}}


def _author(space: DesiredSpace, post: str) -> Json:
    values = entry_of(space, post).fields["author"]
    assert isinstance(values, dict)
    author: Json = values["en-US"]
    return author


def test_an_entry_is_made_once_from_a_value() -> None:
    """Equal names are one entry, which carries the first spelling; other spellings are told."""
    site = a_site(
        a_page("/posts/a", params={"author": "Jane Doe"}),
        a_page("/posts/b", params={"author": "jane doe"}, key_lines={"author": 5}),
    )
    space = desired(_MAPPING, site)
    assert [entry.id for entry in space.entries] == ["author--jane-doe", "posts.a", "posts.b"]
    assert entry_of(space, "author--jane-doe").fields == {"name": {"en-US": "Jane Doe"}}
    assert [(f.code, f.source, f.line, f.text) for f in space.findings] == [
        ("reference-spelling", "content/posts/b.md", 5, "jane doe")
    ]


def test_a_page_is_the_entry() -> None:
    """A page of the type is meant by its name or title, and nothing is made beside it."""
    site = a_site(
        a_page("/authors/jane", title="Jane Doe"),
        a_page("/posts/a", params={"author": "Jane Doe"}),
        a_page("/posts/b", params={"author": "jane"}),
    )
    space = desired(_MAPPING, site)
    assert [entry.id for entry in space.entries] == ["authors.jane", "posts.a", "posts.b"]
    assert _author(space, "posts.a") == _author(space, "posts.b") == _link("authors.jane")


def test_a_data_file_is_the_entry() -> None:
    """Pages may mean an entry of a data file by its key or its name."""
    mapping = _MAPPING + "data:\n  people: {contentType: author, fields: {bio: about}}\n"
    site = a_site(
        a_page("/posts/a", params={"author": "Jane Doe"}),
        a_page("/posts/b", params={"author": "jane"}),
        data={"people": {"jane": {"name": "Jane Doe", "about": "Writes."}, "joe": {"name": "Joe"}}},
    )
    space = desired(mapping, site)
    assert _author(space, "posts.a") == _author(space, "posts.b") == _link("author--jane")
    assert entry_of(space, "author--jane").fields == {"name": {"en-US": "Jane Doe"}, "bio": {"en-US": "Writes."}}
    assert entry_of(space, "author--joe").fields == {"name": {"en-US": "Joe"}}


def test_a_table_brings_more_fields() -> None:
    """``author: {name: …, bio: …}`` fills the entry that it makes."""
    site = a_site(a_page("/posts/a", params={"author": {"name": "Jane", "bio": "Writes."}}))
    assert entry_of(desired(_MAPPING, site), "author--jane").fields == {
        "name": {"en-US": "Jane"},
        "bio": {"en-US": "Writes."},
    }


def test_terms_are_their_pages() -> None:
    """A tag links to its term page, which has the author's spelling unless it has a title."""
    site = a_site(
        a_page("/posts/a", params={"tags": ["Go Lang"]}, terms={"tags": (term("tags", "Go Lang"),)}),
        a_page("/tags/go-lang", kind=Kind.TERM, title="Go-Lang", source=""),
    )
    space = desired(_MAPPING, site)
    assert entry_of(space, "posts.a").fields["tags"] == {"en-US": [_link("tags.go-lang")]}
    assert entry_of(space, "tags.go-lang").fields == {"name": {"en-US": "Go Lang"}}
    assert entry_of(space, "tags.go-lang").sources == {}


def test_pages_refer_to_pages() -> None:
    """``match page`` reads paths; what leads nowhere is left out and told."""
    site = a_site(
        a_page("/posts/a", params={"related": ["/posts/b", "/posts/gone"]}, key_lines={"related": 3}),
        a_page("/posts/b"),
    )
    entry = entry_of(desired(_MAPPING, site), "posts.a")
    assert entry.fields["related"] == {"en-US": [_link("posts.b")]}
    assert [(f.code, f.line, f.text) for f in entry.findings] == [("reference-page-missing", 3, "/posts/gone")]


def test_values_without_a_name_are_told() -> None:
    """A table without a name cannot mean an entry."""
    site = a_site(a_page("/posts/a", params={"author": {"age": 3}}))
    entry = entry_of(desired(_MAPPING, site), "posts.a")
    assert "author" not in entry.fields
    assert [f.code for f in entry.findings] == ["reference-value-unreadable"]


def test_menus_become_entries() -> None:
    """Items of the configuration and of the pages are entries, and lead to their pages."""
    mapping = """
version: 1
contentTypes:
  page:
    match: {kind: page}
    fields: {title: Symbol}
  item:
    fields:
      name: Symbol from name
      url: Symbol from url
      page: Entry(page) from page, match page
data:
  $menus.main: {contentType: item}
"""
    site = a_site(
        a_page("/about", params={"menu": {"main": {"weight": 2}}}),
        menus={"main": [{"name": "Home", "url": "/"}], "side": [{"name": "No"}]},
    )
    space = desired(mapping, site)
    made = {str(entry.fields["name"]): entry.fields for entry in space.entries if entry.content_type == "item"}
    assert sorted(made) == ["{'en-US': 'About'}", "{'en-US': 'Home'}"]
    assert made["{'en-US': 'About'}"]["page"] == {"en-US": _link("about")}
