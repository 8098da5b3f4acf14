"""What is read of the files that Hugo printed."""

import base64
import json
from pathlib import Path

from migrate.extract.real_hugo.build import read_pages
from migrate.extract.real_hugo.workspace import FIRST_LINE


def test_only_files_of_ours_are_read(tmp_path: Path) -> None:
    """Neither folders that are named like files nor files in another encoding are taken for pages."""
    page = {"path": "/a", "lang": "en", "html": "<p>é</p>"}
    line = base64.b64encode(json.dumps(page).encode()).decode()
    (tmp_path / "a" / "index.html").mkdir(parents=True)
    (tmp_path / "a" / "index.html" / "index.html").write_text(f"{FIRST_LINE}\n{line}\n")
    (tmp_path / "old.html").write_bytes("<p>é</p>".encode("latin-1"))
    assert dict(read_pages(tmp_path)) == {("/a", "en"): page}
