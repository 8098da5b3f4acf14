"""One shortcode call as handlers see it, and what a handler answers.

Follows https://gohugo.io/content-management/shortcodes/ and, for arguments, Hugo's own reading of them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from textwrap import dedent

from migrate.model.codes import CODES
from migrate.model.findings import Severity
from migrate.model.source import BodyText, LinkTarget, ShortcodeCall, SourceBody
from migrate.transform.body.builder import Builder, Deferred
from migrate.transform.body.markdown import engine
from migrate.transform.body.shortcodes.printing import printed

__all__ = ["Call", "Handler", "Inner", "Produced", "element", "inner_source", "without_indent"]


_INNER = -1
"""Stands among the arguments that were read for the inner text."""


class Inner:
    """How the inner text of a call is read."""

    NONE = "none"
    """It is not shown."""
    MARKDOWN = "markdown"
    TEXT = "text"
    """As it stands, the calls inside as what they write."""
    CODE = "code"
    """The same, without empty lines at its edges."""
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Produced:
    """What a call becomes: HTML before and after its inner text."""

    before: str = ""
    after: str = ""
    inner: str = Inner.NONE
    action: Deferred | None = None
    """Makes an entry; the inner text, rendered, is what it finds inside its element."""
    text: str | None = None
    """Shown in code and attributes; None = the call as it was written."""
    markdown: str | None = None
    """Markdown that takes the place of the call, instead of everything above."""
    separator: str = ""
    """A sign that parts the inner text on lines of its own and that readers never see."""
    nested: bool = False
    """Whether marks of calls inside (`migrate.model.rendered.NESTED_CALL`) stand in `before` or `markdown`."""
    literal: bool = False
    """Whether `before` is text that Markdown never sees, so that no address in it becomes a link."""
    block: bool | None = None
    """Whether it stands between paragraphs; None = when the call has its lines for itself."""
    leaves_inner: bool = False
    """Whether the inner text follows, since the call becomes something that has no place for it."""


def inner_source(call: ShortcodeCall) -> str:
    """Return the inner text of a call as it stands in the file."""
    parts = call.inner or ()
    return "".join(
        part.text if isinstance(part, BodyText) else part.source if isinstance(part, ShortcodeCall) else "<!--more-->"
        for part in parts
    )


def without_indent(inner: str, call: ShortcodeCall, body: SourceBody) -> str:
    """Return `inner` without what indents the opening tag of `call`, which Hugo takes off each line that begins so."""
    at = call.column - 1
    if not at or not call.own_line:
        return inner
    indent = body.text.split("\n")[call.line - body.line][:at]
    return inner.replace(f"\n{indent}", "\n")


_TELLING = (
    "title",
    "text",
    "label",
    "caption",
    "alt",
    "name",
    "id",
    "src",
    "source",
    "href",
    "url",
    "link",
    "file",
    "path",
)
"""Names of arguments, those first that say most about a call."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call with the surroundings that a handler may ask for."""

    source: ShortcodeCall
    builder: Builder
    parents: tuple[ShortcodeCall, ...] = ()
    index: int = 0
    """Position among the calls of the same parent."""
    targets: dict[str, LinkTarget] = field(default_factory=dict)
    """Where to note what ``ref`` found, by address."""
    heard: set[str | int] = field(default_factory=set)
    """Names and positions of the arguments that were read."""

    @property
    def name(self) -> str:
        """The name in lower case, as Hugo looks it up."""
        return self.source.name.lower()

    def get(self, *keys: str | int, default: str = "") -> str:
        """Return the first argument that is given among `keys` (names, or positions as numbers), as Hugo prints it."""
        for key in keys:
            if isinstance(key, int):
                if key < len(self.source.positional):
                    self.heard.add(key)
                    return printed(self.source.positional[key])
            elif key in self.source.named:
                self.heard.add(key)
                return printed(self.source.named[key])
            else:
                lowered = key.lower()
                for name, value in self.source.named.items():
                    if name.lower() == lowered:
                        self.heard.add(name)
                        return printed(value)
        return default

    def address(self, *keys: str | int) -> str:
        """Return the first argument with a value among `keys`, as the site's own template makes an address of it."""
        key = next((key for key in keys if self.get(key)), None)
        if key is None:
            return ""
        site = self.builder.context.site
        template = site.shortcodes.get(self.name)
        value = self.get(key)
        return template.address(key, value, site.config.base_url) if template is not None else value

    def hear(self, *keys: str | int) -> None:
        """Note that arguments are read elsewhere; without `keys` all of them."""
        if not keys:
            self.heard.update(range(len(self.source.positional)), self.source.named)
        lowered = {key.lower() for key in keys if isinstance(key, str)}
        self.heard.update(key for key in keys if isinstance(key, int))
        self.heard.update(name for name in self.source.named if name.lower() in lowered)

    @property
    def unread(self) -> tuple[tuple[str | int, bool | float | str], ...]:
        """Position or name, and value, of each argument that nobody has read."""
        positional = ((at, value) for at, value in enumerate(self.source.positional) if at not in self.heard)
        named = ((name, value) for name, value in self.source.named.items() if name not in self.heard)
        return (*positional, *named)

    def like(self, *parts: str) -> str:
        """Return the first named argument whose name ends with one of `parts` after a sign, "" when there is none."""
        for part in parts:
            for name, value in self.source.named.items():
                if re.search(rf"(?:^|[-_.]){part}$", name.lower()):
                    self.heard.add(name)
                    return printed(value)
        return ""

    @property
    def inner(self) -> str:
        """The inner text as written, "" without one."""
        self.heard.add(_INNER)
        return inner_source(self.source)

    @property
    def leaves_inner(self) -> bool:
        """Whether there is an inner text that nobody has asked for."""
        return bool(self.source.inner) and _INNER not in self.heard and bool(inner_source(self.source).strip())

    @property
    def inner_code(self) -> str:
        """The inner text for use as code: no blank lines round it, no common indentation."""
        return dedent(self.inner.replace("\r\n", "\n")).strip("\n")

    @property
    def own_line(self) -> bool:
        """Whether the call has its lines for itself."""
        return self.source.own_line

    def markdownify(self, text: str) -> str:
        """Return the HTML of a Markdown argument; a single paragraph loses its ``<p>``."""
        html = engine(self.builder.settings.goldmark, typographer=self.builder.settings.typographer).html(text).strip()
        if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
            html = html[3:-4]
        return html

    def note(self, code: str, text: str, action: str) -> None:
        """Report something about this call; without a text that was lost, it says what the call is about."""
        if not text.strip() and CODES[code].severity is not Severity.LOSS:
            text = self._subject
        self.builder.note(code, text, action, line=self.source.line, column=self.source.column)

    @property
    def _subject(self) -> str:
        """The inner text, else the argument that says most, else the name."""
        said = {name.lower(): printed(value) for name, value in self.source.named.items()}
        first = printed(self.source.positional[0]) if self.source.positional else ""
        telling = (self.inner, first, *(said.get(name, "") for name in _TELLING))
        return next((" ".join(text.split()) for text in telling if text.strip()), self.source.name)


Handler = Callable[[Call], Produced]


def element(tag: str, inner: str, **attributes: str) -> str:
    """Return an element; attributes without a value are left out."""
    given = "".join(f' {name.rstrip("_")}="{escape(value)}"' for name, value in attributes.items() if value)
    return f"<{tag}{given}>{inner}</{tag}>"
