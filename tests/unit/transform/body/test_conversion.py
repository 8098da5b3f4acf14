"""Rules of the mapping, identities, limits and positions of converted bodies."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from migrate.extract.shortcodes.parse import parse_body
from migrate.mapping.rules import BodyRules, HtmlAction, HtmlRule, ShortcodeAction, ShortcodeRule
from migrate.model.codes import body as codes
from migrate.model.goldmark import Goldmark
from migrate.model.source import BodyFormat, LinkTarget, ShortcodeCall, SourceBody
from migrate.model.templates import ShortcodeTemplate
from migrate.transform.body.convert import convert_body
from migrate.transform.body.divide import MAX_CHARACTERS
from migrate.transform.body.types import EMBEDDED_TYPES
from migrate.transform.context import BodyResult
from tests.unit.transform.body.editor_model import changes
from tests.unit.transform.body.facts import facts_of_result
from tests.unit.transform.body.worlds import body_of, context_of, convert, page_of, site_of


def call(name: str, *positional: str, inner: str | None = None, markdown: bool = False, **named: str) -> ShortcodeCall:
    """Return a shortcode call on a line of its own."""
    parts = None if inner is None else body_of(inner).parts
    return ShortcodeCall(name, markdown, positional, named, parts, f"{{{{< {name} >}}}}", 7, 3, True, "")


def kinds(result: BodyResult) -> list[str]:
    """Return the node types of the document's blocks."""
    return [node["nodeType"] for node in result.document["content"]]


def codes_of(result: BodyResult) -> list[str]:
    """Return the codes of the findings in order."""
    return [finding.code for finding in result.findings]


def inline_of(result: BodyResult) -> str:
    """Return the node type of the first inline of the first paragraph."""
    paragraph: Any = result.document["content"][0]
    return str(paragraph["content"][1]["nodeType"])


RULES = {
    HtmlAction.DROP: ("x", "html-dropped"),
    HtmlAction.UNWRAP: ("kept", "html-rule"),
    HtmlAction.CONVERT: ("kept", "html-rule"),
    HtmlAction.MARK: ("kept", "html-rule"),
    HtmlAction.EMBED: ("x", "html-to-entry"),
}


@pytest.mark.parametrize("action", sorted(RULES))
def test_html_rules_come_before_the_table_of_elements(action: HtmlAction) -> None:
    """Each action of a selector rule is done, with its finding on the line of the element."""
    to = {HtmlAction.CONVERT: "h2", HtmlAction.MARK: "bold"}.get(action, "")
    rules = BodyRules(html=(HtmlRule("div.ad", action, to=to, reason="why"),))
    result = convert('first\n\n<div class="ad">kept</div>\n', rules=rules)
    assert RULES[action][1] in codes_of(result)
    assert ("kept" in repr(result.document)) == (RULES[action][0] == "kept")
    assert {finding.line for finding in result.findings} == {3}
    assert "why" in result.findings[0].action


def test_first_matching_html_rule_decides() -> None:
    """A later rule does not see an element that an earlier one took."""
    rules = BodyRules(html=(HtmlRule("p.a", HtmlAction.DROP), HtmlRule("p", HtmlAction.MARK, to="bold")))
    result = convert('<p class="a">gone</p><p>kept</p>', rules=rules)
    assert "gone" not in repr(result.document)
    paragraph: Any = result.document["content"][0]
    assert paragraph["content"][0]["marks"] == [{"type": "bold"}]


SHORTCODE_RULES: list[tuple[ShortcodeRule, str]] = [
    (ShortcodeRule("x", ShortcodeAction.TEXT, template="[{0}|{k}]"), "[p|v]"),
    (ShortcodeRule("x", ShortcodeAction.MARKDOWN, template="**{0}** {inner}"), "p in *ner*"),
    (ShortcodeRule("x", ShortcodeAction.HTML, template="<b>{k}</b>{body}"), "v"),
    (ShortcodeRule("x", ShortcodeAction.LINK, fields={"uri": "http://{k}.test", "text": "{0}"}), "p"),
    (ShortcodeRule("x", ShortcodeAction.UNWRAP), "in ner"),
    (ShortcodeRule("x", ShortcodeAction.DROP), ""),
]


