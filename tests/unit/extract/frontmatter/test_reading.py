"""Finding and reading front matter: bytes, lines, spelling, errors."""

from datetime import UTC, datetime

import frontmatter
import pytest

from migrate.extract.frontmatter import FrontMatter, FrontMatterError, lower_keys, read_front_matter
from migrate.extract.frontmatter.handlers import HANDLERS


def read(text: str, *, legacy: bool = False) -> FrontMatter:
    """Read the front matter of a text."""
    return read_front_matter(text.encode(), "a.md", legacy_yaml=legacy)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("---\nTitle: x\n---\nbody", "yaml"),
        ('+++\nTitle = "x"\n+++\nbody', "toml"),
        ('{"Title": "x"}\nbody', "json"),
        ("#+TITLE: x\nbody", "org"),
    ],
)
def test_formats(text: str, name: str) -> None:
    """Each format gives lower-cased keys, the spelling, the line and where the body starts."""
    found = read(text)
    assert found.format == name
    assert found.params == {"title": "x"}
    assert found.spelling["title"].lower() == "title"
    assert found.key_lines == {"title": 1 if name in ("json", "org") else 2}
    assert text.encode()[found.body_offset :] == b"body"
    assert found.body_line == text.count("\n") + 1


@pytest.mark.parametrize(
    "text", ["", "body", "# Heading\n", "  \n\t\n", "\ufeffbody", "<!-- ---\n-->", "\xa0---\na: 1\n---\n"]
)
def test_no_front_matter(text: str) -> None:
    """Without front matter the body is the whole file but for a byte order mark."""
    found = read(text)
    assert (found.format, found.params) == ("", {})
    assert text.encode()[found.body_offset :].decode() == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\na: 1\n---\n\n  x\n", "\n  x\n"),
        ("---\na: 1\n---\r\nx\r\n", "x\r\n"),
        ("---\na: 1\n--- tail\n", " tail\n"),
        ("---\na: 1\n----\n", "-\n"),
        ("---\na: 1\n---", ""),
        ("\ufeff \n---\na: 1\n---\nx", "x"),
        ("--- # c\na: 1\n---\nx", "x"),
        ("---\ra: 1\r---\rx", "x"),
        ("\v\f---\na: 1\n---\nx", "x"),
    ],
)
def test_fences(text: str, body: str) -> None:
    """Fences are prefixes of lines; one line end after the closing one goes, all else is body."""
    found = read(text)
    assert found.params == {"a": 1}
    assert text.encode()[found.body_offset :].decode() == body


@pytest.mark.parametrize("text", ["\ufeff\ufeff---\na: 1\n---\nx", "\n\ufeff---\na: 1\n---\nx"])
def test_a_byte_order_mark_counts_at_the_very_start_alone(text: str) -> None:
    """Today's Hugo finds no front matter behind a second mark; earlier versions did."""
    assert read(text).params == {}
    old = read_front_matter(text.encode(), "a.md", legacy_yaml=True)
    assert (old.params, text.encode()[old.body_offset :]) == ({"a": 1}, b"x")


@pytest.mark.parametrize(
    "text",
    [
        "- item\n",
        "-- x",
        "+ item",
        "---\na: 1\n",
        "---\na: 1\n ---\n",
        "{{< x >}}\n",
        "{.class}\n",
        '{"a": 1',
        "+++\na = 1\n",
    ],
)
def test_broken_fences(text: str) -> None:
    """What looks like front matter and is none is an error, as in Hugo."""
    with pytest.raises(FrontMatterError, match=r"a\.md:1"):
        read(text)


def test_keys_at_every_depth() -> None:
    """Keys are lower-cased in maps inside maps, but not in maps that stand in a list; values keep their case."""
    found = read("---\nA:\n  B: {C: D}\n  E: [{F: {G: H}}]\nΣİ: x\n---\n")
    assert found.params == {"a": {"b": {"c": "D"}, "e": [{"F": {"G": "H"}}]}, "σi": "x"}
    assert found.spelling == {"a": "A", "σi": "Σİ"}


def test_lower_keys() -> None:
    """For configuration and data, keys are lower-cased inside lists, too."""
    assert lower_keys([{"A": {"B": [{"C": 1}]}}, "D"]) == [{"a": {"b": [{"c": 1}]}}, "D"]


@pytest.mark.parametrize("text", ["---\n---\n", "---\n# c\n---\n", "---\n~\n---\n", "+++\n+++\n", "{}\n"])
def test_empty_front_matter(text: str) -> None:
    """Empty front matter is an empty map."""
    assert read(text).params == {}


@pytest.mark.parametrize("text", ["---\n- a\n---\n", "---\nword\n---\n"])
def test_front_matter_that_is_no_map(text: str) -> None:
    """A list or a single value is no front matter."""
    with pytest.raises(FrontMatterError, match="a map of keys is expected"):
        read(text)


