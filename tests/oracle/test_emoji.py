"""Names of emoji, each as the real binary shows it."""

import html
import re
from pathlib import Path

from migrate.transform.body.emoji_names import emoji_names
from tests.oracle.hugo_binary import build_site
from tests.oracle.real_hugo import write_site

_OTHERS = ("flag_for_france", "male-detective", "wave_skin_tone_2", "black_bird_", "biohazard_sign", "no-such-emoji")
"""Names that other services, the standard or nobody has."""


def test_every_name_stands_for_what_hugo_shows(tmp_path: Path) -> None:
    """All names are known to Hugo and give the same characters, selectors included; no other name is known to us."""
    names = emoji_names()
    wanted = [*names, *_OTHERS]
    text = "\n\n".join(f"{number} :{name}: end" for number, name in enumerate(wanted))
    config = 'baseURL = "https://example.org/"\nenableEmoji = true\ndisableKinds = ["taxonomy", "term"]\n'
    files = {
        "hugo.toml": config,
        "content/all.md": f"---\ntitle: All\n---\n{text}\n",
        "layouts/all.html": "{{ .Content }}",
    }
    write_site(tmp_path, files)
    built = (build_site(tmp_path) / "all" / "index.html").read_text(encoding="utf-8")
    shown = {int(number): html.unescape(text) for number, text in re.findall(r"<p>(\d+) (.*?) end</p>", built)}
    assert len(names) > 1_900
    assert [shown[at] for at, _ in enumerate(wanted)] == [names.get(name, f":{name}:") for name in wanted]
