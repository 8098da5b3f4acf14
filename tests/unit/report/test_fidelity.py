"""The comparison of a Hugo page with its entry: what counts as the same, and what a finding explains."""

from collections.abc import Mapping
from typing import cast

import pytest

from migrate.extract.real_hugo import CALL_END, CALL_START
from migrate.model.canonical import Json
from migrate.model.findings import Finding, Severity
from migrate.model.richtext import Node, asset_block, block, document, entry_block, entry_inline, hyperlink, text
from migrate.report.fidelity.compare import Compared, compare
from migrate.report.fidelity.of_documents import visible_of_document
from migrate.report.fidelity.of_html import visible_of_html
from migrate.report.fidelity.rendering import fidelity_html, fidelity_lines
from migrate.report.fidelity.site import Fidelity
from migrate.report.fidelity.visible import Argument, Visible


class Held:
    """Embedded entries and assets by id; addresses stay as they are."""

    def __init__(self, **entries: tuple[str, Mapping[str, Json]]) -> None:
        self.entries = entries

    def entry(self, entry_id: str) -> tuple[str, Mapping[str, Json]] | None:
        """Return role and fields."""
        return self.entries.get(entry_id)

    def page_address(self, entry_id: str) -> str:
        """Return a URL made of the id."""
        return f"/{entry_id}/"

    def asset(self, asset_id: str) -> tuple[str, str]:
        """Return an address made of the id, and a title."""
        return f"/{asset_id}.png", asset_id

    def resolve(self, destination: str) -> str:
        """Return the address; unknown where a call stands in it."""
        return CALL_START if CALL_START in destination else destination


def entry(*nodes: Node, **entries: tuple[str, Mapping[str, Json]]) -> Visible:
    """Return what a document of `nodes` shows."""
    return visible_of_document(cast("Json", document(list(nodes))), Held(**entries))


def page(html: str) -> Visible:
    """Return what a page of Hugo shows."""
    return visible_of_html(html, Held().resolve)


def heading(words: str) -> Node:
    """Return a heading."""
    return block("heading-2", [text(words)])


def paragraph(*content: Node | str) -> Node:
    """Return a paragraph."""
    return block("paragraph", [text(part) if isinstance(part, str) else part for part in content])


def found(compared: Compared) -> list[tuple[str, str, str]]:
    """Return kind, missing and other of each difference."""
    return [(each.kind.value, each.missing, each.other) for each in compared.differences]


def told(code: str, words: str, severity: Severity = Severity.LOSS) -> Finding:
    """Return a finding about `words`."""
    return Finding("a.md", 3, 1, code, severity, words, "left out")


@pytest.mark.parametrize(
    ("html", "ours"),
    [
        ("<p>It’s “so” – and…</p>", entry(paragraph('It\'s "so" -- and...'))),
        ("<p>a<br>b <!-- c --><script>d()</script><style>e</style></p>", entry(paragraph("a\nb"))),
        ("<blockquote><p>[!NOTE] Mind.</p></blockquote>", entry(block("blockquote", [paragraph("Mind.")]))),
        (
            '<p>x<sup><a class="footnote-ref" href="#fn:1">1</a></sup></p>'
            '<p>n <a class="footnote-backref" href="#r">↩</a></p>',
            entry(paragraph("x", "1"), paragraph("n")),
        ),
        ('<p><img src="/a.png" alt="a"></p>', entry(asset_block("a"))),
        # An address that Go's templates refuse, of an image whose bytes it holds.
        (
            '<p><img src="#ZgotmplZ" alt="a"></p>',
            entry(entry_block("i"), i=("image", {"url": "bytes 1a2b", "alt": "a"})),
        ),
        ("<h2><pre>one</pre></h2>", entry(heading("one"))),
        # What Markdown takes for a heading inside of code.
        (
            "<pre>a()\n<h1>then</h1>\n<p>b()</pre>",
            entry(entry_block("c"), c=("codeBlock", {"code": "a()\nthen\n\nb()"})),
        ),
        # A chunk of R Markdown.
        (
            '<pre><code class="language-{r}">x</code></pre>',
            entry(entry_block("c"), c=("codeBlock", {"code": "x", "language": "r"})),
        ),
        # A heading that nobody closed.
        ("<h2>One <p>two</p><p>three</p>", entry(heading("One"), paragraph("two"), paragraph("three"))),
        (
            '<iframe src="//www.youtube.com/embed//x1"></iframe>',
            entry(entry_block("v"), v=("videoEmbed", {"url": "https://www.youtube.com/watch?v=/x1"})),
        ),
        ('<p><img src="/a.png" alt=""></p>', entry(asset_block("a"))),
        (
            '<p><a href="/x"><a href="https://b.c">https://b.c</a></a></p>',
            entry(paragraph(hyperlink("/x", [text("https://b.c")]))),
        ),
        (
            '<p><a href="#"></a><a href="mailto:a@b.c">a@b.c</a></p>',
            entry(paragraph(hyperlink("mailto:a@b.c", [text("a@b.c")]))),
        ),
        (
            '<p>a <a href="/x">\ue000b\ue001</a></p>',
            entry(
                paragraph("a ", entry_inline("s")),
                s=("shortcode", {"link": "/x", "body": cast("Json", document([block("paragraph", [text("b")])]))}),
            ),
        ),
        (
            '<pre><code class="language-{.wide}" data-lang="{.wide}">x\n</code></pre>',
            entry(entry_block("c"), c=("codeBlock", {"code": "x"})),
        ),
        (
            '<pre><code class="language-go"><span class="lnt">1</span>\tx := 1\n</code></pre>',
            entry(entry_block("c"), c=("codeBlock", {"code": "    x := 1", "language": "go"})),
        ),
        (
            '<blockquote><pre><code class="language-go">a()\n  b()\n</code></pre></blockquote>',
            entry(block("blockquote", [block("paragraph", [text("a()\n  b()", ["code"])])])),
        ),
        (
            '<pre><div class="line">a()</div><div class="line"><span>b()</span></div></pre>',
            entry(entry_block("c"), c=("codeBlock", {"code": "a()\nb()"})),
        ),
        ('<p><img src="/a.png#center" alt="a"></p>', entry(asset_block("a"))),
        ('<p>See <img src="" alt="a boat"></p>', entry(paragraph("See a boat"))),
        (
            '<p><a href="/x"><u><a href="https://b.c">https://b.c</a></u></a></p>',
            entry(paragraph(hyperlink("/x", [text("https://b.c")]))),
        ),
        (
            "<div><pre>one <pre>two</pre></pre></div>",
            entry(entry_block("c"), c=("codeBlock", {"code": "one \ntwo"})),
        ),
        (
            '<p><iframe src="https://www.youtube.com/embed/abc?rel=0"></iframe></p>',
            entry(entry_block("v"), v=("videoEmbed", {"url": "https://youtu.be/abc"})),
        ),
    ],
)
def test_the_same_to_a_reader_is_no_difference(html: str, ours: Visible) -> None:
    """Typography, markup of alerts and notes, players and line numbers are not what readers read."""
    assert found(compare("a.md", page(html), ours, [])) == []


@pytest.mark.parametrize(
    ("html", "ours", "expected"),
    [
        ("<p>one two three</p>", entry(paragraph("one three")), [("words", "two", "")]),
        ("<p>one two</p>", entry(paragraph("onetwo")), [("words", "one two", "onetwo")]),
        ("<p>one</p><p>two</p>", entry(paragraph("two one")), [("order", "", "two"), ("order", "two", "")]),
        ("<p>Really?</p>", entry(paragraph("Really")), [("punctuation", "?", "")]),
        ("<p>最小序列时</p>", entry(paragraph("最小时")), [("words", "序列", "")]),
        ("<h2>T</h2>", entry(block("heading-3", [text("T")])), [("heading", "## T", ""), ("heading", "", "### T")]),
        ('<p><a href="/x">a</a></p>', entry(paragraph("a")), [("link", "[a](/x)", "")]),
        (
            '<p><img src="/a.png" alt="A boat"></p>',
            entry(asset_block("a")),
            [("image", "![A boat](/a.png)", ""), ("image", "", "![a](/a.png)")],
        ),
        ('<iframe src="/map"></iframe>', entry(paragraph("")), [("frame", "/map", "")]),
        (
            '<pre><code class="language-go">x</code></pre>',
            entry(entry_block("c"), c=("codeBlock", {"code": "x"})),
            [("code", "```go\nx", ""), ("code", "", "```\nx")],
        ),
    ],
)
def test_what_a_reader_misses_is_a_difference(html: str, ours: Visible, expected: list[tuple[str, str, str]]) -> None:
    """A word, sign, heading, link, image, frame or block of code that is gone or other is told."""
    assert found(compare("a.md", page(html), ours, [])) == expected


