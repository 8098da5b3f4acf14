"""Elements that stand for something other than HTML, such as the entry of a shortcode.

Markup for them is written by `marker`; the value of the attribute begins with the nonce of the body, which occurs
nowhere in its source, so no page can write one.
"""

from dataclasses import dataclass

from migrate.transform.body.builder import Builder
from migrate.transform.body.runs import Link
from migrate.transform.body.tree import Element, attributes

__all__ = ["CALL_ATTRIBUTE", "LiteralText", "closing", "is_plain", "opening", "reserved"]

CALL_ATTRIBUTE = "migrate-call"


@dataclass(frozen=True, slots=True)
class LiteralText:
    """Adds a text as it is; no address in it becomes a link."""

    value: str

    def __call__(self, builder: Builder, element: Element, marks: int, link: Link | None) -> None:
        """Do it; a deferred action."""
        builder.text(self.value, marks, link)
        builder.carried = link or builder.carried


def opening(key: str, *, block: bool) -> str:
    """Return the start tag of the element that stands for the deferred action `key`."""
    return f'<{"div" if block else "span"} {CALL_ATTRIBUTE}="{key}">'


def closing(*, block: bool) -> str:
    """Return the end tag that belongs to `opening`."""
    return "</div>" if block else "</span>"


def is_plain(builder: Builder, element: Element) -> bool:
    """Tell whether the words in `element` are all that it stands for, as in any element that is not reserved."""
    if CALL_ATTRIBUTE not in element[1]:
        return True
    return isinstance(builder.deferred.get(attributes(element[1]).get(CALL_ATTRIBUTE, "")), LiteralText)


def reserved(builder: Builder, element: Element, marks: int, link: Link | None) -> bool:
    """Do what a reserved element stands for; False when it is an ordinary one."""
    if CALL_ATTRIBUTE not in element[1]:
        return False
    action = builder.deferred.get(attributes(element[1]).get(CALL_ATTRIBUTE, ""))
    if action is None:
        return False
    action(builder, element, marks, link)
    return True
