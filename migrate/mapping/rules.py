"""The mapping in its compiled form: frozen tables that `transform` and `plan` look things up in.

`schema` owns the text form and its errors; this module owns what it means. A default-constructed value is what a
site gets that has no mapping.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from migrate.model.canonical import Json, JsonObject
from migrate.model.space import DesiredLocale, PublishState

__all__ = [
    "DEFAULT_OWNER_TAG",
    "AcceptRule",
    "AssetRules",
    "BodyRules",
    "CodeForm",
    "ContentTypeRule",
    "DataRule",
    "FieldRule",
    "HtmlAction",
    "HtmlRule",
    "Lookup",
    "MappingRules",
    "Match",
    "ReferenceRule",
    "ShortcodeAction",
    "ShortcodeRule",
    "Vanished",
]


DEFAULT_OWNER_TAG = "migrated-from-hugo"
"""The tag that everything we make carries, unless the mapping sets another."""


class HtmlAction(StrEnum):
    """What a rule does with the elements that its selector finds."""

    UNWRAP = "unwrap"
    """The tags go, the children stay."""
    DROP = "drop"
    """The element goes with everything in it: a `loss` when it showed text, else a `note`."""
    EMBED = "embed"
    """An embedded entry that holds the source verbatim."""
    CONVERT = "convert"
    """Treated as if it were the tag in `to`."""
    MARK = "mark"
    """The children get the mark in `to`."""


@dataclass(frozen=True, slots=True)
class HtmlRule:
    """One CSS-selector rule; the first that matches an element decides."""

    select: str
    action: HtmlAction
    to: str = ""
    content_type: str = ""
    """For `EMBED`; "" = the default of `BodyRules.html_type`."""
    reason: str = ""
    """Shown in the finding."""
    where: str = field(default="", compare=False, repr=False)
    """``file:line``, for errors; a rule that stands elsewhere is the same rule."""


class ShortcodeAction(StrEnum):
    """What a shortcode call becomes."""

    ENTRY = "entry"
    """An embedded entry, block or inline by where the call stands."""
    ASSET = "asset"
    """An image: asset block, or `image` entry when it has caption, link or alt of its own."""
    LINK = "link"
    """A hyperlink."""
    TEXT = "text"
    """Plain text from a template such as ``{0}`` or ``{title}``."""
    MARKDOWN = "markdown"
    """Markdown source from a template, converted in place."""
    HTML = "html"
    """HTML source from a template, converted in place."""
    UNWRAP = "unwrap"
    """The inner content stays, the call goes."""
    DROP = "drop"
    HUGO = "hugo"
    """The real binary renders it through the site's own template and the result is converted."""