@pytest.mark.parametrize(("rule", "shown"), SHORTCODE_RULES, ids=[rule.action.value for rule, _ in SHORTCODE_RULES])
def test_shortcode_rules_come_before_the_table(rule: ShortcodeRule, shown: str) -> None:
    """Each action of a shortcode rule is done and reported at the call."""
    made = ShortcodeCall("x", False, ("p",), {"k": "v"}, body_of("in *ner*").parts, "{{< x >}}", 7, 3, True, "")
    result = convert(made, rules=BodyRules(shortcodes={"x": rule}))
    expected = re.sub(r"[\s*]", "", shown)
    assert re.sub(r"[\s*]", "", facts_of_result(result).text).startswith(expected)
    assert {(finding.line, finding.column) for finding in result.findings} == {(7, 3)}


def test_entry_rule_fills_fields_from_templates() -> None:
    """An entry rule makes an entry of its type, with the converted inner text where it is asked for."""
    rule = ShortcodeRule("x", ShortcodeAction.ENTRY, content_type="recipe", fields={"title": "{0}!", "body": "{body}"})
    result = convert(call("x", "Soup", inner="Hot **soup**"), rules=BodyRules(shortcodes={"x": rule}))
    entry = result.entries[0]
    assert (entry.content_type, entry.fields["title"]) == ("recipe", "Soup!")
    assert "'soup'" in repr(entry.fields["body"])


def test_ids_stay_when_another_part_of_the_page_changes() -> None:
    """The ids of entries before and after a changed paragraph do not change."""
    body = "```go\na\n```\n\n{}\n\n```go\nb\n```\n\nsee ![x](known.png) there\n"
    before, after = (convert(body.format(text)) for text in ("old words", "new words\n\n- with a list"))
    assert [entry.id for entry in before.entries] == [entry.id for entry in after.entries]


def test_ids_depend_on_locale_and_page() -> None:
    """Equal code on two pages, or in two languages, is two entries."""
    context = context_of()
    body = body_of("```\nsame\n```\n")
    contexts = [
        context,
        replace(context, locale="fr"),
        replace(context, entry_id="other"),
        replace(context, entry_id="o" * 90),
    ]
    ids = {convert_body(body, other).entries[0].id for other in contexts}
    assert len(ids) == len(contexts)
    assert all(re.fullmatch(r"[A-Za-z0-9._-]{1,64}", identity) for identity in ids)


def test_long_bodies_are_divided_over_entries() -> None:
    """A body over the limits of a field stands in linked parts, whole and in order."""
    paragraphs = [f"{number} " + "word " * 2_000 for number in range(40)]
    result = convert("\n\n".join(paragraphs))
    assert [found.text for found in result.findings if found.code == "body-divided"] == [("0 " + "word " * 16)[:80]]
    assert set(kinds(result)) == {"embedded-entry-block", "paragraph"}
    parts: list[Any] = [entry.fields["body"] for entry in result.entries]
    sizes = [sum(len(child["value"]) for node in part["content"] for child in node["content"]) for part in parts]
    assert max(sizes) <= MAX_CHARACTERS
    assert facts_of_result(result).text == re.sub(r"\s", "", "".join(paragraphs))


def test_long_code_is_divided_at_line_ends() -> None:
    """Code over the limit of a text field becomes several entries that give the code when joined."""
    code = "".join(f"line {number} {'x' * 80}\n" for number in range(1_500))
    result = convert(f"```go\n{code}```\n")
    parts = [str(entry.fields["code"]) for entry in result.entries]
    assert "".join(parts) + "\n" == code
    assert max(map(len, parts)) <= 50_000


@pytest.mark.parametrize("opening", ["> ", "- ", "<div>", "<b>", "<ul><li>", "<table><tr><td>", "**a *b "])
@pytest.mark.parametrize("blackfriday", [False, True])
def test_deep_nesting_is_flattened(opening: str, blackfriday: bool) -> None:
    """12,000 levels neither crash nor lose the word inside."""
    result = convert(opening * 12_000 + "word", site=site_of(blackfriday=blackfriday))
    assert "word" in repr((result.document, result.entries))
    assert changes(result.document) == []


