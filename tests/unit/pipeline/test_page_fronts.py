"""What pages were is told from what is kept of it, for all pages that are as they were."""

from pathlib import Path

import pytest

from migrate.model.source import SourcePage
from migrate.pipeline import page_fronts
from migrate.pipeline.remembering import PageMemory
from migrate.transform.fingerprints import fingerprint_source
from tests.unit.pipeline.remembered_site import remembered, write_small_site


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [("Back", "Forth", set()), ("title: B", "title: Bee", {"/posts/b"}), ("[Red, blue]", "[red]", None)],
    ids=["a body", "a title", "a term less"],
)
def test_only_pages_that_changed_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, again: set[str] | None
) -> None:
    """Others are not written out again; where terms went, so did the pages of these."""
    site, file = write_small_site(tmp_path / "site"), tmp_path / "pages.db"
    remembered(site, PageMemory(file, writable=True))
    seen: set[str] = set()

    def noted(page: SourcePage) -> str:
        seen.add(page.path)
        return fingerprint_source(page)

    monkeypatch.setattr(page_fronts, "fingerprint_source", noted)
    post = site / "content/posts/b.md"
    post.write_text(post.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    memory = PageMemory(file, writable=True)
    remembered(site, memory)
    assert memory.made > 0
    assert seen == again if again is not None else "/posts/a" not in seen