@dataclass(frozen=True, slots=True)
class ShortcodeRule:
    """What calls of one shortcode become."""

    name: str
    action: ShortcodeAction
    content_type: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Entry field → template: ``{0}`` positional, ``{name}`` named, ``{inner}`` raw, ``{body}`` converted inner."""
    template: str = ""
    """For LINK (``[text](uri)`` parts as `text` and `uri` in `fields`), TEXT, MARKDOWN and HTML."""
    inner: str = "markdown"
    """How inner text is read: ``markdown``, ``text`` (verbatim) or ``html``."""
    reason: str = ""


class CodeForm(StrEnum):
    """What a code block becomes."""

    ENTRY = "entry"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class BodyRules:
    """How bodies become Rich Text."""

    engine: str = "auto"
    """``goldmark``, ``blackfriday``, ``by-page`` (what leaves fewer signs of Markdown in the text) or ``auto``.

    ``auto`` is by the site's Hugo version, ``by-page`` where an old one is only guessed.
    """
    unsafe: bool | None = None
    """Show raw HTML: True, False, or None = as the readers saw it (site setting; always in the Blackfriday age)."""
    typographer: bool | None = None
    """Write curled quotes and dashes as Hugo rendered them; None = no: characters stay as in the source."""
    code: CodeForm = CodeForm.ENTRY
    html: tuple[HtmlRule, ...] = ()
    shortcodes: Mapping[str, ShortcodeRule] = field(default_factory=dict)
    """By lower-cased name; defaults for the built-in and common ones are the transform's own."""
    types: Mapping[str, str] = field(default_factory=dict)
    """Role (codeBlock, htmlEmbed, videoEmbed, image, shortcode, footnote, math, table, callout) → content type id."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """A table from values in the front matter to values in the space."""

    table: Mapping[str, Json]
    default: Json = None


@dataclass(frozen=True, slots=True)
class ReferenceRule:
    """A value names another entry, which is created once from the value if no page or data file is it."""

    content_type: str
    by: str = "name"
    """Field of the referenced type that holds the value."""
    match: str = "slug"
    """How equal values are recognised: ``exact``, ``slug`` (Hugo's merging of terms) or ``page`` (a page path)."""
    also: tuple[str, ...] = ()
    """Further content types that a value may lead to, for `match` ``page``."""


@dataclass(frozen=True, slots=True)
class FieldRule:
    """Where one field of a content type comes from and what it is."""

    id: str
    name: str
    type: str
    """Contentful's type: Symbol, Text, RichText, Integer, Number, Date, Boolean, Object, Location, Link, Array."""
    source: str
    """Front-matter key (dotted for nested), or ``$body $summary $slug $url …``, or "" for a constant."""
    link_type: str = ""
    """``Entry`` or ``Asset`` for Link and for the items of an Array of links."""
    items: str = ""
    """Item type of an Array: Symbol or Link."""
    reference: ReferenceRule | None = None
    constant: Json = None
    default: Json = None
    split: str = ""
    join: str = ""
    lookup: Lookup | None = None
    date: str = ""
    """``datetime`` (default) or ``date`` for Date fields."""
    localized: bool | None = False
    """None until it is known whether the site has several locales (`migrate.mapping.complete`)."""
    required: bool = False
    unique: bool = False
    create_only: bool = False
    validations: tuple[JsonObject, ...] = ()
    items_validations: tuple[JsonObject, ...] = ()
    widget: str = ""
    help_text: str = ""
    where: str = field(default="", compare=False)
    """``file:line`` of the rule in the mapping, for messages."""
    optional: bool = False
    """No error when no page of the site has the key of `source`."""


@dataclass(frozen=True, slots=True)
class Match:
    """Which pages a content type takes; every condition given must hold."""

    section: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    kind: tuple[str, ...] = ("page",)
    path: tuple[str, ...] = ()
    """Globs on Hugo's path, such as ``/posts/**``."""
    where: Mapping[str, Json] = field(default_factory=dict)
    """Front-matter key → value that it must have."""


@dataclass(frozen=True, slots=True)
class ContentTypeRule:
    """One content type; the first whose `match` holds takes the page."""

    id: str
    name: str
    description: str
    display_field: str
    fields: tuple[FieldRule, ...]
    match: Match | None
    """None for a type that is made only from values, data or bodies."""
    id_prefix: str = ""
    where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class DataRule:
    """Entries from a file or folder of ``data/``."""

    source: str
    """Dotted path: ``authors`` (folder of files or a map)."""
    content_type: str
    key: str
    """Field that identifies an entry: ``$key`` (file or map key) or a field of the data."""
    fields: Mapping[str, str]
    """Entry field → data key."""


@dataclass(frozen=True, slots=True)
class AssetRules:
    """How images and files become assets."""

    own_spaces: tuple[str, ...] = ()
    """Spaces besides the target whose asset URLs are links and not copies."""
    max_bytes: int = 50_000_000
    remote: bool = True
    """Whether images on other hosts become assets (else they stay links)."""


class Vanished(StrEnum):
    """What becomes of an entry whose page is gone."""

    ARCHIVE = "archive"
    DELETE = "delete"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class AcceptRule:
    """A finding that somebody has looked at and accepted."""

    code: str
    path: str
    """Glob on the source file; "" = all."""
    reason: str


@dataclass(frozen=True, slots=True)
class MappingRules:
    """A whole mapping, compiled."""

    source: str
    """The mapping file as the user named it; "" when inferred."""
    locales: tuple[DesiredLocale, ...]
    languages: Mapping[str, str]
    """Hugo language → locale; a language that is absent is not migrated."""
    content_types: tuple[ContentTypeRule, ...]
    data: tuple[DataRule, ...] = ()
    body: BodyRules = field(default_factory=BodyRules)
    assets: AssetRules = field(default_factory=AssetRules)
    accept: tuple[AcceptRule, ...] = ()
    publish: Mapping[str, PublishState] = field(default_factory=dict)
    """Page state (published, draft, future, expired) → planned state."""
    vanished: Vanished = Vanished.ARCHIVE
    owner_tag: str = DEFAULT_OWNER_TAG
    hugo_version: tuple[int, int] | None = None
    redirects: bool = False
    """Whether aliases become `redirect` entries."""
    unknown_keys: str = "note"
    """Front-matter keys that no field takes: ``note`` (a finding each) or ``ignore``."""
    raw: JsonObject = field(default_factory=dict)
    """The mapping as JSON, for its digest."""
