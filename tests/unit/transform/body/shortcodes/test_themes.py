"""Shortcodes of themes: boxes with a kind and a title."""

import pytest

from migrate.model.source import ShortcodeCall
from tests.unit.transform.body.worlds import body_of, convert


@pytest.mark.parametrize(
    ("name", "positional", "named", "kind", "title"),
    [
        ("notice", ("Warning",), {}, "warning", ""),
        ("notice", ("tip", "A *title*"), {}, "tip", "A *title*"),
        ("box", ("Before You Start",), {}, "box", "Before You Start"),
        ("box", ("Before You", "Start"), {}, "box", "Before You Start"),
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
