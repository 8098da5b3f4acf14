"""Figures of a run, and the table that shows them.

Owns what a figure is held against: a requirement, which `make bench` fails on, and a goal, which it only shows.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from migrate.model.canonical import JsonObject

__all__ = ["Figure", "Note", "Row", "at_least", "at_most", "is_broken", "median", "render", "row_json"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value."""

    name: str
    value: float
    unit: str
    required: float | None = None
    goal: float | None = None
    higher_is_better: bool = True

    def holds(self, wanted: float | None) -> bool:
        """Return whether the value is as good as `wanted`; nothing wanted always holds."""
        if wanted is None:
            return True
        return self.value >= wanted if self.higher_is_better else self.value <= wanted


@dataclass(frozen=True, slots=True)
class Note:
    """A line without a value: why something was not measured, or what a figure rests on."""

    text: str


Row = Figure | Note


def at_least(name: str, value: float, unit: str, *, required: float | None = None, goal: float | None = None) -> Figure:
    """Return a figure that is better the higher it is."""
    return Figure(name, value, unit, required, goal)


def at_most(name: str, value: float, unit: str, *, required: float | None = None, goal: float | None = None) -> Figure:
    """Return a figure that is better the lower it is."""
    return Figure(name, value, unit, required, goal, higher_is_better=False)


def median(values: Sequence[float]) -> float:
    """Return the middle value: of ratios taken in turn on a shared machine the one to trust."""
    return statistics.median(values)


def is_broken(row: Row) -> bool:
    """Return whether a row misses what is required."""
    return isinstance(row, Figure) and not row.holds(row.required)


def render(row: Row) -> str:
    """Return a row as a line of text."""
    if isinstance(row, Note):
        return f"  {row.text}"
    return f"  {row.name:<48} {_number(row.value):>9} {row.unit:<58} {_wanted(row)}".rstrip()


def row_json(section: str, row: Row) -> JsonObject:
    """Return a row as it stands in the JSON file."""
    if isinstance(row, Note):
        return {"section": section, "note": row.text}
    return {
        "section": section,
        "name": row.name,
        "value": row.value,
        "unit": row.unit,
        "required": row.required,
        "goal": row.goal,
        "higherIsBetter": row.higher_is_better,
        "holds": row.holds(row.required),
    }


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"


def _wanted(figure: Figure) -> str:
    sign = "≥" if figure.higher_is_better else "≤"
    parts = []
    if figure.required is not None:
        mark = "ok" if figure.holds(figure.required) else "MISSED"
        parts.append(f"required {sign} {figure.required:g}: {mark}")
    if figure.goal is not None:
        mark = "reached" if figure.holds(figure.goal) else "not reached"
        parts.append(f"goal {sign} {figure.goal:g}: {mark}")
    return "; ".join(parts)
