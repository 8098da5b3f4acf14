"""Bodies as parts: pairing, recovery, inner content, limits."""

import pytest

from migrate.extract.shortcodes import ORG_DIVIDER, parse_body
from migrate.model.codes.extract import ROWS
from migrate.model.findings import Finding
from migrate.model.source import BodyPart, BodyText, ShortcodeCall, SummaryDivider
from migrate.model.templates import ShortcodeTemplate

TEMPLATES = {
    name: ShortcodeTemplate(name, f"layouts/shortcodes/{name}.html", uses_inner, False)
    for name, uses_inner in (("leaf", False), ("box", True), ("note", True), ("figure", True))
}


def parse(text: str) -> tuple[tuple[BodyPart, ...], tuple[Finding, ...]]:
    """Parse a body that starts on line 10."""
    return parse_body(text, 10, "a.md", TEMPLATES)


def outline(parts: tuple[BodyPart, ...]) -> str:
    """Return parts in short: text as it is, calls as ``<name inner>``, the divider as ``|``."""
    shown = ""
    for part in parts:
        match part:
            case BodyText():
                shown += part.text
            case SummaryDivider():
                shown += "|"
            case ShortcodeCall():
                inner = "" if part.inner is None else f" {outline(part.inner)}"
                shown += f"<{part.name}{inner}>"
    return shown


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """Return code and place of each finding."""
    return [f"{finding.code} {finding.line}:{finding.column}" for finding in findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("a {{ x }} b", "a {{ x }} b"),
        ("a{{< leaf >}}b", "a<leaf>b"),
        ("{{< box >}}a{{< leaf >}}b{{< /box >}}", "<box a<leaf>b>"),
        ("{{< box >}}{{< /box >}}{{< box />}}", "<box ><box >"),
        ("{{< box >}}a{{< note >}}b{{< /box >}}c{{< /note >}}", "<box a<note b>c>"),
        ("{{< box >}}a{{% / %}}b", "<box a>b"),
        ("{{< BOX >}}a{{< /BOX >}}", "<BOX a>"),
        ("{{< foo >}}a{{< foo >}}b{{< /foo >}}", "<foo>a<foo b>"),
        ("{{< foo >}}a{{< bar >}}b{{< /foo >}}c", "<foo a<bar>b>c"),
        ("{{< foo >}}{{< box >}}a{{< /foo >}}b{{< /box >}}", "<foo <box a>b>"),
        ("{{< box >}}{{< foo >}}a{{< /box >}}", "<box <foo>a>"),
        ("{{< foo >}}{{< foo >}}a", "<foo><foo>a"),
        ("{{< highlight go >}}a{{< /highlight >}}", "<highlight a>"),
        ("{{< youtube x >}}", "<youtube>"),
        ("{{< figure >}}a{{< /figure >}}", "<figure a>"),
        ("{{</* leaf */>}} {{%/* x */%}}", "{{< leaf >}} {{% x %}}"),
        ("a<!--more--> \n\nb<!--more-->c", "a|b<!--more-->c"),
        ("{{< box >}}a<!--more-->b{{< /box >}}c<!--more-->", "<box ab>c<!--more-->"),
        ("{{< t.inline >}}{{ .X }}{{< /t.inline >}}{{< t.inline />}}", "<t.inline {{ .X }}><t.inline >"),
    ],
)
def test_parts(text: str, expected: str) -> None:
    """Calls pair by template where it is known, else by name."""
    parts, findings = parse(text)
    assert outline(parts) == expected
    assert not findings


@pytest.mark.parametrize(
    ("text", "expected", "problems"),
    [
        ("a {{< x b,c >}} {{< leaf >}}", "a {{< x b,c >}} <leaf>", ["shortcode-syntax 10:10"]),
        ("{{< x {{< leaf >}}", "{{< x <leaf>", ["shortcode-syntax 10:7"]),
        ("\n {{< >}}é", "\n {{< >}}é", ["shortcode-syntax 11:2"]),
        ("{{</* x >}}{{< leaf >}}", "{{</* x >}}<leaf>", ["shortcode-syntax 10:1"]),
        ('{{< leaf "a" "k"="v" >}}', '{{< leaf "a" "k"="v" >}}', ["shortcode-syntax 10:1"]),
        ("{{< box >}}a", "<box>a", ["shortcode-unclosed 10:1"]),
        ("{{< note >}}{{< box >}}a{{< /note >}}b", "<note <box>a>b", ["shortcode-unclosed 10:13"]),
        ("{{< box >}}a{{< /box >}}\n{{< /box >}}", "<box a>\n{{< /box >}}", ["shortcode-stray-close 11:1"]),
        ("{{< leaf />}}", "<leaf >", ["shortcode-needless-close 10:1"]),
        ("{{< leaf >}}a{{< /leaf >}}", "<leaf a>", ["shortcode-needless-close 10:14"]),
        ("{{< t.inline >}}{{< leaf >}}{{< /t.inline >}}", "<t.inline {{< leaf >}}>", ["shortcode-syntax 10:17"]),
        ("{{< t.inline >}}a", "<t.inline>a", ["shortcode-unclosed 10:1"]),
    ],
)
def test_recovery(text: str, expected: str, problems: list[str]) -> None:
    """What Hugo refuses is a finding; the tag stays as text and what follows is read."""
    parts, findings = parse(text)
    assert outline(parts) == expected
    assert codes(findings) == problems


