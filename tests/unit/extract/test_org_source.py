"""Org written so that Pandoc makes of it what Hugo's own reader makes."""

import pytest

from migrate.extract.org_source import COMMA, as_hugo_reads, footnote_numbers
from migrate.extract.pandoc import render_html


@pytest.mark.parametrize(
    ("written", "rewritten"),
    [
        ("[[clip.mp4]]", '@@html:<video src="clip.mp4" title="clip.mp4">clip.mp4</video>@@'),
        ("[[file:next.org][next]]", "[[next.html][next]]"),
        ("[[next.org]]", "[[next.html][@@html:next.html@@]]"),
        ("[[next.org::*Part][part]]", "[[next.org::*Part][part]]"),
        ("[[pic.webp]] and [[./pic.png]]", "[[file:pic.webp]] and [[./pic.png]]"),
        ("[[file:paper.pdf]]", "[[paper.pdf][@@html:paper.pdf@@]]"),
        ("[[file:a.png][/a.png]]", "[[file:a.png][@@html:/a.png@@]]".replace("file:", "")),
        ("[[file:a.png][file:b.png]]", "[[file:a.png][file:b.png]]"),
        ("(see http://ex.org/a) and", "(see [[http://ex.org/a)]] and"),
        ("at http://ex.org/a_(b) now", "at [[http://ex.org/a_(b)]] now"),
        ("at http://ex.org/a now", "at http://ex.org/a now"),
        ("=http://ex.org/a.= and ~http://ex.org/b.~", "=http://ex.org/a.= and ~http://ex.org/b.~"),
        ("at <http://ex.org/>", "at @@html:&lt;@@[[http://ex.org/]]@@html:&gt;@@"),
        ("http://ex.org/ first", "@@html:http@@://ex.org/ first"),
        ("- http://ex.org/ first", "- http://ex.org/ first"),
        ("words\nhttp://ex.org/ next", "words\nhttp://ex.org/ next"),
        ("see http://ex.org/a_(b) now", "see [[http://ex.org/a_(b)]] now"),
        ("http://ex.org/a_(b) [[a.webp]]", "@@html:http@@://ex.org/a@@html:_@@(b) [[file:a.webp]]"),
        ("a \\] b \\( c", "a @@html:\\@@] b @@html:\\@@( c"),
        ("C:\\(x86)\\qdir \\alpha", "C:@@html:\\@@(x86)@@html:\\@@qdir \\alpha"),
        ("a\\\\\nb \\\\ c", "a\\\\\nb @@html:\\@@@@html:\\@@ c"),
        ("\\[\nx\n\\] \\(y\\) $\\qa$ =\\q=", "\\[\nx\n\\] \\(y\\) $\\qa$ =\\q="),
        ("x_(2) y^(3) z_{4}", "x@@html:_@@(2) y@@html:^@@(3) z_{4}"),
        (": a \\] b\n#+begin_src c\n\\]\n#+end_src", ": a \\] b\n#+begin_src c\n\\]\n#+end_src"),
        ("an <<aim>>", "an @@html:&lt;&lt;@@aim@@html:&gt;&gt;@@"),
        ("* TODO [#A] Write", "* TODO [A] Write"),
        ("* Task\nDEADLINE: <2020-02-03 Mon>", "* Task\n@@html:@@DEADLINE: <2020-02-03 Mon>"),
        ("* Task\n  CLOSED: x\n  :PROPERTIES:\n  :ID: y\n  :END:\nz", "* Task\n@@html:@@CLOSED: x\n\n\n\nz"),
        ("#+begin_src C -n\n,* a\n#+end_src", f"#+begin_src c -n\n{COMMA}* a\n#+end_src"),
        ("#+begin_src org\n,* a\n#+end_src", "#+begin_src org\n,* a\n#+end_src"),
        ("#+BEGIN_SRC\n[[a.org]]\n#+END_SRC", "#+begin_src text\n[[a.org]]\n#+END_SRC"),
        ("#+begin_example text\na\n#+end_example", "#+begin_example\na\n#+end_example"),
        ("#+begin_comment\na\n#+end_comment", "#+begin_shown\na\n#+end_shown"),
        ("#+RESULTS:\n: 1", "\n: 1"),
        (
            "#+begin_src sh :exports code\nls\n#+end_src\n\n#+RESULTS:\n: 1",
            "#+begin_src sh :exports code\nls\n#+end_src\n\n#+RESULTS:\n: 1",
        ),
        ("#+CAPTION: Sea\n[[./a.png]]", "#+CAPTION: Sea\n[[./a.png]]"),
        ("#+CAPTION: Sea\n| a |", "#+CAPTION: Sea\n| a |"),
        ("#+CAPTION: Sea\na\nb\n\nc", "\na\nb@@html:<figcaption>@@ Sea @@html:</figcaption>@@\n\nc"),
        ("#+CAPTION: Sea\n: a\n\nc", "\n: a\n#+html: <figcaption>Sea</figcaption>\nc"),
        ("#+CAPTION: Sea\n: a\nc", "#+CAPTION: Sea\n: a\nc"),
    ],
)
def test_what_pandoc_reads_otherwise_is_written_anew(written: str, rewritten: str) -> None:
    """Each line stays where it stood, so that findings name the right one."""
    assert as_hugo_reads(written) == rewritten
    assert written.count("\n") == rewritten.count("\n")


