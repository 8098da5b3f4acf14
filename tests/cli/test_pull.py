"""Pull: what editors changed goes back into the front matter of posts, everything else as it was."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Result, Server
from tests.cli.editor import Editor

MAPPING = """\
version: 1
languages:
  en: en-US
  de: de-DE
contentTypes:
  post:
    match: {section: posts}
    displayField: title
    fields:
      title: Symbol, required, localized
      slug: Symbol from $slug
      teaser: Text from summary | description, localized
      publishedAt: Date from date
      day: Date from day, date date, optional
      author: Entry(author) from author, by name
      categories: Entry(category)[] from categories
      tags: Symbol[] from tags, split ","
      stars: Integer
      weight2: Number from weight2, optional
      rank: Number from meta.rank, optional
      featured: Boolean
      level: {type: Integer, from: level, lookup: {easy: 1, hard: 2}}
      kind: Symbol, constant post
      body: RichText from $body
  author:
    displayField: name
    fields:
      name: Symbol from $value, required
  category:
    displayField: name
    fields:
      name: Symbol from $value, required
"""

YAML = """\
---
# About boats
title: "A boat"   # short
description: 'All about boats'
date: 2016-11-01T10:00:00-04:00
day: 2016-11-01
author: Ada Example
categories:
  - Boats    # the first one
  - Trains
