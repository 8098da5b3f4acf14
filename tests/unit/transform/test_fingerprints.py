"""What the fingerprint of all answers tells apart, and what it does not."""

from dataclasses import replace
from pathlib import Path

import pytest

from migrate.extract import read_site
from migrate.mapping.load import parse_mapping
from migrate.model.space import Target
from migrate.transform.assemble import build_world
from migrate.transform.fingerprints import fingerprint_answers, fingerprint_world
from tests.unit.extract.site_folder import write
from tests.unit.pipeline.remembered_site import NOW

_SITE = {
    "hugo.toml": 'baseURL = "https://asked.example/"\n',
    "content/posts/a.md": "---\ntitle: A\nauthor: Kim\n---\n",
    "content/posts/b/index.md": "---\ntitle: B\n---\n",
    "content/posts/b/x.png": "a picture",
    "content/people/kim.md": "---\ntitle: Kim\n---\n",
}
_MAPPING = """\
version: 1
contentTypes:
  post:
    match: {kind: page, section: posts}
    fields:
      title: Symbol
      author: Entry(person) from author
  person:
    match: {kind: page, section: people}
    fields:
      name: Symbol from title
"""


def _answers(folder: Path, names: str = "names") -> str:
    site = replace(read_site(folder, now=NOW), names=names)
    rules = parse_mapping(_MAPPING, "m.yaml")
    world = build_world(site, rules, Target("rehearsal", "master", "", rehearsal=True), NOW)[0]
    return fingerprint_answers(world, fingerprint_world(world))


@pytest.mark.parametrize(
    ("change", "alike"),
    [
        ({"content/posts/a.md": "---\ntitle: Another\ndate: 2026-01-01\nauthor: Lou\n---\nMore.\n"}, True),
        ({"content/posts/a.md": "---\ntitle: A\nauthor: Kim\nslug: b\n---\n"}, False),
        ({"content/posts/a.md": "---\ntitle: A\nauthor: Kim\naliases: [/old/]\n---\n"}, False),
        ({"content/posts/a.md": "---\ntitle: A\nauthor: Kim\ncontentfulId: mine\n---\n"}, False),
        ({"content/posts/a.md": "---\ntitle: A\nauthor: Kim\ntranslationKey: a\n---\n"}, False),
        ({"content/posts/c.md": "---\ntitle: C\n---\n"}, False),
        ({"content/people/kim.md": "---\ntitle: Kim Doe\n---\n"}, False),
        ({"content/posts/b/y.png": "a picture"}, False),
        ({"data/x.json": "{}"}, False),
        ({"hugo.toml": 'baseURL = "https://other.example/"\n'}, False),
    ],
    ids=[
        "title and date", "address", "alias", "entry id", "key", "page", "name of a person", "file", "data",
        "configuration",
    ],
)  # fmt: skip
def test_it_stays_while_nobody_is_met_elsewhere_or_under_another_name(
    tmp_path: Path, change: dict[str, str | bytes], *, alike: bool
) -> None:
    """Who is asked for by name, by address or by file is part of it; what a page says is not."""
    before = _answers(write(tmp_path, _SITE))
    assert (_answers(write(tmp_path, change)) == before) is alike


def test_it_cannot_be_told_without_the_names_of_all_files(tmp_path: Path) -> None:
    """A link may lead to any of them."""
    folder = write(tmp_path, _SITE)
    assert _answers(folder, names="") == ""
    assert _answers(folder, names="others") != _answers(folder)
