"""Ways to lose something of an entry without a word: what the comparison with Hugo has to detect.

Each damage finds the places of a page that it can harm and harms one of them, in a copy of the page's documents and
embedded entries. Does not own what detects it.
"""

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from migrate.report.fidelity.entries import SpaceEntries

__all__ = ["DAMAGES", "Copy", "copy_of"]

_WORD = re.compile(r"\w+")
_TEXTS = frozenset(("text", "hyperlink", "entry-hyperlink", "asset-hyperlink"))


@dataclass(slots=True)
class Copy:
    """What a page shows, to be harmed: the document of its body, and the fields of what is embedded in it."""

    body: dict[str, Any]
    fields: dict[str, dict[str, Any]]
    roles: dict[str, str]
    locale: str
    others: Mapping[str, list[str]]
    """Type of link → ids of entries or assets that are not on the page."""

    def nodes(self) -> Iterator[tuple[dict[str, Any], list[Any], int]]:
        """Yield each node of the documents, with the list in which it stands and its place there."""
        documents = [self.body, *(value for _, _, value, _ in self.values() if _is_document(value))]
        for document in documents:
            yield from _walk(document)

    def values(self) -> Iterator[tuple[str, str, Any, Callable[[Any], None]]]:
        """Yield role, name, value and what sets another one, of each field of an embedded entry."""
        for entry_id, fields in self.fields.items():
            for name, held in fields.items():
                locale = self.locale if self.locale in held else next(iter(held))
                yield self.roles[entry_id], name, held[locale], partial(held.__setitem__, locale)


def copy_of(body: Mapping[str, Any], space: SpaceEntries, locale: str) -> Copy:
    """Return a copy of a document and of all entries that are embedded in it."""
    copied = Copy(copy.deepcopy(dict(body)), {}, {}, locale, {})
    waiting = [copied.body]
    while waiting:
        for node, _, _ in _walk(waiting.pop()):
            entry = space.entries.get(_linked(node)) if node["nodeType"].startswith("embedded-entry") else None
            if entry is None or entry.id in copied.fields:
                continue
            copied.fields[entry.id] = copy.deepcopy(dict(entry.fields))
            copied.roles[entry.id] = space.roles.get(entry.content_type, entry.content_type)
            waiting += (value for _, _, value, _ in copied.values() if _is_document(value))
    links = {_linked(node) for node, _, _ in copied.nodes()}
    pages = [entry.id for entry in space.entries.values() if entry.urls]
    copied.others = {
        "entry-hyperlink": [each for each in pages if each not in links],
        "asset-hyperlink": [each for each in space.assets if each not in links],
        "embedded-asset-block": [each for each in space.assets if each not in links],
    }
    return copied


def _is_document(value: Any) -> bool:
    return isinstance(value, dict) and value.get("nodeType") == "document"


def _walk(node: dict[str, Any]) -> Iterator[tuple[dict[str, Any], list[Any], int]]:
    for at, child in enumerate(node.get("content", ())):
        yield child, node["content"], at
        yield from _walk(child)


def _linked(node: Mapping[str, Any]) -> str:
    return str(node.get("data", {}).get("target", {}).get("sys", {}).get("id", ""))


def _words(node: Mapping[str, Any]) -> list[str]:
    if node["nodeType"] == "text":
        return _WORD.findall(node["value"])
    return [word for child in node.get("content", ()) for word in _words(child)]


Damage = Callable[[Copy, Random], str]
"""Harms a copy; returns what it did, "" when the page has nothing that it can harm."""


def _drop(*kinds: str) -> Damage:
    def damage(page: Copy, random: Random) -> str:
        places = [each for each in page.nodes() if each[0]["nodeType"] in kinds and _words(each[0])]
        if not places:
            return ""
        node, held, at = random.choice(places)
        del held[at]
        return " ".join(_words(node))

    return damage


def _drop_embedded(page: Copy, random: Random) -> str:
    places = [each for each in page.nodes() if each[0]["nodeType"].startswith("embedded-")]
    if not places:
        return ""
    node, held, at = random.choice(places)
    del held[at]
    return _linked(node)