PAGE = page_of("/posts/there")
TARGETS = {
    "../there.md": LinkTarget(page=PAGE, url="/posts/there/", internal=True),
    "../there.md#part": LinkTarget(page=PAGE, url="/posts/there/#part", fragment="part", internal=True),
    "/private": LinkTarget(page=page_of("/private"), url="/private/", internal=True),
    "gone.md": LinkTarget(url="gone.md", internal=True, error="no page or file"),
    "https://site.test/posts/there/": LinkTarget(page=PAGE, url="/posts/there/", internal=True),
    "/de/posts/there/": LinkTarget(page=replace(PAGE, lang="de"), url="/de/posts/there/", internal=True),
    "/de/apart/": LinkTarget(page=replace(page_of("/apart"), lang="de"), url="/de/apart/", internal=True),
    "ref:there": LinkTarget(page=PAGE, url="/posts/there/", internal=True),
}
LINKS = [
    ("../there.md", "entry-hyperlink", None),
    ("https://site.test/posts/there/", "entry-hyperlink", None),
    ("../there.md#part", "hyperlink", "link-fragment"),
    ("/private", "hyperlink", "link-not-migrated"),
    ("/de/posts/there/", "hyperlink", "link-translation"),
    ("/de/apart/", "entry-hyperlink", None),
    ("gone.md", "hyperlink", "link-broken"),
    ("https://other.test/", "hyperlink", None),
]


@pytest.mark.parametrize(("address", "kind", "code"), LINKS)
def test_links_lead_to_entries_where_they_can(address: str, kind: str, code: str | None) -> None:
    """A link to a migrated page is an entry link; any other keeps its address, with a finding where it matters."""
    result = convert(f"[text]({address})", site=site_of(targets=TARGETS))
    assert inline_of(result) == kind
    assert codes_of(result) == ([code] if code else [])


def test_ref_in_a_link_leads_to_the_entry() -> None:
    """``[x]({{< ref >}})`` links to the entry of the page that was found."""
    inline = ShortcodeCall("ref", False, ("there",), {}, None, '{{< ref "there" >}}', 1, 5, False, "")
    result = convert("[x](", inline, ")", site=site_of(targets=TARGETS))
    assert inline_of(result) == "entry-hyperlink"


def test_every_embedded_type_describes_the_fields_that_bodies_write() -> None:
    """Each field that an embedded entry carries is declared by its content type."""
    body = (
        "```go {title=x hl_lines=1}\na\n```\n\na ![x](known.png) b\n\n[![x](a.png)](http://x.test)\n\n"
        "> [!NOTE] T\n> x\n\n"
        "<iframe src='https://youtu.be/x' title=t></iframe>\n\n<form>x</form>\n\n- x\n\n  |a|\n  |-|\n"
    )
    result = convert(body, call("what", "x", inner="y", markdown=True))
    assert {entry.content_type for entry in result.entries} >= {"codeBlock", "image", "callout", "videoEmbed", "table"}
    for entry in result.entries:
        fields: Any = EMBEDDED_TYPES[entry.content_type]["fields"]
        assert set(entry.fields) <= {field["id"] for field in fields}


def test_every_code_is_documented_once() -> None:
    """Codes are unique and explained."""
    names = [row.code for row in codes.ROWS]
    assert len(set(names)) == len(names)
    assert all(row.title and row.detail for row in codes.ROWS)


