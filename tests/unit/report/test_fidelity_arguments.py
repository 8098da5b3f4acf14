"""Which calls are asked for their arguments, and for what in them."""

from dataclasses import replace
from typing import cast

import pytest

from migrate.extract.shortcodes.parse import parse_body
from migrate.model.source import ShortcodeCall
from migrate.report.fidelity.arguments import calls_to_read, read_arguments
from migrate.report.fidelity.targets import Targets


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


class Addresses:
    """Every argument leads to itself."""

    def resolve(self, destination: str) -> str:
        """Return the address."""
        return destination

    def of_argument(self, call: str, key: str | int, value: str) -> str:
        """Return the argument: there are no templates."""
        return value

    def of_reference(self, name: str) -> str:
        """Return the page of that name."""
        return f"page {name}"

    def resources(self, name: str) -> tuple[str, ...]:
        """Return nothing: the page has no files."""
        return ()


TARGETS = cast("Targets", Addresses())


def test_markup_in_an_argument_is_words_and_addresses() -> None:
    """A template may take an argument for HTML or Markdown: both readings of it are given, and each address."""
    body = '{{< photo caption="By <a href=/kim>Kim</a> and [Lee](/lee)" >}}'
    parts, _ = parse_body(body, 1, "a.md", {})
    found = [(each.text, each.plain) for each in read_arguments(calls_to_read(parts), TARGETS)]
    assert found == [
        ("By <a href=/kim>Kim</a> and [Lee](/lee)", "By Kim and Lee"),
        ("/kim", ""),
        ("/lee", ""),
    ]


def test_what_hugo_has_a_template_for_may_be_shown_by_it() -> None:
    """A site may have a template of its own for ``ref``; without it Hugo shows the address outside of any marks."""
    call = ShortcodeCall("ref", False, ("/there",), {}, None, "", 1, 1, False, "")
    assert not [*read_arguments([call], TARGETS)]
    own = replace(call, template="layouts/shortcodes/ref.html")
    assert [each.by_hugo for each in read_arguments([own], TARGETS)] == [True]
    other = replace(own, name="photo")
    assert [each.by_hugo for each in read_arguments([other], TARGETS)] == [False]


def test_a_reference_leads_to_the_page_that_it_finds() -> None:
    """A template of the site's own makes of a name what Hugo's does, and the entry links to the page."""
    call = ShortcodeCall("ref", False, ("B.md",), {}, None, "", 1, 1, False, "layouts/shortcodes/ref.html")
    (argument,) = read_arguments([call], TARGETS)
    assert "page B.md" in argument.targets


def test_a_switch_is_no_word() -> None:
    """What is only true or false is not read by anybody."""
    parts, _ = parse_body('{{< tabpane text=true right=true title="true" >}}', 1, "a.md", {})
    assert [each.text for each in read_arguments(calls_to_read(parts), TARGETS)] == ["true"]


def test_emphasis_in_an_argument_is_no_part_of_its_words() -> None:
    """A template that takes it for Markdown shows none of the underscores around a word; those in words stay."""
    parts, _ = parse_body('{{< photo caption="Kim, _at a_lake_" >}}', 1, "a.md", {})
    (argument,) = read_arguments(calls_to_read(parts), TARGETS)
    assert (argument.text, argument.plain) == ("Kim, _at a_lake_", "Kim, at a_lake")
