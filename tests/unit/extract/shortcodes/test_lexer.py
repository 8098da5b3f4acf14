"""Tokens that the recorded cases do not show."""

import pytest

from migrate.extract.shortcodes import lex
from migrate.extract.shortcodes.tokens import Value, typed_value

NOTE = "Note: Parameters with non-alphanumeric args must be quoted"


def shown(text: str, start: str = "main") -> list[tuple[str, str]]:
    """Return type and text of each token."""
    return [(token.type, token.text) for token in lex(text, start)]


def error(text: str) -> tuple[str, int]:
    """Return message and place of the error that ends the tokens."""
    last = lex(text)[-1]
    assert last.type == "tError"
    return last.text, last.start


@pytest.mark.parametrize(
    ("text", "message", "start"),
    [
        ("{{< leaf \\`a` >}}", "unrecognized escape character", 10),
        ('{{< leaf k="a\\`" >}}', "unrecognized escape character", 12),
        ("{{< leaf `a >}}", "unterminated raw string in shortcode parameter-argument: 'a >}}'", 10),
        ('{{< leaf k=\\"a >}}', "unterminated quoted string in shortcode parameter-argument: 'a >}}'", 13),
        ("{{< /leaf >}}", "got closing shortcode, but none is open", 4),
        ("{{< a >}}{{< /a x >}}", "unclosed shortcode", 16),
        ("{{< a >}}{{< /b >}}", "closing tag for shortcode 'b' does not match start tag", 14),
        ("{{</*/>}}", "comment must be closed", 0),
        ("{{< a k=", "unclosed shortcode action", 8),
        ("{{< t.inline >}}{{< a >}}", "inline shortcodes do not support nesting", 16),
        ("{{< a \u200b >}}", f"unrecognized character in shortcode action: U+200B. {NOTE}", 6),
        ("{{< a ½ >}}", f"unrecognized character in shortcode action: U+00BD '½'. {NOTE}", 6),
        ('{{< a "x" k=1 >}}', "got named parameter 'k'. Cannot mix named and positional parameters", 10),
    ],
)
def test_errors(text: str, message: str, start: int) -> None:
    """Each error has Hugo's words and place."""
    assert error(text) == (message, start)


@pytest.mark.parametrize(
    ("tag", "values"),
    [
        ('{{< a "x"y"z" >}}', ["x", "y", "z"]),
        ('{{< a \\"x y\\" >}}', ["x y"]),
        ('{{< a k=\\"x y\\" >}}', ["k", "x y"]),
        ('{{< a k= \\ "x" >}}', ["k", "x"]),
        ('{{< a "k"="v" >}}', ["k", "v"]),
        ('{{< a "a\\"\\b" >}}', ['a"b']),
        ("{{< a =v >}}", ["v"]),
        ("{{< a \\x \\ y >}}", ["x", "y"]),
        ("{{< a k=>}} >}}", ["k", ">}}"]),
        ("{{< a 1² >}}", None),
        ("{{< a ٣ é_日 >}}", ["٣", "é_日"]),
    ],
)
def test_parameters(tag: str, values: list[Value] | None) -> None:
    """Quotes, escapes, touching items and letters of any script."""
    tokens = lex(tag)
    if values is None:
        assert tokens[-1].type == "tError"
    else:
        assert [token.value for token in tokens if token.type in ("tScParam", "tScParamVal")] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9223372036854775807", 9223372036854775807),
        ("9223372036854775808", "9223372036854775808"),
        ("9" * 5000, "9" * 5000),
        ("-.5", -0.5),
        ("." + "9" * 400, 1.0),
        ("9" * 400 + ".0", "9" * 400 + ".0"),
        ("٣", "٣"),
        ("TRUE", "TRUE"),
    ],
)
def test_typed_values(text: str, value: Value) -> None:
    """Numbers end at 64 bits, and only ASCII digits are digits."""
    assert typed_value(text) == value


def test_offsets_cover_the_text() -> None:
    """Tokens point at their own text."""
    text = 'a\n  {{< x "v" `w` >}}é{{% /x %}}<!--more-->\n b'
    for token in lex(text):
        assert text[token.start : token.end] == token.text


def test_org_file_has_its_own_divider() -> None:
    """After Org keywords the divider is ``# more``, and white space after it is eaten."""
    assert shown("#+A: b\nx\n# more\n\ny<!--more-->", "intro") == [
        ("TypeFrontMatterORG", "#+A: b\n"),
        ("tText", "x\n"),
        ("TypeLeadSummaryDivider", "# more\n\n"),
        ("tText", "y<!--more-->"),
        ("tEOF", ""),
    ]
