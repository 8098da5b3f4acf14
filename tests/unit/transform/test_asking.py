"""Questions are asked again, those that all pages share only once."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrate.extract import read_site
from migrate.mapping.infer import infer_mapping
from migrate.model.source import LinkTarget, SourcePage
from migrate.model.space import Target
from migrate.transform.asking import Repeated, take_down
from migrate.transform.assemble import build_world
from migrate.transform.lookups import TracedReader
from migrate.transform.world import World
from tests.unit.extract.site_folder import write

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SITE = {
    "hugo.toml": 'baseURL = "https://asked.example/"\n',
    **{f"content/{name}.md": f"---\ntitle: {name}\n---\n" for name in ("a", "b", "c")},
    "static/x.png": "a picture",
}
LINKS = ("/c/", "c.md", "/x.png", "/nowhere/")


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Return the run of a small site."""
    return _world(write(tmp_path, SITE))


def _world(folder: Path) -> World:
    site = read_site(folder, now=NOW)
    return build_world(site, infer_mapping(site), Target("rehearsal", "master", "", rehearsal=True), NOW)[0]


def _page(world: World, path: str) -> SourcePage:
    return next(page for page in world.site.pages if page.path == path)


def test_links_that_lead_everywhere_alike_are_followed_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that depends on where it stands is followed for each page."""
    for link in LINKS:
        world.site.reader.link(_page(world, "/a"), link)
    asked = take_down(world.trace.take())
    followed: list[str] = []
    link_of = TracedReader.link

    def noted(reader: TracedReader, page: SourcePage, destination: str) -> LinkTarget:
        followed.append(destination)
        return link_of(reader, page, destination)

    monkeypatch.setattr(TracedReader, "link", noted)
    repeated = Repeated(world, same_answers=False)
    assert all(repeated.is_answered_alike((_page(world, path),), asked) for path in ("/a", "/b"))
    assert sorted(followed) == sorted((*LINKS, "c.md"))


@pytest.mark.parametrize(
    ("change", "alike"),
    [
        ({}, True),
        ({"content/c.md": "---\ntitle: Another\n---\n"}, True),
        ({"content/c.md": "---\ntitle: c\nurl: /elsewhere/\n---\n"}, False),
        ({"content/nowhere.md": "---\ntitle: Somewhere\n---\n"}, False),
        ({"static/x.png": "another picture"}, False),
    ],
    ids=["nothing", "a title", "an address", "a page more", "a file"],
)
def test_an_answer_is_another_one_where_another_page_or_file_is_met(
    world: World, tmp_path: Path, change: dict[str, str | bytes], alike: bool
) -> None:
    """What a page is called there does not count, since nobody who links to it shows it."""
    for link in LINKS:
        world.site.reader.link(_page(world, "/a"), link)
    asked = take_down(world.trace.take())
    today = _world(write(tmp_path, change))
    group = (replace(_page(today, "/a")),)
    assert Repeated(today, same_answers=False).is_answered_alike(group, asked) is alike
    if "static/x.png" in change:
        assert not Repeated(today, same_answers=True).is_answered_alike(group, asked)
