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
from migrate.extract.real_hugo.binary import find_hugo, hugo_version, run_hugo, without_folders
from migrate.extract.real_hugo.refusals import missing_format, reason_of, refused_page
from migrate.extract.real_hugo.stubs import (
    INNER_CALLS,
    MarkedTemplates,
    call_forms,
    learn_form,
    markdown_calls,
    needs_stub,
    with_inner_calls,
)
from migrate.extract.real_hugo.workspace import FIRST_LINE, Workspace
from migrate.model.canonical import Json
from migrate.model.source import SourceSite

__all__ = ["RenderedSite", "read_pages", "render_bodies"]

_REST = f"""(dict "path" .Path "lang" .Lang "inner" (.Store.Get "{INNER_CALLS}")) -}}}}
{{{{ $shown | jsonify | base64Encode | safeHTML }}}}
"""
_PRINTED = f"""{{{{ $shown := dict "html" .Content -}}}}
{{{{ $shown = merge $shown {_REST}"""
"""One line for each page; encoded, so that nothing that Hugo does to finished HTML (``canonifyURLs``) touches it."""
_TRIED = f"""{{{{ $tried := try .Content }}}}{{{{ $shown := dict "html" $tried.Value -}}}}
{{{{ with $tried.Err }}}}{{{{ $shown = dict "error" (string .) }}}}{{{{ end -}}}}
{{{{ $shown = merge $shown {_REST}"""
"""The same, for a Hugo that goes on when one page cannot be rendered."""
_TRIES_SINCE = (0, 141)
_MOST_REFUSED = 50
"""Each page that Hugo refuses takes a build that fails early; beyond so many the site itself is at fault."""


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
    failing: str = ""
    """Why the templates of the site were left out, "" when they were not."""


def render_bodies(
    root: Path,
    site: SourceSite,
    hugo: str,
    *,
    unsafe: bool,
    templates: bool = True,
    kept: frozenset[str] = frozenset(),
) -> RenderedSite:
    """Return the bodies of all pages of `site`, drafts, future and expired ones included, as Hugo renders them.

    Nothing is written to `root`; all that Hugo needs to write goes to a folder that is gone afterwards. A page that
    Hugo refuses is left out, and so are the site's templates when the build fails for one of them: they often need a
    theme that is not in the folder, or the network.

    Args:
        root: the folder of the site.
        site: the site as read from there.
        hugo: the binary, or its name.
        unsafe: whether raw HTML is shown.
        templates: whether the site's own shortcodes and render hooks are used, or the inner text of each call is
            shown as it is.
        kept: shortcodes whose templates are used in any case.

    Raises:
        ConfigurationError: there is no such binary.
        MigrateError: Hugo refuses the site.

    """
    binary = find_hugo(hugo)
    files = open_site(root)
    config = read_configuration(files, "production", site.config.hugo_version)
    forms = dict(call_forms(site.reader.body(page).parts for page in site.pages if page.source))
    sources = {(page.path, page.lang): page.source for page in site.pages if page.source}
    folders = [content.mount.source for content in config.content]
    refused: dict[str, str] = {}
    formats: set[str] = set()
    failing = ""
    known = frozenset(site.shortcodes)
    in_markdown = markdown_calls(site)
    while True:
        used = templates and not failing
        own = known if used else known & kept if not failing else frozenset()
        marked = MarkedTemplates(forms, own, bare=not used, markdown=in_markdown)
        with tempfile.TemporaryDirectory(prefix="migrate-hugo-") as name:
            folder = Path(name).resolve()
            version = hugo_version(binary, folder)
            workspace = Workspace(
                folder, site, files, config, unsafe=unsafe, version=version.number, site_templates=used, kept=own
            )
            printed = _TRIED if version.number >= _TRIES_SINCE else _PRINTED
            own_words = workspace.write(marked, printed, without_pages=refused, formats=sorted(formats))
            try:
                run_hugo(workspace.build_command(binary), folder, root, complaints=True)
            except MigrateError as error:
                if learn_form(error.message, forms):
                    continue
                wanted = missing_format(error.message)
                if wanted is not None and wanted not in formats:
                    formats.add(wanted)
                    continue
                page = refused_page(error.message, folders)
                if page is not None and page not in refused and len(refused) < _MOST_REFUSED:
                    refused[page] = reason_of(error.message)
                elif own:
                    failing = reason_of(error.message)
                else:
                    raise
                continue
            pages = dict(read_pages(workspace.public))
            errors = {
                key: reason_of(without_folders(str(page["error"]), root, folder))
                for key, page in pages.items()
                if "error" in page
            }
        break
    if not pages:
        raise MigrateError("Hugo printed no pages", where=str(root), hint="Check that the site has a home page")
    left_out = {key: refused[source] for key, source in sources.items() if source in refused}
    return RenderedSite(
        version.text,
        # Of a section whose file is left out Hugo makes an empty page.
        {key: str(page["html"]) for key, page in pages.items() if "html" in page and key not in left_out},
        tuple(name for name in forms if needs_stub(name, known)),
        own_words,
        left_out | errors,
        failing,
    )


def read_pages(public: Path) -> Iterator[tuple[tuple[str, str], Mapping[str, Json]]]:
    """Yield (path, language) and what was printed of each page."""
    # A page may have an address that ends in .html/, and so a folder; files of the site may be in any encoding.
    for path in sorted(path for path in public.rglob("*.html") if path.is_file()):
        first, *lines = path.read_bytes().split(b"\n")
        if first != FIRST_LINE.encode():
            continue
        for line in lines:
            page = _printed(line) if line.strip() else None
            if page is not None:
                yield (str(page["path"]), str(page["lang"])), {**page, **_whole(page)}


def _printed(line: bytes) -> Mapping[str, Json] | None:
    """Return what a line tells; None where Hugo wrote two pages to one file at the same time, and tore both.

    Such pages count as not printed, like the one of two at an address that the other one wrote over.
    """
    try:
        page = json.loads(base64.b64decode(line.strip(), validate=True))
    except ValueError:
        return None
    return page if isinstance(page, Mapping) else None


def _whole(page: Mapping[str, Json]) -> dict[str, Json]:
    """Return the HTML of a page with the calls that stand inside others put back."""
    html, inner = page.get("html"), page.get("inner")
    if not isinstance(html, str) or not isinstance(inner, Mapping):
        return {}
    return {"html": with_inner_calls(html, {key: str(text) for key, text in inner.items()})}
