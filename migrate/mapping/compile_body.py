"""The part of a mapping that is about bodies: HTML rules, shortcode rules, roles of embedded entries."""

import re

from migrate.mapping.document import Loc
from migrate.mapping.problems import did_you_mean
from migrate.mapping.rules import BodyRules, CodeForm, HtmlAction, HtmlRule, ShortcodeAction, ShortcodeRule
from migrate.mapping.schema import HtmlText, MappingFile, ShortcodeText
from migrate.mapping.told import Told

__all__ = ["ROLES", "compile_body"]

_ENTITY_ID = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
_MARKS = ("bold", "italic", "underline", "code", "superscript", "subscript", "strikethrough")
ROLES = (
    "codeBlock",
    "htmlEmbed",
    "videoEmbed",
    "image",
    "shortcode",
    "footnote",
    "math",
    "table",
    "callout",
    "bodyPart",
)


def compile_body(file: MappingFile, told: Told) -> BodyRules:
    """Return the rules for bodies."""
    body = file.body
    for role, type_id in body.types.items():
        loc: Loc = ("body", "types", role)
        if role not in ROLES:
            told.add(loc, f"'{role}' is no role of an embedded entry", did_you_mean(role, ROLES))
        if not _ENTITY_ID.match(type_id):
            told.add(loc, f"'{type_id}' is no content type id", "Use up to 64 letters, digits, '.', '_' and '-'")
    return BodyRules(
        engine=body.engine,
        unsafe=body.unsafe,
        typographer=body.typographer,
        code=CodeForm(body.code),
        html=tuple(_html(file, told, ("body", "html", index), held) for index, held in enumerate(body.html)),
        shortcodes={
            name.lower(): _shortcode(file, told, ("body", "shortcodes", name), name, held)
            for name, held in body.shortcodes.items()
        },
        types=body.types,
    )


def _html(file: MappingFile, told: Told, loc: Loc, held: HtmlText) -> HtmlRule:
    action = next(action for action in HtmlAction if getattr(held, action.value))
    if action is HtmlAction.MARK and held.to not in _MARKS:
        told.add((*loc, "to"), f"'{held.to}' is no mark of Rich Text", did_you_mean(held.to, _MARKS))
    if held.content_type and held.content_type not in _embeddable(file):
        hint = did_you_mean(held.content_type, _embeddable(file))
        told.add((*loc, "contentType"), f"'{held.content_type}' is no content type of this mapping", hint)
    select = str(getattr(held, action.value))
    where = told.text.where((*loc, action.value))
    return HtmlRule(select, action, held.to, held.content_type, held.reason, where)


def _shortcode(file: MappingFile, told: Told, loc: Loc, name: str, held: ShortcodeText) -> ShortcodeRule:
    action = ShortcodeAction(held.action or held.render or "entry")
    templates = (ShortcodeAction.TEXT, ShortcodeAction.MARKDOWN, ShortcodeAction.HTML)
    if action in templates and not held.template:
        message = f"the shortcode rule '{name}' has the action {action.value} and no `template`"
        told.add(loc, message, 'Write what it becomes, such as template: "{0}"')
    if action is ShortcodeAction.LINK and "uri" not in held.fields:
        message = f"the shortcode rule '{name}' makes a link and says not where to"
        told.add(loc, message, 'Add fields: {uri: "{href}", text: "{inner}"}')
    if held.content_type and held.content_type not in _embeddable(file):
        hint = did_you_mean(held.content_type, _embeddable(file))
        told.add((*loc, "contentType"), f"'{held.content_type}' is no content type of this mapping", hint)
    target = file.content_types.get(held.content_type)
    if target is not None and action is ShortcodeAction.ENTRY:
        for field_id in held.fields:
            if field_id not in target.fields:
                message = f"'{field_id}' is no field of '{held.content_type}'"
                told.add((*loc, "fields", field_id), message, did_you_mean(field_id, target.fields))
    return ShortcodeRule(name.lower(), action, held.content_type, held.fields, held.template, held.inner, held.reason)


def _embeddable(file: MappingFile) -> tuple[str, ...]:
    roles = file.body.types
    return (*file.content_types, *(roles.get(role, role) for role in ROLES))
