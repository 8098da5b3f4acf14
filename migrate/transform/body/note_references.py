"""References to notes (``[^label]``), which Goldmark and the engine see under different conditions.

Owns: where a reference is one, and where it is words of a link or a link itself. Does not own: the notes (`notes`).
"""

import re
from html import escape

from migrate.transform.body.boxes import NOTE_REFERENCE
from migrate.transform.body.builder import Builder
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing
from migrate.transform.body.reserved import closing, opening
from migrate.transform.body.runs import Link
from migrate.transform.body.tree import Element

__all__ = ["name_references", "protect_references"]

_NOTE = re.compile(r"^[ \t>]*\[\^([^\]\s]+)\]:", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_BEFORE = re.compile(r"(?<![\]!\\])\[[^\[\]^][^\[\]]*\](?=\[\^([^\]\s]+)\])")
_BEFORE_BRACKET = re.compile(r"(\[\^([^\]\s]+)\])(?=\(|\[(?!\^))")
_LABEL = re.compile(r"(?<!\\)(?P<image>!?)\[(?P<words>(?:[^\[\]\\]|\\.|\[\^[^\]\s]+\])*)\](?=\()")
"""The text of a link or an image in which nothing but references stands in brackets."""

_MADE = f'<sup class="{NOTE_REFERENCE}"><a '
_LINKED = re.compile(rf'(<sup class="{NOTE_REFERENCE}"><)a( href="#[^"]*">\d*</)a>')


def name_references(html: str) -> str:
    """Return `html` in which no reference is a link, since one would end a raw ``<a>`` around it."""
    return _LINKED.sub(r"\1i\2i>", html) if _MADE in html else html


def protect_references(text: str, pieces: Pieces) -> str:
    """Return Markdown with placeholders where the engine would see no reference, or one more than Goldmark does."""
    labels = set(_NOTE.findall(text))
    if "](" in text or "][" in text:
        text = _beside_addresses(text, labels, pieces)
    if "][^" in text:
        bracket = pieces.placeholders.add(Standing("[", "["))
        # Goldmark takes both pairs of brackets for a link whose label nothing defines, and the second one for a note.
        text = _BEFORE.sub(lambda match: bracket + match[0][1:] if match[1] in labels else match[0], text)
    folded = {label.casefold() for label in labels}

    def put(match: re.Match[str]) -> str:
        # The case of labels counts for Goldmark.
        label = match[1]
        if label in labels or label.casefold() not in folded:
            return match[0]
        return pieces.placeholders.add(Standing(escape(match[0]), match[0]))

    return _REFERENCE.sub(put, text)


def _beside_addresses(text: str, labels: set[str], pieces: Pieces) -> str:
    """Part references from a bracket behind them, and take them out of the texts of links and images."""

    def part(match: re.Match[str]) -> str:
        return match[1] + pieces.placeholders.add(Standing("", "")) if match[2] in labels else match[0]

    def within(match: re.Match[str]) -> str:
        if "[^" not in match["words"]:
            return match[0]
        before: list[str] = []

        def put(reference: re.Match[str]) -> str:
            if reference[1] not in labels:
                return reference[0]
            label = escape(reference[1])
            if not match["image"]:
                html = f'<sup class="{NOTE_REFERENCE}"><i href="#{label}"></i></sup>'
                return pieces.placeholders.add(Standing(html, reference[0], in_tag=""))
            # A description has no numbers, but the note is one that somebody refers to.
            before.append(_silent_reference(reference[1], pieces))
            return pieces.placeholders.add(Standing("", reference[0], in_tag=""))

        words = _REFERENCE.sub(put, match["words"])
        return f"{''.join(before)}{match['image']}[{words}]"

    return _LABEL.sub(within, _BEFORE_BRACKET.sub(part, text))


def _silent_reference(label: str, pieces: Pieces) -> str:
    def act(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
        builder.footnotes.number(label)

    key = pieces.defer(act)
    return pieces.placeholders.add(Standing(opening(key, block=False) + closing(block=False), ""))