@pytest.mark.parametrize(
    ("goldmark", "source", "shown"),
    [
        (Goldmark(hard_wraps=True), "one\ntwo *three*\n*four*", "one\ntwo three\nfour"),
        (Goldmark(hard_wraps=True, unsafe=True), "<div>\none\ntwo *three*\n</div>", "one two *three*"),
        (Goldmark(cjk=True, cjk_east_asian_line_breaks=True), "漢字\n漢字 a\nb", "漢字漢字 a b"),
        (Goldmark(typographer_characters={"leftDoubleQuote": "&laquo;", "rightDoubleQuote": "»"}), '"a"', "«a»"),
        (Goldmark(), "<<a>> b...", "«a» b…"),
        (Goldmark(linkify=False, strikethrough=False), "~~x~~ www.x.test", "~~x~~ www.x.test"),
        (Goldmark(footnote=False), "a[^1]\n\n[^1]: n", "a^1"),
        (Goldmark(attribute_title=False), "para {#x}", "para {#x}"),
    ],
)
def test_settings_of_goldmark_hold(goldmark: Goldmark, source: str, shown: str) -> None:
    """Line ends, signs and extensions follow the site's settings; quotes are curled where the mapping asks for it."""
    result = convert(source, site=site_of(goldmark=goldmark), rules=BodyRules(typographer=True))
    paragraph: Any = result.document["content"][0]
    texts = [child for node in paragraph["content"] for child in node.get("content", [node])]
    assert "".join(child["value"] for child in texts) == shown


@pytest.mark.parametrize(
    "source", ['<a href="x"\n   target="y">text</a> more', '> <a\n> href="x"\n> title="t">text</a> more']
)
def test_hidden_tags_over_lines_leave_no_trace(source: str) -> None:
    """A tag that spans lines is hidden whole, and the words around it stay."""
    result = convert(source, site=site_of(goldmark=Goldmark()))
    assert facts_of_result(result).text == "textmore"
    assert codes_of(result) == ["hidden-tag"]


def test_apostrophes_in_addresses_and_alternative_texts_stay_signs() -> None:
    """What the Markdown engine escapes in an attribute is decoded, whatever else the body holds."""
    result = convert("a [b](https://example.com/it's) ![it's](https://example.com/p.png)\n")
    assert "&#" not in repr(result)
    assert "https://example.com/it's" in repr(result.document)
    assert "'alt': \"it's\"" in repr(result.entries)


def test_addresses_in_the_text_of_html_pages_are_no_links() -> None:
    """Only Markdown makes links of addresses in its text."""
    bare = "<p>see http://bare.test/ or <a href=''>http://empty.test/</a></p>"
    assert "hyperlink" not in repr(convert(bare, html=True).document)
    assert "hyperlink" in repr(convert(bare.replace("<p>", "").replace("</p>", "")).document)


@pytest.mark.parametrize(("start", "end"), [('<pre class="code">\n', "</pre>"), ("<pre><code>", "</code></pre>")])
def test_an_empty_line_behind_code_that_markdown_made_inside_of_preformatted_text_is_kept(start: str, end: str) -> None:
    """The empty line before an indented one ends the HTML: then code stands in code, and a paragraph behind it."""
    result = convert(f"<p>a</p>\n{start}one(\n\n    two\n\n){end}\n")
    assert [entry.fields["code"] for entry in result.entries] == ["one(\ntwo\n\n)"]


def test_a_link_that_nobody_closed_shows_its_address_in_no_block_behind_it() -> None:
    """Parsers begin it anew in each of them; where there is no text for it, readers of the page see nothing either."""
    result = convert(
        '<div><h4><a href="https://else.test/x">Title</h4>\n<div> <img src="/a.png"> </div></div>\n\n'
        '<div> <div class="b"> </div> </div>\n\n[a](https://e.test) and [](https://f.test)\n'
    )
    assert "'value': 'Title'" in repr(result.document)
    assert "'value': 'https://else.test/x'" not in repr(result.document)
    assert [finding.text for finding in result.findings if finding.code == "link-without-text"] == ["https://f.test"]


def test_code_with_links_keeps_them_and_says_that_it_is_text() -> None:
    """A code block whose words are links becomes text with the code mark; a finding holds the code."""
    result = convert('<pre><code class="language-r"><a href="http://doc.test/">run</a>()</code></pre>\n')
    assert "code-with-links" in codes_of(result)
    assert "http://doc.test/" in repr(result.document)
    assert next(found.text for found in result.findings if found.code == "code-with-links") == "run()"


