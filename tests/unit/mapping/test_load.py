"""Mapping files: what they say, and what is said of them when they are wrong."""

import json
import os
import re
from pathlib import Path

import pytest

from migrate.errors import MappingError
from migrate.mapping.json_schema import mapping_json_schema
from migrate.mapping.load import load_mapping, parse_mapping
from migrate.mapping.rules import CodeForm, FieldRule, HtmlAction, ShortcodeAction, Vanished
from migrate.model.space import DesiredLocale, PublishState

_ROOT = Path(__file__).resolve().parents[3]
_TYPES = """
version: 1
contentTypes:
  post:
    match: {section: posts}
    fields:
      title: Symbol
"""


def _field(line: str) -> FieldRule:
    text = f"version: 1\ncontentTypes:\n  tag: {{fields: {{name: Symbol}}}}\n  post:\n    fields:\n      a: {line}\n"
    return parse_mapping(text, "m.yaml").content_types[1].fields[0]


def _problems(text: str) -> list[str]:
    with pytest.raises(MappingError) as caught:
        parse_mapping(text, "m.yaml")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Symbol", "{type: Symbol}"),
        ("Symbol from x.y", "{type: Symbol, from: x.y}"),
        ("Symbol, required, unique", "{type: Symbol, required: true, unique: true}"),
        ('Symbol[] from x, split ","', '{type: "Symbol[]", from: x, split: ","}'),
        ('Entry(tag)[], join ", "', '{type: "Entry(tag)[]", join: ", "}'),
        ("Integer, default 3", "{type: Integer, default: 3}"),
        ("Boolean, default true", "{type: Boolean, default: true}"),
        ('Symbol, constant "a, b"', '{type: Symbol, constant: "a, b"}'),
        ("Date, date date, createOnly", "{type: Date, date: date, createOnly: true}"),
        ("Entry(tag), match exact, by name", "{type: Entry(tag), match: exact, by: name}"),
        ('Symbol, name "Nice name", widget urlEditor', "{type: Symbol, name: Nice name, widget: urlEditor}"),
        ("Text, localized false, optional", "{type: Text, localized: false, optional: true}"),
    ],
)
def test_short_and_long_form_mean_the_same(short: str, long: str) -> None:
    """A field in one line is the same rule as its long form."""
    assert _field(short) == _field(long)


def test_types_are_contentfuls() -> None:
    """Links and lists are written as Contentful has them."""
    field = _field("Entry(tag)[] from tags")
    assert (field.type, field.items, field.link_type) == ("Array", "Link", "Entry")
    assert field.reference is not None
    assert (field.reference.content_type, field.reference.by, field.reference.match) == ("tag", "name", "slug")
    assert (_field("Asset").type, _field("Asset").link_type) == ("Link", "Asset")
    assert (_field('"Symbol[]"').type, _field('"Symbol[]"').items) == ("Array", "Symbol")


def test_validations() -> None:
    """The convenient keys become Contentful's validations."""
    field = _field("{type: Symbol, unique: true, size: {max: 5}, in: [a], regexp: '^a'}")
    assert field.validations == (
        {"unique": True},
        {"size": {"min": None, "max": 5}},
        {"in": ["a"]},
        {"regexp": {"pattern": "^a", "flags": None}},
    )


def test_names_and_display_field() -> None:
    """What is left out is made from the ids."""
    text = "version: 1\ncontentTypes:\n  blogPost:\n    fields: {publishedAt: Date, title: Symbol, other: Symbol}\n"
    (rule,) = parse_mapping(text, "m.yaml").content_types
    assert (rule.name, rule.display_field, rule.fields[0].name) == ("Blog post", "title", "Published at")


