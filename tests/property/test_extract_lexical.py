"""Whatever bytes or text: reading ends in a value or in the documented error, and loses no visible character."""

from contextlib import suppress
from datetime import UTC

from hypothesis import given, settings
from hypothesis import strategies as st

from migrate.extract.coerce import to_bool, to_int, to_string, to_strings, to_terms
from migrate.extract.dates import date_from_name, parse_date
from migrate.extract.frontmatter import FrontMatterError, load_json, load_toml, load_yaml, read_front_matter
from migrate.extract.shortcodes import lex, parse_body
from migrate.extract.slugs import encode, page_path, path_element, sanitize_token, urlize
from migrate.model.source import BodyPart, BodyText, Param, ShortcodeCall
from migrate.model.templates import ShortcodeTemplate

MANY = settings(max_examples=300, deadline=None, derandomize=True)

FENCES = st.sampled_from(["---\n", "+++\n", "{", "#+A: ", "\ufeff---\n", " \r\n---", ""])
YAML_WORDS = """a b:_ -_ ?_ ' " [ ] { } ,_ :_ # &a_ *a <<:_ !!int_ % @ \\u12 é 1e3 0x1F ~ ... --- =_"""
YAML_BREAKS = ("\n", "\n  ", "\t", "|\n", ">-\n", "\r\n", "\x00", "\x85", "\u2028", '"""')
YAML_PIECES = st.sampled_from([*YAML_WORDS.replace("_", " ").split(" "), *YAML_BREAKS])
TAG_WORDS = """{{< {{% >}} %}} / box leaf x .inline = " ` \\ /* */ <!--more--> 1 -5 é {{ }}"""
TAGS = ("{{< box >}}", "{{< /box >}}", "{{< x >}}", "{{< /x >}}", "{{</* y */>}}", "{{< leaf >}}")
TAG_PIECES = st.sampled_from([*TAG_WORDS.split(" "), *TAGS, " ", "\n", " / ", ".inline "])
TEMPLATES = {
    name: ShortcodeTemplate(name, f"layouts/{name}.html", uses_inner, False)
    for name, uses_inner in (("leaf", False), ("box", True))
}


@MANY
@given(
    st.binary(max_size=200)
    | st.builds(lambda a, b, c: (a + "".join(b) + c).encode(), FENCES, st.lists(YAML_PIECES), FENCES)
)
def test_front_matter_of_any_bytes(data: bytes) -> None:
    """Any file has front matter or is refused; the body is the end of the file."""
    for legacy in (False, True):
        with suppress(FrontMatterError):
            found = read_front_matter(data, "a.md", legacy_yaml=legacy)
            assert 0 <= found.body_offset <= len(data)
            assert found.body_line == data.count(b"\n", 0, found.body_offset) + 1


@MANY
@given(st.text(max_size=100) | st.lists(YAML_PIECES).map("".join))
def test_loaders_of_any_text(text: str) -> None:
    """Any text is a value or is refused, in every format."""
    for load in (load_yaml, load_toml, load_json):
        with suppress(FrontMatterError):
            load(text, "a")


def sources(parts: tuple[BodyPart, ...]) -> str:
    """Return the concatenated sources of parts."""
    return "".join(
        part.text if isinstance(part, BodyText) else part.source if isinstance(part, ShortcodeCall) else "<!--more-->"
        for part in parts
    )


def visible(text: str) -> str:
    """Return what is left of a text without white space, markers of escapes and dividers."""
    for sign in ("<!--more-->", "/*", "*/"):
        text = text.replace(sign, "")
    return "".join(text.split())


@MANY
@given(st.text(max_size=100) | st.lists(TAG_PIECES, max_size=40).map("".join))
def test_body_of_any_text(text: str) -> None:
    """Any body is cut into parts without an error, and their sources together are the body."""
    parts, findings = parse_body(text, 1, "a.md", TEMPLATES)
    assert visible(sources(parts)) == visible(text)
    for part in parts:
        if isinstance(part, ShortcodeCall):
            assert part.source in text
    assert list(findings) == sorted(findings, key=lambda finding: (finding.line, finding.column))


SHORT = {
    "tLeftDelimScNoMarkup": "L",
    "tLeftDelimScWithMarkup": "L",
    "tRightDelimScNoMarkup": "R",
    "tRightDelimScWithMarkup": "R",
    "tScName": "N",
    "tScNameInline": "N",
    "tScClose": "/",
}


@MANY
@given(st.text(max_size=100) | st.lists(TAG_PIECES, max_size=40).map("".join))
def test_parts_agree_with_tokens(text: str) -> None:
    """Where the lexer finds no error, no tag is kept as text for its syntax."""
    tokens = lex(text)
    assert tokens[-1].type in ("tEOF", "tError")
    _, findings = parse_body(text, 1, "a.md", {})
    tags = "".join(SHORT.get(token.type, "") for token in tokens)
    nameless = "LR" in tags
    mixed = any("mixed" in finding.action for finding in findings)
    refused = any(finding.code == "shortcode-syntax" for finding in findings)
    assert refused == (tokens[-1].type == "tError" or nameless or mixed)


@MANY
@given(st.text(max_size=40))
def test_names_of_any_text(text: str) -> None:
    """Every function on names gives text, and one that is a URL path stays as it is."""
    for found in (urlize(text), path_element(text), sanitize_token(text), page_path(text)):
        assert isinstance(found, str)
    once = encode(urlize(text))
    assert encode(once) == once
    assert once.isascii()


@MANY
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    )
)
def test_coercions_of_any_value(value: Param) -> None:
    """Every coercion takes every value."""
    assert isinstance(to_string(value), str)
    assert isinstance(to_bool(value), bool)
    assert isinstance(to_int(value), int)
    assert all(isinstance(text, str) for text in (*to_strings(value), *to_terms(value)))
    parse_date(value, UTC)


@MANY
@given(st.text(alphabet="0123456789-:TZ .+JanFri,MSTGAP/", max_size=35))
def test_dates_of_any_text(text: str) -> None:
    """Any text is an aware instant or refused."""
    for found in (parse_date(text, UTC), (date_from_name(text, UTC) or (None,))[0]):
        assert found is None or found.tzinfo is not None