@pytest.mark.parametrize(
    "address", ["//assets.contentful.com/s/a1/t/x.pdf", "https://videos.ctfassets.net/s/a1/t/x.mp4"]
)
def test_links_to_files_of_contentful_become_links_to_assets(address: str) -> None:
    """What a link to a file of a Contentful space leads to stays an asset, and is not fetched from the old address."""
    result = convert(f"[file]({address}) and [page](https://www.contentful.com/s/a1/t/x.pdf)\n")
    assert "asset-hyperlink" in repr(result.document)
    assert [use.path for use in result.assets] == [address]


@pytest.mark.parametrize(
    "written",
    [
        "x~ab~y", "话~ab~话", "1~ab~ c", "c ~ab~1", "1 < 2 x~ab~y <b>c</b>", "<c x~ab~y (</d>)", "**http://a.test**x~ab~y",
        "[http://a.test](/b)x~ab~y", "c]( x~ab~y d)",
    ],
)  # fmt: skip
def test_single_tildes_strike_out_parts_of_words(written: str) -> None:
    """Goldmark strikes out between single tildes wherever they touch text, within words too."""
    paragraph: Any = convert(written + "\n").document["content"][0]
    struck = [node["value"] for node in paragraph["content"] if {"type": "strikethrough"} in node.get("marks", ())]
    assert struck == ["ab"]


@pytest.mark.parametrize(
    "written", ["`x~a~y`", "x\\~a\\~y", "http://h.test/~a/b~c~d", "x~ a ~y", "| a~b | c~d |", "x\\~~a x\\~~b"]
)
def test_other_tildes_stay(written: str) -> None:
    """Code, escapes, addresses, cells and tildes beside blanks keep what they show."""
    assert "strikethrough" not in repr(convert(written + "\n").document)


def test_tildes_behind_a_backslash_that_is_escaped_strike_out() -> None:
    """Two backslashes are one, and no escape of what follows."""
    paragraph: Any = convert("\\\\~~a~~ and \\\\\\~~b~~\n").document["content"][0]
    assert [node["value"] for node in paragraph["content"] if node["marks"]] == ["a"]
    assert paragraph["content"][-1]["value"] == " and \\~~b~~"


@pytest.mark.parametrize("written", ["::: box\ntext\n:::", ":::note\ntext\n:::", "a\n:-) b", "a\n:: b\n:"])
def test_colons_at_the_start_of_a_line_are_no_definitions(written: str) -> None:
    """A definition begins with a colon and a blank; fenced divs and smileys keep every colon."""
    document: Any = convert(written + "\n").document
    text = "".join(node["value"] for node in document["content"][0]["content"])
    assert text.split() == written.split()
    assert len(document["content"]) == 1


def test_what_a_rule_drops_is_found_by_all_of_it() -> None:
    """A finding about an element without text names its own line, not that of a like word or tag before it."""
    source = 'A clear word.\n\n<div class="other"></div>\n\n<div class="clear"></div>\n'
    rules = BodyRules(html=(HtmlRule("div.clear", HtmlAction.DROP),))
    (dropped,) = (row for row in convert(source, rules=rules).findings if row.code == "html-dropped-invisible")
    assert (dropped.line, dropped.column) == (5, 1)


def test_a_date_among_parameters_is_written_as_go_writes_it() -> None:
    """What ``param`` prints of a date is what readers saw."""
    params = {"published": datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)}
    result = convert(call("param", "published"), site=site_of(params=params))
    assert "2024-05-06 07:08:09 +0000 UTC" in repr(result.document)


def test_a_parameter_of_the_language_is_asked_before_that_of_the_site() -> None:
    """A site in several languages says things in each of them."""
    site = site_of(params={"who": "All", "what": "site"})
    (language,) = site.config.languages
    languages = (replace(language, params={"who": "English"}),)
    spoken = replace(site, config=replace(site.config, languages=languages))
    document = repr(convert(call("param", "who"), call("param", "what"), site=spoken).document)
    assert "English" in document
    assert "site" in document
    assert "All" not in document


