import random

import pytest

from migrate.transform.body.blackfriday_middle import differing_parts
from migrate.transform.body.sound import parse_sound
from migrate.transform.body.tree import Node

BEFORE = "<h2>One</h2>\n<ul>\n<li>a<br />\nb</li>\n</ul>\n"
AFTER = '\n<p>Two <img src="a.png" alt="" /></p>\n<blockquote>\n<p>Three</p>\n</blockquote>\n'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>x</p>", "<p>y</p>"),
        ("<p>x</p>", "<ul>\n<li>x</li>\n</ul>"),
        ("<p>x</p>\n<p>y</p>", "<p>x\ny</p>"),
        ("<blockquote>\n<p>x</p>\n<p>y</p>\n</blockquote>", "<blockquote>\n<p>x</p>\n<p>z</p>\n</blockquote>"),
        ("<p>x<br />\ny</p>", "<p>x<hr />\ny</p>"),
    ],
)
def test_only_the_blocks_that_differ_are_left(old: str, new: str) -> None:
    """Blocks are whole: neither half of a list nor the inside of a quote stands alone."""
    parts = differing_parts(BEFORE + old + AFTER, BEFORE + new + AFTER)
    assert [part.strip() for part in parts] == [old, new]


@pytest.mark.parametrize("html", ["", "<p>x</p>\n", BEFORE + AFTER])
def test_of_equal_texts_nothing_is_left(html: str) -> None:
    """At most the block around the last place that was looked at is."""
    old, new = differing_parts(html, html)
    assert old == new


def test_a_block_that_is_open_is_not_parted() -> None:
    """Where tags do not close, all of it is looked at."""
    old, new = "<div>\n<p>a</p>\n<p>x</p>\n<p>b</p>\n", "<div>\n<p>a</p>\n<p>y</p>\n<p>b</p>\n"
    assert differing_parts(old, new)[0].startswith("<div>")


def test_parts_hold_the_nodes_that_differ() -> None:
    """What is cut off is the same in both, and the nodes of the whole are those of the pieces, in any random case."""
    chosen = random.Random(4)
    blocks = [
        "<p>a</p>",
        "<p>b <em>c</em></p>",
        "<ul>\n<li>d</li>\n<li>e</li>\n</ul>",
        "<hr />",
        "<pre>f\n\n<b>g</b></pre>",
    ]
    blocks += [f"<blockquote>\n{block}\n</blockquote>" for block in blocks]
    for _ in range(500):
        one = chosen.choices(blocks, k=chosen.randrange(8))
        at = chosen.randrange(len(one) + 1)
        other = one[:at] + chosen.choices(blocks, k=chosen.randrange(3)) + one[at + chosen.randrange(3) :]
        old, new = "\n".join(one), "\n".join(other)
        left, right = differing_parts(old, new)
        places = [
            start
            for start in range(len(old) - len(left) + 1)
            if old.startswith(left, start) and old[:start] + right + old[start + len(left) :] == new
        ]
        assert places
        assert any(
            nodes_of(old) == [*nodes_of(old[:start]), *nodes_of(left), *nodes_of(old[start + len(left) :])]
            for start in places
        )


def nodes_of(html: str) -> list[Node]:
    """Return the nodes of HTML but line ends; a text of its own where elements are not closed."""
    nodes = parse_sound(html)
    return ["not whole"] if nodes is None else [node for node in nodes if node != "\n"]
