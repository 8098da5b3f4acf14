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


def test_a_file_that_two_pages_tore_tells_of_neither(tmp_path: Path) -> None:
    """Hugo writes pages at one address at the same time; what is whole among the lines counts."""
    whole = base64.b64encode(json.dumps({"path": "/a", "lang": "en", "html": "<p>A</p>"}).encode()).decode()
    torn = (whole[:41], whole[:40], "IQ==", base64.b64encode(b"[1]").decode())
    (tmp_path / "index.html").write_text("\n".join((FIRST_LINE, *torn, whole, "")))
    assert [place for place, _ in read_pages(tmp_path)] == [("/a", "en")]
