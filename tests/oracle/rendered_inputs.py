"""Lets the real binary render texts, each as the body of a page."""

from collections.abc import Sequence
from pathlib import Path

from tests.oracle.hugo_binary import build_site
from tests.oracle.real_hugo import write_site

__all__ = ["render_inputs"]

_SETTINGS = """baseURL = "https://x.test/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404", "home", "section"]
{settings}
[markup.goldmark.renderer]
unsafe = true
"""


def render_inputs(root: Path, inputs: Sequence[str], settings: str = "") -> list[str]:
    """Return the HTML of each input; the site is built in the empty folder `root`, raw HTML shown.

    `settings` are top-level lines of the site's configuration.
    """
    files = {f"content/p{number}.md": f"---\ntitle: x\n---\n{text}" for number, text in enumerate(inputs)}
    files |= {"layouts/single.html": "{{ .Content }}", "hugo.toml": _SETTINGS.format(settings=settings)}
    write_site(root, files)
    public = build_site(root)
    pages = [public / f"p{number}" / "index.html" for number in range(len(inputs))]
    # Hugo writes no file for a page that came out empty.
    return [page.read_text(encoding="utf-8") if page.exists() else "" for page in pages]
