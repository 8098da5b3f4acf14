"""For bodies: templates that stand in for those that are not there, and marks around those that are.

Owns what is printed for a call. Does not own where the files go (`workspace`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from migrate.model.source import BodyPart, ShortcodeCall

__all__ = ["CALL_END", "CALL_START", "CallForms", "MarkedTemplates", "call_forms", "needs_stub"]

CALL_START, CALL_END = "\ue000", "\ue001"
"""Printed around what a shortcode shows, so that it can be told from what the author wrote."""

ASKS_THE_NETWORK = frozenset(
    (
        "gist", "instagram", "instagram_simple", "speakerdeck", "tweet", "twitter", "twitter_simple", "vimeo_simple",
        "x", "x_simple",
    )
)  # fmt: skip
"""Built-in shortcodes that ask another site while building, or that Hugo refuses since it dropped them."""
BUILT_IN = frozenset(("comment", "details", "figure", "highlight", "param", "qr", "ref", "relref", "vimeo", "youtube"))
"""Shortcodes that every Hugo has."""


@dataclass(slots=True)
class CallForms:
    """How the calls of one shortcode are written."""

    paired: bool = False
    """Some call has inner text."""
    in_markdown: bool = False
    """Some call is written ``{{% %}}``, so that what it prints is read as Markdown."""
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
            form.own_lines = form.own_lines and call.own_line and call.column == 1 and not inside
    return dict(sorted(forms.items()))


def _calls(parts: tuple[BodyPart, ...], *, inside: bool = False) -> Iterator[tuple[ShortcodeCall, bool]]:
    """Yield every call, each with whether it stands inside another one."""
    for part in parts:
        if isinstance(part, ShortcodeCall):
            yield part, inside
            yield from _calls(part.inner or (), inside=True)


def needs_stub(name: str, templates: Iterable[str]) -> bool:
    """Tell whether `name` would stop the build: nothing renders it, or only something that asks the network."""
    if name in templates or name.endswith(".inline"):
        return False
    return name in ASKS_THE_NETWORK or name not in BUILT_IN


def _stub(form: CallForms) -> str:
    """Return a template that prints the inner text of a call, read as Markdown."""
    if not form.paired:
        return f"{CALL_START}{CALL_END}"
    inner = ".Inner" if form.in_markdown else '.Inner | .Page.RenderString (dict "display" "block")'
    return f"{CALL_START}{{{{ {inner} }}}}{CALL_END}"


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

    def dressed(self, name: str, layout: str, text: str) -> Iterator[tuple[str, str]]:
        """Yield the template with marks."""
        yield layout, _marked(text, self.forms.get(name))

    def added(self) -> Iterator[tuple[str, str]]:
        """Yield a template for each call that would stop the build."""
        for name, form in self.forms.items():
            if needs_stub(name, self.known):
                yield f"_shortcodes/{name}.html", _stub(form)
