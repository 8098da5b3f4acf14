"""YAML as Hugo reads it, of today and before 0.152, where no stock loader agrees."""

import math

import pytest

from migrate.extract.frontmatter import FrontMatterError, load_yaml, read_front_matter
from migrate.model.source import Param


def legacy(text: str) -> Param:
    """Return the value of the key ``v`` as Hugo before 0.152 read it."""
    return read_front_matter(f"---\n{text}\n---\n".encode(), "a.md", legacy_yaml=True).params["v"]


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("yes", True),
        ("Off", False),
        ("n", False),
        ("1e3", 1000.0),
        ("08", 8.0),
        ("017", 15),
        ("0b11", 3),
        ("1_000", 1000),
        ("12345678901234567890123", 1.2345678901234568e22),
        ("12:30:45", "12:30:45"),
        ("2016-03-04", "2016-03-04"),
        ("+.inf", math.inf),
        ("~", None),
        ("'yes'", "yes"),
        ("a\tb", "a\tb"),
        ("!!str yes", "yes"),
    ],
)
def test_legacy_scalars(scalar: str, value: Param) -> None:
    """``draft: yes`` hides a post, ``1e3`` is a number."""
    found = legacy(f"v: {scalar}")
    assert (found, type(found)) == (value, type(value))


def test_legacy_duplicates() -> None:
    """The last duplicate wins, where today's Hugo refuses the file."""
    assert legacy("v: 1\nv: 2") == 2
    with pytest.raises(FrontMatterError, match="already defined on line 1"):
        load_yaml("v: 1\nv: 2", "a.yaml")


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("-_7", -7),
        ("+-5", 5),
        ("--5", "--5"),
        ("0x", "0x"),
        ("-0x1F", -31),
        ("18446744073709551615", 18446744073709551615),
        ("18446744073709551616", "18446744073709551616"),
        ("-9223372036854775809", "-9223372036854775809"),
        ("1.8e308", "1.8e308"),
        (".5e1", 5.0),
        ("1.2.3", "1.2.3"),
        ("-.inf", -math.inf),
        ("+.inf", "+.inf"),
        ("a\tb", "ab"),
        ("!!int 017", 15),
        ("!!float 1e3", 1000.0),
        ("!!bool no", False),
        ("!!str", None),
        ("! x", "x"),
        ("{a:b, c: d}", {"a": "b", "c": "d"}),
        ("{http://x.org}", {"http://x.org": None}),
        ('"\\ud83d\\ude00"', "😀"),
        (",x # c", ",x"),
        ("}", "}"),
        ("'a\r\n  b'", "a\nb"),
        ("a\u2028b", "a\u2028b"),
        ('"a\x07b\x85"', "a\x07b\x85"),
    ],
)
def test_scalars(scalar: str, value: Param) -> None:
    """Hugo's numbers, tags and the texts that libyaml alone would refuse or change."""
    found = load_yaml(f"v: {scalar}", "a.yaml")
    assert found == {"v": value}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("v:\n-\ta\n-\tb", {"v": ["a", "b"]}),
        ("v: |\n  \ta\nw: b", {"v": "\ta\n", "w": "b"}),
        ("v:\nx y\nw: b", {"v": "x y", "w": "b"}),
        ("v:\n-x\nw: b", {"v": "-x", "w": "b"}),
        ("1.0: a\n~: b\nTRUE: c\n0x10: d", {"1": "a", "null": "b", "true": "c", "16": "d"}),
        ("v: a\n...\nw: b", {"v": "a"}),
        ("v: a\n---\nw: b", {"v": "a"}),
        ("a: &x b\nv: *x", {"a": "b", "v": "b"}),
        ("a: &x {b: 1, c: 2}\nv:\n  <<: *x\n  b: 3", {"a": {"b": 1, "c": 2}, "v": {"b": 3, "c": 2}}),
        ("a: &x {b: 1}\nv:\n  b: 3\n  <<: *x", {"a": {"b": 1}, "v": {"b": 1}}),
        ("<<: [{a: 1}, {a: 2}]", {"a": 2}),
        ("- a", ["a"]),
        ("a", "a"),
        ("", None),
        ("# c", None),
    ],
)
def test_documents(text: str, value: Param) -> None:
    """Keys, aliases, merges and indentation as Hugo's parser has them."""
    assert load_yaml(text, "a.yaml") == value


@pytest.mark.parametrize(
    "text",
    [
        "v: a: b",
        "v: *x",
        "<<: 5",
        "<<: {a: 1}\n<<: {b: 2}",
        "[a]: b",
        "v: !!bool x",
        "  v: a\nw: b",
        "v: 'a",
        "v: [a",
        "v: \x00\n\tw: x",
    ],
)
def test_refused(text: str) -> None:
    """What Hugo refuses is refused, with the line."""
    with pytest.raises(FrontMatterError, match=r"a\.yaml:\d"):
        load_yaml(text, "a.yaml")


def test_line_offset() -> None:
    """Lines count from the line on which the text starts."""
    with pytest.raises(FrontMatterError, match=r"^a\.yaml:12: "):
        load_yaml("a: 1\nb: x: y", "a.yaml", 11)


def test_shared_values_are_counted_not_copied() -> None:
    """Aliases of moderate size are fine, however often they are used."""
    text = "a: &a {x: 1}\nv: [" + ", ".join(["*a"] * 5000) + "]"
    found = load_yaml(text, "a.yaml")
    assert isinstance(found, dict)
    assert len(found["v"]) == 5000