def test_a_finding_explains_its_own_words_once() -> None:
    """The ledger takes away what it tells of, and the second loss of the same words stays."""
    both = page("<p>gone</p><p>kept</p><p>gone</p>")
    ours = entry(paragraph("kept"))
    assert found(compare("a.md", both, ours, [told("html-dropped", "gone")])) == [("words", "gone", "")]
    assert found(compare("a.md", both, ours, [told("html-dropped", "gone")] * 2)) == []


def test_a_note_explains_no_loss() -> None:
    """A finding that says that the content is whole does not hide that it is not."""
    note = told("comment-dropped", "gone", Severity.NOTE)
    assert found(compare("a.md", page("<p>gone</p>"), entry(), [note])) == [("words", "gone", "")]


def test_a_place_that_was_read_otherwise_explains_both_readings() -> None:
    """What only today's Hugo shows, and what only the entry shows, is explained where a finding holds it."""
    html = page('<h2>A [b] (c)</h2><p>- d</p><p>![](e.png "f")</p><p>g</p>')
    ours = entry(heading("A b"), paragraph("d"), paragraph("h"))
    note = told("read-as-blackfriday", 'A [b] (c) - d ![](e.png "f")', Severity.NOTE)
    assert found(compare("a.md", html, ours, [note])) == [("words", "g", "h")]
    assert len(found(compare("a.md", html, ours, []))) > 3


def test_signs_of_emphasis_stand_elsewhere_where_a_place_was_read_otherwise() -> None:
    """Which of four pairs of stars is left standing depends on the reading; no finding holds such signs."""
    html, ours = page("<p>one** two three</p>"), entry(paragraph("one two three**"))
    note = told("read-as-blackfriday", "two three", Severity.NOTE)
    assert found(compare("a.md", html, ours, [note])) == []
    assert {kind for kind, _, _ in found(compare("a.md", html, ours, []))} == {"order"}


def test_words_without_blanks_are_told_by_their_characters() -> None:
    """A finding explains its words also where they stand in the middle of what no blank divides."""
    html, ours = page("<p>序列**权重**最小</p>"), entry(paragraph("序列权重最小"))
    note = told("read-as-blackfriday", "**权重**", Severity.NOTE)
    assert found(compare("a.md", html, ours, [note])) == []


def test_notes_inside_of_notes_are_more_than_hugo_shows() -> None:
    """Hugo leaves the text of a note out that holds another one; the entry has it, and says that it lists notes."""
    note = told("footnotes-listed", "one two", Severity.NOTE)
    assert found(compare("a.md", page("<p>a</p>"), entry(paragraph("a"), paragraph("one two")), [note])) == []


def test_a_listed_note_explains_no_repetition() -> None:
    """A note that Hugo lists too stands in the entry once."""
    note = told("footnotes-listed", "A note.", Severity.NOTE)
    html = page("<p>one</p><ol><li>A note.</li></ol>")
    ours = entry(paragraph("one"), paragraph("A note."), paragraph("A note."))
    assert found(compare("a.md", html, ours, [note])) == [("words", "", "A note .")]


def test_references_to_pages_that_hugo_refuses_lead_nowhere() -> None:
    """A body that Hugo cannot render is no page of the build, so that references to it find none."""
    html, ours = page('<p><a href="">one</a></p>'), entry(paragraph(hyperlink("page /b#c", [text("one")])))
    assert found(compare("a.md", html, ours, [], unseen=frozenset(["page /b"]))) == []
    assert found(compare("a.md", html, ours, [])) == [("link", "", "[one](page /b#c)")]


def test_the_first_number_of_a_list_is_told() -> None:
    """Behind the HTML of a call a list is words for Hugo; the entry has a list, which begins at 1."""
    note = Finding("a.md", 3, 1, "list-start", Severity.NOTE, "one", "the list begins at 1, not at 15")
    assert found(compare("a.md", page("<hr>\n15. one"), entry(paragraph("one")), [note])) == []
    assert found(compare("a.md", page("<hr>\n16. one"), entry(paragraph("one")), [note])) == [("words", "16 .", "")]


def test_code_in_parts_is_one_block() -> None:
    """Code that is too long for one entry stands in several."""
    ours = entry(
        entry_block("a"), entry_block("b"), a=("codeBlock", {"code": "x\n"}), b=("codeBlock", {"code": "  y\n\nz"})
    )
    assert found(compare("a.md", page("<pre><code>x\n  y\n\nz</code></pre>"), ours, [])) == []
    assert len(found(compare("a.md", page("<pre><code>x\n  y\n\nzz</code></pre>"), ours, []))) > 2


def test_lines_of_code_and_their_indentation_count() -> None:
    """Code whose lines were joined, or moved to the left, is another program."""
    html = page("<pre><code>if x:\n    y()\nz()</code></pre>")
    for code in ("if x: y() z()", "if x:\ny()\nz()"):
        ours = entry(entry_block("c"), c=("codeBlock", {"code": code}))
        assert [kind for kind, _, _ in found(compare("a.md", html, ours, []))] == ["code", "code"]


def test_a_line_that_is_too_long_for_one_entry_goes_on_in_the_next() -> None:
    """Such a block is the same as long as no line of it became a longer one."""
    ours = entry(
        entry_block("a"), entry_block("b"), a=("codeBlock", {"code": "one(1,"}), b=("codeBlock", {"code": "2)"})
    )
    assert [kind for kind, _, _ in found(compare("a.md", page("<pre>one(1,2)</pre>"), ours, []))] == []
    assert "code" in [kind for kind, _, _ in found(compare("a.md", page("<pre>one\n(1,2)</pre>"), ours, []))]


def test_pictures_stand_between_the_same_words() -> None:
    """An image or a player that moved past words, or past another one, is told."""
    html = page('<p>one</p><img src="/a.png" alt="a"><p>two</p><img src="/b.png" alt="b"><iframe src="/f"></iframe>')
    film = ("videoEmbed", {"url": "/f"})
    one, two = paragraph("one"), paragraph("two")
    whole = entry(one, asset_block("a"), two, asset_block("b"), entry_block("f"), f=film)
    assert found(compare("a.md", html, whole, [])) == []
    for nodes in (
        (one, two, asset_block("a"), asset_block("b"), entry_block("f")),
        (one, asset_block("b"), two, asset_block("a"), entry_block("f")),
        (one, asset_block("a"), two, entry_block("f"), asset_block("b")),
    ):
        assert {kind for kind, _, _ in found(compare("a.md", html, entry(*nodes, f=film), []))} == {"order"}


def test_a_picture_before_what_only_the_entry_shows_has_not_moved() -> None:
    """Of a box whose template is missing Hugo shows nothing; its last stop is like the one before the picture."""
    none = f"{CALL_START}{CALL_END}"
    html = page(f'{none}<p>One two.</p><img src="/a.png" alt="a">{none}<p>Three.</p>')
    boxes = {
        name: ("callout", {"title": "", "body": cast("Json", document([paragraph(words)]))})
        for name, words in (("b", "Stand back."), ("c", "Mind the gap."))
    }
    one, three = paragraph("One two."), paragraph("Three.")
    ours = entry(entry_block("b"), one, asset_block("a"), entry_block("c"), three, **boxes)
    arguments = (Argument("note", "Stand back.", ()), Argument("note", "Mind the gap.", ()))
    said = ['{{< note "Stand back." />}}', '{{< note "Mind the gap." />}}']
    assert found(compare("a.md", html, ours, [], said, call_arguments=arguments)) == []


