"""Bodies that stay Markdown: every address works away from the site, nothing else changes."""

from dataclasses import dataclass

import pytest

from migrate.mapping.rules import AssetRules
from migrate.model.source import BodyFormat, BodyPart, BodyText, LinkTarget, ShortcodeCall, SourceBody, SummaryDivider
from migrate.transform.assets import SiteAssets
from migrate.transform.gathered import Gathered
from migrate.transform.markdown_text import rewrite_markdown
from tests.unit.transform.small_site import TARGET, a_page, a_site, image

_PAGE = a_page("/posts/a")
_LINKS = {
    "b.md": LinkTarget(page=a_page("/posts/b"), url="/posts/b/", internal=True),
    "b.md#x": LinkTarget(page=a_page("/posts/b"), url="/posts/b/#x", internal=True, fragment="x"),
    "b": LinkTarget(page=a_page("/posts/b"), url="/posts/b/", internal=True),
    "sea.png": image("static/sea.png"),
    "my sea.png": image("static/my sea.png"),
}


@dataclass(frozen=True, slots=True)
class _Rewritten:
    text: str
    gathered: Gathered


def _rewritten(*parts: BodyPart) -> _Rewritten:
    site = a_site(_PAGE, links=_LINKS)
    body = SourceBody(BodyFormat.MARKDOWN, parts, "", 10, ())
    gathered = Gathered()
    assets = SiteAssets(site, AssetRules(), TARGET)
    return _Rewritten(rewrite_markdown(site, _PAGE, body, assets, gathered), gathered)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[b](b.md)", "[b](/posts/b/)"),
        ("[b](b.md#x 'title')", "[b](/posts/b/#x 'title')"),
        ("[b][1]\n\n[1]: b.md", "[b][1]\n\n[1]: /posts/b/"),
        ("![s](sea.png)", "![s](https://example.org/sea.png)"),
        ("![s](<my sea.png>)", "![s](<https://example.org/my sea.png>)"),
        ('<img src="sea.png" alt="s">', '<img src="https://example.org/sea.png" alt="s">'),
        ("[x](https://other.example/)", "[x](https://other.example/)"),
        ("[gone](gone.md)", "[gone](gone.md)"),
        ("`[b](b.md)`", "`[b](b.md)`"),
        ("```\n[b](b.md)\n```\n[b](b.md)", "```\n[b](b.md)\n```\n[b](/posts/b/)"),
        (
            "![s](//images.contentful.com/s/a/t/x.png?w=1)",
            "![s](https://images.ctfassets.net/s/a/t/x.png)",
        ),
    ],
)
def test_destinations(written: str, expected: str) -> None:
    """Pages get their published path, files the address on the old site, code is left alone."""
    assert _rewritten(BodyText(written, 10)).text == expected


def test_references_and_other_shortcodes() -> None:
    """``ref`` is resolved inside a link; what Markdown cannot say stays as written; the divider stays."""
    ref = ShortcodeCall("relref", False, ("b",), {}, None, '{{< relref "b" >}}', 10, 1, False, "")
    other = ShortcodeCall("tweet", False, ("1",), {}, None, "{{< tweet 1 >}}", 10, 1, False, "")
    made = _rewritten(BodyText("[b](", 10), ref, BodyText(") ", 10), other, SummaryDivider(11), BodyText("\nend", 11))
    assert made.text == "[b](/posts/b/) {{< tweet 1 >}}<!--more-->\nend"
    assert [(finding.code, finding.text) for finding in made.gathered.findings] == [
        ("text-shortcode-kept", "{{< tweet 1 >}}")
    ]


def test_assets_are_made_with_their_text() -> None:
    """The image is an asset all the same, and a finding names its line."""
    gathered = _rewritten(BodyText("one\n\n![A sea](sea.png)", 10)).gathered
    assert [(use.path, use.title) for use in gathered.assets] == [("static/sea.png", "A sea")]
    assert [(finding.code, finding.line) for finding in gathered.findings] == [("text-url-kept", 12)]