@pytest.mark.parametrize(
    ("name", "said", "url"),
    [
        ("youtube", {"tag": "a1"}, "https://www.youtube.com/watch?v=a1"),
        ("youtube", {"id": "a1", "tag": "other", "start": "9"}, "https://www.youtube.com/watch?v=a1&t=9"),
        ("youtube", {"clip": "a1"}, "https://www.youtube.com/watch?v=a1"),
        ("youtube", {"url": "https://youtu.be/a1", "title": "T"}, "https://youtu.be/a1"),
        ("vimeo", {"key": "12", "width": "3"}, "https://vimeo.com/12"),
    ],
)
def test_a_film_has_its_id_under_other_names(name: str, said: dict[str, str], url: str) -> None:
    """Sites have templates of their own in place of Hugo's."""
    (entry,) = convert(ShortcodeCall(name, False, (), said, None, "", 7, 3, True, "")).entries
    assert entry.fields["url"] == url


def test_a_film_without_an_id_stays_the_call_that_it_was() -> None:
    """An address that ends before its id leads to no film."""
    (entry,) = convert(call("youtube", width="3", height="2")).entries
    assert (entry.content_type, entry.fields["params"]) == ("shortcode", {"width": "3", "height": "2"})


@pytest.mark.parametrize(
    ("size", "kept"), [("70vh", True), ("12 px", True), ("2rem", True), ("40dvw", True), ("auto", False)]
)
def test_lengths_of_an_image_are_kept(size: str, kept: bool) -> None:
    """Parts of the window are lengths too; what is none is told."""
    codes_found = {finding.code for finding in convert(f'<img src="a.png" alt="A" height="{size}">').findings}
    assert ("attributes-dropped" not in codes_found) is kept


def test_line_ends_of_two_signs_change_nothing() -> None:
    """A file with CR LF becomes the same as one with LF, attributes of fences included."""
    source = (
        '```go {title="main.go" hl_lines=[1]}\na\nb\n```\n\nOne  \ntwo\n{.wide}\n\n| a | b |\n|---|---|\n| c | d |\n'
    )
    assert convert(source.replace("\n", "\r\n")) == convert(source)


def test_what_is_nested_too_deep_is_told_with_its_words() -> None:
    """The finding says the words that moved."""
    result = convert(f"{'> ' * 120}far below")
    assert [found.text for found in result.findings if found.code == "nesting-flattened"] == ["far below"]


def written(name: str, source: str, *positional: str, **named: str) -> ShortcodeCall:
    """Return a call that stands between words."""
    return ShortcodeCall(name, False, positional, named, None, source, 1, 5, False, "")


@pytest.mark.parametrize(
    ("before", "after"),
    [("> [!NOTE] Since ", "\n> Words.\n"), ("<details><summary>Since ", "</summary>\n\nWords.</details>")],
)
def test_a_call_in_the_title_of_a_box_stands_in_the_box(before: str, after: str) -> None:
    """A title holds words alone: with a call of its own entry the line is a part of the body."""
    result = convert(before, written("since", '{{< since "v9" >}}', "v9"), after)
    box = next(entry for entry in result.entries if entry.content_type == "callout")
    assert not box.fields.get("title")
    assert "embedded-entry-inline" in str(box.fields["body"])
    assert "shortcode-unknown" in codes_of(result)


def test_an_address_of_a_page_stands_in_the_title_of_a_box() -> None:
    """What a call writes as words is a part of the title."""
    here = written("ref", '{{< ref "there" >}}', "there")
    result = convert("> [!NOTE] See ", here, "\n> Words.\n", site=site_of(targets=TARGETS))
    box = next(entry for entry in result.entries if entry.content_type == "callout")
    assert str(box.fields["title"]).startswith("See http")


def test_an_address_takes_no_sign_of_the_end_of_a_comment() -> None:
    """Else all that follows would be a part of it."""
    result = convert("One <!-- https://one.test/a_b--> two.")
    assert facts_of_result(result).text == "Onetwo."
    assert [finding.text for finding in result.findings] == ["<!-- https://one.test/a_b-->"]