tags: boats, trains
stars: 3
featured: false
level: easy
params: {weight2: 1.5}
---
A plain paragraph. --- title: no
"""
TOML = (
    "+++\r\n# About trains\r\ntitle = 'A train'\r\ndescription = \"On rails\"\r\ndate = 2016-11-02T10:00:00Z\r\n"
    'author = "Bo Other"\r\ncategories = [\r\n  "Trains",\r\n]\r\ntags = ["a", "b"]\r\nstars = 1 # one\r\n'
    'featured = true\r\nlevel = "hard"\r\n[meta]\r\nrank = 2.0\r\n+++\r\nText.\r\n'
)
JSON = """\
{
  "title": "A plane",
  "description": "In the air", "date": "2016-11-03",
  "author": "Ada Example", "categories": ["Planes"],
  "tags": "x", "stars": 5, "featured": true, "level": "easy"
}
Text.
"""
GERMAN = "---\ntitle: Ein Boot\ndescription: Alles über Boote\ndate: 2016-11-01\n---\nText.\n"


@pytest.fixture
def posts(cli: Cli, server: Server, tmp_path: Path) -> Path:
    """Load a site with posts in all formats and two languages; return the folder of its posts."""
    folder = tmp_path / "site" / "content" / "posts"
    folder.mkdir(parents=True)
    (tmp_path / "site" / "hugo.toml").write_text(
        'baseURL = "https://blog.example/"\n[languages.en]\nweight = 1\n[languages.de]\nweight = 2\n'
    )
    for name, text in (("boat.md", YAML), ("train.md", TOML), ("plane.md", JSON), ("boat.de.md", GERMAN)):
        (folder / name).write_bytes(text.encode())
    (tmp_path / "map.yaml").write_text(MAPPING)
    result = cli("run", folder.parents[1], "-m", tmp_path / "map.yaml", "--yes")
    assert result.code == 0, result.out + result.err
    return folder


@pytest.fixture
def pull(cli: Cli, tmp_path: Path) -> Cli:
    """Run `pull`, or another verb given first, on that site."""

    def call(*options: str | Path) -> Result:
        verb = "pull" if not options or str(options[0]).startswith("-") else str(options[0])
        rest = options[1:] if options and str(options[0]) == verb else options
        return cli(verb, tmp_path / "site", "-m", tmp_path / "map.yaml", *rest)

    return call


LINK = {"type": "Link", "linkType": "Entry"}


def category(name: str) -> dict[str, object]:
    """Return a link to a category."""
    return {"sys": {**LINK, "id": f"category--{name}"}}


CASES = [
    ("boat", "title", "en-US", "A ship", '"A boat"', '"A ship"'),
    ("boat", "title", "en-US", 'He said "no"', '"A boat"', '"He said \\"no\\""'),
    ("boat", "title", "de-DE", "Ein Schiff", "title: Ein Boot", "title: Ein Schiff"),
    ("boat", "teaser", "en-US", "It's boats", "'All about boats'", "'It''s boats'"),
    ("boat", "publishedAt", "en-US", "2016-12-24T18:30-05:00", "11-01T10:00:00-04:00", "12-24T18:30:00-05:00"),
    ("boat", "publishedAt", "en-US", "2016-12-24T18:30:00.000Z", "11-01T10:00:00-04:00", "12-24T14:30:00-04:00"),
    ("boat", "publishedAt", "en-US", "2016-12-24T18:30:05.250Z", "11-01T10:00:00-04:00", "12-24T14:30:05.250-04:00"),
    ("boat", "day", "en-US", "2016-12-24", "day: 2016-11-01", "day: 2016-12-24"),
    ("boat", "day", "en-US", "2016-12-25T00:00:00.000Z", "day: 2016-11-01", "day: 2016-12-25"),
    ("train", "publishedAt", "en-US", "2016-12-24T18:30:00.000Z", "11-02T10:00:00Z", "12-24T18:30:00Z"),
    ("train", "publishedAt", "en-US", "2016-12-24T18:30+02:00", "11-02T10:00:00Z", "12-24T18:30:00+02:00"),
    ("boat", "author", "en-US", {"sys": {**LINK, "id": "author--bo-other"}}, "Ada Example", "Bo Other"),
    ("boat", "categories", "en-US", [category("trains"), category("boats")],
     "  - Boats    # the first one\n  - Trains\n", "  - Trains    # the first one\n  - Boats\n"),
    ("boat", "categories", "en-US", [category("boats"), category("trains"), category("planes")],
     "  - Trains\n", "  - Trains\n  - Planes\n"),
    ("boat", "tags", "en-US", ["trains", "ships"], "boats, trains", "trains, ships"),
    ("boat", "stars", "en-US", 4, "stars: 3", "stars: 4"),
    ("boat", "weight2", "en-US", 2.25, "{weight2: 1.5}", "{weight2: 2.25}"),
    ("boat", "featured", "en-US", True, "featured: false", "featured: true"),
    ("boat", "level", "en-US", 2, "level: easy", "level: hard"),
    ("train", "title", "en-US", "It's late", "'A train'", '"It\'s late"'),
    ("train", "categories", "en-US", [category("trains"), category("boats")],
     '[\r\n  "Trains",\r\n]', '[\r\n  "Trains", "Boats",\r\n]'),
    ("train", "tags", "en-US", ["a"], '["a", "b"]', '["a"]'),
    ("train", "stars", "en-US", 2, "stars = 1 # one", "stars = 2 # one"),
    ("train", "rank", "en-US", 3, "rank = 2.0", "rank = 3"),
    ("plane", "title", "en-US", "Ein „Flug“", '"A plane"', '"Ein „Flug“"'),
    ("plane", "tags", "en-US", ["x", "y"], '"tags": "x"', '"tags": "x, y"'),
    ("plane", "publishedAt", "en-US", "2016-11-04T00:00+00:00", '"2016-11-03"', '"2016-11-04"'),
    ("plane", "publishedAt", "en-US", "2016-11-04T00:00:00.000Z", '"2016-11-03"', '"2016-11-04"'),
    ("plane", "publishedAt", "en-US", "2016-11-04T08:15Z", '"2016-11-03"', '"2016-11-04T08:15:00+00:00"'),
]  # fmt: skip


def rounds() -> list[list[tuple[str, str, str, object, str, str]]]:
    """Return the cases in as few rounds as can be, each value at most once in a round."""
    found: list[list[tuple[str, str, str, object, str, str]]] = []
    for case in CASES:
        free = next((held for held in found if all(case[:3] != other[:3] for other in held)), None)
        if free is None:
            found.append([case])
        else:
            free.append(case)
    return found


@pytest.mark.parametrize("edits", rounds())
def test_edits_change_their_values_and_nothing_else(
    edits: list[tuple[str, str, str, object, str, str]], pull: Cli, posts: Path, editor: Editor
) -> None:
    """Each edit replaces the text of its value in that text's own style; every other byte stays, and sync is idle."""
    wanted = {file: file.read_bytes() for file in posts.iterdir()}
    for post, field, locale, value, old, new in edits:
        path = posts / (f"{post}.de.md" if locale == "de-DE" else f"{post}.md")
        assert wanted[path].count(old.encode()) == 1
        wanted[path] = wanted[path].replace(old.encode(), new.encode())
        editor.edit(f"posts.{post}", field, value, locale=locale)
    result = pull()
    assert result.code == 0, result.out + result.err
    assert {file: file.read_bytes() for file in posts.iterdir()} == wanted
    synced = pull("sync")
    assert "0 writes" in synced.out
    assert "editors" not in synced.out
    for post, field, locale, value, *_ in edits:
        assert editor.value(f"posts.{post}", field, locale) == value


