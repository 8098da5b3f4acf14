"""The files of `data/` as one map."""

from pathlib import Path

from migrate.extract.config import read_configuration
from migrate.extract.data import read_data
from migrate.extract.files import open_site
from tests.unit.extract.site_folder import codes, write


def test_folders_and_files_become_keys(tmp_path: Path) -> None:
    """Keys are spelled as the files are; each file has its dotted path."""
    files = {
        "hugo.toml": "",
        "data/authors/Jane.yaml": "Name: Jane\n",
        "data/list.json": "[1, 2]",
        "data/t.toml": "a = 1",
    }
    site = open_site(write(tmp_path, files))
    data, sources, findings = read_data(site, read_configuration(site, "production").mounts)
    assert data == {"authors": {"Jane": {"Name": "Jane"}}, "list": [1, 2], "t": {"a": 1}}
    assert sources == {"authors.Jane": "data/authors/Jane.yaml", "list": "data/list.json", "t": "data/t.toml"}
    assert findings == ()


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    """A broken file, and a format that is not read, are left out by name."""
    files = {
        "hugo.toml": "",
        "data/a.json": '{\n"a": ,}',
        "data/b.csv": "x,y",
        "data/c.yaml": "k: v\n",
        "data/.d.yaml": "[",
    }
    site = open_site(write(tmp_path, files))
    data, _, findings = read_data(site, read_configuration(site, "production").mounts)
    assert data == {"c": {"k": "v"}}
    assert codes(findings) == [("broken-data", "data/a.json"), ("unread-data", "data/b.csv")]
    assert findings[0].line == 2
