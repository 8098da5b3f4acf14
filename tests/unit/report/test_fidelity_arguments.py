"""Which calls are asked for their arguments."""

import pytest

from migrate.extract.shortcodes.parse import parse_body
from migrate.report.fidelity.arguments import calls_to_read


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("a {{< b >}} c {{< d >}}", ["b", "d"]),
        ("<!-- {{< b >}} --> {{< d >}}", ["d"]),
        ("<!-- {{< b >}}in{{< /b >}} and\n\n{{< c >}}\n-->\n{{< d >}}", ["d"]),
        ("<!-- a --> {{< b >}} <!-- {{< c >}} --> {{< d >}}", ["b", "d"]),
        ("--> {{< b >}} <!-- a -->", ["b"]),
        ("<!-- never ended {{< b >}}", ["b"]),
        ("<!-- a --> {{< b >}} <!-- never ended {{< c >}}", ["b", "c"]),
        ("First.\n<!--more-->\n{{< b >}}", ["b"]),
    ],
)
def test_calls_in_comments_are_not_asked(body: str, names: list[str]) -> None:
    """No reader sees them, so nothing of them has to be kept."""
    parts, _ = parse_body(body, 1, "a.md", {})
    assert [call.name for call in calls_to_read(parts)] == names