def _repeat(page: Copy, random: Random) -> str:
    places = [each for each in page.nodes() if each[0]["nodeType"] == "paragraph" and _words(each[0])]
    if not places:
        return ""
    node, held, at = random.choice(places)
    held.insert(at, copy.deepcopy(node))
    return " ".join(_words(node))


def _swap(page: Copy, random: Random) -> str:
    # Arguments of calls may stand where a template wants them, so only what the body itself says.
    held = page.body["content"]
    paragraphs = [at for at, node in enumerate(held) if node["nodeType"] == "paragraph" and _words(node)]
    pairs = [(at, at + 1) for at in paragraphs if at + 1 in paragraphs and _words(held[at]) != _words(held[at + 1])]
    if not pairs:
        return ""
    one, two = random.choice(pairs)
    held[one], held[two] = held[two], held[one]
    return " ".join(_words(held[one]))


def _cut_tail(page: Copy, random: Random) -> str:
    held = page.body["content"]
    lost = held[random.randrange(1, len(held)) :] if len(held) > 1 else []
    if not any(_words(node) for node in lost):
        return ""
    del held[len(held) - len(lost) :]
    return f"{len(lost)} blocks"


def _in_text(edit: Callable[[str, Random], str], fits: re.Pattern[str]) -> Damage:
    def damage(page: Copy, random: Random) -> str:
        texts = [node for node, _, _ in page.nodes() if node["nodeType"] == "text" and fits.search(node["value"])]
        if not texts:
            return ""
        node = random.choice(texts)
        before, node["value"] = node["value"], edit(node["value"], random)
        return str(before)

    return damage


def _less(count: int) -> Callable[[str, Random], str]:
    def edit(text: str, random: Random) -> str:
        words = list(_WORD.finditer(text))
        first = random.randrange(len(words) - count + 1)
        return text[: words[first].start()] + text[words[first + count - 1].end() :]

    return edit


def _one_sign(find: str, new: Callable[[str], str]) -> Callable[[str, Random], str]:
    def edit(text: str, random: Random) -> str:
        match = random.choice(list(re.finditer(find, text)))
        return text[: match.start()] + new(match[0]) + text[match.end() :]

    return edit


def _another_level(page: Copy, random: Random) -> str:
    headings = [node for node, _, _ in page.nodes() if node["nodeType"].startswith("heading-") and _words(node)]
    if not headings:
        return ""
    node = random.choice(headings)
    node["nodeType"] = f"heading-{int(node['nodeType'][-1]) % 6 + 1}"
    return " ".join(_words(node))


def _unlink(kind: str) -> Damage:
    def damage(page: Copy, random: Random) -> str:
        places = [each for each in page.nodes() if each[0]["nodeType"] == kind and _words(each[0])]
        if not places:
            return ""
        node, held, at = random.choice(places)
        held[at : at + 1] = node["content"]
        return " ".join(_words(node))

    return damage


def _retarget(kind: str) -> Damage:
    def damage(page: Copy, random: Random) -> str:
        seen = (each[0] for each in page.nodes())
        places = [node for node in seen if node["nodeType"] == kind and (_words(node) or kind not in _TEXTS)]
        if not places:
            return ""
        node = random.choice(places)
        before = node["data"].get("uri") or _linked(node)
        if kind == "hyperlink":
            node["data"]["uri"] = "https://elsewhere.invalid/"
        else:
            node["data"]["target"]["sys"]["id"] = random.choice(page.others[kind])
        return str(before)

    return damage


def _move_picture(page: Copy, random: Random) -> str:
    held = page.body["content"]
    pictures = [at for at, node in enumerate(held) if node["nodeType"] == "embedded-asset-block"]
    if not pictures or not any(_words(node) for node in held):
        return ""
    node = held.pop(random.choice(pictures))
    words = [at for at, each in enumerate(held) if _words(each)]
    # Past all the words, on the side on which some of them stand.
    held.insert(0 if pictures[0] > words[0] else len(held), node)
    return _linked(node)


def _in_field(name: str, edit: Callable[[str], str], *roles: str) -> Damage:
    def damage(page: Copy, random: Random) -> str:
        found = [
            (value, put)
            for role, field, value, put in page.values()
            if field == name and (role in roles or not roles) and isinstance(value, str) and edit(value) != value
        ]
        if not found:
            return ""
        value, put = random.choice(found)
        put(edit(value))
        return value

    return damage


