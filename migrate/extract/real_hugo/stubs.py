"""For bodies: templates that stand in for those that are not there, and marks around those that are.

Owns what is printed for a call. Does not own where the files go (`workspace`).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from migrate.extract.real_hugo.recording import keyed_calls
from migrate.model.source import BodyPart, ShortcodeCall, SourceSite

__all__ = [
    "CALL_END",
    "CALL_START",
    "INNER_CALLS",
    "CallForms",
    "MarkedTemplates",
    "call_forms",
    "markdown_calls",
    "needs_stub",
    "with_inner_calls",
]

CALL_START, CALL_END = "\ue000", "\ue001"
"""Printed around what a shortcode shows, so that it can be told from what the author wrote."""

ASKS_THE_NETWORK = frozenset(
    (
        "gist", "instagram", "instagram_simple", "speakerdeck", "tweet", "twitter", "twitter_simple", "vimeo_simple",
        "x", "x_simple",
    )
)  # fmt: skip
"""Built-in shortcodes that ask another site while building, or that Hugo refuses since it dropped them."""
_UNKNOWN = re.compile(r'template for shortcode "([^"]+)" not found')
_CLOSED = re.compile(r'shortcode "([^"]+)" does not evaluate \.Inner')
INNER_CALLS = "migrate-inner-calls"
"""Key of the page's store that holds what calls inside other calls print."""
_START, _END = CALL_START, CALL_END
_KEPT_START, _KEPT_END = "\ue004", "\ue005"
_KEPT = re.compile(f"<p>{_KEPT_START}(?P<alone>[0-9.]+){_KEPT_END}</p>|{_KEPT_START}(?P<key>[0-9.]+){_KEPT_END}")
_KEY_PARTIAL = "migrate-call-key.html"
_KEY = f"""{{{{- $key := string .Ordinal -}}}}
{{{{- with .Parent -}}}}{{{{- $key = printf "%s.%s" (partial "{_KEY_PARTIAL}" .) $key -}}}}{{{{- end -}}}}
{{{{- return $key -}}}}
"""
_INNER_FIRST = '{{ $_hugo_config := `{ "version": 1 }` }}'
"""Makes Hugo read the inner text of a call alone as Markdown; it looks for that in the first action of a template."""
_MARKDOWN_PARTIAL = "migrate-markdown-calls.html"
_DEEPEST = 20
"""Calls inside each other."""
BUILT_IN = frozenset(("comment", "details", "figure", "highlight", "param", "qr", "ref", "relref", "vimeo", "youtube"))
"""Shortcodes that every Hugo has."""
_OFTEN_OVERRIDDEN = frozenset(("details",))
"""Those of them that themes had before Hugo did, with other parameters."""


@dataclass(slots=True)
class CallForms:
    """How the calls of one shortcode are written."""

    paired: bool = False
    """Some call has inner text."""
    in_markdown: bool = False
    """Some call is written ``{{% %}}``, so that what it prints is read as Markdown."""
    in_html: bool = False
    """Some call is written ``{{< >}}``."""
    inner_first: bool = False
    """Some call is written ``{{% %}}`` and its template has only the inner text read as Markdown."""
    own_lines: bool = True
    """Every call begins its line and has it for itself, outside of other calls."""


def call_forms(bodies: Iterable[tuple[BodyPart, ...]]) -> Mapping[str, CallForms]:
    """Return lower-cased name → how its calls are written, sorted by name."""
    forms: dict[str, CallForms] = {}
    for body in bodies:
        for call, inside in _calls(body):
            form = forms.setdefault(call.name.lower(), CallForms())
            form.paired = form.paired or call.inner is not None
            form.in_markdown = form.in_markdown or call.markdown
            percent = call.source.startswith("{{%")
            form.in_html = form.in_html or not percent
            form.inner_first = form.inner_first or (percent and not call.markdown)
            form.own_lines = form.own_lines and call.own_line and call.column == 1 and not inside
    return dict(sorted(forms.items()))


def learn_form(told: str, forms: dict[str, CallForms]) -> bool:
    """Add to `forms` what a refusal tells of a call that stands elsewhere than in a page; tell whether it did.

    Files that only templates read, such as content files inside leaf bundles, have calls as well.
    """
    unknown, unclosed = _UNKNOWN.search(told), _CLOSED.search(told)
    if unknown is not None and unknown[1].lower() not in forms:
        forms[unknown[1].lower()] = CallForms(own_lines=False)
        return True
    form = forms.get(unclosed[1].lower()) if unclosed is not None else None
    if form is not None and not form.paired:
        form.paired = True
        return True
    return False


def _calls(parts: tuple[BodyPart, ...], *, inside: bool = False) -> Iterator[tuple[ShortcodeCall, bool]]:
    """Yield every call, each with whether it stands inside another one."""
    for part in parts:
        if isinstance(part, ShortcodeCall):
            yield part, inside
            yield from _calls(part.inner or (), inside=True)


def needs_stub(name: str, templates: Iterable[str], *, bare: bool = False) -> bool:
    """Tell whether `name` would stop the build: nothing renders it, or only something that asks the network.

    `bare` is a build without the site's templates, in which a name that themes like to take is not Hugo's.
    """
    if name in templates or name.endswith(".inline"):
        return False
    return name in ASKS_THE_NETWORK or name not in BUILT_IN or (bare and name in _OFTEN_OVERRIDDEN)