def test_an_image_in_a_link_may_be_words_in_the_other_reading() -> None:
    """The link is the same, whatever is read into the text that it stands around."""
    html = page('<p><a href="/x">![](a b.png)</a></p>')
    ours = entry(entry_block("i"), i=("image", {"url": "a b.png", "link": "/x"}))
    note = told("read-as-blackfriday", "![](a b.png)", Severity.NOTE)
    assert found(compare("a.md", html, ours, [note])) == []
    assert ("link", "", "[](/x)") in found(compare("a.md", html, ours, []))


def test_a_formula_in_a_call_may_have_been_taken_for_emphasis() -> None:
    """Without its template Hugo eats the underscores of a formula, which part its words."""
    tex = "\\int_{a} f_{b}"
    ours = entry(paragraph(entry_inline("m")), m=("math", {"tex": tex}))
    note = told("math-to-entry", tex, Severity.FALLBACK)
    html = call("$\\int<em>{a} f</em>{b}$")
    assert found(compare("a.md", page(html), ours, [note], spoken=["{{< math >}}$" + tex + "${{< /math >}}"])) == []
    assert found(compare("a.md", page(call("$lost$")), ours, [note], spoken=[tex]))


def test_parts_of_html_that_was_divided_are_one() -> None:
    """What follows in the entry for the rest of a long script is no text."""
    ours = entry(
        entry_block("a"),
        entry_block("b"),
        a=("htmlEmbed", {"html": "<script>let one;\n"}),
        b=("htmlEmbed", {"html": "let two;</script>"}),
    )
    assert found(compare("a.md", page("<script>let one;\nlet two;</script>"), ours, [])) == []


def test_signs_that_one_place_loses_and_another_gains_did_not_move() -> None:
    """Two findings explain what looks like a sign that stands elsewhere; without them it is a difference."""
    html = page("<p>one two three four</p><ul><li>five</li></ul><p>six seven eight - nine</p>")
    ours = entry(paragraph("one two three four - five"), paragraph("six seven eight nine"))
    notes = [told("read-as-blackfriday", words, Severity.NOTE) for words in ("- five", "- nine")]
    assert found(compare("a.md", html, ours, notes)) == []
    assert {kind for kind, _, _ in found(compare("a.md", html, ours, []))} == {"order"}


def test_code_of_a_call_that_hugo_took_for_markdown_is_code_in_the_entry() -> None:
    """Without its template Hugo shows the code in a call as words, less the signs, and its addresses as links."""
    html = f'{CALL_START}<p>one <em>thing</em>, <em>ph</em>ase <a href="/there">here</a></p>{CALL_END}'
    call = "{{< code >}}one _thing_, *ph*ase [here](/there){{< /code >}}"
    ours = entry(entry_block("c"), c=("codeBlock", {"code": "one _thing_, *ph*ase [here](/there)"}))
    assert found(compare("a.md", page(html), ours, [], [call])) == []
    less = entry(entry_block("c"), c=("codeBlock", {"code": "one _thing_, [here](/there)"}))
    code = "```\none _thing_, [here](/there)"
    assert found(compare("a.md", page(html), less, [], [call])) == [("words", "phase", ""), ("code", "", code)]


def test_an_address_that_is_shown_now_may_part_a_word() -> None:
    """A link around nothing inside a word shows its address; the word around it is the same."""
    html = '<p>Lake<a href="/a"></a><b>Boat</b></p>'
    ours = entry(paragraph("Lake ", hyperlink("/a", [text("/a")]), " Boat"))
    assert found(compare("a.md", page(html), ours, [told("link-without-text", "/a", Severity.NOTE)])) == []
    less = entry(paragraph("Lake ", hyperlink("/a", [text("/a")]), " Bo"))
    assert found(compare("a.md", page(html), less, [told("link-without-text", "/a", Severity.NOTE)])) != []


def test_a_heading_in_a_cell_is_told() -> None:
    """Rich Text has no headings there; the finding about it explains that the entry has none."""
    html = "<table><tr><td><h3>Boats</h3></td></tr></table>"
    cell = block("table-cell", [paragraph(text("Boats", ["bold"]))])
    ours = entry(block("table", [block("table-row", [cell])]))
    note = told("ordered-in-table", "\n  Boats\n", Severity.NOTE)
    assert found(compare("a.md", page(html), ours, [note])) == []
    assert found(compare("a.md", page(html), ours, [])) == [("heading", "### Boats", "")]


def test_a_heading_of_nothing_but_a_call_is_told_by_the_call() -> None:
    """What the call makes stands in an entry of its own; a heading with words of its own is missed."""
    ours = entry(entry_block("s"), s=("shortcode", {"name": "logo"}))
    assert found(compare("a.md", page(f"<h2>{CALL_START}{CALL_END}</h2>"), ours, [], spoken=["{{< logo >}}"])) == []
    other = found(compare("a.md", page(f"<h2>Of {CALL_START}{CALL_END}</h2>"), ours, [], spoken=["{{< logo >}}"]))
    assert "heading" in [kind for kind, _, _ in other]


def test_a_heading_with_words_beside_a_call_is_found_before_one_without() -> None:
    """Any heading may stand for one of nothing but a call."""
    html = page(f"<h2>{CALL_START}{CALL_END}</h2><h2>{CALL_START}{CALL_END} one</h2>")
    assert found(compare("a.md", html, entry(heading("one")), [], spoken=["{{< logo >}}"])) == []


def test_a_word_that_a_call_goes_on_is_one_word() -> None:
    """Where the source has a blank between them, joining them is an error."""
    html, ours = page(f"<p>see GET{CALL_START}<p>1</p>{CALL_END} now</p>"), entry(paragraph("see GET1 now"))
    spoken = ["{{< up >}}1{{< /up >}}"]
    assert found(compare("a.md", html, ours, [], spoken, written=f"see GET{spoken[0]} now")) == []
    assert found(compare("a.md", html, ours, [], spoken, written=f"see GET {spoken[0]} now")) != []


def test_a_sign_between_the_words_under_a_quote_is_ours() -> None:
    """A template may part author and source by a line."""
    html = page(f"<p>x</p>{CALL_START}<p>Ann</p><p>Book</p>{CALL_END}")
    ours = entry(paragraph("x"), paragraph("Ann, Book"))
    assert found(compare("a.md", html, ours, [])) == []
    assert found(compare("a.md", page("<p>x Ann Book</p>"), entry(paragraph("x Ann, Book")), [])) != []


def test_a_whole_argument_is_known_where_its_call_stands() -> None:
    """Values that a page takes from elsewhere may have the same words, and make them look as if Hugo showed them."""
    html = page(f"{CALL_START}{CALL_END}<p>all in and in</p>")
    spoken, title = ['{{< cover "About in it" >}}'], Argument("cover", "About in it", ())
    ours = entry(paragraph("About in it"), paragraph("all in and in"))

    def differences(ours: Visible) -> list[tuple[str, str, str]]:
        return found(compare("a.md", html, ours, [], spoken, call_arguments=(title,), written=spoken[0]))

    assert differences(ours) == []
    assert differences(entry(paragraph("About in it"), paragraph("all in and in"), paragraph("About in it"))) != []


def test_what_an_entry_shows_of_a_call_is_no_difference() -> None:
    """A title that Hugo had no template for may be shown; words inside the call must still be there."""
    html = f"<p>a</p>{CALL_START}<p>**inner** text</p>{CALL_END}"
    call = '{{< box title="Title" >}}**inner** text{{< /box >}}'
    ours = entry(paragraph("a"), paragraph("Title"), paragraph("inner text"))
    assert found(compare("a.md", page(html), ours, [], [call])) == []
    short = entry(paragraph("a"), paragraph("Title"), paragraph("inner"))
    assert found(compare("a.md", page(html), short, [], [call])) == [("words", "text", "")]


