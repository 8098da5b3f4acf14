"""Calls told apart, and files that Hugo made for them."""

from pathlib import Path

import pytest

from migrate.extract.real_hugo.recording import RecordedTemplates, keyed_calls, template_of
from migrate.extract.real_hugo.renditions import Renditions
from migrate.extract.shortcodes import parse_body
from migrate.model.source import LinkTarget, SourceFile
from migrate.model.templates import ShortcodeTemplate
from tests.unit.transform.body.worlds import page_of, site_of

BOX = {"box": ShortcodeTemplate("box", "layouts/box.html", True, False)}


def test_calls_are_counted_among_their_siblings() -> None:
    """The key of a call is its place below the calls around it, as Hugo counts them from zero."""
    parts, _ = parse_body(
        "{{< a >}} {{< box >}}{{< b >}} {{< box >}}{{< c >}}{{< /box >}}{{< /box >}} {{< d >}}", 1, "x.md", BOX
    )
    assert {key: call.name for key, call in keyed_calls(parts)} == {
        "0": "a",
        "1": "box",
        "1.0": "b",
        "1.1": "box",
        "1.1.0": "c",
        "2": "d",
    }


def test_a_template_becomes_a_partial_and_a_wrapper() -> None:
    """The wrapper takes inner text just as the template does; its partial leads back to the path of the template."""
    templates = RecordedTemplates(frozenset({"box", "leaf"}), {"other": True})
    box = dict(templates.dressed("box", "_shortcodes/blocks/box.html", "<b>{{ .Inner }}</b>"))
    leaf = dict(templates.dressed("leaf", "_shortcodes/leaf.html", "<b></b>"))
    (partial,) = set(box) - {"_shortcodes/blocks/box.html"}
    assert template_of(partial) == "_shortcodes/blocks/box.html"
    assert box[partial] == "<b>{{ .Inner }}</b>"
    assert ".Inner" in box["_shortcodes/blocks/box.html"]
    assert ".Inner" not in leaf["_shortcodes/leaf.html"]
    assert list(templates.dressed("other", "_shortcodes/other.html", "x")) == []


@pytest.mark.parametrize(
    ("written", "settled"),
    [
        ('<img src="/posts/a/boat_hu_0123456789abcdef.webp">', '<img src="/posts/a/boat.png">'),
        ('<img src="/boat.0123456789abcdef0123456789abcdef.png">', '<img src="/boat.png">'),
        ('<img src="/made.svg">', '<img src="data:image/svg+xml;base64,PHN2Zy8+">'),
        ('<a href="/made.svg">x</a>', '<a href="/made.svg">x</a>'),
        ('<script src="/made.js"></script>', '<script src="/made.js"></script>'),
        ('<img src="/../secret.png">', '<img src="/../secret.png">'),
        (
            '<img src="https://else.test/x_hu_0123456789abcdef.png">',
            '<img src="https://else.test/x_hu_0123456789abcdef.png">',
        ),
        (
            '<img srcset="/posts/a/boat_hu_0123456789abcdef.png 1x, /gone.png 2x">',
            '<img srcset="/posts/a/boat.png 1x, /gone.png 2x">',
        ),
    ],
)
def test_files_that_hugo_made_lead_to_their_originals(tmp_path: Path, written: str, settled: str) -> None:
    """A rendition is its original, a picture of no file its own bytes; nothing else changes or is read."""
    public = tmp_path / "public"
    public.mkdir()
    (public / "made.svg").write_text("<svg/>")
    (public / "made.js").write_text("x()")
    (tmp_path / "secret.png").write_text("secret")
    file = SourceFile("static/boat.png", 1, "sha", "image/png")
    gone = ("/made.svg", "/made.js", "/../secret.png", "/gone.png", "/posts/a/boat_hu_0123456789abcdef.webp")
    missing = {address: LinkTarget(url=address, internal=True, error="no page or file") for address in gone}
    for address in ("/posts/a/boat_hu_0123456789abcdef.png", "/boat.0123456789abcdef0123456789abcdef.png"):
        missing[address] = LinkTarget(url=address, internal=True, error="no page or file")
    found = {
        address: LinkTarget(file=file, url=address, internal=True) for address in ("/posts/a/boat.png", "/boat.png")
    }
    renditions = Renditions(site_of(targets={**missing, **found}), public.resolve())
    assert renditions.settled(written, page_of()) == settled