def _another_picture(page: Copy, random: Random) -> str:
    found = [value for _, name, value, _ in page.values() if name == "asset"]
    if not found:
        return ""
    link = random.choice(found)["sys"]
    before, link["id"] = link["id"], random.choice(page.others["embedded-asset-block"])
    return str(before)


def _link_of_picture(new: str) -> Damage:
    def damage(page: Copy, random: Random) -> str:
        # An entry holds the address and, of a page that is an entry too, the link to it.
        found = [
            (fields, value)
            for entry_id, fields in page.fields.items()
            if page.roles[entry_id] == "image"
            for value in [next(iter(fields.get("link", {}).values()), "")]
            if value
        ]
        if not found:
            return ""
        fields, before = random.choice(found)
        fields.pop("entry", None)
        fields["link"] = dict.fromkeys(fields["link"], new)
        return str(before)

    return damage


def _drop_sign_in_entry(page: Copy, random: Random) -> str:
    documents = [value for _, _, value, _ in page.values() if _is_document(value)]
    nodes = [node for document in documents for node, _, _ in _walk(document)]
    texts = [node for node in nodes if node["nodeType"] == "text" and re.search(r"[.,;:!?]", node["value"])]
    if not texts:
        return ""
    node = random.choice(texts)
    before, node["value"] = node["value"], _one_sign(r"[.,;:!?]", lambda _: "")(node["value"], random)
    return str(before)


DAMAGES: Mapping[str, Damage] = {
    "paragraph lost": _drop("paragraph"),
    "list item lost": _drop("list-item"),
    "heading lost": _drop(*(f"heading-{level}" for level in range(1, 7))),
    "row lost": _drop("table-row"),
    "cell emptied": _drop("table-cell", "table-header-cell"),
    "quote lost": _drop("blockquote"),
    "end lost": _cut_tail,
    "paragraph repeated": _repeat,
    "paragraphs swapped": _swap,
    "word lost": _in_text(_less(1), _WORD),
    "sentence lost": _in_text(_less(5), re.compile(r"(?:\w+\W+){5}")),
    "number changed": _in_text(_one_sign(r"\d+", lambda found: f"{int(found) + 1}"), re.compile(r"\d")),
    "letter garbled": _in_text(_one_sign(r"[^\W\d_a-zA-Z]", lambda _: "\ufffd"), re.compile(r"[^\W\d_a-zA-Z]")),
    "sign lost": _in_text(_one_sign(r"[.,;:!?]", lambda _: ""), re.compile(r"[.,;:!?]")),
    "sign in an entry lost": _drop_sign_in_entry,
    "heading on another level": _another_level,
    "link to the web lost": _unlink("hyperlink"),
    "link to an entry lost": _unlink("entry-hyperlink"),
    "link to an asset lost": _unlink("asset-hyperlink"),
    "link to the web retargeted": _retarget("hyperlink"),
    "link to an entry retargeted": _retarget("entry-hyperlink"),
    "link to an asset retargeted": _retarget("asset-hyperlink"),
    "embedded thing lost": _drop_embedded,
    "another image embedded": _retarget("embedded-asset-block"),
    "another image in an image entry": _another_picture,
    "link of an image lost": _link_of_picture(""),
    "link of an image retargeted": _link_of_picture("https://elsewhere.invalid/"),
    "image moved": _move_picture,
    "description of an image lost": _in_field("alt", lambda _: "", "image"),
    "title of a box lost": _in_field("title", lambda _: "", "callout"),
    "line of code lost": _in_field("code", lambda code: code.partition("\n")[2], "codeBlock"),
    "lines of code joined": _in_field("code", lambda code: code.strip("\n").replace("\n", " "), "codeBlock"),
    "language of code changed": _in_field("language", lambda _: "cobol", "codeBlock"),
    "film exchanged": _in_field("url", lambda _: "https://elsewhere.invalid/film", "videoEmbed"),
    "word of an HTML entry lost": _in_field(
        "html", lambda html: re.sub(r"(>[^<>\w]*)\w+(?=[^<>]*</)", r"\1", html, count=1), "htmlEmbed"
    ),
}
"""What happens → how."""
