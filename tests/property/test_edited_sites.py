"""However a site is edited between two readings, a memory of the one before changes nothing of what is read."""

import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from hypothesis import event, given, settings
from hypothesis import strategies as st

from migrate.extract import read_site
from migrate.model.source import SourceSite
from migrate.pipeline import site_memory
from migrate.pipeline.page_store import PageStore
from migrate.pipeline.remembering import PageMemory
from migrate.pipeline.site_memory import StoredSite
from tests.unit.extract.site_folder import write
from tests.unit.pipeline.remembered_site import exported, remembered

NOW = datetime(2026, 11, 1, tzinfo=UTC)
_CONFIG = """\
baseURL = "https://edited.example/"
enableGitInfo = false
[languages.en]
weight = 1
[languages.de]
weight = 2
[permalinks.page]
posts = "/:sections/:year/:slug/"
[permalinks.term]
tags = "/t/:slug/"
[taxonomies]
tag = "tags"
series = "series"
"""
_FILES: Mapping[str, str] = {
    "content/_index.md": "title: Home",
    "content/about.md": "title: About\naliases: [/me/]",
    "content/about.de.md": "title: Wir",
    "content/posts/_index.md": "title: Posts\nslug: writing",
    "content/posts/a.md": "title: A\ndate: 2026-01-01\ntags: [red, Blue]\nauthor: Kim",
    "content/posts/b.md": "title: B\ndate: 2026-02-01\ntags: [blue]\nseries: [one]",
    "content/posts/b.de.md": "title: B auf Deutsch\ndate: 2026-02-02\ntags: [blau]",
    "content/posts/c.md": "title: C\ndate: 2026-12-01\nweight: 3",
    "content/posts/d/index.md": "title: D\nresources: [{src: '*.png', title: 'Picture :counter'}]",
    "content/posts/d/index.de.md": "title: D auf Deutsch",
    "content/posts/d/inner.md": "title: Inner",
    "content/posts/2026/e.md": "title: E\ntranslationKey: eee",
    "content/posts/2026/e.de.md": "title: E auf Deutsch",
    "content/posts/2026/deep/_index.md": "title: Deep\ncascade: {banner: deep.png}",
    "content/posts/2026/deep/f.md": "title: F\nauthor: Lou",
    "content/docs/g.md": "title: G\nnext: /posts/a",
    "content/docs/h/index.md": "title: H",
    "content/tags/red/_index.md": "title: The red ones",
    "content/tags/red/note.md": "title: A note",
    "content/notes.md": "title: Notes\nurl: /elsewhere/",
}
_CONSTANT: Mapping[str, str] = {"content/kept.md": "title: Kept\nauthor: Kim\nnext: /posts/a\ntags: [red]"}
"""Has all keys that the mapping names, without which it would not fit the site."""
_NAMES = st.sampled_from(
    (
        *_FILES,
        "content/posts/d.md",
        "content/posts/new.md",
        "content/posts/new/index.md",
        "content/posts/2026/_index.md",
        "content/po/x.md",
        "content/docs/_index.md",
        "content/docs/_index.de.md",
        "content/docs/h/part/z.md",
        "content/docs/h.de.md",
        "content/tags/blue/_index.md",
        "content/tags/green/x.md",
        "content/series/one/_index.md",
    )
)
_FIELDS = st.sampled_from(
    (
        "title: Another",
        "title: '1'",
        "title: 1",
        "title: true",
        "date: 2026-03-03",
        "date: 2027-03-03",
        "date: nonsense",
        "tags: [RED]",
        "tags: [green, red]",
        "tags: []",
        "series: [one, two]",
        "slug: s",
        "url: /u/",
        "type: special",
        "weight: true",
        "draft: true",
        "translationKey: eee",
        "translationKey: posts/b",
        "translationKey: /posts/b",
        "aliases: [/old/, other]",
        "cascade: {color: blue}",
        "cascade: {title: From above}",
        "build: {render: never}",
        "build: {list: never}",
        "resources: [{src: '*', title: T, params: {a: 1}}]",
        "author: Kim",
        "next: /posts/b",
        "sites: {matrix: {languages: [de]}}",
        "layout: wide",
        "[",
    )
)
_BODIES = st.sampled_from(
    ("Text.", "[b](b.md) and [rooted](/posts/a/)", '{{< ref "d" >}}', "![p](p.png)", "![s](/s.png)")
)
_RESOURCES = st.sampled_from(
    (
        "content/posts/d/p.png",
        "content/posts/d/p.de.png",
        "content/posts/new/p.png",
        "content/posts/2026/deep/q.png",
        "content/docs/h/part/r.png",
        "static/s.png",
    )
)
_WRITTEN = st.tuples(_NAMES, st.lists(_FIELDS, max_size=3), _BODIES)
_EDITS = st.one_of(
    _WRITTEN.map(lambda drawn: ("write", *drawn)),
    st.tuples(_NAMES, _FIELDS).map(lambda drawn: ("add", *drawn)),
    st.tuples(_NAMES, _BODIES).map(lambda drawn: ("body", *drawn)),
    st.tuples(_NAMES | _RESOURCES).map(lambda drawn: ("remove", *drawn)),
    st.tuples(_NAMES, _NAMES).map(lambda drawn: ("rename", *drawn)),
    st.tuples(_RESOURCES, st.sampled_from(("one", "two"))).map(lambda drawn: ("resource", *drawn)),
)
_STEPS = st.lists(st.lists(_EDITS, min_size=1, max_size=3), min_size=1, max_size=6)