def test_one_note_has_one_number_however_often_it_is_named() -> None:
    """Definitions and code name no note; a note without a name is one of its own."""
    text = (
        "a[fn:x] b[fn:y] c[fn:x] d[fn::own] e[fn::own]\n#+begin_src c\n[fn:z]\n#+end_src\n\n[fn:x] X[fn:y]\n[fn:y] Y\n"
    )
    assert footnote_numbers(text) == (1, 2, 1, 3, 4, 2)


def test_a_note_that_is_named_twice_is_listed_once() -> None:
    """Pandoc repeats it."""
    html = render_html("org", "a[fn:x] b[fn:y] c[fn:x]\n\n[fn:x] X\n[fn:y] Y\n").html
    assert html.count("<p>X</p>") == 1
    assert [number for number in "12" if html.count(f'<a href="#{number}">{number}</a>') == 2] == ["1"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[[pic.webp]]\n", '<img src="pic.webp" alt="pic.webp" title="pic.webp" />'),
        (
            "[[https://ex.org/][file:small.png]]\n",
            '<a href="https://ex.org/"><img src="small.png" alt="small.png" /></a>',
        ),
        ("[[file:big.png][file:small.png]]\n", '<a href="big.png"><img'),
        ("#+CAPTION: Code\n#+begin_src c\nx\n#+end_src\n", "</code></pre>\n<figcaption>\nCode\n</figcaption>"),
        ("* Old :ARCHIVE:\nStill shown.\n", "<p>Still shown.</p>"),
        ("a) one\nb) two\n", "<li>one</li>"),
        ("#+begin_src c\n,* x\n#+end_src\n", ">,* x\n</code>"),
    ],
)
def test_pandoc_shows_it_as_hugo_does(text: str, html: str) -> None:
    """Pictures that only their name describes, captions behind code, what is archived, lists by letters."""
    assert html in render_html("org", text).html


def test_a_note_that_ends_before_the_text_is_moved_behind_it() -> None:
    """It ends at the second empty line; Pandoc would take what stands below for a part of it."""
    html = render_html("org", "a[fn:1]\n\n[fn:1] Note.\n\nMore of it.\n\n\nBelow.\n").html
    assert html.index("<p>Below.</p>") < html.index("Note.") < html.index("More of it.")
    assert as_hugo_reads("a[fn:1]\n\n[fn:1] N\n\n\n* H\n") == "a[fn:1]\n\n[fn:1] N\n\n\n* H\n"


def test_empty_lines_in_code_end_no_note() -> None:
    """What stands between the lines of a block is the block's."""
    text = "[fn:1] N\n\n#+begin_src text\na\n\n\nb\n#+end_src\n\n\n"
    assert as_hugo_reads(text) == text
