"""Shortcodes that become entries: how the text inside of them is read."""

import pytest

from migrate.extract.shortcodes import parse_body
from migrate.model.source import BodyFormat, SourceBody
from migrate.model.templates import ShortcodeTemplate
from migrate.transform.body.convert import convert_body
from tests.unit.transform.body.worlds import context_of, site_of

_FENCE = "    ```go\n    x\n    ```\n"


def _box(*, keeps_indent: bool) -> ShortcodeTemplate:
    return ShortcodeTemplate("", "layouts/shortcodes/x.html", True, True, keeps_indent=keeps_indent)


@pytest.mark.parametrize(
    ("name", "template", "code"),
    [
        ("details", None, "```go\nx\n```"),
        ("details", _box(keeps_indent=False), "x"),
        ("expand", None, "x"),
        ("expand", _box(keeps_indent=False), "x"),
        ("expand", _box(keeps_indent=True), "```go\nx\n```"),
    ],
)
def test_indented_text_inside_of_a_call_is_code_where_its_template_shows_it_so(
    name: str, template: ShortcodeTemplate | None, code: str
) -> None:
    """Hugo's own `details` renders what stands inside as it is indented; templates of sites are asked."""
    templates = {name: template} if template is not None else {}
    source = f'{{{{< {name} "T" >}}}}\n{_FENCE}{{{{< /{name} >}}}}\n'
    parts, _ = parse_body(source, 1, "content/a.md", templates)
    body = SourceBody(BodyFormat.MARKDOWN, parts, source, 1, ())
    result = convert_body(body, context_of(site_of(shortcodes=templates)))
    assert [entry.fields["code"] for entry in result.entries if entry.content_type == "codeBlock"] == [code]
