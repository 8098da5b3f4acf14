"""Which version a site was made for, from what its folder says."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from migrate.extract.config import Configuration, read_configuration
from migrate.extract.files import open_site
from tests.unit.extract.site_folder import write


def _configuration(root: Path, files: Mapping[str, str | bytes]) -> Configuration:
    return read_configuration(open_site(write(root, files)), "production")


@pytest.mark.parametrize(
    ("path", "content", "version", "evidence"),
    [
        ("netlify.toml", '[build.environment]\nHUGO_VERSION = "0.55.6"\n', (0, 55), "netlify.toml:2"),
        (
            "netlify.toml",
            '[context.production.environment]\nHUGO_VERSION = "0.91.2"\n[build.environment]\nHUGO_VERSION = "0.80"\n',
            (0, 91),
            "netlify.toml:2",
        ),
        ("vercel.json", '{"build": {"env": {"HUGO_VERSION": "0.70.0"}}}', (0, 70), "vercel.json:1"),
        (
            ".github/workflows/pages.yml",
            "steps:\n  - uses: peaceiris/actions-hugo@v2\n    with:\n      hugo-version: '0.110.0'\n",
            (0, 110),
            ".github/workflows/pages.yml:4",
        ),
        (".gitlab-ci.yml", "image: registry.gitlab.com/pages/hugo:0.42\n", (0, 42), ".gitlab-ci.yml:1"),
        (
            ".travis.yml",
            "- wget https://github.com/spf13/hugo/releases/download/v0.18.1/hugo_0.18.1-64bit.deb\n",
            (0, 18),
            ".travis.yml:1",
        ),
        (".tool-versions", "nodejs 20.1.0\nhugo extended_0.120.4\n", (0, 120), ".tool-versions:2"),
        ("Makefile", "HUGO_VERSION ?= 0.92.0\n", (0, 92), "Makefile:1"),
        ("Dockerfile", "FROM alpine:3.10\nENV HUGO_VERSION 0.53\n", (0, 53), "Dockerfile:2"),
        (".hvm", "v0.140.2/extended\n", (0, 140), ".hvm:1"),
        ("package.json", '{\n"devDependencies": {"hugo-bin": "^0.85.0"}}', (0, 85), "package.json:2"),
    ],
)
def test_pinned_version_is_found(
    tmp_path: Path, path: str, content: str, version: tuple[int, int], evidence: str
) -> None:
    """A build file that pins Hugo says what built the site."""
    site = _configuration(tmp_path, {"hugo.toml": "", path: content}).site
    assert (site.hugo_version, site.hugo_version_evidence) == (version, evidence)


def test_commented_version_does_not_count(tmp_path: Path) -> None:
    """A line that is switched off pins nothing."""
    site = _configuration(tmp_path, {"hugo.toml": "", "netlify.toml": '# HUGO_VERSION = "0.55.6"\n'}).site
    assert site.hugo_version is None


@pytest.mark.parametrize(
    ("files", "version", "blackfriday"),
    [
        ({"config.toml": 'title = "x"\n[blackfriday]\nfractions = false\n'}, (0, 59), True),
        ({"config.toml": '[markup]\ndefaultMarkdownHandler = "blackfriday"\n'}, (0, 99), True),
        ({"config.toml": "pygmentsUseClasses = true\n"}, (0, 59), True),
        ({"config.toml": 'metaDataFormat = "yaml"\n'}, (0, 59), True),
        ({"hugo.toml": "pygmentsUseClasses = true\n"}, None, False),
        ({"config.toml": "pygmentsUseClasses = true\n[markup.goldmark.renderer]\nunsafe = true\n"}, None, False),
        (
            {"config.toml": "[blackfriday]\nplainIDAnchors = true\n[markup.goldmark.renderer]\nunsafe = true\n"},
            None,
            False,
        ),
        ({"config.toml": 'theme = "t"\n', "themes/t/theme.toml": 'min_version = "0.41"\n'}, (0, 41), True),
        ({"config.toml": 'theme = "t"\n', "themes/t/theme.toml": 'min_version = "0.112"\n'}, None, False),
        ({"hugo.toml": '[module.hugoVersion]\nmin = "0.160.1"\n'}, (0, 160), False),
        ({"hugo.toml": '[module.hugoVersion]\nmin = "0.54"\n'}, None, False),
        ({"config.toml": 'title = "x"\n'}, None, False),
    ],
)
def test_age_is_guessed_from_settings(
    tmp_path: Path, files: Mapping[str, str], version: tuple[int, int] | None, blackfriday: bool
) -> None:
    """Settings that came and went with a version tell the age; a minimum alone does not."""
    site = _configuration(tmp_path, files).site
    assert (site.hugo_version, site.blackfriday) == (version, blackfriday)


@pytest.mark.parametrize(
    ("files", "guessed"),
    [
        ({"config.toml": "[blackfriday]\nfractions = false\n"}, False),
        ({"config.toml": "", "netlify.toml": 'HUGO_VERSION = "0.18"\n'}, False),
        ({"config.toml": "pygmentsUseClasses = true\n"}, True),
        ({"config.toml": 'theme = "t"\n', "themes/t/theme.toml": 'min_version = "0.41"\n'}, True),
    ],
)
def test_a_guess_is_known_to_be_one(tmp_path: Path, files: Mapping[str, str], guessed: bool) -> None:
    """An old version that is named, or a setting of the engine itself, is more than the age of another setting."""
    site = _configuration(tmp_path, files).site
    assert (site.blackfriday, site.blackfriday_guessed) == (True, guessed)


def test_version_that_is_set_wins(tmp_path: Path) -> None:
    """What the user says stands over all evidence."""
    files = {"config.toml": "[blackfriday]\n", "netlify.toml": 'HUGO_VERSION = "0.18"\n'}
    site = read_configuration(open_site(write(tmp_path, files)), "production", (0, 168)).site
    assert (site.hugo_version, site.hugo_version_evidence, site.blackfriday) == ((0, 168), "set", False)


def test_pinned_version_that_cannot_read_the_configuration_was_left_behind(tmp_path: Path) -> None:
    """A build file older than Goldmark beside settings of Goldmark says nothing about the site."""
    files = {"config.toml": "[markup.goldmark.renderer]\nunsafe = true\n", "netlify.toml": 'HUGO_VERSION = "0.25"\n'}
    site = _configuration(tmp_path, files).site
    assert (site.hugo_version, site.blackfriday) == (None, False)
