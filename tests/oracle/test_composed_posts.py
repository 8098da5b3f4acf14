"""Whole posts that real Hugo renders here and now: what differs is told, for each of the usual settings of a site."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrate.extract import read_site
from migrate.extract.real_hugo import render_bodies
from migrate.mapping.infer import infer_mapping
from migrate.model.space import Target
from migrate.report.fidelity.site import Fidelity, compare_site
from migrate.transform import build_space
from tests.oracle.composed_posts import compose_posts
from tests.oracle.hugo_binary import find_hugo
from tests.oracle.real_hugo import write_site
from tests.oracle.site_parts import IMAGE

NOW = datetime(2026, 1, 1, tzinfo=UTC)
POSTS = 120
BASE = 'baseURL = "https://here.test/"\ntitle = "Here"\nenableEmoji = {emoji}\n[markup.goldmark.renderer]\n'
SETTINGS = {
    "shown": BASE.format(emoji="false") + "unsafe = true\n",
    "hidden": BASE.format(emoji="true") + "unsafe = false\nhardWraps = true\n",
}


def _proof_of(root: Path, settings: str, seed: int) -> Fidelity:
    files: dict[str, str | bytes] = {
        f"content/posts/p{number}.md": f"---\ntitle: P\n---\n{body}"
        for number, body in enumerate(compose_posts(POSTS, seed))
    }
    files |= {"hugo.toml": settings, "content/posts/target.md": "---\ntitle: Target\n---\n", "static/a.gif": IMAGE}
    write_site(root, files)
    site = read_site(root, now=NOW)
    rules = infer_mapping(site)
    space = build_space(site, rules, Target("here", "master", "", rehearsal=True), NOW)
    rendered = render_bodies(root, site, find_hugo(), unsafe="unsafe = true" in settings)
    return compare_site(site, rules, space, rendered.bodies, rendered.own_words)


@pytest.mark.parametrize("name", SETTINGS)
def test_nothing_of_composed_posts_is_lost_untold(name: str, tmp_path: Path) -> None:
    """Words, headings, links, images and code that Hugo shows are in the entries, or the ledger tells of them."""
    proof = _proof_of(tmp_path, SETTINGS[name], seed=1)
    assert proof.pages == POSTS + 1
    assert "\n".join(map(str, proof.differences)) == ""
