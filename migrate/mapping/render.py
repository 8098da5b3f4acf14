"""A proposed mapping as the text of a mapping file, the evidence as comments beside what it speaks for."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from migrate.mapping.draft import DraftMapping, DraftType

__all__ = ["render_draft"]

_PLAIN = re.compile(r"[A-Za-z/$][^#:\n\"'\[\]{},&*!|>%@`]*\Z")
_LINE = re.compile(r"[A-Za-z][^#:\n]*\Z")
_RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off"})
_COMMENT_COLUMN = 60


def render_draft(draft: DraftMapping) -> str:
    """Return the mapping file of `draft`, ending with a line feed."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: DraftMapping) -> Iterator[str]:
    yield "# A mapping inferred from the site. Behind # stands the evidence: pages that have the key, odd values."
    yield "version: 1"
    if draft.hugo_version:
        evidence = draft.hugo_version_evidence
        yield _with_comment(f'hugoVersion: "{draft.hugo_version}"', f"from {evidence}" if evidence else "")
    yield ""
    yield "languages:"
    for code, (locale, name) in draft.languages.items():
        yield f"  {_quoted(code)}: {{locale: {_quoted(locale)}, name: {json.dumps(name, ensure_ascii=False)}}}"
    yield ""
    yield "contentTypes:"
    for held in draft.types:
        yield from _type_lines(held)
    if draft.data:
        yield "data:"
        for path, (content_type, evidence) in draft.data.items():
            yield _with_comment(f"  {_quoted(path)}: {{contentType: {content_type}}}", evidence)
        yield ""
    yield from _body_lines(draft)
    made = "true" if draft.aliases else "false"
    yield _with_comment(f"redirects: {made}", f"{draft.aliases:,} aliases; true makes `redirect` entries of them")


def _type_lines(held: DraftType) -> Iterator[str]:
    yield _with_comment(f"  {held.id}:", held.evidence)
    yield f"    name: {_quoted(held.name)}"
    if held.display_field:
        yield f"    displayField: {held.display_field}"
    if held.match:
        yield f"    match: {_flow(held.match)}"
    yield "    fields:"
    for field in held.fields:
        line = field.line if _LINE.match(field.line) else json.dumps(field.line, ensure_ascii=False)
        yield _with_comment(f"      {_quoted(field.id)}: {line}", field.evidence)
    yield ""


def _body_lines(draft: DraftMapping) -> Iterator[str]:
    engine = [_with_comment(f"  engine: {draft.engine}", draft.engine_evidence)] if draft.engine else []
    rules = [_with_comment(f"    {_quoted(held.name)}: {{render: hugo}}", held.evidence) for held in draft.shortcodes]
    shortcodes = ["  shortcodes:", *rules] if rules else []
    if shortcodes and draft.without_hugo:
        if engine:
            yield from ("body:", *engine)
        else:
            shortcodes = ["body:", *shortcodes]
        yield f"# The templates of these show more than the calls say. Hugo can bring it along; {draft.without_hugo}."
        yield "# Once there is one, take away the # before each of the next lines, and the blank behind it."
        yield from (f"# {line}" for line in shortcodes)
    elif shortcodes:
        yield from ("body:", *engine)
        yield "  # The templates of these show more than the calls say: each run lets Hugo render them."
        yield from shortcodes
    elif engine:
        yield from ("body:", *engine)


def _flow(match: Mapping[str, Sequence[str]]) -> str:
    parts = []
    for key, words in match.items():
        listed = ", ".join(_quoted(word) for word in words)
        parts.append(f"{key}: {listed}" if len(words) == 1 else f"{key}: [{listed}]")
    return "{" + ", ".join(parts) + "}"


def _quoted(text: str) -> str:
    plain = _PLAIN.match(text) is not None and text.lower() not in _RESERVED and text == text.strip()
    return text if plain else json.dumps(text, ensure_ascii=False)


def _with_comment(line: str, comment: str) -> str:
    if not comment:
        return line
    # A line break would end the comment.
    return f"{line.ljust(_COMMENT_COLUMN)}  # {' '.join(comment.split())}"
