"""Values written into front matter: reading gives them back, and every byte outside the value stays."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from migrate.extract.frontmatter import read_front_matter
from migrate.extract.frontmatter.writing import FrontMatterEdit, NotWritableError, write_values

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff\ufffd", exclude_categories=["Cs", "Cc"]))
LINES = st.builds(lambda lines: "\n".join(lines), st.lists(TEXT, min_size=1, max_size=3))
NUMBERS = st.one_of(
    st.integers(-(2**53), 2**53), st.floats(-1e9, 1e9, allow_nan=False).map(lambda held: round(held, 3))
)
VALUES = st.one_of(TEXT, LINES, st.booleans(), NUMBERS, st.lists(TEXT, max_size=4), st.none())
PLAIN = {
    "yaml": ("Old one", "'Old one'", '"Old one"', "|\n  Old one\n", ">-\n  Old one\n", "[Old, one]", "", "5",
             "\n  - Old # first\n  - 'one'"),
    "toml": ('"Old one"', "'Old one'", '"""Old one"""', '["Old", "one"]', "[\n  'Old', # first\n  'one',\n]", "5",
             "2016-11-01"),
    "json": ('"Old one"', '["Old","one"]', "5", "null", "true"),
}  # fmt: skip
AROUND = {
    "yaml": ("---\n# head\nbefore: 'a: #1'   # keep\nKey: ", "\n\nafter: {x: [1, 2]} # keep\n---\nkey: body\n"),
    "toml": ("+++\n# head\nbefore = 'a = #1'   # keep\nKey = ", " # keep\n\n[after]\nx = [1, 2]\n+++\nkey = body\n"),
    "json": ('{\n "before": "a: 1", "Key": ', ',\n "after": {"x": [1, 2]}}\nkey: body\n'),
}


@st.composite
def posts(draw: st.DrawFn) -> tuple[bytes, str, str]:
    """Return a post with what stands before and behind its value, with either kind of line end."""
    form = draw(st.sampled_from(sorted(PLAIN)))
    value = draw(st.sampled_from(PLAIN[form]))
    before, after = AROUND[form]
    if form == "yaml" and value.endswith("\n"):
        after = after.removeprefix("\n")
    if form == "yaml" and value.startswith("\n"):
        before = before.removesuffix(" ")
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return (before + value + after).replace("\n", end).encode(), before.replace("\n", end), after.replace("\n", end)


def same(read: object, wanted: object) -> bool:
    """Tell whether a value reads as it was written; an empty one has several ways to read."""
    if wanted is None or wanted in ("", []):
        return read in (None, "", [])
    if isinstance(wanted, int | float) and not isinstance(wanted, bool) and isinstance(read, str):
        return read == repr(wanted)
    return read == wanted


@settings(derandomize=True, max_examples=400, deadline=None)
@given(posts(), VALUES)
def test_written_values_read_back_and_nothing_else_changes(post: tuple[bytes, str, str], value: object) -> None:
    """Whatever the format and the old text: the new value is read, all else reads the same, text around it stays."""
    data, before, after = post
    edit = FrontMatterEdit(("key",), "Key", value)  # type: ignore[arg-type]
    try:
        written = write_values(data, [edit], "a.md")
    except NotWritableError:
        # Lists with comments between their items, and one value in the place of items behind dashes, are refused.
        assert isinstance(value, list) or b"- Old # first" in data
        return
    old, new = read_front_matter(data, "a.md"), read_front_matter(written, "a.md")
    assert same(new.params["key"], value)
    assert {**old.params, "key": 0} == {**new.params, "key": 0}
    assert written.decode().startswith(before)
    assert written.decode().endswith(after.lstrip("\r\n"))


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.sampled_from(sorted(AROUND)), VALUES)
def test_added_keys_read_back_and_all_that_was_there_stays(form: str, value: object) -> None:
    """A key that was not there is put beside the others; taking its text out again gives the old file."""
    text = "".join((AROUND[form][0], json.dumps("x"), AROUND[form][1]))
    edit = FrontMatterEdit(("added",), "added", value)  # type: ignore[arg-type]
    written = write_values(text.encode(), [edit], "a.md").decode()
    front = read_front_matter(written.encode(), "a.md")
    assert same(front.params["added"], value)
    start = next(place for place in range(len(text) + 1) if written[: place + 1] != text[: place + 1])
    rest = len(text) - start
    assert written[:start] + written[len(written) - rest :] == text


@settings(derandomize=True, max_examples=200, deadline=None)
@given(posts(), st.one_of(TEXT, st.lists(TEXT, min_size=1, max_size=3)))
def test_writing_twice_is_writing_once(post: tuple[bytes, str, str], value: object) -> None:
    """The same value again changes no byte more."""
    edit = FrontMatterEdit(("key",), "Key", value)  # type: ignore[arg-type]
    try:
        once = write_values(post[0], [edit], "a.md")
    except NotWritableError:
        return
    assert write_values(once, [edit], "a.md") == once
