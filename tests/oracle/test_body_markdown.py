"""Markdown that real Hugo renders here and now: text, links, images and headings of our documents are the same.

Inputs are about what the Markdown engine of this project lacks against Goldmark: bare addresses, tables, notes,
attributes, raw blocks; and a seeded mixture of signs.
"""

import random

import pytest

from tests.oracle.rendered_inputs import render_inputs
from tests.unit.transform.body.facts import facts_of_html, facts_of_result
from tests.unit.transform.body.worlds import convert

INPUTS = (
    "x http://a.b/c, d",
    "x http://a.b/c_ d",
    "x http://a.b/_c_ d",
    "x http://a.b/*c* d",
    "x http://a.b/c' d",
    "x [http://a.b/c] d",
    "x [a http://a.b/c d",
    "x http://a.b/c... d",
    "x http://a.b/c). d",
    "&nbsp;http://a.b/c",
    "<b>http://a.b/c</b> x",
    "a<br>http://a.b/c",
    "**http://a.b/c** _http://a.b/d_ ~~http://a.b/e~~",
    "x@y.zz. (x@y.zz) mailto:x@y.zz x@y.z_",
    "x http://a.b/~c/~d e",
    "http://EXAMPLE.com http://a.COM/x http://192.168.0.1/x http://a.b:80/x",
    "http://a.b/é d",
    '"www.a.b" -- www.a.b ...www.a.b',
    "[x\nhttp://a.b/c](u)",
    "<div>http://a.b/c www.a.b x@y.zz</div>",
    "<details>x http://x.test/a_b</details>\n\nhttp://x.test/a_b",
    "[a](http://x.test/_b_c_)",
    "a\n:) not a definition",
    "a\n: \n\nb",
    "a|b\n:--|:--\n1|2",
    "Condition|Value\n:--|:--|:--\n1|2",
    "```\na|b\n:--|:--|:--\n```",
    "# T {#id .c}\n\n## U {not attr",
    "one\ntwo\n: def http://x.test",
    "a[^1] b[^n] c[^1]\n\n[^n]: two\n[^1]: one [x](y)",
    "![a *b*](x.png) [![c](d.png)](e)",
    "- [ ] a\n- [x] b\n\n1) c\n2) d",
    "> a\n>> b\n> - c",
    "```go {linenos=false}\nx\n```",
    "www.a.b/c?d=e&hl; http://a.b/c&x;, http://a.b/c;",
    "http://a.b/c&x.; http://a.b/c.&x; (http://a.b/c&x;)",
    "me&#64;b.cc me\\@b.cc me&commat;b.cc http&#58;//a.b/c www\\.a.b a@b&#46;cc x@y.zz",
    '[me&#64;b.cc](x "t&#64;u") <a href="mailto:a&#64;b.cc">a&#64;b.cc</a> `a&#64;b`',
    "| a&#64;b.cc | `\\@` |\n|--|--|\n\n<pre>a&#64;b.cc</pre>",
    'http://a.b/c"d http://a.b/c>d http://a.b/c^d http://a.b/{x} http://a.b/[x] http://a.b/`x http://a.b/%zz',
    "<div>\nhttp://a.b/c <b>x@y.zz</b>\n</div>\n\nhttp://c.d <b>http://e.f</b>",
    "a~b [x](/y) c~d ~a [x](/y~z) b~ a~b~ [x](/y) ~c~d",
    "<<a>> 'b' \"c\" -- --- ...",
    "- [x]done\n- [ ]**open**\n- [ ]\n- [x](http://a.test/b)\n  - [X]. c\n    1. [ ]\n- [x]: /u\n- `[x]d` [x]e",
    "a\n3) [x]\n\n     * [x]b\n\n    c~d~ ~e~f\n\n\tg~h~ i\n\nj~k~",
    "a[^1][b](/c) [^1][d]\n\n[^1]: e",
    "a [x]b\n\n    - [x]code\n\n```\n- [x]code\n```",
    "a | b\n- | -\n1 | 2\n\n> c | d\n> - | -\n\n```\na | b\n- | -\n```",
    "a | b | c\n:--|:--\n1|2|3",
    "one[^1](two) ![three[^1]](a.png) `[^1](c) [d[^1]](e)` [f[^2]](g)\n\n[^1]: note",
    "![alone[^1]](a.png)\n\n[^1]: note",
    "[link[^1]](/a) and [two [^n]](/b)\n\n[^1]: one\n[^n]: two",
    "a\\`b~c~d `e~f~g` h\\`i",
    "*one*\ntwo\n: def",
    "<div>\n`http://a.b/c`\n</div>",
    "a | b\n--|--\n1 | 2\n3. c\n4. d | e\n\n2. f\n\n   g | h\n   --|--\n   1 | 2\n3. i",
    "| a |\n|--|\n| 1 |\n12) b\n1. c",
    "1. t\n| a | b |\n|---|---|\n\n2. u\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n\n   1. v\na | b\n:--|--:\n1 | 2",
    "- t\n\n  more\n| a | b |\n|--|--|--|\n| 1 | 2 |\n- # h\n| a | b |\n|---|---|\n- | a | b |\n|---|---|\n| 1 | 2 |",
    "> - t\n> | a | b |\n> |---|---|\n> | 1 | 2 |\n> - u\n\n> q\n| a | b |\n|---|---|\n\n    c\n| a | b |\n|---|---|",
    "a\n\n[^1]: one [^2]\n\n[^2]: two",
    "# a ### {#x}\n\n## b # c # {.d}\n\n# e###{#f}\n\n### **g** ###{h=i}\n\n# j # {k}\n\n# l \\# {#m}\n\nn # {#o}\n===",
    "> ## a ## {#b}\n> c\n\n```\n# d # {#e}\n```\n\n# `f # g` # {#h}",
    "```c#\na\n```  \t\n\nb\n\n> ~~~\n> c\n> ~~~\t\n> d\n\n- e\n  ```\n  f\n  ```\t \n  g",
    "a \\(http://b.c/\\#d\\). \\*http://b.c/d \\_www.b.c \\~x@y.zz `\\(http://b.c` \\\\(http://b.c) [d](\\(http://b.c)",
    "| a | b |\n|---|---|\n| p | q |\n|\n| r | s |\n|  \nt\n\nx\n|\ny|z\n|",
    'a \\"http://b.c/d\\" {\\"e\\": \\"f@g.hh\\"} \\-www.b.c i\\.j@k.ll \\\\"m@n.oo"',
    "a\n:\u00a0b\nc\n\nd\n:\u3000e\n\nf\n:\tg",
    "a[^1] b[^2]\n\n[^2]: two [^4]\n[^1]: one [^3]\n\n[^3]: three\n[^4]: four",
)
PIECES = (
    "*", "**", "_", "~~", "`", "\n\n", "    ", "- ", "1. ", "> ", "# ", "\n\n| a | b |\n|---|---|\n", "|", "](u)", "![",
    "](i.png)", "&amp;", "\\", "http://x.test/a_b ", "me@x.test ", '"', "...", "--", "(", ")", "<b>", "</b>", "<br>",
    "\n<div>\n",
)  # fmt: skip
WORDS = ("alpha", "beta ", "gamma", " ", "\n", "\n\n")


