"""HTML as the parser of a browser understands it."""

import pytest

from migrate.transform.body.html import normalise


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<a href="x" title=y">z</a>', '<a href="x" title="y&quot;">z</a>'),
        ('<a href="x"" b="c">z</a>', '<a href="x" b="c">z</a>'),
        ('<a/b"c="d">z</a>', "<a>z</a>"),
        ('<p>a="b\'c="d"</p>', '<p>a="b\'c="d"</p>'),
    ],
)
def test_names_with_quotes_in_them_are_dropped(html: str, shown: str) -> None:
    """A missing quote leaves such a name behind; values and text may have quotes."""
    assert normalise(html, ()) == shown


def test_an_image_in_its_own_address_is_read_once() -> None:
    """Its data is full of slashes and may end in a sign that names of attributes end with, too."""
    data = f"data:image/png;base64,{'abc/' * 250_000}a="
    assert normalise(f'<img src="{data}">', ()) == f'<img src="{data}">'
