"""Golden cases of bodies: readable files of source and result.

A file holds cases: ``==== title``, the source, ``----``, the result. Words after the title choose the site:
``safe`` (raw HTML hidden), ``straight`` (typographer off), ``blackfriday``, ``html`` (not Markdown), ``typographer``
(its signs are baked in), ``extras``, ``emoji``,
``marked-code``, ``inline`` and ``inline-of-old`` (templates in pages are run), ``linked`` (other pages
are found), ``hugo`` (shortcodes are rendered by Hugo, which prints what `PRINTED` says).
With the environment variable ``ACCEPT`` set, the results in the files are written anew.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from migrate.extract.shortcodes import parse_body
from migrate.mapping.rules import BodyRules, CodeForm, ShortcodeAction, ShortcodeRule
from migrate.model.goldmark import Goldmark
from migrate.model.source import BodyFormat, LinkTarget, SourceBody
from migrate.model.templates import ShortcodeTemplate
from migrate.transform.body.convert import convert_body
from tests.golden.body.drawing import draw
from tests.unit.transform.body.rendering import FakeRendering
from tests.unit.transform.body.worlds import context_of, page_of, site_of

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.txt"))
EXTRAS = Goldmark(
    unsafe=True,
    attribute_block=True,
    mark=True,
    insert=True,
    subscript=True,
    superscript=True,
    passthrough=True,
    passthrough_block=(("$$", "$$"), ("\\[", "\\]")),
    passthrough_inline=(("\\(", "\\)"),),
)
# Templates that take inner text, so that the lexer pairs their tags.
PAIRED = (
    "box", "tabs", "tab", "tabpane", "notice", "raw", "rawhtml", "katex", "math",
    "mermaid", "chart", "columns", "quote", "blockquote", "button", "gallery", "card", "cards",
    "steps", "timeline", "timelineitem", "alert", "admonition", "hint", "callout", "note", "warning",
    "pageinfo", "expand", "collapse", "spoiler", "imgproc", "kbd", "mark", "color", "typeit",
    "center", "rtl", "mp3",
)  # fmt: skip
PRINTED = {
    "gallery": '<div class="g"><a href="/big.png"><img src="small.png" alt="Boat"></a><p>On <em>lake</em></p></div>',
    "box": "### From the template\n\n- one[^n]\n- two\n",
    "version": "1.2",
}
THERE = page_of("/posts/there")
TARGETS = {
    "/posts/there/": LinkTarget(page=THERE, url="/posts/there/", internal=True),
    "/posts/there/#part": LinkTarget(page=THERE, url="/posts/there/#part", fragment="part", internal=True),
    "/posts/gone/": LinkTarget(url="/posts/gone/", internal=True, error="no page or file"),
    "there.md": LinkTarget(page=THERE, url="/posts/there/", internal=True),
    "https://site.test/posts/there/": LinkTarget(page=THERE, url="/posts/there/", internal=True),
    "ref:there": LinkTarget(page=THERE, url="/posts/there/", internal=True),
}
FAILING = {"chart": "shortcodes/chart.html:3: error calling index: index out of range"}

INLINE: Mapping[str, Mapping[str, Any]] = {
    "inline": {"security": {"enableinlineshortcodes": True}},
    "inline-of-old": {"enableinlineshortcodes": True},
}
"""Word of a case → the setting by which the site runs templates in pages."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a file."""

    file: Path
    title: str
    words: tuple[str, ...]
    source: str
    expected: str


def read_cases(file: Path) -> Iterator[Case]:
    """Yield the cases of a file in order."""
    for part in re.split(r"^==== ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, rest = part.partition("\n")
        title, _, words = head.partition("|")
        source, _, expected = rest.partition("\n----\n")
        yield Case(file, title.strip(), tuple(words.split()), source, expected.strip("\n"))


def convert_case(case: Case) -> str:
    """Return the drawing of what a case becomes."""
    goldmark = Goldmark(unsafe="safe" not in case.words, typographer="straight" not in case.words)
    goldmark = EXTRAS if "extras" in case.words else goldmark
    templates = {name: ShortcodeTemplate(name, f"layouts/{name}.html", True, True) for name in PAIRED}
    templates["terms"] = ShortcodeTemplate("terms", "layouts/terms.html", False, False, reads=("data",))
    site = site_of(
        goldmark=goldmark,
        blackfriday="blackfriday" in case.words,
        emoji="emoji" in case.words,
        shortcodes=templates,
        params={"city": "Lisbon", "address": "http://x.test/a", "lines": "It's *one*\n\ntwo", "quoted": "a+b"},
        raw=next((INLINE[word] for word in case.words if word in INLINE), {}),
        targets=TARGETS if "linked" in case.words else {},
    )
    rules = BodyRules(
        typographer="typographer" in case.words,
        code=CodeForm.MARK if "marked-code" in case.words else CodeForm.ENTRY,
        shortcodes={name: ShortcodeRule(name, ShortcodeAction.HUGO) for name in (*PRINTED, *FAILING, "unheard")}
        if "hugo" in case.words
        else {},
    )
    parts, found = parse_body(case.source, 1, "content/posts/here.md", templates)
    kind = BodyFormat.HTML if "html" in case.words else BodyFormat.MARKDOWN
    context = replace(context_of(site, rules), rendering=FakeRendering(PRINTED, FAILING))
    return draw(convert_body(SourceBody(kind, parts, case.source, 1, found), context))


def _head(case: Case) -> str:
    return f"{case.title} | {' '.join(case.words)}" if case.words else case.title


ALL = [case for file in FILES for case in read_cases(file)]


@pytest.mark.parametrize("case", ALL, ids=[f"{case.file.stem}: {case.title}" for case in ALL])
def test_golden_case(case: Case) -> None:
    """The body becomes what the case file shows."""
    if os.environ.get("ACCEPT"):
        pytest.skip("results are being written")
    assert convert_case(case) == case.expected


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_finding_says_what_it_is_about(file: Path) -> None:
    """Its text holds the words concerned, or names the thing, so that nobody has to open the file to know."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("finding ")]
    assert [line for line in lines if re.match(r"finding \S+ \w+ [a-z-]+: ''", line)] == []


@pytest.mark.skipif(not os.environ.get("ACCEPT"), reason="only with ACCEPT set")
def test_accept() -> None:
    """Write the results of all cases into their files."""
    for file in FILES:
        parts = [
            "\n".join((f"==== {_head(case)}", case.source, "----", convert_case(case), "")) for case in read_cases(file)
        ]
        file.write_text("\n".join(parts), encoding="utf-8")
