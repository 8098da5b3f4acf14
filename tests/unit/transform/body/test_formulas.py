"""Where formulas between dollar signs begin and end."""

import pytest

from migrate.extract.shortcodes import parse_body
from migrate.model.goldmark import Goldmark
from migrate.model.source import BodyFormat, SourceBody
from migrate.transform.body.convert import convert_body
from tests.unit.transform.body.facts import facts_of_result
from tests.unit.transform.body.worlds import context_of, convert, site_of

DOLLARS = Goldmark(unsafe=True, passthrough=True, passthrough_block=(("$$", "$$"),), passthrough_inline=(("$", "$"),))


def formulas(source: str) -> list[object]:
    """Return the formulas of a body, in order."""
    parts, found = parse_body(source, 1, "content/posts/here.md", {})
    body = SourceBody(BodyFormat.MARKDOWN, parts, source, 1, found)
    result = convert_body(body, context_of(site_of(goldmark=DOLLARS)))
    return [entry.fields["tex"] for entry in result.entries if "tex" in entry.fields]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a $x$ and $y\nz$ b", ["x", "y\nz"]),
        ("|A|B|\n|-|-|\n|$a|b|\n|$c|$d$|\n", ["d"]),
        ("- cost $1\n- cost $2\n", []),
        ("> cost $1\n\ncost $2 and $e$", ["2 and"]),
        ("cost $1\n\n- $$\n  x\n  $$\n", ["x"]),
        ("# cost $1\ncost $f$", ["f"]),
        ("[a](http://a.test/#$b) and `$c` and http://d.test/$e <i title='$f'>g</i> $h$", ["h"]),
        ("$$\n- a\n\n- b\n$$\n", []),
        ("$$\n- a\n- b\n$$\n", []),
        ("$$\na\n\nb\n$$\n\n$$\nc\n$$\n", ["c"]),
        ("x\n$$\ny\n$$\nz", ["y"]),
        ("[a](https://a.test/b(1)c)、（$x$）https://a.test/、$y$ z", ["x", "y"]),
    ],
)
def test_a_formula_ends_in_its_block(source: str, expected: list[object]) -> None:
    """Paragraphs, items and cells are made before formulas; code, addresses and tags hold none."""
    assert formulas(source) == expected


def test_a_description_holds_no_formula() -> None:
    """Goldmark leaves it out there, and makes no entry of it here."""
    goldmark = Goldmark(unsafe=True, passthrough=True, passthrough_inline=(("$", "$"),))
    result = convert("![a $x_1$ b](a.png)\n", site=site_of(goldmark=goldmark))
    assert [use.title.split() for use in result.assets] == [["a", "b"]]
    assert result.entries == ()


def test_no_formula_goes_on_in_the_next_line_of_code() -> None:
    """A sign of money or of a shell begins none there, and each line loses the indentation of the block."""
    source = "words $x$\n\n    set $a\n    set $b\n"
    body = SourceBody(BodyFormat.MARKDOWN, parse_body(source, 1, "a.md", {})[0], source, 1, ())
    (code,) = (
        entry.fields["code"]
        for entry in convert_body(body, context_of(site_of(goldmark=DOLLARS))).entries
        if "code" in entry.fields
    )
    assert code == "set $a\nset $b"


def test_delimiters_with_nothing_between_them_are_words() -> None:
    """An entry without its formula could not be published; Hugo shows the signs as they were typed."""
    delimiters = (("\\(", "\\)"), ("$", "$"))
    goldmark = Goldmark(unsafe=True, passthrough=True, passthrough_inline=delimiters)
    result = convert("cost $ $ and \\( \\) and $x$\n", site=site_of(goldmark=goldmark))
    assert facts_of_result(result).text == "cost$$and\\(\\)and"
    assert [entry.fields["tex"] for entry in result.entries] == ["x"]


def test_a_call_in_a_formula_stands_there_as_it_was_written() -> None:
    """What stood for it meanwhile was all that the formula held."""
    parts, found = parse_body("a $x {{< what >}}$\n", 1, "content/posts/here.md", {})
    body = SourceBody(BodyFormat.MARKDOWN, parts, "a $x {{< what >}}$\n", 1, found)
    goldmark = Goldmark(unsafe=True, passthrough=True, passthrough_inline=(("$", "$"),))
    result = convert_body(body, context_of(site_of(goldmark=goldmark)))
    assert [entry.fields["tex"] for entry in result.entries] == ["x {{< what >}}"]
    assert "math-to-entry" in {found.code for found in result.findings if "{{< what >}}" in found.text}