def test_bytes_that_are_no_utf8() -> None:
    """In YAML each such byte becomes U+FFFD, TOML is refused, the body is left alone."""
    found = read_front_matter(b"---\na: \xe4\xff\n---\n\xe4", "a.md")
    assert found.params == {"a": "\ufffd\ufffd"}
    assert found.body_offset == 14
    with pytest.raises(FrontMatterError, match=r"a\.md:3: the front matter is no UTF-8"):
        read_front_matter(b'+++\na = 1\nb = "\xe4"\n+++\n', "a.md")


def test_json_counts_braces_outside_strings() -> None:
    """A brace in a string or behind a backslash does not count; the body may follow at once."""
    text = '{"a": "}\\"}", "b": {"c": 1}} body'
    found = read(text)
    assert found.params == {"a": '}"}', "b": {"c": 1}}
    assert text[found.body_offset :] == " body"


def test_org_keywords() -> None:
    """Keywords with brackets and tags are split, repeated ones are a list, dates lose their brackets."""
    found = read(
        "#+TITLE: A: b\n#+tags[]: x y\n#+FILETAGS: :p:q:\n#+DATE: <2016-03-04 Fri>\n#+X: 1\n#+X: 2\n#+EMPTY:\nb"
    )
    assert found.params == {
        "title": "A: b",
        "tags": ["x", "y"],
        "filetags": ["p", "q"],
        "date": "2016-03-04",
        "x": ["1", "2"],
        "empty": "",
    }
    assert found.key_lines["date"] == 4
    assert found.body_line == 8


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("10:11:12.500", "10:11:12.500"),
        ("10:11:12.1234567", "10:11:12.1234567"),
        ("10:11:12.1234567891", "10:11:12.123456789"),
        ("[10:11:12.10, '10:11:12.10'] # 10:11:12.10", ["10:11:12.10", "10:11:12.10"]),
        ('"at 10:11:12.10"', "at 10:11:12.10"),
        ("2016-03-04 10:11:12.500Z", datetime(2016, 3, 4, 10, 11, 12, 500000, UTC)),
    ],
)
def test_times_of_day_keep_their_digits(value: str, shown: object) -> None:
    """Hugo shows as many as are written, nine at most; text and date-times are no times of day."""
    assert read(f"+++\na = {value}\n+++\n").params["a"] == shown


def test_toml_dates() -> None:
    """Offsets are kept; local date-times have no zone yet, other local values are text."""
    lines = ("+++", "a = 2016-03-04T10:11:12.5Z", "b = 2016-03-04T10:11:12", "c = 2016-03-04", "d = 10:11:12", "[[e]]")
    found = read("\n".join((*lines, "f = 2016-01-02", "+++")))
    assert found.params == {
        "a": datetime(2016, 3, 4, 10, 11, 12, 500000, UTC),
        "b": datetime(2016, 3, 4, 10, 11, 12),
        "c": "2016-03-04",
        "d": "10:11:12",
        "e": [{"f": "2016-01-02"}],
    }


def test_lines_of_keys() -> None:
    """Top-level keys and tables have the line on which they first stand; keys inside tables have none."""
    toml = read('+++\na = 1\n\n"b c" = 2\n[D]\nx = 1\n[[e]]\nx = 2\n[[e]]\n+++\n')
    assert toml.key_lines == {"a": 2, "b c": 4, "d": 5, "e": 7}
    json = read('{\n"a": {"x": 1},\n "b": 2}\n')
    assert (json.key_lines["a"], json.key_lines["b"]) == (2, 3)
    yaml = read("\n\n---\na:\n  x: 1\nB: 2\n---\n")
    assert yaml.key_lines == {"a": 4, "b": 6}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("---\na: 1\nb: x: y\n---\n", "a.md:3"),
        ("---\na: 1\nb: 2\na: 3\n---\n", "a.md:4"),
        ("---\na: 1\n\tb: 2\n---\n", "a.md:3"),
        ("---\na: @x\n---\n", "a.md:2"),
        ("+++\na = 1\nb = x\n+++\n", "a.md:3"),
        ("+++\na = 1\na = 2\n+++\n", "a.md:3"),
        ('{\n"a": 1,\nb\n}\n', "a.md:3"),
        ('{\n"a": NaN}\n', "a.md:1"),
    ],
)
def test_errors_name_the_line(text: str, where: str) -> None:
    """An error says where in the file it is and what to do."""
    with pytest.raises(FrontMatterError) as caught:
        read(text)
    assert caught.value.where == where
    assert caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "---\na: " + "[" * 101 + "]" * 101 + "\n---\n",
        "---\n" + "\n".join(" " * depth + "a:" for depth in range(102)) + "\n---\n",
        "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
        + "\n".join(
            f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]"
            for before, name in zip("abcdefg", "bcdefgh", strict=True)
        )
        + "\n---\n",
        "---\na: &a [*a]\n---\n",
        '{"a":' + "[" * 101 + "]" * 101 + "}",
        "+++\na = " + "[" * 101 + "]" * 101 + "\n+++\n",
        "+++\n" + ".".join(["a"] * 102) + " = 1\n+++\n",
        "+++\n" + ".".join(["a"] * 60) + " = [" + "{ b = " * 50 + "1" + "}" * 50 + "]\n+++\n",
    ],
)
def test_bombs(text: str) -> None:
    """Values that are too deep, or that aliases multiply, are refused."""
    with pytest.raises(FrontMatterError):
        read(text)


