"""Lines of offsets in a text."""

from migrate.report.inventory.lines import Lines


class _Counted(str):
    """A text that notes how far it was searched."""

    searched = 0

    def count(self, *arguments: object) -> int:
        start, end = int(str(arguments[1])), int(str(arguments[2]))
        type(self).searched += end - start
        return str(self)[start:end].count(str(arguments[0]))


def test_lines_are_counted_from_the_first() -> None:
    """In any order, in text and in bytes."""
    lines = Lines("a\nbc\n\nd", "\n", 5)
    assert [lines.at(offset) for offset in (0, 2, 5, 6, 2, 0)] == [5, 6, 7, 8, 6, 5]
    assert Lines(b"a\nb", b"\n", 1).at(2) == 2


def test_a_long_text_is_searched_once() -> None:
    """A post with 75,000 links would take minutes otherwise."""
    text = _Counted("x\n" * 500)
    lines: Lines[str] = Lines(text, "\n", 1)
    assert [lines.at(offset) for offset in range(0, 1000, 2)] == list(range(1, 501))
    assert _Counted.searched <= len(text)
