"""Pages that real Hugo refuses, here and now: the proof compares nothing with what it makes in their place."""

from datetime import UTC, datetime
from pathlib import Path

from migrate.extract import read_site
from migrate.extract.real_hugo import render_bodies
from tests.oracle.hugo_binary import find_hugo

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_section_whose_file_hugo_refuses_is_not_printed(tmp_path: Path) -> None:
    """Hugo makes an empty page of a folder without a file, which is not what that file says."""
    files = {
        "hugo.toml": 'baseURL = "https://here.test/"\n',
        "content/fruit/_index.md": "---\ntitle: Fruit\npre: a\npre: b\n---\nWords.\n",
        "content/fruit/pear.md": "---\ntitle: Pear\n---\nGreen.\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    found = render_bodies(tmp_path, read_site(tmp_path, now=NOW), find_hugo(), unsafe=True)
    assert set(found.refused) == {("/fruit", "en")}
    assert ("/fruit", "en") not in found.bodies
    assert "Green." in found.bodies["/fruit/pear", "en"]
