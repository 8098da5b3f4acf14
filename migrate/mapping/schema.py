"""The text form of a mapping as pydantic models: which keys exist, and what their values may be.

Owns the shape of the file and its JSON Schema. Does not own what the rules mean (`compile` turns them into
`MappingRules`) nor line numbers (`document`). Unknown keys are errors everywhere.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, WithJsonSchema, model_validator

from migrate.mapping.shorthand import parse_field_line

__all__ = [
    "AcceptText",
    "AssetsText",
    "BodyText",
    "ContentTypeText",
    "DataText",
    "FieldText",
    "HtmlText",
    "LanguageText",
    "LookupText",
    "MappingFile",
    "MatchText",
    "PublishText",
    "ShortcodeText",
]


def _camel(name: str) -> str:
    first, *rest = name.strip("_").split("_")
    return first + "".join(part.capitalize() for part in rest)


class _Text(BaseModel):
    """What all parts share: camelCase keys, no unknown ones, no silent conversion of types."""

    # Built when a mapping is read: what holds another one would be built with each of them.
    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", strict=True, frozen=True, alias_generator=_camel, defer_build=True
    )


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


_WORDS_SCHEMA = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
Words = Annotated[list[str], BeforeValidator(_one_or_many), WithJsonSchema(_WORDS_SCHEMA)]
"""One word or a list of words."""


class LanguageText(_Text):
    """Where the pages of one Hugo language go."""

    locale: str
    """Contentful locale, such as ``en-US``."""
    name: str = ""
    """Name of the locale in Contentful; default: the language's own name."""
    default: bool = False
    """True for the default locale of the environment; default: that of the site's default language."""
    fallback: str | None = None
    """Locale that fills empty fields."""


def _language(value: object) -> object:
    return {"locale": value} if isinstance(value, str) else value


class LookupText(_Text):
    """A table from values in the front matter to values in the space."""

    table: dict[str, JsonValue]
    default: JsonValue = None
    """For values that are not in the table; without it they pass as they are."""


def _lookup(value: object) -> object:
    return {"table": value} if isinstance(value, dict) and "table" not in value else value


class FieldText(_Text):
    """One field of a content type. A string is the short form: ``Symbol from title, required``."""

    type: str
    """Symbol, Text, RichText, Integer, Number, Date, Boolean, Object, Location, Asset, Entry(type); ``[]`` = list."""
    from_: Annotated[str, Field(alias="from")] = ""
    """Front-matter key (dotted for nested, ``a | b`` for the first that is set) or ``$body``, ``$slug``, ``$url``, …"""
    name: str = ""
    """What editors read; default: made from the id."""
    by: str = ""
    """For Entry: the field of the referenced type that holds the value; default ``name``, else its display field."""
    match: Literal["slug", "exact", "page"] = "slug"
    """For Entry: how equal values are recognised."""
    constant: JsonValue = None
    """A value for every entry."""
    default: JsonValue = None
    """A value for entries whose page has none."""
    split: str = ""
    """Separator at which a string becomes a list."""
    join: str = ""
    """Separator with which a list becomes a string."""
    lookup: Annotated[LookupText | None, BeforeValidator(_lookup)] = None
    date: Literal["datetime", "date"] = "datetime"
    """For Date: with time and offset, or the day only."""
    localized: bool | None = None
    """Whether each locale has its own value; default: true for text when there are several locales."""
    required: bool = False
    unique: bool = False
    create_only: bool = False
    """The value is written when the entry is created; afterwards it belongs to the editors."""
    optional: bool = False
    """No error when no page of the site has the front-matter key."""
    size: dict[Literal["min", "max"], int] | None = None
    """Shortest and longest text, or fewest and most items."""
    in_: Annotated[list[JsonValue] | None, Field(alias="in")] = None
    """The allowed values."""
    regexp: str = ""
    """Pattern (JavaScript syntax) that the text must match."""
    validations: list[dict[str, JsonValue]] = []
    """Contentful's own validations, as its API takes them."""
    items_validations: list[dict[str, JsonValue]] = []
    """Validations of the items of a list."""
    widget: str = ""
    """Editor control, such as ``slugEditor``; default: one that suits the type."""
    help_text: str = ""
    """Shown to editors under the field."""


def _field(value: object) -> object:
    return parse_field_line(value) if isinstance(value, str) else value


class MatchText(_Text):
    """Which pages a content type takes; every condition given must hold."""

    section: Words = []
    type: Words = []
    kind: Annotated[
        list[Literal["page", "home", "section", "taxonomy", "term"]],
        BeforeValidator(_one_or_many),
    ] = ["page"]
    path: Words = []
    """Globs on Hugo's path, such as ``/posts/**``."""
    where: dict[str, JsonValue] = {}
    """Front-matter key → value that it must have."""


class ContentTypeText(_Text):
    """One content type; the first one whose `match` holds takes a page."""

    name: str = ""
    description: str = ""
    match: MatchText | None = None
    """Leave it out for a type that is made only from values, data or bodies."""
    display_field: str = ""
    """Default: ``title`` or ``name``, else the first Symbol."""
    id_prefix: str = ""
    """Put before the ids of its entries."""
    fields: dict[str, Annotated[FieldText, BeforeValidator(_field)]]


