"""Which lines of an Org text stand in blocks that hold no Org. Does not own what becomes of either."""

import re
from collections.abc import Iterator, Sequence

__all__ = ["outside_verbatim"]

_BEGIN = re.compile(r"\s*#\+begin_(\w+)", re.IGNORECASE)
_VERBATIM = frozenset(("comment", "example", "export", "src"))


def outside_verbatim(lines: Sequence[str]) -> Iterator[int]:
    """Yield the places of the lines that stand in no such block, and begin or end none."""
    verbatim = ""
    for at, line in enumerate(lines):
        if verbatim:
            if re.match(rf"\s*#\+end_{verbatim}\b", line, re.IGNORECASE):
                verbatim = ""
            continue
        begin = _BEGIN.match(line)
        if begin is not None and begin[1].lower() in _VERBATIM:
            verbatim = begin[1].lower()
            continue
        yield at
