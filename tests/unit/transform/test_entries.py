"""One page with its translations, made into its entry."""

from migrate.mapping.load import parse_mapping
from migrate.model.canonical import canonical_json
from migrate.transform import build_space
from migrate.transform.body.divide import MAX_BYTES
from tests.unit.transform.small_site import NOW, TARGET, a_page, a_site, entry_of, language

_MAPPING = """
version: 1
languages: {en: en-US, de: de}
contentTypes:
  page:
    match: {kind: page}
    fields:
      title: Symbol from $title, required
      body: RichText from $body
"""


def test_bodies_that_one_request_cannot_write_together_are_divided() -> None:
    """Each translation would fit by itself; all of them are written at once."""
    body = "\n\n".join(f"{number} **words** and `code`" for number in range(1_700))
    pages = (a_page("/a"), a_page("/a", lang="de"))
    site = a_site(*pages, languages=(language(), language("de")), bodies={"/a": body})
    space = build_space(site, parse_mapping(_MAPPING, "mapping.yaml"), TARGET, NOW)
    entry = entry_of(space, "a")
    assert [found.code for found in entry.findings if found.code == "body-divided"] == ["body-divided"] * 2
    sizes = {held.id: len(canonical_json(held.fields)) for held in space.entries}
    assert max(sizes.values()) <= MAX_BYTES
    assert sum(sizes.values()) > MAX_BYTES
    mapping = _MAPPING.replace(", de: de", "")
    alone = build_space(a_site(pages[0], bodies={"/a": body}), parse_mapping(mapping, "mapping.yaml"), TARGET, NOW)
    assert [found.code for found in entry_of(alone, "a").findings] == []
