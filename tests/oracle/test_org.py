"""Org bodies against Hugo's own rendering: text, headings, links, images, code, lists, tables, emphasis.

What differs on purpose is no case here: Pandoc takes away the indentation that all lines of an example share, gives
quotes, captions and note blocks other class names, and numbers footnotes in a list at the end.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from migrate.extract import read_site
from migrate.model.source import BodyText, SourceSite
from tests.oracle.hugo_binary import build_site

CONFIGURATION = """
baseURL = "https://ex.org/"
[security]
allowContent = [".*"]
[markup.highlight]
codeFences = false
"""
CASES = {
    "headings": "* One\nText.\n** Two /it/ and =code=\nMore.\n*** Three\n* Last\n",
    "todo": "* TODO Open task\n* DONE Closed task\n",
    "custom-id": "* Head\n:PROPERTIES:\n:CUSTOM_ID: my-id\n:END:\nText.\n",
    "marks": "Some *bold*, /italic/, +struck+, ~code~ and =verbatim= text, *bold with /italic/ in it*.\n",
    "scripts": "H_{2}O, x^{2}, but a^2 and b_1 stay.\n",
    "typography": "A -- b --- c ... \"quoted\" 'single' it's.\n",
    "entities": "\\alpha \\rarr < & > @@html:<mark>m</mark>@@\n",
    "breaks": "Line one\\\\\nline two\nand three.\n\nNext paragraph.\n",
    "links": "See [[https://example.org/a?b=c#d][a *link*]], [[https://example.org/]] and [[mailto:a@b.org][mail]].\n",
    "files": "[[./pic.png]] and [[file:doc.pdf][a document]] and [[/images/x.png]]\n",
    "image-link": "[[https://example.org/x][https://example.org/i.png]]\n",
    "figure": "#+CAPTION: A caption\n#+ATTR_HTML: :alt An alt\n[[./pic.png]]\n",
    "lists": "- one\n- two\n  - nested\n  - more\n- three\n\n1. first\n2. second\n   + plus\n",
    "tasks": "- [ ] open\n- [X] done\n",
    "definitions": "- term :: description\n- other :: more /text/\n",
    "loose": "- one\n\n  second paragraph\n\n- two\n",
    "source": '#+BEGIN_SRC go\nfunc main() {\n    fmt.Println("<x> & *no*")\n}\n#+END_SRC\n',
    "example": "#+begin_example\nexample *text*\n#+end_example\n\n: fixed\n: width\n",
    "quote": "#+BEGIN_QUOTE\nQuote /it/.\n\nSecond.\n#+END_QUOTE\n",
    "verse": "#+BEGIN_VERSE\nLine one\nLine two\n#+END_VERSE\n",
    "blocks": "#+begin_note\nA note.\n#+end_note\n\n#+BEGIN_CENTER\nCentred.\n#+END_CENTER\n",
    "export": '#+BEGIN_EXPORT html\n<div class="x"><b>raw</b></div>\n#+END_EXPORT\n\n#+HTML: <i>line</i>\n',
    "rule": "Above.\n\n-----\n\nBelow.\n",
    "comments": "Shown.\n\n# hidden\n\nAlso shown.\n",
    "tables": "| A | B |\n|---+---|\n| 1 | *b* |\n| 2 | [[https://x.org/][x]] |\n",
    "headless-table": "| a | b |\n| c | d |\n",
    "dates": "On <2016-03-04 Fri> and [2016-03-05 Sat].\n",
    "unicode": "Ünïcode, 日本語, emoji 😀 and a non-breaking\u00a0space.\n",
    "addresses": "See https://a.org/x. And (https://a.org/y), <https://a.org/z>.\n\nhttps://a.org/first\nhttps://a.org/n\n",
    "pictures": "[[a.webp]] [[b.PNG]] [[file:c.svg]] [[https://a.org/d.jpeg]] [[e.png?x=1]] [[img:f.png]]\n",
    "films": "[[file:a.mp4]] and [[b.webm]] and [[c.mov]].\n\n#+CAPTION: A /film/ of it\n[[d.mp4]]\n",
    "pages": "[[file:next.org][next]], [[next.org]] and [[file:next.org::*Part][part]].\n",
    "planning": "* Task\nSCHEDULED: <2020-01-01 Wed> DEADLINE: <2020-02-01 Sat>\n:PROPERTIES:\n:ID: a\n:END:\nText.\n",
    "priority": "* TODO [#A] Task\n",
    "archived": "* Old :ARCHIVE:\nText.\n",
    "escapes": "#+begin_src C\n,* a\n,#+x\n#+end_src\n\n#+begin_src org\n,* a\n#+end_src\n",
    "results": "#+begin_src sh\nls\n#+end_src\n\n#+RESULTS:\n| a |\n",
    "kept-comment": "#+begin_comment\nA remark.\n#+end_comment\n\n#+begin_example text\nx\n#+end_example\n",
    "targets": "Here <<is>> one, [[is][there]] and [[*Head][elsewhere]].\n",
    "letters": "a) one\nb) two\n",
    "captions": "#+CAPTION: Of it\n#+begin_example\nx\n#+end_example\n\n#+CAPTION: B\n#+begin_src c\ny\n#+end_src\n",
    "backslashes": "a \\] b \\) c \\[ d\n\nC:\\(x86)\\qir\\Zsers \\alpha a\\\\[b] c\\\\\nd \\_ e =\\[=\n\n* h \\% x\n",
    "brackets": "x_(2) y^(3) z_{4}\n\nhttps://a.org/x_(y)\n\nSee https://a.org/x_(y) z (https://a.org/x_(y)).\n",
    "named": "#+CAPTION: Lost\n#+NAME: a\n[[./b.png]]\n\n#+NAME: c\n#+CAPTION: Kept\n[[./d.png]]\n\n#+CAPTION: Lost\n"
    "#+NAME: e\n#+begin_src c\nx\n#+end_src\n",
    "levels": "#+OPTIONS: toc:nil H:2\n* One\n** Two\n*** Three\n**** Four\nText.\n***** Five\nMore.\n* Six\n",
    "shortcodes": 'Before {{< mark >}} after.\n\n{{< mark >}}\n\n[[{{< relref "lists" >}}][to lists]]\n',
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SourceSite:
    """Write, build and read a site with a page for each case."""
    root = tmp_path_factory.mktemp("org")
    files = {
        "hugo.toml": CONFIGURATION,
        "layouts/all.html": "{{ .Content }}",
        "layouts/_shortcodes/mark.html": "<mark>{{ .Name }}</mark>",
        **{f"content/{name}.org": f"#+TITLE: T\n\n{text}" for name, text in CASES.items()},
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    build_site(root)
    return read_site(root, now=datetime(2026, 1, 1, tzinfo=UTC))


def shape(html: str) -> dict[str, object]:
    """Return what a reader gets from some HTML, independent of classes and wrappers."""
    tree = LexborHTMLParser(html)
    assert tree.body is not None
    return {
        "text": words(tree.body),
        "headings": [(node.tag, words(node)) for node in tree.css("h1, h2, h3, h4, h5, h6")],
        "links": [(node.attributes.get("href"), words(node)) for node in tree.css("a")],
        "images": [tuple(map(node.attributes.get, ("src", "alt"))) for node in tree.css("img")],
        "code": [node.text().strip("\n") for node in tree.css("pre")],
        "lists": [(node.tag, len(node.css("li"))) for node in tree.css("ul, ol")],
        "cells": [(node.tag, words(node)) for node in tree.css("th, td")],
        "marks": [(node.tag, words(node)) for node in tree.css("strong, em, del, sub, sup, code, mark, blockquote")],
    }


def words(node: LexborNode) -> str:
    """Return the visible text with white space folded; no-break spaces count as themselves."""
    for rule in node.css("pre code, label"):
        rule.unwrap()
    return re.sub(r"[ \t\r\n]+", " ", node.text(separator="")).replace(" ", "")


@pytest.mark.parametrize("name", CASES)
def test_an_org_body_reads_as_hugo_renders_it(site: SourceSite, name: str) -> None:
    """Every part of the shape is the same."""
    page = next(page for page in site.pages if page.source == f"content/{name}.org")
    call = "<mark>mark</mark>"
    ours = "".join(
        part.text if isinstance(part, BodyText) else call if getattr(part, "name", "") == "mark" else "/lists/"
        for part in site.reader.body(page).parts
    )
    theirs = Path(site.root, "public", name, "index.html").read_text(encoding="utf-8")
    assert shape(ours) == shape(theirs)
