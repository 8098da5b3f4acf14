"""What is read line by line is read as libyaml's events are read."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from migrate.extract.frontmatter import yaml_values
from migrate.extract.frontmatter.yaml_lines import read_lines
from migrate.extract.frontmatter.yaml_scalars import resolve_legacy, resolve_plain
from migrate.extract.frontmatter.yaml_values import Document, read_yaml

KEYS = st.sampled_from(
    ["title", "Title", "a-b", "_x", "date", "yes", "null", "y", "a b", "1", "é", "<<", "'q'", "true"]
)
SOME_WORDS = [
    "word",
    "two words",
    "2020-01-02",
    "2020-01-02T10:00:00Z",
    "12:30",
    "017",
    "1e3",
    "0x1F",
    "1_000",
    "yes",
    "~",
    "true",
    "null",
    "it's",
    'say "x"',
    "a: b",
    "a:b",
    "a #b",
    "a#b",
    "ends:",
    "- dash",
    "-1",
    ".5",
    "*a",
    "&a",
    "!t x",
    "|",
    ">",
    "{a: b}",
    "{}",
    "[a, b]",
    "[ a,b , 'c d', \"e\" ]",
    "[]",
    "[a,]",
    "[a, , b]",
    "['a' b]",
    "[a: b]",
    "[[a]]",
    "[1, true, ~]",
    '"quoted"',
    '"quo\\"ted"',
    '"a" # b',
    "'single'",
    "'it''s'",
    '""',
    "''",
    "% a",
    "@a",
    "`a`",
    "#no",
    "? a",
    ": a",
    "1 2 3",
    "a, b",
    "http://x.y/z?a=b#c",
    "Ünï",
    "日本",
    "a [b] {c}",
    "=",
    "<<",
]
WORDS = st.one_of(
    st.sampled_from([*SOME_WORDS, "ends: ", "a ", "a\tb", '"a"  ']),
    st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=12),
)
INDENTS = st.sampled_from(["", "", "  ", "    ", " ", "   "])
LINES = st.one_of(
    st.builds("{}: {}".format, KEYS, WORDS),
    st.builds("{}{}: {}".format, INDENTS, KEYS, WORDS),
    st.builds("{}{}:".format, INDENTS, KEYS),
    st.builds("{}:{}".format, KEYS, st.sampled_from(["", " ", "  ", "x", " |", " >-"])),
    st.builds("{}- {}".format, st.sampled_from(["", " ", "  ", "    "]), WORDS),
    st.builds("{}{}".format, st.sampled_from(["  ", "# ", " # ", "---", "...", ""]), WORDS),
    st.sampled_from(["", " ", "#", "-", "--- a", "%YAML 1.1", "key: - a", "- - a", "- a: b", "title: again"]),
)


def read_by_events(text: str, *, legacy: bool) -> Document:
    """Read a text as if no line were simple."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_values, "read_lines", lambda *_: None)
        return read_yaml(text, "a.md", 2, legacy=legacy)


@given(lines=st.lists(LINES, max_size=7), legacy=st.booleans())
@example(lines=["title: a", "tags:", "- b", "- c", "x: 1"], legacy=False)
@example(lines=["tags: [a, b]", "", "# note", "y-z: 'x'"], legacy=True)
@example(lines=["tags:", "  - a", " - b"], legacy=False)
@example(lines=["tags:", "title: x", "- a"], legacy=False)
@example(lines=["a:", "  b:", "    c: 1", "  d:", "  - x", "e:"], legacy=False)
@example(lines=["a:", "  b: 1", " c: 2"], legacy=False)
@example(lines=["a:", "- x", "  b: 1"], legacy=False)
@example(lines=["a:", "  b: 1", "  b: 2"], legacy=True)
def test_lines_and_events_agree(lines: list[str], *, legacy: bool) -> None:
    """Whatever is read line by line has the same values, types, order and lines of keys; nothing refused is read."""
    text = "\n".join(lines)
    resolve = resolve_legacy if legacy else resolve_plain
    if yaml_values.FOREIGN.search(text) or read_lines(text, 2, resolve) is None:
        return
    simple, read = read_yaml(text, "a.md", 2, legacy=legacy), read_by_events(text, legacy=legacy)
    assert (repr(simple.value), list(simple.key_lines.items())) == (repr(read.value), list(read.key_lines.items()))


def test_what_most_authors_write_is_read_line_by_line() -> None:
    """Otherwise the test above would say nothing."""
    text = "title: 'A: b'\ndate: 2020-01-02\n# note\ndraft: false\n\ntags: [a, 'b c']\nlist:\n  - x\n  - 'y'\n"
    nested = "menu:\n  main:\n    weight: 10\n    tags:\n    - /a\n  foot:\nurl: /x/\n"
    assert read_lines(nested, 2, resolve_plain) == (
        {"menu": {"main": {"weight": 10, "tags": ["/a"]}, "foot": None}, "url": "/x/"},
        {"menu": 2, "url": 8},
    )
    assert read_lines(text, 2, resolve_plain) == (
        {"title": "A: b", "date": "2020-01-02", "draft": False, "tags": ["a", "b c"], "list": ["x", "y"]},
        {"title": 2, "date": 3, "draft": 5, "tags": 7, "list": 8},
    )
