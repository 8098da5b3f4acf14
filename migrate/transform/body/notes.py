"""Footnotes: numbered where they are first referred to, listed at the end.

Owns: numbers, which notes are used, and the collection of their content. Does not own: the list that they become
(`elements.close_footnotes`).
"""

from migrate.transform.body.tree import Node

__all__ = ["Footnotes"]


class Footnotes:
    """The footnotes of one body, by label."""

    __slots__ = ("definitions", "order")

    def __init__(self) -> None:
        self.order: list[str] = []
        self.definitions: dict[str, list[Node]] = {}

    def number(self, label: str) -> int:
        """Return the number of the note, giving it the next one when this is its first reference."""
        if label not in self.order:
            self.order.append(label)
        return self.order.index(label) + 1

    def define(self, label: str, content: list[Node]) -> None:
        """Keep the content of a note; the first definition of a label holds."""
        self.definitions.setdefault(label, content)

    def unused(self) -> list[str]:
        """Return the labels that nothing refers to, in the order of their definitions."""
        return [label for label in self.definitions if label not in self.order]
