"""Footnotes: numbered where they are first referred to, listed at the end.

Owns: numbers, which notes are used, and the collection of their content. Does not own: the list that they become
(`elements.close_footnotes`).
"""

from migrate.transform.body.tree import Node

__all__ = ["Footnotes"]


class Footnotes:
    """The footnotes of one body, by label."""

    __slots__ = ("definitions", "order", "repeated")

    def __init__(self) -> None:
        self.order: list[str] = []
        self.definitions: dict[str, list[Node]] = {}
        self.repeated: list[tuple[str, list[Node]]] = []

    def number(self, label: str) -> int:
        """Return the number of the note, giving it the next one when this is its first reference."""
        if label not in self.order:
            self.order.append(label)
        return self.order.index(label) + 1

    def define(self, label: str, content: list[Node]) -> None:
        """Keep the content of a note; the first definition of a label holds."""
        if label in self.definitions:
            self.repeated.append((label, content))
        else:
            self.definitions[label] = content

    def unused(self) -> list[tuple[str, list[Node]]]:
        """Return label and content of the notes that nothing refers to, and of second notes of one label."""
        return [(label, found) for label, found in self.definitions.items() if label not in self.order] + self.repeated
