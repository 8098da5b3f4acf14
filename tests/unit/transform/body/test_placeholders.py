"""Putting into HTML what placeholders stand for."""

import pytest

from migrate.transform.body.placeholders import Placeholders, Standing


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>a {} b</p>", "<p>a <i>x</i> b</p>"),
        ("<p>{}</p>", "<i>x</i>"),
        ("<p><code>{}</code> {}</p>", "<p><code>&lt;x</code> <i>x</i></p>"),
        ("<pre>{}</pre>", "<pre>&lt;x</pre>"),
        ("<pre>{}<p>a {}", "<pre><i>x</i><p>a <i>x</i>"),
        ('<a href="{}">{}</a>', '<a href="tag"><i>x</i></a>'),
        ("<!-- {} --> {} <!-- <b> {}", "<!-- <x --> <i>x</i> <!-- <b> <x"),
        ("<script>{}</script>{}", "<script><x</script><i>x</i>"),
    ],
)
def test_the_place_decides_what_is_written(html: str, shown: str) -> None:
    """HTML between tags, text in code, what is meant for tags in tags, and in comments what findings tell of them."""
    placeholders = Placeholders("")
    word = placeholders.add(Standing("<i>x</i>", "<x", in_tag="tag"))
    assert placeholders.resolve(html.replace("{}", word)) == shown


def test_the_source_has_a_word_for_a_call() -> None:
    """Any other placeholder stands for what was written."""
    placeholders = Placeholders("")
    call = placeholders.add(Standing("<i>x</i>", "{{< x >}}", lambda: None))
    sign = placeholders.add(Standing(":", "\\:"))
    assert placeholders.source_of(f"a{call}b{sign}") == "aHb\\:"