def _page(fields: list[str], body: str) -> str:
    return "\n".join(("---", *fields, "---", body, ""))


def _write_site(folder: Path) -> None:
    pages = {name: _page([text], "[b](b.md)") for name, text in (*_FILES.items(), *_CONSTANT.items())}
    write(folder, {"hugo.toml": _CONFIG, **pages})


def _edit(folder: Path, edit: tuple[object, ...]) -> None:
    kind, name, *rest = edit
    path = folder / str(name)
    match kind, rest:
        case "write", [list(fields), str(body)]:
            write(folder, {str(name): _page(["title: Written", *fields][-len(fields) or None :], body)})
        case "add", [str(field)] if path.is_file():
            path.write_text(path.read_text(encoding="utf-8").replace("---\n", f"---\n{field}\n", 1), encoding="utf-8")
        case "body", [str(body)] if path.is_file():
            path.write_text(path.read_text(encoding="utf-8") + body + "\n", encoding="utf-8")
        case "remove", _:
            path.unlink(missing_ok=True)
        case "rename", [str(other)] if path.is_file():
            write(folder, {other: path.read_bytes()})
            path.unlink(missing_ok=other != name)
        case "resource", [str(text)]:
            write(folder, {str(name): text})


def _told(site: SourceSite) -> tuple[str, str]:
    return "\n".join(map(repr, site.pages)), "\n".join(map(repr, site.findings))


@settings(deadline=None)
@given(_STEPS)
def test_a_site_is_read_the_same_with_a_memory_of_how_it_was(steps: list[list[tuple[object, ...]]]) -> None:
    """Whatever pages are taken over, all are what they are when everything is read anew."""
    with tempfile.TemporaryDirectory() as place, patch.object(site_memory, "_PART", 5):
        folder = Path(place) / "site"
        _write_site(folder)
        store = PageStore.open(Path(place) / "pages.db", "code")
        read_site(folder, now=NOW, memory=StoredSite(store, writable=True))
        for step in steps:
            for edit in step:
                _edit(folder, edit)
            site = read_site(folder, now=NOW, memory=StoredSite(store, writable=True))
            event("taken over" if site.descent is not None else "made or recalled")
            assert _told(site) == _told(read_site(folder, now=NOW)), step
        store.close()


@settings(deadline=None, max_examples=25)
@given(_STEPS)
def test_a_space_is_the_same_with_a_memory_of_how_its_site_was(steps: list[list[tuple[object, ...]]]) -> None:
    """Whatever results are taken over, the space is that of the site as it is."""
    with tempfile.TemporaryDirectory() as place:
        folder, file = Path(place) / "site", Path(place) / "pages.db"
        _write_site(folder)
        remembered(folder, PageMemory(file, writable=True))
        for step in steps:
            for edit in step:
                _edit(folder, edit)
            assert exported(remembered(folder, PageMemory(file, writable=True))) == exported(remembered(folder, None))