def test_words_of_a_template_are_not_the_authors() -> None:
    """What a template prints of its own may go, inside what it prints and nowhere else."""
    html = f"<p>Note</p>{CALL_START}<p>Note: x</p>{CALL_END}"
    own = frozenset(("note",))
    assert found(compare("a.md", page(html), entry(paragraph("Note"), paragraph("x")), [], own_words=own)) == []
    assert found(compare("a.md", page("<p>Note</p>"), entry(), [], own_words=own)) == [("words", "Note", "")]


def test_deep_nesting_ends() -> None:
    """Elements inside each other beyond all reason still give their words."""
    assert page("<div>" * 5000 + "deep" + "</div>" * 5000).text == "deep"


def test_a_proof_of_nothing_says_so() -> None:
    """A site whose bodies are all kept as Markdown is not praised for having lost nothing."""
    proof = Fidelity(
        pages=0, whole=0, differences=(), explained=(), left_out=(), not_rendered=(), as_markdown=("a.md",)
    )
    first = next(iter(fidelity_lines(proof, {})))
    assert first.plain.startswith("Nothing was compared")


def test_a_proof_says_what_it_does_not_prove() -> None:
    """How many pages were not compared, which ones, what of a page is not, and that templates were not used."""
    proof = Fidelity(3, 3, (), (), ("a.md",), ("b.md", "c.md"), ("d.md",), "0.168", failing="box.html fails")
    lines = [line.plain for line in fidelity_lines(proof, {})]
    assert lines[0] == "Nothing is lost untold: 3 pages compared with what Hugo shows, 4 not compared."
    assert any("Not compared are titles" in line for line in lines)
    html = fidelity_html(proof, {})
    assert all(each in html for each in ("a.md", "b.md", "d.md", "box.html fails", "Not compared are titles"))


def call(html: str) -> str:
    """Return HTML as the template of a shortcode shows it."""
    return f"{CALL_START}{html}{CALL_END}"


def test_a_player_inside_code_stands_there_as_it_was_written() -> None:
    """A finding names the call; any other player, and other code, is missing still."""
    film = '<iframe src="https://www.youtube.com/embed/abc"></iframe>'
    html = f'<pre><code class="language-md">Write\n{film}\n</code></pre>'
    spoken = "{{< youtube abc >}}"
    ours = entry(entry_block("c"), c=("codeBlock", {"code": f"Write\n{spoken}", "language": "md"}))
    note = told("shortcode-in-code", spoken, Severity.NOTE)
    assert found(compare("a.md", page(html), ours, [note], spoken=[spoken])) == []
    assert found(compare("a.md", page(html), ours, [], spoken=[spoken]))
    for other in (html.replace("abc", "xyz"), html.replace("Write", "Draw")):
        assert found(compare("a.md", page(other), ours, [note], spoken=[spoken]))


@pytest.mark.parametrize(
    ("html", "ours", "spoken"),
    [
        # The indented lines of a template that Markdown took for code.
        (
            call('<figure><pre><code>&lt;img src="/a.png" alt="a" /&gt;\n</code></pre></figure>'),
            entry(asset_block("a")),
            '{{% img src="/a.png" %}}',
        ),
        # The title of an image, which the template shows as a line of its own.
        (call('<img src="/a.png" alt="a"><h4>a</h4>'), entry(asset_block("a")), '{{% img "/a.png" title="a" %}}'),
        # A link that the template makes of arguments, and one that it makes of nothing that the call says.
        (
            call('<a href="https://b.c/d">word</a>'),
            entry(
                entry_block("s"), s=("shortcode", {"name": "out", "params": {"url": "https://b.c/d", "say": "word"}})
            ),
            '{{< out url="https://b.c/d" say="word" >}}',
        ),
        (
            call('<iframe src="https://slides.test/embed/77123/whole"></iframe>'),
            entry(entry_block("s"), s=("shortcode", {"name": "slides", "params": {"0": "77123"}})),
            "{{< slides 77123 >}}",
        ),
        (call("<h3>One</h3>"), entry(paragraph("One")), "{{< section >}}One{{< /section >}}"),
        # The source of a call whose template is missing, which Markdown took for code.
        (
            call("<pre><code>Run &lt;code class='x'&gt;a&lt;/code&gt; now. &lt;br/&gt;</code></pre>"),
            entry(paragraph("Run a now.")),
            "{{< box >}}Run <code class='x'>a</code> now. <br/>{{< /box >}}",
        ),
        # An image whose address a template says.
        (
            f'<p><img src="https://b.test/{call("1.2")}.svg" alt="badge"></p>',
            entry(asset_block("badge")),
            "{{< version >}}",
        ),
        # The lines of a list that the template puts into a block of HTML.
        (call("<div>4. one</div>"), entry(paragraph("one")), "{{% answers %}}\n4. one\n{{% /answers %}}"),
        # Code that Markdown made HTML of before the template showed it as code.
        (
            call("<pre><code class='language-py'>&lt;p&gt;a &amp;quot;b&amp;quot;&lt;/p&gt;</code></pre>"),
            entry(entry_block("c"), c=("codeBlock", {"code": 'a "b"', "language": "py"})),
            '{{% box %}}{{% highlight py %}}a "b"{{% /highlight %}}{{% /box %}}',
        ),
    ],
)
def test_what_templates_make_of_calls_is_their_own(html: str, ours: Visible, spoken: str) -> None:
    """Headings, links, frames and code that a template makes of what the entry keeps are no loss."""
    assert found(compare("a.md", page(html), ours, [], spoken=[spoken])) == []


def test_what_calls_say_in_arguments_is_kept_or_told() -> None:
    """Hugo shows nothing of a call without its template, so that the source has to be asked."""
    box = Argument("box", "Mind the gap", ("Mind the gap",))
    photo = Argument("photo", "a.png", ("/a.png",))
    html = page(f"<p>Mind the gap, they say.</p>{CALL_START}{CALL_END}<p>{CALL_START}{CALL_END}</p>")
    words = paragraph("Mind the gap, they say.")
    held = ("callout", {"title": "Mind the gap", "body": cast("Json", document([]))})
    whole = entry(words, entry_block("b"), asset_block("a"), b=held)
    said = ['{{< box "Mind the gap" >}}', "{{< photo a.png >}}"]

    def missing(ours: Visible, *findings: Finding, twice: bool = False) -> list[str]:
        arguments = (box, photo, photo) if twice else (box, photo)
        compared = compare("a.md", html, ours, findings, said, call_arguments=arguments)
        return [each.missing for each in compared.differences]

    assert missing(whole) == []
    assert missing(entry(words, asset_block("a"))) == ["Mind the gap"]
    assert missing(entry(words, entry_block("b"), b=held)) == ["a.png"]
    assert missing(whole, twice=True) == ["a.png"]
    note = told("shortcode-options-dropped", "0=Mind the gap, size=3", Severity.NOTE)
    assert missing(entry(words, asset_block("a")), note) == []
    assert missing(entry(words, asset_block("a")), told("html-unwrapped", "Mind the gap", Severity.NOTE))


def test_the_kind_of_a_box_may_be_written_with_a_capital() -> None:
    """The entry holds kinds in small letters; a title of the same word is not kept by the kind."""
    kind = Argument("box", "Note", ("Note",))
    html = page(f"{CALL_START}<p>Words.</p>{CALL_END}")
    said = ['{{< box Note "Note" >}}Words.{{< /box >}}']

    def missing(title: str) -> list[str]:
        held: dict[str, Json] = {"kind": "note", "body": cast("Json", document([paragraph("Words.")]))}
        ours = entry(entry_block("b"), b=("callout", held | ({"title": title} if title else {})))
        found = compare("a.md", html, ours, [], said, call_arguments=(kind, kind)).differences
        return [each.missing for each in found]

    assert missing("Note") == []
    assert missing("") == ["Note"]


def test_the_author_of_a_quote_stands_behind_a_dash() -> None:
    """A template may part the words otherwise; words in addition are told as anywhere."""
    by = Argument("quote", "Kim", ("Kim",))
    html = page(f"{CALL_START}<p>Mind the gap.</p>{CALL_END}")
    said = ['{{< quote author="Kim" >}}Mind the gap.{{< /quote >}}']

    def more(line: str) -> list[tuple[str, str, str]]:
        ours = entry(block("blockquote", [paragraph("Mind the gap."), paragraph(line)]))
        return found(compare("a.md", html, ours, [], said, call_arguments=(by,)))

    assert more("— Kim") == []
    assert more("— Kim again") == [("words", "", "again")]


