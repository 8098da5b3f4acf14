"""Shortcodes of themes: boxes with a kind and a title."""

import pytest

from migrate.model.source import ShortcodeCall
from migrate.model.templates import AddressForm, ShortcodeTemplate
from tests.unit.transform.body.worlds import body_of, convert, site_of


@pytest.mark.parametrize(
    ("name", "positional", "named", "kind", "title"),
    [
        ("notice", ("Warning",), {}, "warning", ""),
        ("notice", ("tip", "A *title*"), {}, "tip", "A *title*"),
        ("box", ("Before You Start",), {}, "box", "Before You Start"),
        ("box", ("Before You", "Start"), {}, "box", "Before You Start"),
        ("notice", ("Careful",), {}, "notice", "Careful"),
        ("notice", ("fire",), {}, "fire", ""),
        ("notice", ("Heads", "up"), {}, "heads", "up"),
        ("notice", (), {"type": "two words", "title": "T"}, "two words", "T"),
        ("notice", (), {}, "notice", ""),
    ],
)
def test_a_box_has_its_kind_and_its_title(
    name: str, positional: tuple[str, ...], named: dict[str, str], kind: str, title: str
) -> None:
    """The first argument is the kind, but where it has blanks: then it is the title that readers saw."""
    inner = body_of("in").parts
    (entry,) = convert(ShortcodeCall(name, False, positional, named, inner, "", 1, 1, True, "")).entries
    assert (entry.content_type, entry.fields["kind"], entry.fields.get("title") or "") == ("callout", kind, title)


@pytest.mark.parametrize(
    ("name", "positional", "kind"),
    [
        ("note", ("Only **today**: see [here](/a/).",), "note"),
        ("notice", ("info", "Only **today**: see [here](/a/)."), "info"),
        ("notice", ("Only **today**: see [here](/a/).",), "notice"),
    ],
)
def test_what_a_box_without_inner_text_says_is_its_text(name: str, positional: tuple[str, ...], kind: str) -> None:
    """A title has no place for links and marks; where nothing stands inside, the argument is the text."""
    (entry,) = convert(ShortcodeCall(name, False, positional, {}, None, "", 1, 1, True, "")).entries
    assert (entry.fields["kind"], entry.fields.get("title") or "") == (kind, "")
    assert "hyperlink" in str(entry.fields["body"]), entry.fields


def test_a_title_that_is_too_long_for_its_field_begins_the_text() -> None:
    """No word of it is cut off."""
    title = "word " * 80
    call = ShortcodeCall("note", False, (), {"title": title}, body_of("in").parts, "", 1, 1, True, "")
    (entry,) = convert(call).entries
    assert (entry.fields.get("title") or "", str(entry.fields["body"]).count("word")) == ("", 80)


@pytest.mark.parametrize(
    ("shows", "first", "kind", "title"),
    [
        (True, "careful", "notice", "careful"),
        (False, "Careful", "careful", ""),
        (True, "Warning", "warning", ""),
    ],
)
def test_the_template_tells_whether_readers_saw_the_first_argument(
    shows: bool, first: str, kind: str, title: str
) -> None:
    """A word that no theme has for a kind is the title where the template prints it between tags."""
    template = ShortcodeTemplate("notice", "layouts/shortcodes/notice.html", True, True, shows_first=shows)
    call = ShortcodeCall("notice", False, (first,), {}, body_of("in").parts, "", 1, 1, True, "")
    (entry,) = convert(call, site=site_of(shortcodes={"notice": template})).entries
    assert (entry.fields["kind"], entry.fields.get("title") or "") == (kind, title)


@pytest.mark.parametrize(
    ("name", "form", "value", "address"),
    [
        ("img", AddressForm("/pictures/", ""), "a.png", "/pictures/a.png"),
        ("img", AddressForm("/pictures", ".png"), "/a", "/pictures/a.png"),
        ("img", AddressForm("/pictures/", ""), "/a.png", "/pictures/a.png"),
        ("img", AddressForm("/pictures/", ""), "https://other.test/a.png", "https://other.test/a.png"),
        ("figure", AddressForm("img/", "", from_base=True), "a.png", "https://site.test/img/a.png"),
        ("video", AddressForm("/films/", ".mp4"), "a", "/films/a.mp4"),
    ],
)
def test_a_template_says_where_files_are(name: str, form: AddressForm, value: str, address: str) -> None:
    """Sites write only the name of a picture or film, and their own template the folder before it."""
    template = ShortcodeTemplate(name, f"layouts/shortcodes/{name}.html", False, False, addresses=(("src", form),))
    call = ShortcodeCall(name, False, (), {"src": value}, None, "", 1, 1, True, "")
    result = convert(call, site=site_of(shortcodes={name: template}))
    asked = [use.path or use.url for use in result.assets] if name != "video" else [result.entries[0].fields["url"]]
    assert asked == [address]