def test_everything_else() -> None:
    """Each part of the file reaches the rules."""
    rules = parse_mapping(
        _TYPES
        + """
languages:
  en: en-GB
  no: {locale: nb-NO, name: Norsk, fallback: en-GB}
hugoVersion: 0.20
body:
  engine: blackfriday
  code: mark
  types: {codeBlock: snippet}
  html:
    - {mark: kbd, to: code, reason: keys}
  shortcodes:
    Box: unwrap
    v: {action: text, template: "v{0}"}
assets: {ownSpaces: [s], maxBytes: 5, remote: false}
publish: {draft: archived}
vanished: delete
ownerTag: mine
redirects: true
unknownKeys: ignore
""",
        "m.yaml",
    )
    assert rules.languages == {"en": "en-GB", "no": "nb-NO"}
    assert rules.locales == (
        DesiredLocale("en-GB", "English (United Kingdom)", None, default=True),
        DesiredLocale("nb-NO", "Norsk", "en-GB", default=False),
    )
    assert rules.hugo_version == (0, 20)
    assert (rules.body.engine, rules.body.code, rules.body.types) == (
        "blackfriday",
        CodeForm.MARK,
        {"codeBlock": "snippet"},
    )
    assert [(rule.select, rule.action, rule.to) for rule in rules.body.html] == [("kbd", HtmlAction.MARK, "code")]
    actions = {name: rule.action for name, rule in rules.body.shortcodes.items()}
    assert actions == {"box": ShortcodeAction.UNWRAP, "v": ShortcodeAction.TEXT}
    assert (rules.assets.own_spaces, rules.assets.max_bytes, rules.assets.remote) == (("s",), 5, False)
    assert rules.publish["draft"] is PublishState.ARCHIVED
    assert (rules.vanished, rules.owner_tag, rules.redirects) == (Vanished.DELETE, "mine", True)
    assert rules.unknown_keys == "ignore"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "m.yaml: the mapping is empty"),
        ("[1]", "m.yaml:1: a mapping is a table"),
        ("version: [", "m.yaml:1: this is not valid YAML"),
        ("version: 1\ncontentTypes:\n  post: [a\n\n", "m.yaml:3: this is not valid YAML"),
        ("version: 1\nversion: 1\n", "m.yaml:2: the key 'version' stands here twice"),
        ("version: 1\n", "m.yaml:1: the key 'contentTypes' is missing"),
        ("version: 2\ncontentTypes: {}\n", "m.yaml:1: '2' is no value of version"),
        ("version: 1\ncontentTypes: {}\n", "m.yaml:2: there is no content type"),
        (_TYPES + "asets: {}\n", "m.yaml:8: unknown key 'asets'. Did you mean 'assets'?"),
        (_TYPES + "redirects: yes\n", "m.yaml:8: redirects must be true or false, not the text 'yes'"),
        (_TYPES + "vanished: remove\n", "m.yaml:8: 'remove' is no value of vanished"),
        (_TYPES + "hugoVersion: new\n", "m.yaml:8: 'new' is no Hugo version"),
        (_TYPES + "ownerTag: a b\n", "m.yaml:8: 'a b' is no tag id"),
        (_TYPES + "      b: Smybol\n", "m.yaml:8: 'Smybol' is no field type"),
        (
            _TYPES + "      b: Symbol, requierd\n",
            "m.yaml:8: contentTypes.post.fields.b: 'requierd' is not understood (did you mean 'required'?)",
        ),
        (_TYPES + "      b: Symbol from $titel\n", "m.yaml:8: there is no source '$titel'. Did you mean '$title'?"),
        (_TYPES + "      b: Symbol from $terms\n", "m.yaml:8: '$terms' needs one taxonomy"),
        (_TYPES + "      b: Entry\n", "m.yaml:8: Entry needs the content type that it leads to"),
        (_TYPES + "      b: Entry(psot)\n", "m.yaml:8: 'b' refers to the content type 'psot', which is not in this"),
        (_TYPES + "      b: Entry(post), by nme\n", "m.yaml:8: 'b' finds its entries by 'nme', which is no field of"),
        (_TYPES + "      b: Number[]\n", "m.yaml:8: Contentful has no list of Number"),
        (_TYPES + "      b: Date, unique\n", "m.yaml:8: Contentful has no unique Date"),
        (_TYPES + '      b: Date, split ","\n', "m.yaml:8: `split` makes a list, and Date holds one value"),
        (_TYPES + "      1b: Symbol\n", "m.yaml:8: '1b' is no field id"),
        (_TYPES + "    displayField: titel\n", "m.yaml:8: displayField 'titel' is no field of 'post'. Did you mean"),
        (_TYPES + "  b c: {fields: {}}\n", "m.yaml:8: 'b c' is no content type id"),
        (_TYPES + "data: {x: {contentType: pots}}\n", "m.yaml:8: 'pots' is no content type of this mapping"),
        (_TYPES + "accept: [{code: nothing, reason: x}]\n", "m.yaml:8: there is no finding code 'nothing'"),
        (_TYPES + "languages: {en: en-US, de: en-US}\n", "m.yaml:8: the languages 'en' and 'de' go to the same locale"),
        (_TYPES + "languages: {en: {locale: en-US, fallback: de}}\n", "m.yaml:8: the fallback 'de' is no locale"),
        (_TYPES + "body: {types: {codeblock: x}}\n", "m.yaml:8: 'codeblock' is no role of an embedded entry"),
        (_TYPES + "body: {html: [{drop: a, unwrap: b}]}\n", "m.yaml:8: body.html[0]: an HTML rule has exactly one of"),
        (_TYPES + "body: {html: [{mark: a, to: blink}]}\n", "m.yaml:8: 'blink' is no mark of Rich Text"),
        (_TYPES + "body: {shortcodes: {x: {action: text}}}\n", "m.yaml:8: the shortcode rule 'x' has the action text"),
        (
            _TYPES + "body: {shortcodes: {x: {reason: y}}}\n",
            "m.yaml:8: body.shortcodes.x: a shortcode rule has exactly",
        ),
        (
            _TYPES + "body: {shortcodes: {x: {render: hugo, template: y}}}\n",
            "m.yaml:8: body.shortcodes.x: what Hugo renders is converted as it is",
        ),
        (
            _TYPES + "body: {shortcodes: {x: {render: hgo}}}\n",
            "m.yaml:8: 'hgo' is no value of body.shortcodes.x.render",
        ),
        (_TYPES + "body: {shortcodes: {x: dorp}}\n", "m.yaml:8: 'dorp' is no value of body.shortcodes.x.action"),
    ],
)
def test_problems_are_told_with_their_line(text: str, problem: str) -> None:
    """What is wrong, where, and the nearest known name."""
    told = _problems(text)
    assert any(line.startswith(problem) for line in told), told