def test_a_date_in_another_form_is_no_edit(cli: Cli, pull: Cli, posts: Path, editor: Editor) -> None:
    """A date that another client saved in a form of its own is the same instant: no drift, no write, no change."""
    editor.edit("posts.boat", "publishedAt", "2016-11-01T14:00:00.000Z")
    synced = pull("sync")
    assert "0 writes" in synced.out
    assert "Nobody has changed" in cli("status").out
    assert pull().code == 0
    assert (posts / "boat.md").read_text() == YAML


def test_a_date_in_another_form_makes_no_conflict(pull: Cli, posts: Path, editor: Editor) -> None:
    """When the site moves a date that was only written anew in Contentful, the site's date is written."""
    editor.edit("posts.boat", "publishedAt", "2016-11-01T14:00:00.000Z")
    (posts / "boat.md").write_text(YAML.replace("date: 2016-11-01T10", "date: 2016-11-02T10"))
    assert pull("sync").code == 0
    assert editor.value("posts.boat", "publishedAt", "en-US") == "2016-11-02T10:00-04:00"


def test_drift_is_settled(cli: Cli, pull: Cli, posts: Path, editor: Editor) -> None:
    """After writing back, status knows of no edit any more."""
    editor.edit("posts.boat", "title", "A ship")
    pull()
    assert "Nobody has changed" in cli("status").out


def test_added_key(pull: Cli, posts: Path, editor: Editor) -> None:
    """A key that the post did not have comes after the others, before the first table of TOML."""
    editor.edit("posts.train", "day", "2016-12-24")
    assert pull().code == 0
    assert (posts / "train.md").read_bytes() == TOML.replace(
        'level = "hard"\r\n', 'level = "hard"\r\nday = "2016-12-24"\r\n'
    ).encode()


def test_dry_run_shows_and_writes_nothing(pull: Cli, posts: Path, editor: Editor) -> None:
    """A dry run shows the lines as a diff; no file changes."""
    before = {file: file.read_bytes() for file in posts.iterdir()}
    editor.edit("posts.boat", "title", "A ship")
    result = pull("--dry-run")
    assert '-title: "A boat"   # short' in result.out
    assert '+title: "A ship"   # short' in result.out
    assert {file: file.read_bytes() for file in posts.iterdir()} == before


def test_pull_sends_no_write(server: Server, pull: Cli, posts: Path, editor: Editor) -> None:
    """The space is only read."""
    editor.edit("posts.boat", "title", "A ship")
    before = len(server.writes())
    pull()
    assert server.writes()[before:] == []