class DataText(_Text):
    """Entries from a file or folder of ``data/``, or from a menu (``$menus.main``)."""

    content_type: str
    key: str = "$key"
    """What identifies an entry: ``$key`` (file name or key of the map) or a field of the data."""
    fields: dict[str, str] = {}
    """Entry field → data key; fields left out read the key that the content type names."""


class HtmlText(_Text):
    """What becomes of HTML elements: one of the five actions, with a CSS selector as its value."""

    unwrap: str = ""
    """The tags go, the children stay."""
    drop: str = ""
    """The element goes with everything in it."""
    embed: str = ""
    """An embedded entry holds the source verbatim."""
    convert: str = ""
    """Treated as the tag in `to`."""
    mark: str = ""
    """The children get the mark in `to`."""
    to: str = ""
    """Tag for `convert`, mark for `mark`."""
    content_type: str = ""
    """For `embed`; default: the type of the role ``htmlEmbed``."""
    reason: str = ""
    """Shown in the finding."""

    @model_validator(mode="after")
    def _one_action(self) -> "HtmlText":
        given = [name for name in ("unwrap", "drop", "embed", "convert", "mark") if getattr(self, name)]
        if len(given) != 1:
            raise ValueError("an HTML rule has exactly one of unwrap, drop, embed, convert, mark")
        if given[0] in ("convert", "mark") and not self.to:
            raise ValueError(f"{given[0]} needs `to`")
        return self


class ShortcodeText(_Text):
    """What calls of one shortcode become. A string is an action without options: ``drop``, ``unwrap``, ``hugo``."""

    action: Literal["entry", "asset", "link", "text", "markdown", "html", "unwrap", "drop", "hugo"] | None = None
    """What is done with it; `render` may stand instead."""
    render: Literal["hugo"] | None = None
    """``hugo``: the real binary renders it through the site's own templates, and the result is converted."""
    content_type: str = ""
    """For ``entry``; default: the type of the role ``shortcode``."""
    fields: dict[str, str] = {}
    """Entry field → template: ``{0}`` positional, ``{name}`` named, ``{inner}`` raw, ``{body}`` converted inner."""
    template: str = ""
    """For ``text``, ``markdown`` and ``html``."""
    inner: Literal["markdown", "text", "html"] = "markdown"
    """How inner text is read."""
    reason: str = ""

    @model_validator(mode="after")
    def _one_action(self) -> "ShortcodeText":
        if (self.action is None) == (self.render is None):
            raise ValueError("a shortcode rule has exactly one of action, render")
        if "hugo" in (self.action, self.render) and (self.template or self.fields or self.content_type):
            raise ValueError("what Hugo renders is converted as it is: template, fields and contentType have no use")
        return self


def _shortcode(value: object) -> object:
    return {"action": value} if isinstance(value, str) else value


class BodyText(_Text):
    """How bodies become Rich Text."""

    engine: Literal["auto", "goldmark", "blackfriday", "by-page"] = "auto"
    """Who reads Markdown; by-page: Goldmark but where Blackfriday leaves fewer signs of Markdown in the text."""
    unsafe: bool | None = None
    """Show raw HTML; default: as the readers of the site saw it."""
    typographer: bool | None = None
    """Write curled quotes and dashes as Hugo rendered them; default: characters stay as in the source."""
    code: Literal["entry", "mark"] = "entry"
    """Code blocks become entries, or paragraphs with the code mark."""
    html: list[HtmlText] = []
    shortcodes: dict[str, Annotated[ShortcodeText, BeforeValidator(_shortcode)]] = {}
    types: dict[str, str] = {}
    """Role (codeBlock, htmlEmbed, videoEmbed, image, shortcode, math, table, callout, bodyPart) → content type."""


class AssetsText(_Text):
    """How images and files become assets."""

    own_spaces: list[str] = []
    """Spaces besides the target whose asset URLs become links and not copies."""
    max_bytes: int = 50_000_000
    remote: bool = True
    """Images on other hosts become assets; false leaves them as links."""


class PublishText(_Text):
    """State of a page → state of its entry."""

    published: Literal["published", "draft", "archived"] = "published"
    draft: Literal["published", "draft", "archived"] = "draft"
    future: Literal["published", "draft", "scheduled", "archived"] = "scheduled"
    expired: Literal["published", "draft", "archived"] = "archived"


class AcceptText(_Text):
    """Findings that somebody has looked at."""

    code: str
    path: str = ""
    """Glob on the source file; left out = all."""
    reason: str


class MappingFile(_Text):
    """A whole mapping file."""

    version: Literal[1]
    languages: dict[str, Annotated[LanguageText, BeforeValidator(_language)]] = {}
    """Hugo language → locale; languages that are left out are not migrated; none at all = taken from the site."""
    content_types: dict[str, ContentTypeText]
    data: dict[str, DataText] = {}
    body: BodyText = BodyText()
    assets: AssetsText = AssetsText()
    publish: PublishText = PublishText()
    vanished: Literal["archive", "delete", "keep"] = "archive"
    """What becomes of an entry whose page is gone."""
    accept: list[AcceptText] = []
    redirects: bool = False
    """Write `redirect` entries for aliases."""
    unknown_keys: Literal["note", "ignore"] = "note"
    """Front-matter keys that no field takes: a finding each, or nothing."""
    owner_tag: str = "migrated-from-hugo"
    hugo_version: str = ""
    """The Hugo version that the site was made for, such as ``0.18``."""
