"""Front matter at random: what authors write into the fields that Hugo knows, in all of its formats."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

__all__ = ["WORDS", "DateText", "front_matter", "written"]

Value = Any
"""What JSON can hold, and `DateText`."""

WORDS = (
    *("Alpha", "beta", "Gäma", "Ünïcode Wörd", "delta_x", "e.f", "C++", "go & on", "it's", "50% off", "日本語", "a/b"),
    *("A  B", "x#y", "ß", "naïve—dash", "(paren)", "emoji 😀 x", "dot.", "-lead", "_under", "UPPER CASE", "100%25"),
    *("the lord of the rings", "iPhone vs. android", "q?r=1", "a:b", "x<y>z", "a “quoted” word", "~tilde~", "@at"),
    *("e\u0301 combining", "Ⅷ roman", "½ half", "٣ digit", "semi;colon", "  padded ", "back\\slash"),
)
_DATES = (
    *(
        "2020-05-05",
        "2020-05-05T10:00:00Z",
        "2020-05-05T10:00:00+02:00",
        "2020-05-05 10:00:00",
        "1999-01-01",
        "2030-03-03",
    ),
    *("2020-05-05 10:00:00 +02:00", "2020-05-05 10:00:00 -0700 PDT", "Tue, 05 May 2020 10:00:00 GMT", "05 May 2020"),
    *("2020-05-05T10:00:00.5", "Tue May  5 10:00:00 2020", "2020-12-31 23:59:59", "2021-03-28T02:30:00", "2016-02-29"),
)
_SCALARS = (
    *(0, 1, -7, 2**31, 1.5, -2.25, 3.0, True, False, None, "", "yes", "no", "null", "~", "1", "0x1F", "017", "1e3"),
    *(
        "12:30:45",
        "2020-01-01",
        "[a]",
        "- x",
        "x # c",
        "a: b",
        "'q'",
        '"dq"',
        "*a",
        "%p",
        "line\nbreak",
        "\\",
        "x" * 300,
    ),
)
_KEYS = ("alpha", "Beta", "with space", "a.b", "ünï", "1", "true", "x-y", "Deep", "CamelCase", "date")
_PLAIN = re.compile(r"[A-Za-zÀ-ü][\w .,()/'-]*[\w)]")
_NAME = re.compile(r"[A-Za-z_][\w-]*")
_SWITCHES = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_TOML_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?")


class DateText(str):
    """The text of a date, which YAML and TOML take without quotes."""

    __slots__ = ()


def front_matter(chance: Random, number: int, terms: Mapping[str, Sequence[str]], *, section: bool) -> dict[str, Value]:
    """Return the fields of a page.

    Args:
        chance: where everything is drawn from.
        number: makes addresses the page's own.
        terms: field of a taxonomy → terms that pages name.
        section: whether others stand below the page.

    """
    choose = chance.choice
    fields: dict[str, Value] = {}
    offers: Sequence[tuple[str, float, Callable[[], Value]]] = (
        ("title", 0.85, lambda: choose((choose(WORDS), choose(WORDS), f"Title {number}", 2016, True, None, ""))),
        ("date", 0.6, lambda: DateText(choose(_DATES))),
        ("slug", 0.2, lambda: choose((choose(WORDS), f"own-{number}", f"Own Slug {number}", 5, f"sl/ash{number}"))),
        ("url", 0.08, lambda: choose((f"/u/{number}/", f"rel/{number}", f"/u/{number}.html", f"/U {number}/Ä/"))),
        ("aliases", 0.12, lambda: choose(([f"/old/{number}/"], [f"rel{number}", f"../up{number}"], f"/one{number} b"))),
        ("draft", 0.1, lambda: choose((True, False, "true", 1, 0, None))),
        ("weight", 0.2, lambda: choose((1, 5, -3, "3", 2.7, 0, "abc", "010", None))),
        ("type", 0.1, lambda: choose(("post", "Blog", 5, ""))),
        ("layout", 0.05, lambda: "wide"),
        ("lastmod", 0.15, lambda: DateText(choose(_DATES))),
        ("publishDate", 0.1, lambda: DateText(choose(_DATES))),
        ("expiryDate", 0.05, lambda: DateText(choose(_DATES))),
        ("created", 0.1, lambda: DateText(choose(_DATES))),
        ("linkTitle", 0.12, lambda: choose((choose(WORDS), 5, None))),
        ("description", 0.15, lambda: choose((choose(WORDS), "two\nlines\n", 5))),
        ("keywords", 0.1, lambda: choose((["a", "b c"], "a, b c", 5, [1, True]))),
        ("params", 0.1, lambda: {choose(_KEYS): _any(chance, 1), "Deep": {"A": {"B": 1}}}),
        ("build", 0.06, lambda: choose(({"render": "never"}, {"list": "never"}, {"render": "link"}))),
        ("outputs", 0.04, lambda: choose((["html"], ["html", "json"], ["json"]))),
        ("cascade", 0.3 if section else 0.03, lambda: _cascade(chance)),
        ("resources", 0.3, lambda: [_metadata(chance) for _ in range(chance.randint(1, 3))]),
        (choose(("custom", "Other", "list", "x-y", "cover")), 0.5, lambda: _any(chance, 0)),
    )
    for name, share, draw in offers:
        if chance.random() < share:
            fields[name] = draw()
    for name, texts in terms.items():
        if chance.random() < 0.4:
            fields[name] = choose(
                ([choose(texts)], [*chance.sample(texts, min(2, len(texts)))], choose(texts), [], None)
            )
    return dict(chance.sample(sorted(fields.items()), len(fields)))


def written(fields: Mapping[str, Value], chance: Random) -> str:
    """Return the fields as front matter with its fences, in YAML, TOML or JSON."""
    match chance.choice(("yaml", "yaml", "toml", "json")):
        case "yaml":
            return f"---\n{_yaml(fields, chance)}---\n"
        case "toml":
            return f"+++\n{_toml(fields, chance)}+++\n"
        case _:
            return json.dumps(fields, indent=chance.choice((None, 1)), ensure_ascii=chance.random() < 0.3) + "\n"


def _any(chance: Random, depth: int) -> Value:
    match chance.randrange(8 if depth < 2 else 5):
        case 0 | 1:
            return chance.choice(WORDS)
        case 2:
            return DateText(chance.choice(_DATES))
        case 3 | 4:
            return chance.choice(_SCALARS)
        case 5:
            return [_any(chance, depth + 1) for _ in range(chance.randrange(4))]
        case 6:
            return [chance.choice(WORDS) for _ in range(chance.randrange(4))]
        case _:
            return {chance.choice(_KEYS): _any(chance, depth + 1) for _ in range(chance.randrange(4))}


def _metadata(chance: Random) -> Value:
    rule: dict[str, Value] = {
        "src": chance.choice(("*.gif", "**.gif", "*", "**", "pic*", "sub/*", "*.GIF", "*.{gif,txt}"))
    }
    if chance.random() < 0.6:
        rule["title"] = chance.choice(("Pic :counter", "T", 5))
    if chance.random() < 0.5:
        rule["name"] = chance.choice(("n-:counter", "N", "/abs/:counter"))
    if chance.random() < 0.5:
        rule["params"] = chance.choice(({"a": 1, "b": {"c": 2}}, {"credit": "x"}))
    return rule


def _cascade(chance: Random) -> Value:
    rules: list[Value] = []
    for _ in range(chance.randint(1, 2)):
        rule: dict[str, Value] = {chance.choice(("color", "layer", "banner")): chance.choice((*_SCALARS, *WORDS))}
        if chance.random() < 0.3:
            rule["params"] = {chance.choice(("p1", "p2")): chance.choice(WORDS)}
        rule |= chance.choice(({}, {}, {"type": "casc"}, {"weight": 7}, {"title": "Cascaded"}, {"draft": True}))
        path = chance.choice(("/posts/**", "**", "{/docs,/posts}/**", "/posts/deep", "/posts/p*"))
        kind = chance.choice(("page", "section", "{page,section}", "term"))
        rule["target"] = chance.choice(({"path": path}, {"kind": kind}, {"path": path, "kind": kind}, {"lang": "fr"}))
        rules.append(rule)
    return rules


def _yaml(fields: Mapping[str, Value], chance: Random, indent: str = "") -> str:
    lines = ""
    for key, value in fields.items():
        name = f"{indent}{key if _NAME.fullmatch(key) and key.lower() not in _SWITCHES else _quoted(key)}:"
        if isinstance(value, dict) and value and chance.random() < 0.7:
            lines += f"{name}\n{_yaml(value, chance, indent + '  ')}"
        else:
            lines += f"{name} {_yaml_flow(value, chance)}\n"
    return lines


def _yaml_flow(value: Value, chance: Random) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{_quoted(key)}: {_yaml_flow(item, chance)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(_yaml_flow(item, chance) for item in value) + "]"
        case DateText() if ", " not in value:
            return chance.choice((str(value), _quoted(value)))
        case str():
            return _yaml_text(value, chance)
        case _:
            return json.dumps(value)


def _yaml_text(text: str, chance: Random) -> str:
    if _PLAIN.fullmatch(text) and "," not in text and text.lower() not in _SWITCHES and chance.random() < 0.4:
        return text
    if text.isprintable() and chance.random() < 0.4:
        return "'" + text.replace("'", "''") + "'"
    return _quoted(text)


def _toml(fields: Mapping[str, Value], chance: Random, table: str = "") -> str:
    """Return `fields` as TOML, which knows no null; some tables stand in lines of their own."""
    lines, tables = "", ""
    for key, value in fields.items():
        name = key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _quoted(key)
        if isinstance(value, dict) and value and chance.random() < 0.6:
            tables += f"[{table}{name}]\n{_toml(value, chance, f'{table}{name}.')}"
        elif value is not None:
            lines += f"{name} = {_toml_value(value, chance)}\n"
    return lines + tables


def _toml_value(value: Value, chance: Random) -> str:
    match value:
        case dict():
            held = ((_quoted(key), _toml_value(item, chance)) for key, item in value.items() if item is not None)
            return "{" + ", ".join(f"{key} = {item}" for key, item in held) + "}"
        case list():
            return "[" + ", ".join(_toml_value(item, chance) for item in value if item is not None) + "]"
        case DateText() if _TOML_DATE.fullmatch(value):
            return chance.choice((str(value), _quoted(value)))
        case str():
            literal = "'" not in value and value.isprintable() and chance.random() < 0.3
            return f"'{value}'" if literal else _quoted(value)
        case _:
            return json.dumps(value)


def _quoted(text: str) -> str:
    return json.dumps(str(text), ensure_ascii=False)