def test_an_address_goes_on_behind_a_call() -> None:
    """Markdown sees a word there: the link leads to the whole address, with the call in it as it was written."""
    source = '{{< since "v9" >}}'
    result = convert("At (http://x.test/", written("since", source, "v9"), "/b), then.\n")
    parts: Any = result.document["content"][0]
    shown = [
        (node["data"].get("uri", ""), "".join(each["value"] for each in node["content"]))
        for node in parts["content"]
        if node["nodeType"] == "hyperlink"
    ]
    assert shown == [(f"http://x.test/{source}/b", "http://x.test/"), (f"http://x.test/{source}/b", "/b")]
    assert "embedded-entry-inline" in [node["nodeType"] for node in parts["content"]]
    assert parts["content"][-1]["value"] == "), then."
    assert codes_of(result).count("shortcode-in-code") == 1


@pytest.mark.parametrize(
    ("before", "after", "uris"),
    [
        ("At http://x.test/a", " then", ["http://x.test/a"]),
        ("`http://x.test/", "/b`", []),
        ("[y](http://x.test/", "/b)", ["http://x.test/{{< since >}}/b"]),
        ("[http://x.test/", "/b](/y)", ["/y", "/y"]),
    ],
)
def test_an_address_ends_with_a_call_or_stands_elsewhere(before: str, after: str, uris: list[str]) -> None:
    """A call behind an address adds to nobody's link; in code, in a destination and in a label nothing is linked."""
    result = convert(before, written("since", "{{< since >}}"), after)
    paragraph: Any = result.document["content"][0]
    links = [node["data"]["uri"] for node in paragraph["content"] if node["nodeType"] == "hyperlink"]
    assert links == uris


def test_a_reference_without_a_path_is_empty() -> None:
    """Hugo asks for ``path``; another name leads nowhere, and is told."""
    result = convert("[x](", written("relref", '{{< relref ref="there" >}}', ref="there"), ") y")
    assert "hyperlink" not in str(result.document)
    assert {"link-without-address", "shortcode-options-dropped"} <= set(codes_of(result))


def test_arguments_of_a_call_inside_code_are_told() -> None:
    """Code shows the inner text of a call alone."""
    box = ShortcodeCall(
        "note",
        True,
        ("Mind",),
        {},
        body_of("\nwords\n").parts,
        "{{% note Mind %}}\nwords\n{{% /note %}}",
        2,
        1,
        True,
        "",
    )
    result = convert("```\n", box, "\n```\n")
    assert [each.text for each in result.findings if each.code == "shortcode-in-code"] == ["{{% note Mind %}}"]


def test_sizes_of_images_that_are_no_lengths_are_told() -> None:
    """An entry keeps lengths and shares; any other word is named."""
    result = convert('<img src="a.png" alt="x" width="auto" height="40">')
    assert "left out width of the image" in [each.action for each in result.findings]


@pytest.mark.parametrize("sign", ["*", "+", "-", "3.", "3)"])
def test_a_sign_before_a_line_end_of_two_signs_is_a_word(sign: str) -> None:
    """Goldmark takes it for no item there; with a blank behind it, it is one."""
    result = convert(f"one\r\n\r\n{sign}\r\n\r\ntwo\r\n")
    assert kinds(result) == ["paragraph"] * 3
    assert f"'value': '{sign}'" in str(result.document)
    assert "list" in str(kinds(convert(f"one\r\n\r\n{sign} \r\n\r\ntwo\r\n")))
    code = convert(f"```\r\n{sign}\r\n```\r\n").entries[0].fields["code"]
    assert str(code).strip() == sign


def test_a_sign_before_a_tag_in_html_is_a_word() -> None:
    """Only running text has guillemets; in a block of HTML the tag is one."""
    result = convert("<div>\na <<b>c</b>\n</div>\n", site=site_of(goldmark=Goldmark(unsafe=True)))
    paragraph: Any = result.document["content"][0]
    assert [(node["value"], len(node["marks"])) for node in paragraph["content"]] == [("a <", 0), ("c", 1)]