@pytest.mark.parametrize("rule", ["hugo", "{render: hugo}", "{action: hugo}"])
def test_hugo_may_be_asked_in_three_ways(rule: str) -> None:
    """The word alone, as what renders, and as the action are the same rule."""
    rules = parse_mapping(f"{_TYPES}body: {{shortcodes: {{Chart: {rule}}}}}\n", "m.yaml")
    assert {name: held.action for name, held in rules.body.shortcodes.items()} == {"chart": ShortcodeAction.HUGO}


def test_all_problems_are_told_at_once() -> None:
    """Nobody has to run the command once per mistake; the order is that of the file."""
    told = _problems(_TYPES + "      b: Symbol from $x\n      c: Entry(y)\nownerTag: a b\n")
    assert [line.split(":")[1] for line in told] == ["8", "9", "10"]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """The error names the file and what to do; its exit code is that of a wrong configuration."""
    with pytest.raises(MappingError, match=r"none\.yaml: there is no such mapping file\. Check the path") as caught:
        load_mapping(tmp_path / "none.yaml")
    assert caught.value.exit_code == 4


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    """UTF-8 is asked for; a byte-order mark is fine."""
    path = tmp_path / "m.yaml"
    path.write_bytes(b"version: \xff")
    with pytest.raises(MappingError, match="not UTF-8"):
        load_mapping(path)
    path.write_bytes(b"\xef\xbb\xbf" + _TYPES.encode())
    assert load_mapping(path).content_types[0].id == "post"


def test_the_mappings_of_the_project_load() -> None:
    """Every mapping that is shipped is without a problem."""
    paths = sorted((_ROOT / "mappings").glob("*.yaml"))
    assert [path.name for path in paths if not load_mapping(path).content_types] == []
    assert len(paths) >= 2


def test_the_examples_of_the_documentation_load() -> None:
    """Every example of docs/mapping.md is without a problem beside the content types that it speaks of."""
    blocks = re.findall(r"```yaml\n(.*?)```", (_ROOT / "docs" / "mapping.md").read_text(), re.DOTALL)
    types = "contentTypes:\n" + "".join(
        f"  {name}: {{fields: {{name: Symbol, kind: Symbol, bio: Text, body: RichText}}}}\n"
        for name in ("post", "callout", "author", "menuItem")
    )
    loaded = 0
    for block in blocks:
        if block.startswith("# yaml"):
            continue
        rules = parse_mapping("version: 1\n" + ("" if "contentTypes:" in block else types) + block, "docs/mapping.md")
        loaded += bool(rules.content_types)
    assert loaded == len(blocks) - 1 > 3


def test_json_schema_is_in_step() -> None:
    """The file that gives completion in editors is what the models say; ``ACCEPT=1`` in the environment writes it."""
    path = _ROOT / "mappings" / "mapping.schema.json"
    text = json.dumps(mapping_json_schema(), indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("ACCEPT") == "1":
        path.write_text(text)
    assert path.read_text() == text