def test_a_call_explains_what_its_arguments_lead_to_and_nothing_else() -> None:
    """An image, link or player that stands there in addition is no work of a call that does not name it."""
    photo = Argument("photo", "a.png", ("/a.png",))
    html = page(f"{CALL_START}{CALL_END}")

    def more(ours: Visible) -> list[tuple[str, str, str]]:
        return found(compare("a.md", html, ours, [], ["{{< photo a.png >}}"], call_arguments=(photo,)))

    assert more(entry(asset_block("a"))) == []
    assert more(entry(asset_block("a"), asset_block("b"))) == [("image", "", "![b](/b.png)")]
    assert more(entry(asset_block("a"), asset_block("a"))) == [("image", "", "![a](/a.png)")]
    link = paragraph(hyperlink("/x", [text("png of a")]))
    assert ("link", "", "[png of a](/x)") in more(entry(asset_block("a"), link))


def test_images_of_the_text_are_none_of_a_template() -> None:
    """That a field of the entry links to an image excuses only what a template showed of it."""
    html = page(f'<p><img src="/a.png" alt="a"></p>{CALL_START}{CALL_END}')
    compared = compare("a.md", html, entry(), [], ["{{< x >}}"], attached=("/a.png",))
    assert found(compared) == [("image", "![a](/a.png)", "")]
    html = page(f'{CALL_START}<img src="/a.png" alt="a">{CALL_END}')
    assert found(compare("a.md", html, entry(), [], ["{{< x >}}"], attached=("/a.png",))) == []
    written = ["{{< x >}}![a](a.png){{< /x >}}"]
    assert found(compare("a.md", html, entry(), [], written, attached=("/a.png",))) != []


def test_programs_and_objects_of_other_sites_are_frames() -> None:
    """A script shows what it loads; where the entry has none, a finding names the tag, once for each."""
    tag = '<script src="https://a.test/card.js"></script>'
    html = page(f'{tag}<p>{tag}</p><object data="/b.pdf"></object><embed src="/c.swf">')
    embed = ("htmlEmbed", {"html": f'{tag}<object data="/b.pdf"></object><embed src="/c.swf">'})
    note = told("html-dropped-invisible", tag, Severity.NOTE)
    ours = entry(entry_block("h"), h=embed)
    assert found(compare("a.md", html, ours, [note])) == []
    assert found(compare("a.md", html, ours, [])) == [("frame", "https://a.test/card.js", "")]
    assert len(found(compare("a.md", html, entry(), [note]))) == 3


def test_what_calls_say_is_shown_once() -> None:
    """An entry may show of a call what Hugo does not show, and no more than the source says."""
    source = '{{< box title="Mind" >}}the gap{{< /box >}}'
    html = page(f"<p>one</p>{CALL_START}<p>the gap</p>{CALL_END}")

    def more(*words: str) -> list[tuple[str, str, str]]:
        ours = entry(paragraph("one"), *map(paragraph, words))
        return found(compare("a.md", html, ours, [], [source], written=f"one\n\n{source}"))

    assert more("Mind", "the gap") == []
    assert more("Mind", "the gap", "the gap") == [("words", "", "the gap")]
    assert more("Mind", "Mind", "the gap") == [("words", "", "Mind")]


def test_words_inside_of_calls_have_their_order() -> None:
    """Only arguments stand where a template wants them; the inner text is the author's."""
    html = page(call("<p>the gap</p><b>Mind me</b>"))
    box = Argument("box", "Mind me", ())
    source = '{{< box title="Mind me" >}}the gap{{< /box >}}'
    ours = entry(paragraph("Mind me"), paragraph("the gap"))
    assert found(compare("a.md", html, ours, [], [source], call_arguments=(box,))) == []
    turned = entry(paragraph("gap the"), paragraph("Mind me"))
    assert {kind for kind, _, _ in found(compare("a.md", html, turned, [], [source], call_arguments=(box,)))} == {
        "order"
    }


def test_links_inside_of_calls_count_where_hugo_shows_them() -> None:
    """A link of the inner text is the author's, whatever else of the call Hugo does not show."""
    source = '{{< box title="Mind" >}}the [gap](/x){{< /box >}}'
    html = page(f'{CALL_START}<p>the <a href="/x">gap</a></p>{CALL_END}')
    ours = entry(paragraph("the gap"))
    assert found(compare("a.md", html, ours, [], [source], written=source)) == [("link", "[gap](/x)", "")]


def test_words_of_templates_are_those_that_the_source_lacks() -> None:
    """A word that a template has too is the author's where the source says it as often as the page shows it."""
    html = page(call("<b>See also</b><p>also this</p>"))
    source = "{{< more >}}also this{{< /more >}}"
    own = frozenset(("see", "also"))

    def missing(ours: Visible) -> list[tuple[str, str, str]]:
        return found(compare("a.md", html, ours, [], [source], own, written=source))

    assert missing(entry(paragraph("also this"))) == []
    assert missing(entry(paragraph("this"))) == [("words", "also", "")]


def test_where_a_call_stands_the_mapping_may_say_something() -> None:
    """The default of a field stands in the entry of a call; any other word there is an addition."""
    html = page(f"<p>one</p>{CALL_START}{CALL_END}")
    for word, expected in (("Note", []), ("Lost", [("words", "", "Lost")])):
        ours = entry(paragraph("one"), paragraph(word))
        assert found(compare("a.md", html, ours, [], ["{{< x >}}"], rule_words=frozenset(("note",)))) == expected


def test_what_authors_write_inside_of_calls_counts() -> None:
    """A heading, a link and a block of code of the inner text itself are missed like any other."""
    html = call('<h3>One</h3><p><a href="/x">two</a></p><pre><code class="language-go">three()</code></pre>')
    spoken = "{{% box %}}\n### One\n\n[two](/x)\n\n```go\nthree()\n```\n{{% /box %}}"
    ours = entry(paragraph("One two"))
    kinds = [kind for kind, _, _ in found(compare("a.md", page(html), ours, [], spoken=[spoken]))]
    assert kinds == ["words", "heading", "link", "code"]


def test_an_address_as_text_ends_a_link() -> None:
    """A link without text, which shows its address, does not swallow the link to the same place after it."""
    ours = entry(paragraph(hyperlink("//a.b", [text("http://a.b")]), " ", hyperlink("//a.b", [text("word")])))
    added = told("link-without-text", "http://a.b", Severity.NOTE)
    assert found(compare("a.md", page('<p><a href="//a.b">word</a></p>'), ours, [added])) == []


def test_a_link_with_a_call_in_its_address_and_in_its_text_is_one() -> None:
    """Rich Text cuts it at the entry of the call, which holds the link too; another address is another link."""
    address = f"//a.b/{CALL_START}{CALL_END}/c"
    html = page(f'<p><a href="{address}">one {call("")} two</a></p>')

    def ours(held: str, last: str) -> Visible:
        ends = hyperlink(address, [text("one ")]), entry_inline("s"), hyperlink(last, [text(" two")])
        return entry(paragraph(*ends), s=("shortcode", {"name": "v", "link": held}))

    spoken = ["{{< v >}}"]
    assert found(compare("a.md", html, ours(address, address), [], spoken)) == []
    assert found(compare("a.md", html, ours(address, "//d.e"), [], spoken)) != []


def test_front_matter_that_only_today_is_text_is_told() -> None:
    """What today's Hugo shows of front matter behind a second byte order mark is explained by the finding about it."""
    finding = told("legacy-front-matter", "---\ntitle: List<Boat>s, **red**ones\n---\n", Severity.NOTE)
    html = "<h2>---\ntitle: Lists, <strong>red</strong>ones</h2><p>Words.</p>"
    assert found(compare("a.md", page(html), entry(paragraph("Words.")), [finding])) == []