@pytest.mark.parametrize("code", ["    a~b~c", "\ta~b~c"])
def test_tildes_in_indented_code_stay(code: str) -> None:
    """Code keeps its signs, also where words of the same page are struck out."""
    assert facts_of_result(convert(f"d~e~\n\n{code}")).text == "dea~b~c"


def test_an_escaped_colon_begins_no_emoji() -> None:
    """Authors show the name of an emoji so; code keeps the backslash."""
    site = site_of(emoji=True)
    assert facts_of_result(convert("\\:smile: :smile: `\\:x:`", site=site)).text == ":smile:😄\\:x:"


@pytest.mark.parametrize("written", ["a | b\n- | -", "a | b | c\n:--|:--", "> a | b\n> - | - |"])
def test_what_goldmark_takes_for_no_table_is_none(written: str) -> None:
    """A dash and a blank begin an item first, and a line with fewer columns than the head belongs to none."""
    document: Any = convert(written).document
    assert "table" not in repr(document)
    shown = "".join(facts_of_result(convert(written)).text.split())
    assert shown == "".join(written.replace(">", "").replace("- |", "|", 1).split())


def test_a_term_is_a_line_whatever_stands_in_the_line_before() -> None:
    """Two terms are two paragraphs, where the first one ends in markup too."""
    document: Any = convert("*one*\ntwo\n: three").document
    assert ["".join(node["value"] for node in found["content"]).strip() for found in document["content"]] == [
        "one",
        "two",
        "three",
    ]


def test_attributes_without_any_are_left_out_too() -> None:
    """``{}`` below a block is a list of attributes; with a blank in it, it is text."""
    site = site_of(goldmark=Goldmark(unsafe=True, attribute_block=True))
    assert facts_of_result(convert("a\n{}\n\n- b\n{}\n", site=site)).text == "ab"
    assert "'a { }'" in repr(convert("a\n{ }\n", site=site).document)


@pytest.mark.parametrize("body", ["```\n~~~  {{}}\n```\n", "<div>\n```go  {{a=b}}\n</div>\n"])
def test_the_line_of_a_fence_that_is_none_stays_as_it_is(body: str) -> None:
    """In other code and in HTML it is text, blanks included."""
    body = body.format()
    result = convert(body)
    shown = str([entry.fields.get("code") for entry in result.entries]) if result.entries else repr(result.document)
    assert body.split("\n")[1].replace("  ", " ") in shown.replace("  ", " ")
    assert shown.count("~~~") + shown.count("```") == 1


@pytest.mark.parametrize(
    "body",
    [
        "<div>\n    {{% wrap %}}\n    inner *x*\n    {{% /wrap %}}\n</div>\n",
        "<div>\n    {{% wrap %}}\n\n  inner\n\n    {{% /wrap %}}\n</div>\n",
    ],
)
def test_a_call_that_is_indented_under_a_tag_is_no_code(body: str) -> None:
    """The empty lines that part a call from its inner text would make code of its end, and of what is in it."""
    templates = {"wrap": ShortcodeTemplate("wrap", "layouts/wrap.html", True, True)}
    parts, _ = parse_body(body, 1, "a.md", templates)
    result = convert_body(SourceBody(BodyFormat.MARKDOWN, tuple(parts), body, 1, ()), context_of())
    assert [entry.content_type for entry in result.entries] == ["shortcode"]
    assert "inner" in repr(result.entries[0].fields["body"])


@pytest.mark.parametrize(
    "source",
    [
        "- a\n\n  > q\n\n  Term\n  : Def\n",
        "-   a\n\n    > Term\n    > : Def\n",
        "> - a\n>\n>   > q\n>   > Term\n>   > : Def\n",
    ],
)
def test_definitions_beside_and_in_quotes_of_items_are_definitions(source: str) -> None:
    """The colon stands where the text of the quote or the item begins."""
    result = convert(source)
    assert ":" not in facts_of_result(result).text
    assert "definition-list" in codes_of(result)
