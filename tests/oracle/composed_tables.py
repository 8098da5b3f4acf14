"""Composes paragraphs that may be tables for Goldmark: heads, lines of dashes, rows and words, in any order."""

from random import Random

__all__ = ["compose_tables"]

_CELLS = ("a", "b c", "*d*", "`e`", "f\\|g", "", "10", "`h\\\\|i`")
_COLUMNS = ("---", "--", ":--", "--:", ":-:", "-", "----")
_WORDS = ("words", "more words here", "*em*", "x: y", "3. z", "[a](b)")
_OTHERS = ("# h", "- item", "1. item", "> q", "    code", "| |", "|", "```", "---")


def compose_tables(count: int, seed: int) -> list[str]:
    """Return `count` texts, the same ones for the same `seed`."""
    return [_text(Random(f"{seed} {number}")) for number in range(count)]


def _text(chance: Random) -> str:
    out: list[str] = []
    for _ in range(chance.randint(1, 3)):
        lines = [_line(chance) for _ in range(chance.randint(2, 7))]
        first, others = chance.choice((("", ""), ("", ""), ("", ""), ("> ", "> "), ("- ", "  "), ("10. ", "    ")))
        out += [f"{others if at else first}{line}" for at, line in enumerate(lines)]
        out.append("")
    return "\n".join(out)


def _line(chance: Random) -> str:
    share = chance.random()
    if share < 0.7:
        kinds = _CELLS if share < 0.35 else _COLUMNS
        cells = [chance.choice(kinds) for _ in range(chance.randint(1, 4))]
        first, last = chance.choice(("|", "| ", "", "")), chance.choice(("|", " |", "", ""))
        return f"{first}{chance.choice((' | ', '|')).join(cells)}{last}"
    return chance.choice(_WORDS if share < 0.9 else _OTHERS)
