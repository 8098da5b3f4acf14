"""Values as text that is the same in every process, to tell whether settings are as they were.

Python's own text of a set has no order, and that of a pattern is cut short.
"""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date, time, tzinfo
from enum import Enum

__all__ = ["written_out"]


def written_out(value: object) -> str:
    """Return a text that equal values share and other ones do not, of dataclasses, containers and plain values.

    Fields that do not count in a comparison are left out, such as the place of a rule in its file. Maps keep their
    order, which counts: that of taxonomies, of languages, of menus.

    Raises:
        TypeError: nothing is known of a value of this type.
    """
    if value is None or isinstance(value, (bool, int, float, str, bytes, Enum, date, time, tzinfo)):
        return repr(value)
    if isinstance(value, re.Pattern):
        return f"{value.pattern!r}/{value.flags}"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{written_out(key)}: {written_out(held)}' for key, held in value.items())}}}"
    if isinstance(value, AbstractSet):
        return f"set({', '.join(sorted(map(written_out, value)))})"
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(written_out, value))}]"
    if is_dataclass(value):
        held = (getattr(value, each.name) for each in fields(value) if each.compare)
        return f"{type(value).__name__}({', '.join(map(written_out, held))})"
    raise TypeError(f"{type(value).__name__} has no text of its own")
