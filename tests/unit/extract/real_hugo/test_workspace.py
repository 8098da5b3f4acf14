"""The folder in which Hugo builds: settings that change what a body shows are the site's, others are ours."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrate.extract import read_site
from migrate.extract.config import read_configuration
from migrate.extract.files import open_site
from migrate.extract.real_hugo.workspace import Workspace
from tests.unit.extract.site_folder import write


class _NoTemplates:
    """A site without shortcodes."""

    def dressed(self, name: str, layout: str, text: str) -> Iterator[tuple[str, str]]:
        yield from ()

    def added(self) -> Iterator[tuple[str, str]]:
        yield from ()


def settings(tmp_path: Path, configuration: str) -> dict[str, object]:
    """Return the settings that Hugo gets for a site with this configuration."""
    site = write(tmp_path / "site", {"hugo.toml": configuration, "content/a.md": "A.\n"})
    files = open_site(site)
    folder = tmp_path / "workspace"
    folder.mkdir()
    workspace = Workspace(
        folder,
        read_site(site, now=datetime(2026, 1, 1, tzinfo=UTC)),
        files,
        read_configuration(files, "production"),
        unsafe=True,
        version=(0, 150),
    )
    workspace.write(_NoTemplates(), "")
    (written,) = (path for path in folder.iterdir() if path.suffix == ".json")
    found: dict[str, object] = json.loads(written.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    ("configuration", "url"),
    [('title = "A"\n', "/"), ('baseURL = ""\n', "/"), ('baseURL = "https://here.example/"\n', "https://here.example/")],
)
def test_hugo_makes_up_no_host(tmp_path: Path, configuration: str, url: str) -> None:
    """Without an address of the site, addresses begin at its root."""
    assert settings(tmp_path, configuration)["baseurl"] == url


def test_settings_that_change_bodies_are_the_sites(tmp_path: Path) -> None:
    """Others, such as what a newer Hugo refuses, stay out."""
    found = settings(tmp_path, "summaryLength = 7\nenableEmoji = true\npaginate = 3\n")
    assert found["summarylength"] == 7
    assert "paginate" not in found
