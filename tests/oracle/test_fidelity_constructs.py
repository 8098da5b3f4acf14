"""Constructs whose form changes on the way, rendered by real Hugo here and now: nothing of them is lost untold."""

from datetime import UTC, datetime

import pytest

from migrate.extract import read_site
from migrate.extract.real_hugo import render_bodies
from migrate.mapping.infer import infer_mapping
from migrate.model.space import Target
from migrate.report.fidelity.site import Fidelity, compare_site
from migrate.transform import build_space
from tests.oracle.hugo_binary import find_hugo

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PICTURE = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")
POSTS = {
    "code-with-links": '<pre><code>run <a href="https://else.test/">this</a> now\nand that</code></pre>',
    "code-in-quotes-and-cells": '> ```go\n> a := 1\n> ```\n\n<table><tr><td><pre><code class="language-go">b := 2'
    "</code></pre></td><td><pre>c\nd</pre></td></tr></table>",
    "fragments": "![A](/a.gif#center) ![B](https://else.test/b.png#left) [x](/a.gif#top) [y](/posts/anchors/#) [z](#)\n"
    '[w](/posts/anchors/#top) [v](https://else.test/#) [u](https://else.test/a#b) <img src="/a.gif?v=2#x" alt="C">',
    "lines-of-code": '<pre><div class="line"><span>one</span></div><div class="line">two</div></pre>\n\n<pre><code>'
    '<span class="line">three\n</span><span class="line">four\n</span></code></pre>',
    "anchors": '<a name="top"></a> words <a href="https://else.test/"></a> <a href="https://else.test/a">one '
    '<a href="https://else.test/b">two</a></a> <a>none</a> <a href="">empty</a> [](https://else.test/f)\n\n'
    '<a href="https://else.test/c"><p>block</p></a> <a href="https://else.test/d"><img src="/a.gif" alt="I"></a>\n\n'
    '<a href="https://else.test/e"><h3>Head</h3><p>text</p></a>',
    "addresses": "root&#64;else.test, a~b [x](https://else.test/) c~d, www.else.test/?a&hl;",
    "tables": "| only |\n|------|\n\n| | |\n|-|-|\n| a | ![](/a.gif) |",
    "lists": "<ul><li>one</li>\n<!--more-->\n<li>two</li></ul>\n\n3. three\n4. four\n\n- [x] done",
    "notes": "One[^a], two[^b], again[^a].\n\n[^a]: A *note*.\n[^b]: Another[^c].\n[^c]: Third.",
    "quotes": "> one\n>> two\n> - three\n>\n> | a |\n> |---|\n> | b |\n\n> [!NOTE] Title\n> Words",
    "definitions": "Term\n: First\n\n  Second\n: Third\n\nTerm\n\n  : none\n\n"
    "- Term\n\n  : First\n\n  Term\n\n    : none",
    "escapes-in-addresses": "'http://else.test/a\\' http://else.test/b\\_c, "
    "[d](http://else.test/d\\_e), `www.else.test/f\\_g`",
    "addresses-of-calls": '{{< param "home" >}}/a, {{% param "home" %}}/b, '
    '[{{< param "home" >}}]({{< param "home" >}})',
    "signs-in-parameters": '[a](<{{% param "query" %}}%22c+d%22>) {{% param "query" %}} {{% param "half" %}}',
    "calls-both-ways": "{{< box >}}\nOne _two_\n{{< /box >}}\n\n{{% box %}}\nThree _four_\n{{% /box %}}",
    "calls-inside-calls": "{{% pane %}} {{% tag %}}\n\n```go\na(_b_, *c*)\n```\n\n"
    "## Five _six_\n\n{{% /tag %}} {{% /pane %}}\n\n"
    "{{< pane >}} {{% tag %}}\n\n```go\n_d_\n```\n\n{{% /tag %}}{{< tag >}}_e_{{< /tag >}} {{< /pane >}}",
    "other-schemes": '<a href="tel:+1">one</a> [two](ftp://else.test/a) [three](tel:+2) [\u200b](/a.gif) word',
    "missing-quotes": '<p><img src="/a.gif" class="a\nalt="One" /> <img src="/a.gif" class="b\nalt="Two" /></p>',
    "brackets-in-addresses": "a https://else.test/b[c d](https://else.test/e) f www.else.test/[a](b), https://else.test/[r]\n\n"
    "[q https://else.test/b[c](/a.gif) d] (https://else.test/m)[s t](/a.gif) \\[ https://else.test/?a[]=1&b[0]=2\n\n"
    "[r]: https://else.test/r[s]\n\n[r] **https://else.test/m[a](b)** `https://else.test/m[a](b)`",
    "addresses-before-ends": "One <!-- https://else.test/a_b--> [two][a]\n\n"
    "<!--https://else.test/[a](b)_c#-->\nthree *x*\n\n"
    '<i title="https://else.test/[a]">four</i> <i title="at https://else.test/[a](b)_c">five</i>\n\n[a]: /a.gif',
    "inner-read-alone": "/a (GET) | \n---|---\nb | Words. {{% alone note %}}\n**Mind**: when.\n{{% /alone %}}\n"
    "c | http://else.test/\n\n"
    "{{% alone %}}\n## Head [x][1]\n{{% /alone %}}\n\n- d {{% alone %}}\n  two\n\n"
    "  three {{% alone %}}*in*{{% /alone %}}\n"
    "  {{% /alone %}}\n\n[1]: /a.gif\n",
    "emoji": ":dog: :dog_face: :thumbs_up: :+1: :worried_face:",
    "mail-in-pre": "<div><pre>\nFrom: Ann <ann@else.test>\n\nTo: Bob <bob@else.test>\ntext\n</pre></div>\n\n"
    "Text <pre>One <ann@else.test>\n\nTwo <bob@else.test>\n</pre>",
    "drawn": '{{< qr >}}https://else.test/q{{< /qr >}} and {{< qr text="https://else.test/r" targetDir="codes" />}}',
    "posters": '<video src="https://else.test/a.mp4" poster="/a.gif"></video>\n\n'
    '<video src="https://else.test/a.mp4" poster="https://else.test/b.gif"></video>',
    "templates": "{{< many.inline >}}{{ range seq 3 }}<h3>Part {{ . }}</h3>{{ end }}{{< /many.inline >}}\n\n"
    "And {{< many.inline />}}",
}


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Fidelity:
    """Return the comparison of a site with one post for each construct."""
    root = tmp_path_factory.mktemp("constructs")
    (root / "content" / "posts").mkdir(parents=True)
    (root / "static").mkdir()
    (root / "layouts" / "shortcodes").mkdir(parents=True)
    (root / "layouts" / "shortcodes" / "alone.html").write_text(
        '{{ $_hugo_config := `{ "version": 1 }` }}<div class="{{ .Get 0 }}">{{ .Inner }}</div>'
    )
    (root / "static" / "a.gif").write_bytes(PICTURE)
    (root / "hugo.toml").write_text(
        'baseURL = "https://here.test/"\nenableEmoji = true\n'
        '[markup.goldmark.renderer]\nunsafe = true\n[params]\nhome = "http://else.test"\nhalf = 0.50\nquery = "http://else.test/?q=a+b+c"\n'
        '[languages.en]\ntitle = "Here"\n[security]\nenableInlineShortcodes = true\n'
    )
    for name, body in POSTS.items():
        (root / "content" / "posts" / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n{body}\n")
    site = read_site(root, now=NOW)
    rules = infer_mapping(site)
    space = build_space(site, rules, Target("here", "master", "", rehearsal=True), NOW)
    rendered = render_bodies(root, site, find_hugo(), unsafe=True)
    plain = render_bodies(root, site, find_hugo(), unsafe=True, templates=False)
    return compare_site(site, rules, space, rendered.bodies, rendered.own_words, lambda: plain.bodies)


@pytest.mark.parametrize("name", POSTS)
def test_nothing_of_it_is_lost_untold(proof: Fidelity, name: str) -> None:
    """Words, headings, links, images and code that Hugo shows are in the entry, or the ledger tells of them."""
    source = f"content/posts/{name}.md"
    assert proof.pages == len(POSTS)
    assert [str(found) for found in proof.differences if found.source == source] == []
