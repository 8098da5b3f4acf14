"""Dates of commits, as `enableGitInfo` uses them."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrate.extract.git_dates import read_commit_dates
from tests.unit.extract.site_folder import page_at, read, write

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def _commit(root: Path, date: str) -> None:
    """Commit everything below `root` as if at `date`."""
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    environment = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, "HOME": str(root), "PATH": "/usr/bin:/bin"}
    for arguments in (("add", "-A"), ("commit", "-q", "-m", "x")):
        subprocess.run(["git", *identity, *arguments], cwd=root, env=environment, check=True)


def test_newest_commit_of_each_file_counts(tmp_path: Path) -> None:
    """A file has the author date of the last commit that touched it."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    _commit(write(tmp_path, {"content/a.md": "1", "content/ü b.md": "1"}), "2020-01-01T10:00:00+02:00")
    _commit(write(tmp_path, {"content/a.md": "2"}), "2021-01-01T10:00:00Z")
    assert read_commit_dates(tmp_path) == {
        "content/a.md": datetime(2021, 1, 1, 10, tzinfo=UTC),
        "content/ü b.md": datetime(2020, 1, 1, 8, tzinfo=UTC),
    }


def test_folder_without_a_repository_has_no_dates(tmp_path: Path) -> None:
    """No repository is no error: Hugo then has no git information either."""
    assert read_commit_dates(tmp_path) == {}


def test_commits_date_the_last_change_when_asked_for(tmp_path: Path) -> None:
    """With `enableGitInfo` the commit beats the front matter for `lastmod`, and only for it."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    page = "---\ndate: 2019-01-01\nlastmod: 2019-02-02\n---\n"
    _commit(write(tmp_path, {"hugo.toml": "enableGitInfo = true\n", "content/a.md": page}), "2022-03-04T05:06:07Z")
    found = page_at(read(tmp_path, {"hugo.toml": "enableGitInfo = true\n"}), "/a")
    assert found.lastmod == datetime(2022, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert found.date == datetime(2019, 1, 1, tzinfo=UTC)