def _stub(form: CallForms, stubbed: Iterable[str]) -> str:
    """Return a template that prints the inner text of a call, read as Markdown.

    A call inside another one keeps its place while the outer text is read, as Hugo has it for calls in a page: what it
    prints would be taken for Markdown again.
    """
    if not form.paired:
        return _START + _END
    names = " ".join(f'"{name}"' for name in stubbed)
    # Hugo has read the inner text of a call ``{{% %}}`` inside another one before the template sees it.
    pasted = f"{_START}\n\n{{{{ .Inner }}}}\n\n{_END}\n" if form.own_lines else f"{_START}{{{{ .Inner }}}}{_END}"
    pasted = f"{{{{ $text := print `{_START}` .Inner `{_END}` }}}}{_in_place(names, pasted)}"
    first = f"{{{{ $text := print `{_START}` .Inner `{_END}` }}}}{_in_place(names, '{{ $text | safeHTML }}')}"
    if form.inner_first:
        pasted = first
    config = _INNER_FIRST if form.inner_first else ""
    if not form.in_html:
        return config + pasted
    shown = (
        # Indented as code would be, but it is a call.
        f'{{{{ $text := replaceRE "(?m)^[ \\t]+({_KEPT_START}|{CALL_START})" "$1" .Inner }}}}'
        '{{ $text = $text | .Page.RenderString (dict "display" "block") }}'
        f"{{{{ $text = print `{_START}` $text `{_END}` }}}}"
        f"{_in_place(names, '{{ $text | safeHTML }}')}"
    )
    if not form.in_markdown and not form.inner_first:
        return shown
    asked = f'in (partial "{_MARKDOWN_PARTIAL}" .Page) (partial "{_KEY_PARTIAL}" .)'
    return f"{config}{{{{ if {asked} }}}}{pasted}{{{{ else }}}}{shown}{{{{ end }}}}"


def _in_place(names: str, alone: str) -> str:
    """Return the part of a template that keeps ``$text`` for later inside the calls `names`, else prints `alone`."""
    return (
        f"{{{{ if and .Parent (in (slice {names}) (lower .Parent.Name)) }}}}"
        f'{{{{ $key := partial "{_KEY_PARTIAL}" . }}}}'
        f'{{{{ .Page.Store.SetInMap "{INNER_CALLS}" $key $text }}}}'
        f"{_KEPT_START}{{{{ $key }}}}{_KEPT_END}"
        f"{{{{ else }}}}{alone}{{{{ end }}}}"
    )


def markdown_calls(site: SourceSite) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return language → path → keys of the calls written ``{{% %}}``, of shortcodes that are written both ways.

    A template is not told which way it was called.
    """
    bodies = [(page, site.reader.body(page).parts) for page in site.pages if page.source]
    forms = call_forms(parts for _, parts in bodies)
    mixed = {name for name, form in forms.items() if (form.in_markdown or form.inner_first) and form.in_html}
    held: dict[str, dict[str, Sequence[str]]] = {}
    for page, parts in bodies if mixed else ():
        called = ((key, call) for key, call in keyed_calls(parts) if call.source.startswith("{{%"))
        keys = [key for key, call in called if call.name.lower() in mixed]
        if keys:
            held.setdefault(page.lang, {})[page.path] = keys
    return held


def with_inner_calls(html: str, inner: Mapping[str, str]) -> str:
    """Return `html` with the texts of calls inside calls in their places; `inner` holds them by their keys."""
    for _ in range(_DEEPEST):
        whole = _KEPT.sub(lambda kept: inner.get(kept["alone"] or kept["key"], ""), html)
        if whole == html:
            break
        html = whole
    return html


def _marked(template: str, form: CallForms | None) -> str:
    """Return a template of the site that tells where what it prints begins and ends.

    What is pasted into Markdown gets paragraphs of marks, or none where it does not stand by itself: a mark before
    ``#`` would unmake the heading.
    """
    if form is None:
        return template
    if not form.in_markdown:
        return f"{CALL_START}{template}{CALL_END}"
    return f"{CALL_START}\n\n{template}\n\n{CALL_END}\n" if form.own_lines else template


@dataclass(frozen=True, slots=True)
class MarkedTemplates:
    """All templates, each call marked; implements `workspace.Templates`."""

    forms: Mapping[str, CallForms]
    known: frozenset[str]
    """Shortcodes that the site or its themes have a template for."""
    bare: bool = False
    """Whether the site's templates are left out."""
    markdown: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    """What `markdown_calls` returns."""

    def dressed(self, name: str, layout: str, text: str) -> Iterator[tuple[str, str]]:
        """Yield the template with marks."""
        yield layout, _marked(text, self.forms.get(name))

    def added(self) -> Iterator[tuple[str, str]]:
        """Yield a template for each call that would stop the build."""
        stubbed = [name for name in self.forms if needs_stub(name, self.known, bare=self.bare)]
        yield f"_partials/{_KEY_PARTIAL}", _KEY
        # JSON in a raw string: keys and paths hold no backquote but as an escape.
        held = json.dumps(self.markdown).replace("`", "\\u0060")
        pages = f"{{{{- $pages := index (`{held}` | unmarshal) .Lang | default dict -}}}}"
        found = "{{- $found := index $pages .Path | default slice -}}"
        yield f"_partials/{_MARKDOWN_PARTIAL}", f"{pages}\n{found}\n{{{{- return $found -}}}}\n"
        for name in stubbed:
            yield f"_shortcodes/{name}.html", _stub(self.forms[name], stubbed)