def _mixtures() -> list[str]:
    chance = random.Random(11)
    return [
        "".join(chance.choice(PIECES if chance.random() < 0.4 else WORDS) for _ in range(chance.randrange(2, 12)))
        for _ in range(150)
    ]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Let real Hugo render every input with raw HTML shown."""
    inputs = [*INPUTS, *_mixtures()]
    return dict(zip(inputs, render_inputs(tmp_path_factory.mktemp("site"), inputs), strict=True))


@pytest.mark.parametrize("text", INPUTS)
def test_facts_are_hugos(text: str, rendered: dict[str, str]) -> None:
    """Text, links, images and headings of one input are Hugo's."""
    assert facts_of_result(convert(text)) == facts_of_html(rendered[text])


def test_facts_of_mixtures_are_hugos(rendered: dict[str, str]) -> None:
    """Mixtures of signs read as in Hugo, but where a finding says that a link or heading shows something else."""
    unexplained = []
    for text in _mixtures():
        result = convert(text)
        expected, actual = facts_of_html(rendered[text]), facts_of_result(result)
        expected.headings = [heading for heading in expected.headings if heading[1]]
        if expected != actual and not {"link-without-text"} & {finding.code for finding in result.findings}:
            unexplained.append((text, expected, actual))
    assert unexplained == []