def test_a_formula_in_a_heading_is_part_of_it() -> None:
    """The entry holds a formula without its signs, in a heading as elsewhere; other words of the heading count."""
    math = told("math-to-entry", "$x$", Severity.FALLBACK)
    formula = {"m": ("math", {"tex": "x"})}
    ours = entry(block("heading-2", [text("Of "), entry_inline("m"), text(" alone")]), **formula)
    assert found(compare("a.md", page("<h2>Of $x$ alone</h2>"), ours, [math])) == []
    other = found(compare("a.md", page("<h2>Of $x$ here</h2>"), ours, [math]))
    assert [kind for kind, _, _ in other] == ["words", "heading", "heading"]
    formula = {"m": ("math", {"tex": r"f(x) \in y"})}
    ours = entry(block("heading-2", [text("Of "), entry_inline("m"), text(" (all)")]), **formula)
    math = told("math-to-entry", r"$f(x) \in y$", Severity.FALLBACK)
    assert found(compare("a.md", page(r"<h2>Of $f(x) \in y$ (all)</h2>"), ours, [math])) == []


def test_a_link_around_nothing_to_a_mere_word_is_none() -> None:
    """Of a link in a link browsers show the inner one, whatever word Org took for the place of the outer one."""
    html = page('<p><a href="Place"><a href="https://a.b/c">https://a.b/c</a></a></p>')
    assert found(compare("a.md", html, entry(paragraph(hyperlink("https://a.b/c", [text("https://a.b/c")]))), [])) == []
    assert found(compare("a.md", html, entry(paragraph(hyperlink("Place", [text("https://a.b/c")]))), [])) != []


def test_a_formula_parts_a_link() -> None:
    """The link goes on behind the formula; one that leads elsewhere is another one."""
    math = told("math-to-entry", "$x$", Severity.FALLBACK)
    html = page('<p><a href="https://a.b/">one $x$ two</a></p>')

    def ours(last: str) -> Visible:
        ends = hyperlink("https://a.b/", [text("one ")]), entry_inline("m"), hyperlink(last, [text(" two")])
        return entry(paragraph(*ends), m=("math", {"tex": "x"}))

    assert found(compare("a.md", html, ours("https://a.b/"), [math])) == []
    assert found(compare("a.md", html, ours("https://c.d/"), [math])) != []


def test_a_call_parts_the_words_beside_it() -> None:
    """A call between two words without blanks stands between them in the entry too."""
    html = f"<p>one{CALL_START}{CALL_END}two</p>"
    ours = entry(paragraph("one", entry_inline("s"), "two"), s=("shortcode", {"name": "mark"}))
    assert found(compare("a.md", page(html), ours, [], spoken=["{{< mark >}}"])) == []


def test_what_stands_inside_of_players_is_not_seen() -> None:
    """A browser that can play shows the player alone."""
    html = '<video src="/x.mp4">No player? <a href="/x.mp4">Look here</a></video>'
    ours = entry(entry_block("v"), v=("videoEmbed", {"url": "/x.mp4"}))
    assert found(compare("a.md", page(html), ours, [])) == []


def test_references_to_notes_of_another_program_are_no_links() -> None:
    """A page that another program rendered marks its notes by class; the entry keeps a link to its own page."""
    html = '<p>x<sup><a href="#fn1" class="footnote-ref">1</a></sup></p>'
    ours = entry(paragraph("x", hyperlink("page /a#fn1", [text("1")])))
    assert found(compare("a.md", page(html), ours, [])) == []


def test_controls_show_what_browsers_show() -> None:
    """Boxes and buttons to choose are signs, a field shows its value, and a hidden one nothing."""
    kinds = ('radio" checked x="', "text", "hidden", "range")
    html = "".join(f'<input type="{kind}" value="word">' for kind in kinds)
    assert page(html).text == "☑ word"


def test_what_follows_the_sign_in_an_address_names_no_other_image() -> None:
    """An image that is kept by its address is the same with and without what a theme reads from the address."""
    ours = entry(entry_block("i"), i=("image", {"url": "/a.png#wide", "alt": "a"}))
    assert found(compare("a.md", page('<p><img src="/a.png#wide" alt="a"></p>'), ours, [])) == []


def test_attributes_of_a_fence_are_no_language() -> None:
    """What stands in braces behind the language says how the code is shown, with or without a blank between them."""
    html = page('<pre><code class="language-sh{lines=&quot;1&quot;}">ls\n</code></pre>')
    ours = entry(entry_block("c"), c=("codeBlock", {"code": "ls", "language": "sh"}))
    assert found(compare("a.md", html, ours, [])) == []


def test_a_reference_to_nothing_may_be_kept_as_an_address() -> None:
    """Hugo's link leads nowhere; the entry's leads where a finding says that the author meant it to."""
    html = page('<p><a href="">here</a></p>')
    ours = entry(paragraph(hyperlink("/gone/", [text("here")])))
    note = told("shortcode-reference", "/gone/", Severity.NOTE)
    assert found(compare("a.md", html, ours, [note])) == []
    assert found(compare("a.md", html, ours, [])) == [("link", "", "[here](/gone/)")]


def test_numbers_of_a_list_in_a_cell_are_written_out() -> None:
    """The numbers of such a list are text in the entry, whichever stop they are aligned with."""
    html = page("<table><tr><td><p>This:</p><ol><li>One.</li><li>Two.</li></ol></td></tr></table>")
    ours = entry(paragraph("This:"), paragraph("1. One."), paragraph("2. Two."))
    note = told("ordered-in-table", "", Severity.NOTE)
    assert found(compare("a.md", html, ours, [note])) == []
    assert found(compare("a.md", html, ours, [note], ["{{< show x.html >}}"])) == []
    assert found(compare("a.md", html, ours, [])) != []


def test_code_inside_a_call_may_have_been_taken_for_emphasis() -> None:
    """Where Hugo has no template for tabs of code, it reads the code as Markdown."""
    ours = entry(paragraph("a"), entry_block("c"), c=("codeBlock", {"code": "_b_ c"}))
    source = "{{< pane >}}_b_ c{{< /pane >}}"
    html = page(f"<p>a</p>{CALL_START}<p><em>b</em> c</p>{CALL_END}")
    assert [each for each in found(compare("a.md", html, ours, [], [source])) if each[0] == "words"] == []
    short = entry(paragraph("a"), entry_block("c"), c=("codeBlock", {"code": "c"}))
    assert ("words", "b", "") in found(compare("a.md", html, short, [], [source]))


def missing_of(call: Argument, *nodes: Node, **entries: tuple[str, Mapping[str, Json]]) -> list[str]:
    """Return what an entry lacks of one call, of which the page shows nothing."""
    html = page(f"<p>{CALL_START}{CALL_END}</p>")
    compared = compare("a.md", html, entry(*nodes, **entries), [], ["{{< x >}}"], call_arguments=(call,))
    return [each.missing for each in compared.differences if each.missing]


def test_what_an_image_entry_keeps_of_a_call_is_not_lost() -> None:
    """Title and size are fields; a name that also describes the image is said twice."""
    fields: dict[str, Json] = {"url": "/a.png", "alt": "a.png", "title": "Mind", "width": "400", "height": "20"}
    for words in ("Mind", "400", "20"):
        assert missing_of(Argument("photo", words, ()), entry_block("i"), i=("image", fields)) == []
        assert missing_of(Argument("photo", words, ()), entry_block("i"), i=("image", {"url": "/a.png"})) != []
    twice = (Argument("photo", "a.png", ("/a.png",)),) * 2
    html = page(f"<p>{CALL_START}{CALL_END}</p>")
    ours = entry(entry_block("i"), i=("image", fields))
    assert found(compare("a.md", html, ours, [], ["{{< photo a.png a.png >}}"], call_arguments=twice)) == []
    bare = entry(entry_block("i"), i=("image", {"url": "/a.png", "alt": ""}))
    assert found(compare("a.md", html, bare, [], ["{{< photo a.png a.png >}}"], call_arguments=twice)) != []


