"""Colons in flow collections, as Hugo reads them; every value here is the real one's."""

import pytest

from migrate.extract.frontmatter import FrontMatterError, read_front_matter
from migrate.model.source import Param


def read(text: str, *, legacy: bool = False) -> Param:
    """Return the value of ``v`` in front matter."""
    return read_front_matter(f"---\n{text}\n---\n".encode(), "p.md", legacy_yaml=legacy).params["v"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("v: [a:, b]", ["a:", "b"]),
        ("v: [c++:,b]", ["c++:", "b"]),
        ("v: [:smile:, \"x:\", 'y, :z:']  # [:q]", [":smile:", "x:", "y, :z:"]),
        ("v: [:a b, it's:]", [":a b", "it's:"]),
        ("v: [a:b:, c::]", ["a:b:", "c::"]),
        ("v: [a: b, :c]", [{"a": "b"}, ":c"]),
        ("v: [a,\n  b:,\n  c]", ["a", "b:", "c"]),
        ("v:\n  - [a:, b]\n  - [:]", [["a:", "b"], [":"]]),
        ("v: {image:, alt: x}", {"image": None, "alt": "x"}),
        ("v: {alt: x, image:}", {"alt": "x", "image": None}),
        ("v: {a: :b, c: d:}", {"a": ":b", "c": "d:"}),
        ("v: [{a:, b: c}]", [{"a": None, "b": "c"}]),
        ("v: {a: [x, {b:, c: ':d'}], e: 'f, :g'}", {"a": ["x", {"b": None, "c": ":d"}], "e": "f, :g"}),
    ],
)
def test_colons(text: str, value: Param) -> None:
    """A colon at either end belongs to the word, but for that behind a key."""
    assert read(text) == value


@pytest.mark.parametrize("text", ["v: [a:, b", "v: {:a: b}", "v: [:a, 'b]", "v: [:a]]"])
def test_what_hugo_refuses_stays_refused(text: str) -> None:
    """Rewriting mends nothing else."""
    with pytest.raises(FrontMatterError):
        read(text)


def test_versions_before_refused_them() -> None:
    """Hugo before 0.152 read YAML as libyaml does."""
    with pytest.raises(FrontMatterError):
        read("v: [a:, b]", legacy=True)