def test_findings_are_documented() -> None:
    """Each finding has the severity of its code, the text concerned and what was done."""
    (finding,) = parse("{{< x b,c >}}")[1]
    assert finding.severity is next(row.severity for row in ROWS if row.code == finding.code)
    assert finding.text == "{{< x b,"
    assert finding.action.startswith("kept the tag as text; Hugo refuses the page: unrecognized character")


def test_call_in_detail() -> None:
    """A call knows its place, mode, typed parameters, source and template."""
    parts, _ = parse('x\n  {{% Box 1 "2" `3` true %}}\n{{< leaf k="v" n=1.5 >}}y{{% /Box %}} \nz')
    assert parts[0] == BodyText("x\n  ", 10)
    assert parts[2] == BodyText(" \nz", 12)
    call = parts[1]
    assert isinstance(call, ShortcodeCall)
    assert (call.name, call.markdown, call.positional) == ("Box", True, (1, "2", "3", True))
    assert (call.line, call.column, call.own_line) == (11, 3, True)
    assert call.source.startswith("{{% Box")
    assert call.source.endswith("{{% /Box %}}")
    assert call.template == "layouts/shortcodes/box.html"
    assert call.inner is not None
    inner = call.inner[1]
    assert isinstance(inner, ShortcodeCall)
    assert dict(inner.named) == {"k": "v", "n": 1.5}
    assert (inner.line, inner.column, inner.own_line) == (12, 1, False)
    assert call.inner[2] == BodyText("y", 12)


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("{{< x >}}", True),
        (" {{< x >}}\t\r\n", True),
        ("a {{< x >}}", False),
        ("{{< x >}} a", False),
        ("\n{{< x >}}\n", True),
    ],
)
def test_own_line(text: str, alone: bool) -> None:
    """A call stands on its own line when only white space is beside it."""
    (call,) = (part for part in parse(text)[0] if isinstance(part, ShortcodeCall))
    assert call.own_line is alone


def test_depth() -> None:
    """Beyond 32 levels the source of the calls inside is kept as text."""
    text = "{{< box >}}" * 40 + "x" + "{{< /box >}}" * 40 + "y<!--more-->z"
    parts, findings = parse(text)
    assert codes(findings) == ["shortcode-depth 10:353"]
    assert outline(parts) == "<box " * 32 + "{{< box >}}" * 8 + "x" + "{{< /box >}}" * 8 + ">" * 32 + "y|z"


def test_many_errors_are_counted() -> None:
    """After a hundred findings one more says how many there were."""
    _, findings = parse("{{< x , >}}\n" * 250)
    assert len(findings) == 101
    assert findings[-1].action == "left 150 more errors of shortcodes in this body unlisted"


def test_org_divider() -> None:
    """Org bodies have a divider of their own."""
    parts, _ = parse_body("a\n# more\nb<!--more-->", 1, "a.org", {}, divider=ORG_DIVIDER)
    assert outline(parts) == "a\n|b<!--more-->"


@pytest.mark.parametrize(
    "text",
    [
        "{{< box >}}" * 10_000 + "{{< /box >}}" * 10_000,
        "{{< foo >}}" * 10_000 + "{{< /foo >}}" * 10_000,
        "{{< a >}}{{< b >}}" * 5_000 + "{{< /a >}}{{< /b >}}" * 5_000,
        "{{< a >}}{{< box >}}" * 5_000 + "{{< /a >}}{{< /box >}}" * 5_000,
        "{{< k=" * 20_000,
        "{{< k `" * 20_001,
        "{{</* " * 20_000,
        "{{<" * 20_000,
        "{{< " + "a " * 50_000 + ">}}",
        "{{< t.inline >}}" * 5_000,
    ],
    ids=lambda text: text[:24],
)
def test_hostile_bodies(text: str) -> None:
    """Thousands of nested, crossing or broken tags neither hang nor overflow the stack, and nothing gets lost."""
    parts, _ = parse(text)
    sources = [part.source if isinstance(part, ShortcodeCall) else getattr(part, "text", "") for part in parts]
    assert "".join(sources) == text


@pytest.mark.parametrize(
    ("path", "text", "template"),
    [
        ("layouts/shortcodes/ref.txt", '{{< ref "a" >}}', ""),
        ("layouts/shortcodes/ref.txt", '{{% ref "a" %}}', "layouts/shortcodes/ref.txt"),
        ("layouts/shortcodes/ref.html", '{{< ref "a" >}}', "layouts/shortcodes/ref.html"),
        ("layouts/shortcodes/other.txt", '{{< other "a" >}}', "layouts/shortcodes/other.txt"),
    ],
)
def test_a_template_for_plain_text_takes_no_place_of_hugos_own_in_html(path: str, text: str, template: str) -> None:
    """Hugo uses ``ref.txt`` on a page of HTML for ``{{% %}}`` alone; ``{{< >}}`` stays its own shortcode."""
    name = path.rpartition("/")[2].partition(".")[0]
    parts, _ = parse_body(text, 1, "a.md", {name: ShortcodeTemplate(name, path, False, False)})
    assert [part.template for part in parts if isinstance(part, ShortcodeCall)] == [template]


@pytest.mark.parametrize("inner_first", [True, False])
def test_a_template_may_have_the_inner_text_read_alone(inner_first: bool) -> None:
    """Then what it prints around that is pasted nowhere, though the call is written ``{{% %}}``."""
    template = ShortcodeTemplate("box", "layouts/shortcodes/box.html", True, True, inner_first=inner_first)
    parts, _ = parse_body("{{% box %}}a{{% /box %}}", 1, "a.md", {"box": template})
    assert [part.markdown for part in parts if isinstance(part, ShortcodeCall)] == [not inner_first]