def test_markup_in_arguments_may_be_done() -> None:
    """A template takes an argument for HTML or Markdown; its words are there, and where its links lead."""
    caption = Argument("photo", "By <b>Kim</b> [Lee](/lee)", (), plain="By Kim Lee")
    assert missing_of(caption, paragraph("By Kim ", hyperlink("/lee", [text("Lee")]))) == []
    assert missing_of(caption, paragraph("By Kim")) != []


def test_words_in_emphasis_by_underscores_are_words_of_the_source() -> None:
    """What the source says once more than the page is what a call says of it."""
    html = page(f"<p>One box. {CALL_START}{CALL_END}</p>")
    ours = entry(paragraph("One box. "), entry_block("s"), s=("callout", {"title": "box"}))
    source = "One _box_. {{< note box >}}"
    assert found(compare("a.md", html, ours, [], ["{{< note box >}}"], written=source)) == []


def test_html_keeps_what_scripts_take_from_it() -> None:
    """An attribute says which slides are shown; a link for browsers without scripts is there too."""
    html = '<script data-id="1a2b" src="/x.js"></script><noscript><a href="/y">Buy now</a></noscript>'
    for words in ("1a2b", "Buy now"):
        assert missing_of(Argument("slides", words, ()), entry_block("h"), h=("htmlEmbed", {"html": html})) == []
    assert missing_of(Argument("slides", "3c4d", ()), entry_block("h"), h=("htmlEmbed", {"html": html})) == ["3c4d"]


def test_a_note_of_the_author_is_no_number_of_a_note() -> None:
    """Org's reader writes the number of a note in an element of the same name."""
    written = page('<p><sup id="footnote-1">†</sup> Mind. <sup id="footnote-2">2</sup></p>')
    assert found(compare("a.md", written, entry(paragraph("† Mind.")), [])) == []
    assert found(compare("a.md", written, entry(paragraph("Mind.")), [])) != []


def test_parts_of_a_link_to_a_call_are_one_link() -> None:
    """An entry between its words cuts a link in parts, wherever it leads."""
    html = page(f'<p><a href="/{CALL_START}{CALL_END}">v{CALL_START}{CALL_END}.md</a></p>')
    to = f"/{CALL_START}"
    parts = (hyperlink(to, [text("v")]), hyperlink(to, [entry_inline("s")]), hyperlink(to, [text(".md")]))
    ours = entry(paragraph(*parts), s=("shortcode", {"name": "one"}))
    assert found(compare("a.md", html, ours, [], ["{{< one >}}"])) == []
    other = hyperlink(f"/b/{CALL_START}", [text(".md")])
    apart = entry(paragraph(*parts[:2], other), s=("shortcode", {"name": "one"}))
    assert found(compare("a.md", html, apart, [], ["{{< one >}}"])) != []


@pytest.mark.parametrize("html", ["<svg><path d='M0 0'/></svg>", "<canvas></canvas>", "<form><input></form>"])
def test_what_draws_or_asks_is_missed_without_words(html: str) -> None:
    """An entry that holds it has neither words nor an address, and neither has the page."""
    tag = html[1:].split(">")[0].split()[0]
    shown = page(f"<p>a</p>{html}")
    assert found(compare("a.md", shown, entry(paragraph("a")), ())) == [("frame", f"<{tag}>", "")]
    kept = entry(paragraph("a"), entry_block("h"), h=("htmlEmbed", {"html": html}))
    assert found(compare("a.md", shown, kept, ())) == []
    for finding in (told("html-dropped-invisible", html), told("html-dropped", "a button")):
        assert found(compare("a.md", shown, entry(paragraph("a")), (finding,))) == []


def test_what_a_template_draws_is_its_own() -> None:
    """Signs beside links and the drawings of Hugo itself are no content of the author's."""
    html = f"{CALL_START}<svg></svg>{CALL_END}<div class='goat svg-container'><svg></svg></div>"
    assert found(compare("a.md", page(html), entry(), ())) == []


def test_a_marker_in_a_heading_is_a_word() -> None:
    """A line of hyphens under ``[!NOTE]`` makes a heading of it, in a quote that is none any more."""
    html = "<blockquote><h2>[!NOTE]</h2></blockquote>"
    ours = entry(block("heading-2", [text("[!NOTE]")]))
    assert found(compare("a.md", page(html), ours, ())) == []


def test_signs_that_a_call_shows_are_missed() -> None:
    """Those of arguments and of templates are not the author's words."""
    html = f"<p>a</p>{CALL_START}<p>Hello, world!</p>{CALL_END}"
    assert found(compare("a.md", page(html), entry(paragraph("a"), paragraph("Hello world!")), ())) == [
        ("punctuation", ",", "")
    ]
    ours = entry(paragraph("a"), paragraph("Hello world!"))
    assert found(compare("a.md", page(html), ours, (), own_words=frozenset((",",)))) == []
    assert found(compare("a.md", page(html), ours, (), arguments=frozenset(("Hello, world",)))) == []


def test_a_finding_explains_words_near_its_place_only() -> None:
    """Elsewhere the same word is missed."""
    words = " ".join(f"w{number}" for number in range(200))
    shown = page(f"<p>one lost thing</p><p>{words}</p><p>the other thing</p>")
    finding = told("html-dropped", "one lost thing")
    assert found(compare("a.md", shown, entry(paragraph(words), paragraph("the other thing")), (finding,))) == []
    less = entry(paragraph("one lost thing"), paragraph(words), paragraph("the other"))
    assert found(compare("a.md", shown, less, (finding,))) == [("words", "thing", "")]


def test_an_argument_that_a_template_prints_without_marks_is_no_prose() -> None:
    """It is missed where the entry does not show it, and not where it does."""
    argument = Argument("box", "Tee", ())
    body = cast("Json", document([paragraph("x")]))
    ours = entry(entry_block("c"), c=("callout", {"kind": "box", "title": "Tee", "body": body}))
    written = '{{% box "Tee" %}}x{{% /box %}}'
    shown = page("<div><p>Tee</p><p>x</p></div>")
    assert found(compare("a.md", shown, ours, (), call_arguments=(argument,), written=written)) == []
    prose = entry(paragraph("Tee"), paragraph("x"))
    shown = page("<p>Tee</p><p>x</p>")
    differences = compare("a.md", shown, prose, (), call_arguments=(argument,), written=f"Tee\n\n{written}")
    assert found(differences) == [("words", "Tee", "")]


def test_what_stands_behind_a_reference_to_no_page_is_all_that_hugo_writes() -> None:
    """The entry keeps the reference, too; another query is another link."""
    finding = told("shortcode-reference", "missing", Severity.FALLBACK)
    ours = entry(paragraph(hyperlink("missing?a=b", [text("x")])))
    assert found(compare("a.md", page('<p><a href="?a=b">x</a></p>'), ours, (finding,))) == []
    assert found(compare("a.md", page('<p><a href="?c=d">x</a></p>'), ours, (finding,))) == [("link", "[x](?c=d)", "")]


def test_a_link_that_a_formula_parts_is_one() -> None:
    """The formula stands in an entry between its parts; one around nothing else shows where it leads."""
    finding = told("math-to-entry", "$y$", Severity.FALLBACK)
    math: Mapping[str, Json] = {"tex": "y", "display": False}
    parts = (hyperlink("/x", [text("a ")]), entry_inline("m"), hyperlink("/x", [text(" b")]))
    ours = entry(paragraph(*parts), m=("math", math))
    assert found(compare("a.md", page('<p><a href="/x">a $y$ b</a></p>'), ours, (finding,))) == []
    label = told("link-without-text", "/x", Severity.NOTE)
    ours = entry(paragraph(entry_inline("m"), hyperlink("/x", [text("/x")])), m=("math", math))
    assert found(compare("a.md", page('<p><a href="/x">$y$</a></p>'), ours, (finding, label))) == []


FAR = " ".join(f"word{number}" for number in range(300))
_SHOWN = {
    "heading": ("<h2>Our plan</h2>", "Our plan"),
    "link": ('<p><a href="/a/">Our plan</a></p>', "Our plan"),
    "image": ('<p><img src="/a.png" alt="Our plan"></p>', "Our plan"),
    "code": ("<pre><code>our plan</code></pre>", "our plan"),
    "frame": ('<iframe src="/our/plan/"></iframe>', "our plan / / "),
}