@pytest.mark.parametrize(
    "text", ['{"a": "' + "[" * 500 + '"}', "+++\na = '" + "[" * 500 + "' # " + "{" * 500 + "\n+++\n"]
)
def test_brackets_in_strings_are_not_deep(text: str) -> None:
    """Brackets in strings and comments do not count as nesting."""
    assert read(text).params == {"a": "[" * 500}


def test_handlers_work_in_the_package() -> None:
    """python-frontmatter itself finds and reads Hugo's formats with these handlers, TOML included."""
    handler = frontmatter.detect_format("+++\na = 1\n+++\nb", HANDLERS)
    assert handler is HANDLERS[1]
    assert frontmatter.parse("+++\na = 1\n+++\nb", handler=handler) == ({"a": 1}, "b")
    assert frontmatter.parse("# no front matter", handler=HANDLERS[3]) == ({}, "# no front matter")


@pytest.mark.parametrize(
    ("text", "params", "body"),
    [
        ("- item\n", {}, "- item\n"),
        ("+ item\n", {}, "+ item\n"),
        ("<!--\n---\na: 1\n---\n-->\nx", {"a": 1}, "\nx"),
        ("<!-- c --> x", {}, "<!-- c --> x"),
        ("<!--\nc\n-->x", {}, "<!--\nc\n-->x"),
    ],
)
def test_old_versions(text: str, params: dict[str, int], body: str) -> None:
    """Old versions took a list for a body and looked for front matter inside an HTML comment."""
    found = read(text, legacy=True)
    assert (found.params, text[found.body_offset :]) == (params, body)


def test_comment_around_front_matter_must_end() -> None:
    """Front matter in a comment that is never closed is refused."""
    with pytest.raises(FrontMatterError, match="starting HTML comment with no end"):
        read("<!--\n---\na: 1\n---\nx", legacy=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": "\\ud83d\\ude00"}', "😀"),
        ('{"a": "x\\ud83dy"}', "x\ufffdy"),
        ('{"a": "\\\\ud83d"}', "\\ud83d"),
        ('{"a": 9007199254740993}', 9007199254740992.0),
        ('{"a": 5}', 5),
        ('{"a": 1, "a": 2}', 2),
    ],
)
def test_json_values(text: str, value: object) -> None:
    """Half characters are replaced, large integers lose digits, the last duplicate wins: as in Go."""
    assert read(text).params == {"a": value}


@pytest.mark.parametrize("text", ['{"a": 1e400}', '{"a": Infinity}', '{"a": 01}', '{"a": "\t"}', "{'a': 1}"])
def test_json_errors(text: str) -> None:
    """JSON is strict."""
    with pytest.raises(FrontMatterError, match="JSON cannot be read"):
        read(text)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("a = 2016-03-04T10:11Z # 10:11", datetime(2016, 3, 4, 10, 11, tzinfo=UTC)),
        ("a = 2016-03-04 10:11", datetime(2016, 3, 4, 10, 11)),
        ("a = 10:11", "10:11:00"),
        ('a = ["at 10:11", 10:11]', ["at 10:11", "10:11:00"]),
        (r'a = "\e\x41\\x41"', "\x1bA\\x41"),
        ("a = {b = '1,}',}", {"b": "1,}"}),
    ],
)
def test_toml_1_1(line: str, value: object) -> None:
    """Times without seconds, new escapes and a last comma are read; strings and comments stay as they are."""
    assert read(f"+++\n{line}\n+++\n").params == {"a": value}


@pytest.mark.parametrize("line", ["a = 9223372036854775808", "a = 2016-03-04T10:11+01:0", r'a = "\q"', "a = {b = 1,,}"])
def test_toml_errors(line: str) -> None:
    """What neither version of TOML knows is refused."""
    with pytest.raises(FrontMatterError, match=r"a\.md:2: TOML cannot be read"):
        read(f"+++\n{line}\n+++\n")


def test_keys_that_differ_in_case_only() -> None:
    """Hugo takes any of them; here the last one wins, and the clash is told."""
    found = read("---\nTitle: a\nb: c\ntitle: d\n---\n")
    assert found.params == {"title": "d", "b": "c"}
    assert found.clashes == ("title",)
    assert read("---\nTitle: a\n---\n").clashes == ()


def test_a_number_that_python_cannot_write_out_is_told() -> None:
    """Hexadecimal digits are read however many there are."""
    with pytest.raises(FrontMatterError, match=r"0xf+ does not fit into 64 bits"):
        read_front_matter(f"+++\nn = 0x{'f' * 5000}\n+++\n".encode(), "a.md")
