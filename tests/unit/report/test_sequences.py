"""Sequences aligned: what is told of them does not depend on their length, nor does the time explode."""

from random import Random
from time import process_time

from migrate.report.fidelity.sequences import differing


def _between(left: list[str], right: list[str]) -> list[tuple[list[str], list[str]]]:
    return [(left[start:end], right[at:to]) for start, end, at, to in differing(left, right)]


def test_what_differs_in_a_long_text_is_told_as_in_a_short_one() -> None:
    """Landmarks on both sides of a change leave the change as it is."""
    words = [f"w{number}" for number in range(2_000)]
    changed = [*words[:500], "new", *words[500:900], *words[910:1_500], "other", *words[1_501:]]
    assert _between(words, changed) == [([], ["new"]), (words[900:910], []), (["w1500"], ["other"])]
    assert _between(words[:60], ["x", *words[:50], *words[51:60]]) == [([], ["x"]), (["w50"], [])]


def test_a_stretch_that_moved_is_told_where_it_went() -> None:
    """Landmarks in another order are none."""
    words = [f"w{number}" for number in range(1_000)]
    moved = [*words[600:700], *words[:600], *words[700:]]
    assert _between(words, moved) == [([], words[600:700]), (words[600:700], [])]


def test_the_stretches_make_one_of_the_other() -> None:
    """Whatever differs, putting the right sides in place of the left ones gives the right text."""
    random = Random(7)
    for _ in range(60):
        left = [random.choice("abcdef") * random.randint(1, 3) for _ in range(random.randint(0, 700))]
        right = [sign for sign in left if random.random() > 0.1]
        for _ in range(20):
            right.insert(random.randint(0, len(right)), random.choice("abc"))
        made, done = [], 0
        for start, end, at, to in differing(left, right):
            made += left[done:start] + right[at:to]
            done = end
        assert made + left[done:] == right


def test_long_texts_of_few_signs_take_no_long_time() -> None:
    """Half of a page of code are the same few signs; a letter that changed all over it is found in little time."""
    random = Random(7)
    left = [random.choice(["(", ")", ",", ".", "=", f"name{random.randint(0, 400)}"]) for _ in range(12_000)]
    right = [sign if random.random() > 0.02 else "changed" for sign in left]
    start = process_time()
    assert list(differing(left, right))
    assert process_time() - start < 2