@pytest.mark.parametrize("kind", _SHOWN)
def test_a_finding_explains_things_near_its_place_only(kind: str) -> None:
    """One that tells of the same words elsewhere on the page leaves them unexplained; the nearest says it is here."""
    html, words = _SHOWN[kind]
    written = f"at the very beginning\n\n\n\n{FAR}\n\n\n\nat the very end"
    shown = page(f"<p>at the very beginning</p><p>{FAR}</p>{html}<p>at the very end</p>")
    plain = [paragraph("at the very beginning"), paragraph(FAR), paragraph("at the very end")]

    def differing(line: int) -> set[str]:
        loss = Finding("a.md", line, 1, "html-dropped", Severity.LOSS, words, "left out")
        return {each[0] for each in found(compare("a.md", shown, entry(*plain), [loss], written=written))}

    assert differing(9) == set()
    assert kind in differing(1)


def test_an_addition_is_explained_near_its_place_only() -> None:
    """A link that shows its address is told where it stands, and not where another one does."""
    ours = entry(
        paragraph("at the first beginning"),
        paragraph(FAR),
        paragraph(hyperlink("/a/", [text("/a/")]), " at the very end"),
    )
    shown = page(f"<p>at the first beginning</p><p>{FAR}</p><p>at the very end</p>")

    def differing(line: int) -> set[str]:
        note = Finding("a.md", line, 1, "link-without-text", Severity.NOTE, "/ / a", "shown as its address")
        written = f"at the first beginning\n\n\n\n{FAR}\n\n\n\n at the very end"
        return {each[0] for each in found(compare("a.md", shown, ours, [note], written=written))}

    assert differing(9) == set()
    assert "link" in differing(1)


def test_two_links_to_calls_are_one_only_in_one_block() -> None:
    """Nobody knows where they lead, so that items of a list with the same address are links of their own."""
    address = f"//a.b/{CALL_START}{CALL_END}"
    items = [f'<li><a href="{address}">{words}</a></li>' for words in ("one", "two")]
    html = page(f"<ul>{''.join(items)}</ul>")
    ours = entry(*(paragraph(hyperlink(address, [text(words)])) for words in ("one", "two")))
    assert found(compare("a.md", html, ours, [], ["{{< v >}}"] * 2)) == []
    apart = entry(paragraph(hyperlink(address, [text("one")])), paragraph("two"))
    assert found(compare("a.md", html, apart, [], ["{{< v >}}"] * 2)) != []


def test_a_link_with_tags_in_its_text_is_what_its_call_says() -> None:
    """Without its template Hugo shows the text of a call as code; each link of it may be shown once."""
    source = '{{< box >}}Go to <a href="//a.b"><code>one</code> two</a>.{{< /box >}}'
    html = page(
        f"<p>a</p>{CALL_START}<pre><code>Go to &lt;a href=//a.b>&lt;code>one&lt;/code> two&lt;/a>.</code></pre>"
        f"{CALL_END}"
    )
    link = hyperlink("//a.b", [text("one two")])
    once, twice = (entry(paragraph("a"), paragraph("Go to ", *[link] * count, ".")) for count in (1, 2))
    assert ("link", "", "[one two](//a.b)") not in found(compare("a.md", html, once, [], [source]))
    other = hyperlink("//c.d", [text("one two")])
    more = entry(paragraph("a"), paragraph("Go to ", link, ", ", other, "."))
    assert ("link", "", "[one two](//c.d)") in found(compare("a.md", html, more, [], [source])), twice


def test_a_heading_that_is_code_with_tags_is_known() -> None:
    """Without its template Hugo takes a line of code in a call for a heading, and shows no tag of it."""
    source = "{{< tab >}}\n# Takes <img /> tags\nsvg = true\n{{< /tab >}}"
    html = page(f"<p>a</p>{CALL_START}<h1>Takes  tags</h1><p>svg = true</p>{CALL_END}")
    code = ("codeBlock", {"code": "# Takes <img /> tags\nsvg = true", "language": "toml"})
    kinds = {
        kind
        for kind, _, _ in found(compare("a.md", html, entry(paragraph("a"), entry_block("c"), c=code), [], [source]))
    }
    assert "heading" not in kinds
    gone = found(compare("a.md", html, entry(paragraph("a")), [], [source]))
    assert ("heading", "# Takes tags", "") in gone


def test_arguments_in_a_row_are_shown_where_their_calls_stand() -> None:
    """Where a parameter of the site has words of one, the page has these more often than its source."""
    html = page(f"<p>a red leaf, one pear tree</p><p>a</p>{CALL_START}{CALL_END}{CALL_START}{CALL_END}")
    spoken = ['{{< feature title="red pear" >}}', '{{< feature title="two" >}}']
    said = tuple(Argument("feature", words, (words,)) for words in ("red pear", "two"))
    source = "\n".join(("{{< param x >}}", "a", *spoken))

    def differs(*titles: str) -> list[tuple[str, str, str]]:
        ours = entry(paragraph("a red leaf, one pear tree"), paragraph("a"), *(paragraph(words) for words in titles))
        return found(compare("a.md", html, ours, [], spoken, call_arguments=said, written=source))

    assert differs("red pear", "two") == []
    assert differs("red pear", "pear") != []


def test_an_address_goes_on_behind_a_call_in_the_entry() -> None:
    """Hugo takes the mark of a call for the end of an address; another address is another link."""
    html = page(f'<p><a href="//a.b/v">//a.b/v</a>{CALL_START}{CALL_END}/c</p>')

    def ours(first: str) -> Visible:
        to = f"{first}{CALL_START}{CALL_END}/c"
        parts = (hyperlink(to, [text(first)]), entry_inline("s"), hyperlink(to, [text("/c")]))
        return entry(paragraph(*parts), s=("shortcode", {"name": "version", "link": to}))

    assert found(compare("a.md", html, ours("//a.b/v"), [], ["{{% version %}}"])) == []
    assert found(compare("a.md", html, ours("//a.c/v"), [], ["{{% version %}}"])) != []


def test_what_is_code_in_a_call_is_no_frame_link_or_image() -> None:
    """Without its template Hugo takes it for HTML; as often as the code of the entry has more of it than the page's."""
    source = '{{< code >}}<iframe src="//a.b/f"></iframe><a href="//a.b/l">x\ny</a><img src="//a.b/i">{{< /code >}}'
    made = '<iframe src="//a.b/f"></iframe><a href="//a.b/l">x y</a><img src="//a.b/i">'
    html = page(f"<p>a</p>{CALL_START}{made}{CALL_END}")
    code = ("codeBlock", {"code": made, "language": ""})
    kinds = {
        kind
        for kind, _, _ in found(compare("a.md", html, entry(paragraph("a"), entry_block("c"), c=code), [], [source]))
    }
    assert kinds.isdisjoint(("frame", "link", "image"))
    both = page(f"<p>a</p>{CALL_START}{made}{CALL_END}<pre><code>&lt;iframe src=//a.b/f></code></pre>")
    shown = ("codeBlock", {"code": "<iframe src=//a.b/f>", "language": ""})
    lost = found(compare("a.md", both, entry(paragraph("a"), entry_block("c"), c=shown), [], [source]))
    assert ("frame", "//a.b/f", "") in lost


def test_an_entry_keeps_that_a_formula_stands_by_itself() -> None:
    """Some themes have a word for that among the arguments."""
    html = page(f"<p>a</p>{CALL_START}<p>x = y</p>{CALL_END}")
    said = (Argument("katex", "display", ("display",)),)
    finding = told("math-to-entry", "x = y", Severity.FALLBACK)

    def differs(display: bool) -> list[tuple[str, str, str]]:
        ours = entry(paragraph("a"), entry_block("m"), m=("math", {"tex": "x = y", "display": display}))
        return found(compare("a.md", html, ours, [finding], ["{{< katex >}}"], call_arguments=said))

    assert differs(True) == []
    assert differs(False) == [("words", "display", "")]