def test_what_has_no_way_back_is_listed(pull: Cli, posts: Path, editor: Editor) -> None:
    """Such edits are listed with their reasons, the post stays as it was, and the exit code is 3."""
    editor.edit("posts.boat", "slug", "ship")
    editor.edit("posts.boat", "kind", "page")
    editor.edit("posts.boat", "tags", ["a,b"])
    editor.edit("posts.boat", "body", {"nodeType": "document", "data": {}, "content": []}, publish=True)
    result = pull()
    assert result.code == 3
    for field, reason in (
        ("slug", "it is made from $slug"),
        ("kind", "the mapping gives it a constant"),
        ("tags", "at which the mapping splits"),
        ("body", "bodies and formatted text are not written back"),
    ):
        assert f"posts.boat  {field} (en-US): " in result.out
        assert reason in result.out
    assert (posts / "boat.md").read_text() == YAML


def test_post_that_would_read_otherwise_is_put_back(pull: Cli, posts: Path, editor: Editor) -> None:
    """A value that reading does not give back leaves its file as it was, other edits of that post included."""
    editor.edit("posts.boat", "title", " A ship ")
    editor.edit("posts.boat", "stars", 4)
    editor.edit("posts.plane", "stars", 4)
    result = pull()
    assert result.code == 3
    assert "posts.boat  title (en-US): the post would read otherwise" in result.out
    assert (posts / "boat.md").read_text() == YAML
    assert (posts / "plane.md").read_text() == JSON.replace('"stars": 5', '"stars": 4')


def test_link_to_an_entry_that_only_contentful_has(pull: Cli, posts: Path, editor: Editor) -> None:
    """An author that an editor made has no word in any post yet, so the link is listed and not guessed."""
    body = {"fields": {"name": {"en-US": "Cy New"}}, "metadata": {"tags": []}}
    made = editor.http.put("/entries/cy", json=body, headers={"X-Contentful-Content-Type": "author"})
    assert made.status_code == 201
    editor.publish("cy")
    editor.edit("posts.boat", "author", {"sys": {**LINK, "id": "cy"}})
    result = pull()
    assert result.code == 3
    assert "it links to cy, for which posts have no word" in result.out
    assert (posts / "boat.md").read_text() == YAML


def test_unpublished_deleted_and_saved_only(pull: Cli, posts: Path, editor: Editor) -> None:
    """Publish states, deletions and edits that wait to be published are told and stay."""
    editor.unpublish("posts.boat")
    editor.delete("posts.train")
    editor.edit("posts.plane", "title", "Half a thought", publish=False)
    out = pull().out
    assert "posts.boat  publish state: set `draft`" in out
    assert "posts.train  publish state: deleted in Contentful" in out
    assert "posts.plane  title (en-US): it is not published in Contentful yet" in out
    assert (posts / "plane.md").read_text() == JSON


def test_site_that_changed_the_same_value(pull: Cli, posts: Path, editor: Editor) -> None:
    """A conflict is left to a person; with ``--force`` the post takes what Contentful has."""
    editor.edit("posts.boat", "title", "Theirs")
    (posts / "boat.md").write_text(YAML.replace('"A boat"', '"Ours"'))
    result = pull()
    assert result.code == 3
    assert "the post changed as well" in result.out
    assert '"Ours"' in (posts / "boat.md").read_text()
    assert pull("--force").code == 0
    assert (posts / "boat.md").read_text() == YAML.replace('"A boat"', '"Theirs"')


def test_nothing_to_bring_back(pull: Cli, posts: Path) -> None:
    """Without an edit nothing happens, and it is said so."""
    result = pull()
    assert result.code == 0
    assert "nothing to bring back" in result.out


def test_pull_as_json(pull: Cli, posts: Path, editor: Editor) -> None:
    """Machines get every value with its post and its reason."""
    editor.edit("posts.boat", "title", "A ship")
    pulled = json.loads(pull("--json", "-").out)
    assert pulled["files"] == ["content/posts/boat.md"]
    (value,) = pulled["values"]
    assert (value["entry"], value["field"], value["locale"], value["value"]) == (
        "posts.boat", "title", "en-US", "A ship",
    )  # fmt: skip
