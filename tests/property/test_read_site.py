"""Whatever a folder holds, reading it gives a site or says in the project's own words why not."""

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from migrate.errors import ConfigurationError
from migrate.extract import read_site
from tests.unit.extract.site_folder import NOW, write

_WORDS = st.sampled_from(
    (
        "",
        "x",
        "en",
        "fr",
        "content",
        "/",
        "..",
        "../x",
        "**",
        "[",
        "{",
        "\\",
        ":year",
        "/:nope",
        "\0",
        "😀",
        "2020-01-01",
        "yes",
    )
)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _WORDS | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS | st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
_SETTINGS_TEXT = (
    "title baseURL languages taxonomies permalinks module cascade frontmatter markup params menus theme "
    "themesDir contentDir dataDir staticDir disableKinds disableLanguages ignoreFiles timeZone "
    "defaultContentLanguage uglyURLs blackfriday configDir titleCaseStyle summaryLength"
)
_SETTINGS = st.sampled_from(_SETTINGS_TEXT.split())
_FIELDS_TEXT = (
    "title date lastmod publishDate expiryDate draft weight slug url aliases tags categories keywords "
    "resources cascade build headless params type layout markup translationKey menu sites summary "
    "description published"
)
_FIELDS = st.sampled_from(_FIELDS_TEXT.split())
_NAMES = st.sampled_from(
    ("a.md", "_index.md", "p/_index.md", "p/index.md", "p/b.md", "p/b.fr.md", "p/x.png", "tags/x/_index.md", "index.md")
)


def _read(files: dict[str, bytes]) -> None:
    """Read a site; pages and keys are unique, parents exist."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            site = read_site(write(Path(folder), dict(files)), now=NOW)
        except ConfigurationError:
            return
    places = {(page.path, page.lang) for page in site.pages}
    assert len(places) == len(site.pages)
    assert len({(page.key, page.lang) for page in site.pages}) == len(site.pages)
    assert all((page.parent, page.lang) in places for page in site.pages if page.parent)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(page=st.binary(max_size=200), config=st.binary(max_size=100))
def test_arbitrary_bytes(page: bytes, config: bytes) -> None:
    """Bytes of no format at all are a page, a finding or a configuration error."""
    _read({"hugo.toml": b"", "content/a.md": page, "content/b.md": b"---\n" + page + b"\n---\n"})
    _read({"hugo.toml": config, "content/a.md": b""})


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    config=st.dictionaries(_SETTINGS, _VALUES, max_size=5),
    pages=st.dictionaries(_NAMES, st.dictionaries(_FIELDS, _VALUES, max_size=5), max_size=4),
)
def test_values_of_any_type(config: dict[str, object], pages: dict[str, dict[str, object]]) -> None:
    """Settings and fields of the wrong type never stop the reading."""
    written = {f"content/{name}": json.dumps(front).encode() for name, front in pages.items()}
    _read({"hugo.json": json.dumps(config).encode(), "content/z.md": b"", **written})
