"""What is told of raw HTML without asking the Markdown engine agrees with what the engine says."""

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from migrate.model.goldmark import Goldmark
from migrate.transform.body.hiding import shows_every_sign
from migrate.transform.body.markdown import engine
from migrate.transform.body.rawtext import guard_raw_blocks, raw_html_end

NONCE = "zqh0q"
ENGINE = engine(Goldmark(), typographer=False)
TARGET = re.compile(rf"https?://|ftp://|www\.|@|{NONCE}\d")
PIECES = st.sampled_from(
    [
        "<b>", "</b>", "<div>", "</div>", "<div\nclass=x>", "<pre>", "<script>", "</script>", "<!--", "-->",
        "<?", "<!X",
        "<https://x.test>", "<", ">", "a", " ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\n \t\n", "> ", "- ", "1. ",
        "    ", "`", "```\n", "http://x.test", "www.x.test", "me@x.test", f"{NONCE}1z",
        "[^1]: ", "[x] ", "| a |\n|---|\n",
        "&lt;", "&#60;", "&LT;", "&nvlt;", "\\", "*", "[a](<b>)", "![<](u)", "# ", ": ", "[^<]", "\n[^<]: ", "&",
    ]
)  # fmt: skip
BODIES = st.lists(PIECES, min_size=1, max_size=24).map("".join)


@settings(max_examples=300)
@given(BODIES)
def test_addresses_in_raw_blocks_are_guarded_where_the_engine_finds_blocks(body: str) -> None:
    """The quick look at lines that begin with a tag never takes an address in a raw block for one outside."""
    text = f"{NONCE}1z\n\n{body}"
    data = text.encode()
    raw = [
        data[place["start"] : place["end"]].decode()
        for event, place in ENGINE.events_with_range(text)
        if not isinstance(event, str) and "Html" in event
    ]
    expected = any(TARGET.search(text) for piece in raw for text in re.split(r"<[A-Za-z/!?][^>]*>", piece))
    assert (guard_raw_blocks(text, ENGINE, NONCE) != text) is expected


@settings(max_examples=300)
@given(BODIES)
def test_the_engine_need_not_read_on_behind_the_last_tag(body: str) -> None:
    """What follows an empty line behind it changes nothing of the raw HTML before."""
    end = len(body[: raw_html_end(body)].encode())
    assert raw_places(body) == raw_places(body[: raw_html_end(body)])
    assert all(place["start"] < end for place in raw_places(body))


def raw_places(text: str) -> list[Any]:
    """Return where the engine sees raw HTML."""
    events = ENGINE.events_with_range(text)
    return [at for event, at in events if not isinstance(event, str) and ("Html" in event or "InlineHtml" in event)]


@settings(max_examples=300)
@given(BODIES)
def test_a_page_that_shows_every_sign_has_no_raw_html(body: str) -> None:
    """Where every ``<`` of the source is shown, the engine has taken none of it for HTML."""
    if shows_every_sign(body, ENGINE.html(body)):
        events = [event for event in ENGINE.events(body) if not isinstance(event, str)]
        assert not any("Html" in event or "InlineHtml" in event for event in events)
