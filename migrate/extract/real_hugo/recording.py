"""For single calls: templates that note what they print, and templates for what Hugo is not to render.

Owns what is noted for a call and how calls are told apart. Does not own where the files go (`workspace`) nor what is
made of the notes (`calls`).

A template of the site becomes a partial and a wrapper that tries it: a template that fails must not stop the build
(https://gohugo.io/functions/go-template/try/). Notes go to the page's store, where neither Markdown nor the calls
around them touch them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from migrate.model.source import BodyPart, ShortcodeCall

__all__ = ["KEY", "NOTES", "RecordedTemplates", "keyed_calls", "template_of"]

NOTES = "migrate-calls"
"""Key of the page's store that holds the notes."""
KEY = re.compile("\ue002([0-9.]+)\ue003")
"""Printed for a call that Hugo did not render."""

_PARTIALS = "migrate-calls"
_SLASH = "+"
_CALL_KEY = f"{_PARTIALS}/key.html"
_KEY_PARTIAL = f"""{{{{- $key := string .Ordinal -}}}}
{{{{- with .Parent -}}}}{{{{- $key = printf "%s.%s" (partial "{_CALL_KEY}" .) $key -}}}}{{{{- end -}}}}
{{{{- return $key -}}}}
"""
_KEPT = f'\ue002{{{{ partial "{_CALL_KEY}" . }}}}\ue003'
_TAKES_INNER = "{{ if false }}{{ .Inner }}{{ end }}"
"""Makes Hugo look for the end of a call (https://gohugo.io/methods/shortcode/inner/)."""
_INNER = re.compile(r"\.Inner(?:Deindent)?\b")
_CONFIG = re.compile(r"\{\{-?\s*\$_hugo_config\s*:?=.*?\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RecordedTemplates:
    """The templates of some shortcodes, all others left out; implements `workspace.Templates`."""

    rendered: frozenset[str]
    """Names of the shortcodes that Hugo renders, in lower case."""
    kept: Mapping[str, bool]
    """Names of those that it does not → whether one of their calls has inner text."""

    def dressed(self, name: str, layout: str, text: str) -> Iterator[tuple[str, str]]:
        """Yield a template as a partial, and the wrapper that tries it."""
        if name not in self.rendered:
            return
        # In one piece: a folder called `_shortcodes` would make a shortcode of it.
        partial = f"{_PARTIALS}/{layout.replace('/', _SLASH)}"
        yield f"_partials/{partial}", text
        yield layout, _wrapper(partial, text)

    def added(self) -> Iterator[tuple[str, str]]:
        """Yield a template for each shortcode that keeps its place."""
        yield f"_partials/{_CALL_KEY}", _KEY_PARTIAL
        for name, paired in sorted(self.kept.items()):
            yield f"_shortcodes/{name}.html", _KEPT + (_TAKES_INNER if paired else "")


def _wrapper(partial: str, text: str) -> str:
    config = _CONFIG.search(text)
    lines = (
        config[0] if config else "",
        f'{{{{- $key := partial "{_CALL_KEY}" . -}}}}',
        f'{{{{- $tried := try (partial "{partial}" .) -}}}}',
        "{{- with $tried.Err -}}",
        f'{{{{- $.Page.Store.SetInMap "{NOTES}" $key (dict "name" $.Name "error" (string .)) -}}}}',
        f"{_KEPT.replace(' . ', ' $ ')}",
        "{{- else -}}",
        f'{{{{- $.Page.Store.SetInMap "{NOTES}" $key (dict "name" $.Name "text" (string $tried.Value)) -}}}}',
        "{{- $tried.Value -}}",
        "{{- end -}}",
    )
    return "".join(lines) + (_TAKES_INNER if _INNER.search(text) else "")


def template_of(layout: str) -> str:
    """Return the path below the site's layouts of a template that Hugo names by our partial."""
    return layout.partition(f"{_PARTIALS}/")[2].replace(_SLASH, "/") or layout


def keyed_calls(parts: tuple[BodyPart, ...], above: str = "") -> Iterator[tuple[str, ShortcodeCall]]:
    """Yield the calls of a body by their place among their siblings, as Hugo counts them: ``0``, ``1``, ``1.0``."""
    place = 0
    for part in parts:
        if isinstance(part, ShortcodeCall):
            key = f"{above}{place}"
            yield key, part
            yield from keyed_calls(part.inner or (), f"{key}.")
            place += 1
