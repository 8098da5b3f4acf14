"""Scripted misbehaviour: which requests fail, and how, decided by a seed and never by chance.

Owns the script and the decision. Does not own the failing itself, which is the gate's.
"""

import hashlib
from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["Fault", "FaultKind", "FaultRule", "FaultScript"]

FaultKind: TypeAlias = Literal[
    "rate-limited",
    "server-error",
    "timeout",
    "lost-response",
    "version-race",
    "bulk-failure",
    "slow-processing",
]
"""What happens to a request.

- rate-limited: 429 with the reset header, nothing done
- server-error: a 5xx, nothing done
- timeout: no answer for `seconds`, then the connection ends, nothing done
- lost-response: the request is carried out, then the connection ends before its answer is complete
- version-race: another user saves the entity just before the request is carried out
- bulk-failure: the bulk action that the request starts fails as a whole
- slow-processing: the file that the request asks to process takes `seconds` longer
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """One decided misfortune.

    `status` counts for server-error, `seconds` for timeout, rate-limited and slow-processing.
    """

    kind: FaultKind
    status: int = 503
    seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class FaultRule:
    """Which requests meet a fault.

    Attributes:
        fault: what happens to them.
        method: HTTP method, or "" for any.
        path_contains: a part of the path, or "" for any.
        share: probability between 0 and 1 with which a matching request is hit.
        first: number of matching requests let through before the rule wakes.
        burst: number of consecutive matching requests that one hit takes along.
        limit: hits at most; None is no limit.

    """

    fault: Fault
    method: str = ""
    path_contains: str = ""
    share: float = 1.0
    first: int = 0
    burst: int = 1
    limit: int | None = None

    def matches(self, method: str, path: str) -> bool:
        """Tell whether the rule looks at this request at all."""
        return self.method in ("", method) and self.path_contains in path


@dataclass(frozen=True, slots=True)
class FaultScript:
    """Rules in order of precedence, and the seed that decides which requests they hit."""

    rules: tuple[FaultRule, ...] = ()
    seed: int = 0

    def hits(self, rule: int, count: int) -> bool:
        """Tell whether rule number `rule` strikes at its `count`-th matching request (from 0)."""
        text = f"{self.seed}:{rule}:{count}".encode()
        draw = int.from_bytes(hashlib.sha256(text).digest()[:8], "big") / 2**64
        return draw < self.rules[rule].share
