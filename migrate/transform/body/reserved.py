"""Elements that stand for something other than HTML, such as the entry of a shortcode.

Markup for them is written by `marker`; the value of the attribute begins with the nonce of the body, which occurs
nowhere in its source, so no page can write one.
"""

from migrate.transform.body.builder import Builder
from migrate.transform.body.runs import Link
from migrate.transform.body.tree import Element, attributes

__all__ = ["CALL_ATTRIBUTE", "closing", "opening", "reserved"]

CALL_ATTRIBUTE = "migrate-call"


def opening(key: str, *, block: bool) -> str:
    """Return the start tag of the element that stands for the deferred action `key`."""
    return f'<{"div" if block else "span"} {CALL_ATTRIBUTE}="{key}">'


def closing(*, block: bool) -> str:
    """Return the end tag that belongs to `opening`."""
    return "</div>" if block else "</span>"


def reserved(builder: Builder, element: Element, marks: int, link: Link | None) -> bool:
    """Do what a reserved element stands for; False when it is an ordinary one."""
    if CALL_ATTRIBUTE not in element[1]:
        return False
    action = builder.deferred.get(attributes(element[1]).get(CALL_ATTRIBUTE, ""))
    if action is None:
        return False
    action(builder, element, marks, link)
    return True
