"""Lets Hugo print the bodies of a site and reads them."""

import base64
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from migrate.errors import MigrateError
from migrate.extract.config import read_configuration
from migrate.extract.files import open_site
from migrate.extract.real_hugo.binary import find_hugo, hugo_version, run_hugo
from migrate.extract.real_hugo.stubs import MarkedTemplates, call_forms, needs_stub
from migrate.extract.real_hugo.workspace import FIRST_LINE, Workspace
from migrate.model.canonical import Json
from migrate.model.source import SourceSite

__all__ = ["RenderedSite", "read_pages", "render_bodies"]

_PRINTED = """{{ dict "path" .Path "lang" .Lang "html" .Content | jsonify | base64Encode | safeHTML }}
"""
"""One line for each page; encoded, so that nothing that Hugo does to finished HTML (``canonifyURLs``) touches it."""
_TRIED = """{{ $page := . }}{{ with try .Content }}{{ with .Err -}}
{{ dict "path" $page.Path "lang" $page.Lang "error" (string .) | jsonify | base64Encode | safeHTML }}
{{ else -}}
{{ dict "path" $page.Path "lang" $page.Lang "html" .Value | jsonify | base64Encode | safeHTML }}
{{ end }}{{ end }}"""
"""The same, where one body that Hugo cannot render does not stop the others."""
_TRIES_SINCE = (0, 141)
"""The first version of Hugo that has ``try``."""


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """What Hugo made of the bodies of a site."""

    version: str
    """As the binary tells it."""
    bodies: Mapping[tuple[str, str], str]
    """(path, language) → HTML; calls of shortcodes stand between `stubs.CALL_START` and `stubs.CALL_END`."""
    stubbed: tuple[str, ...]
    """Shortcodes without a template, in whose place only the inner text was printed; sorted."""
    own_words: str
    """What templates may print of their own: their texts, translations and the parameters of the site."""
    refused: Mapping[tuple[str, str], str]
    """(path, language) → why Hugo could not render the body."""


def render_bodies(root: Path, site: SourceSite, hugo: str, *, unsafe: bool) -> RenderedSite:
    """Return the bodies of all pages of `site`, drafts, future and expired ones included, as Hugo renders them.

    Nothing is written to `root`; all that Hugo needs to write goes to a folder that is gone afterwards.

    Args:
        root: the folder of the site.
        site: the site as read from there.
        hugo: the binary, or its name.
        unsafe: whether raw HTML is shown.

    Raises:
        ConfigurationError: there is no such binary.
        MigrateError: Hugo refuses the site.

    """
    binary = find_hugo(hugo)
    files = open_site(root)
    config = read_configuration(files, "production", site.config.hugo_version)
    forms = call_forms(site.reader.body(page).parts for page in site.pages if page.source)
    with tempfile.TemporaryDirectory(prefix="migrate-hugo-") as name:
        folder = Path(name).resolve()
        version = hugo_version(binary, folder)
        workspace = Workspace(folder, site, files, config, unsafe=unsafe, version=version.number)
        printed = _TRIED if version.number >= _TRIES_SINCE else _PRINTED
        own_words = workspace.write(MarkedTemplates(forms, frozenset(site.shortcodes)), printed)
        run_hugo(workspace.build_command(binary), folder, root, complaints=True)
        pages = dict(read_pages(workspace.public))
    bodies = {key: str(page["html"]) for key, page in pages.items() if "html" in page}
    refused = {key: _reason(str(page["error"])) for key, page in pages.items() if "error" in page}
    if not bodies:
        raise MigrateError("Hugo printed no pages", where=str(root), hint="Check that the site has a home page")
    stubbed = tuple(name for name in forms if needs_stub(name, site.shortcodes))
    return RenderedSite(version.text, bodies, stubbed, own_words, refused)


def _reason(told: str) -> str:
    """Return the end of Hugo's words; what comes before names our own templates."""
    return told.rpartition(">: ")[2].removeprefix("error calling ")


def read_pages(public: Path) -> Iterator[tuple[tuple[str, str], Mapping[str, Json]]]:
    """Yield (path, language) and what was printed of each page."""
    for path in sorted(public.rglob("*.html")):
        lines = path.read_text(encoding="utf-8").split("\n")
        if lines[0] != FIRST_LINE:
            continue
        for line in lines[1:]:
            if line.strip():
                page = json.loads(base64.b64decode(line))
                yield (page["path"], page["lang"]), page
