"""What a path in a reference stands for."""

import pytest

from migrate.extract.links.content_path import ContentPath, parse_content_path


@pytest.mark.parametrize(
    ("path", "key", "name"),
    [
        ("/docs/a.md", "/docs/a", "a"),
        ("docs/My Page.MD", "/docs/my-page", "my-page"),
        ("/docs/a.fr.md", "/docs/a", "a"),
        ("/docs/a.de.md", "/docs/a.de", "a.de"),
        ("/docs/fr.md", "/docs/fr", "fr"),
        ("/docs/a.fr.b.md", "/docs/a", "a"),
        ("/docs/a._language_fr_.md", "/docs/a", "a"),
        ("/docs/index.md", "/docs", "docs"),
        ("/docs/_index.fr.md", "/docs", "docs"),
        ("/index.md", "", ""),
        ("/", "", ""),
        ("/docs/", "/docs", "docs"),
        ("/docs/v1.2", "/docs/v1.2", "v1"),
        ("/docs/pic.fr.png", "/docs/pic.png", "pic"),
        ("/docs/.md", "/docs/.md", ""),
        ("/docs/a.", "/docs/a.", "a"),
    ],
)
def test_a_path_is_read_as_a_content_file(path: str, key: str, name: str) -> None:
    """Case, spaces, extension, language and index files do not count; other extensions do."""
    assert parse_content_path(path, {"en", "fr"}) == ContentPath(key, name)
