"""Deciding, request by request, which fault of a script strikes. Owns the counting; the script itself stays a value."""

from collections import Counter

from migrate.rehearsal.faults import Fault, FaultScript

__all__ = ["FaultRunner"]


class FaultRunner:
    """The state of one script: how many requests each rule has seen and hit."""

    def __init__(self, script: FaultScript | None) -> None:
        self._script = script or FaultScript()
        self._seen: Counter[int] = Counter()
        self._hits: Counter[int] = Counter()
        self._burst: Counter[int] = Counter()

    def next_fault(self, method: str, path: str) -> Fault | None:
        """Return what befalls this request; every matching rule counts it, the first that strikes wins."""
        struck: Fault | None = None
        for number, rule in enumerate(self._script.rules):
            if not rule.matches(method, path):
                continue
            count = self._seen[number]
            self._seen[number] += 1
            if struck is not None or count < rule.first:
                continue
            if self._burst[number] > 0:
                self._burst[number] -= 1
                struck = rule.fault
            elif (rule.limit is None or self._hits[number] < rule.limit) and self._script.hits(number, count):
                self._hits[number] += 1
                self._burst[number] = rule.burst - 1
                struck = rule.fault
        return struck
