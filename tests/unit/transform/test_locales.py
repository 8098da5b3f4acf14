"""The fields of one entry in all its locales."""

from tests.unit.transform.small_site import a_page, a_site, desired, entry_of, language

_MAPPING = """
version: 1
languages: {en: en-US, de: de}
contentTypes:
  page:
    match: {kind: page}
    fields:
      title: Symbol from $title, required
      mood: Symbol, localized false, optional
"""


def test_a_field_without_translations_keeps_the_first_value() -> None:
    """In the default locale; another value of another language is told."""
    pages = (a_page("/a", params={"mood": "calm"}), a_page("/a", lang="de", params={"mood": "wild"}))
    entry = entry_of(desired(_MAPPING, a_site(*pages, languages=(language(), language("de")))), "a")
    assert entry.fields["mood"] == {"en-US": "calm"}
    assert [(f.code, f.source, f.text) for f in entry.findings] == [
        ("field-translation-dropped", "content/a.de.md", "wild")
    ]


def test_a_required_field_is_filled_in_the_default_locale() -> None:
    """From the language that has it."""
    site = a_site(a_page("/a", lang="de", title="Nur"), languages=(language(), language("de")))
    entry = entry_of(desired(_MAPPING, site), "a")
    assert entry.fields["title"] == {"en-US": "Nur", "de": "Nur"}
    assert [f.code for f in entry.findings] == ["field-required-filled"]
