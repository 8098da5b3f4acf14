"""Markdown as Goldmark renders it in Hugo's configuration.

Owns: what the Markdown engine lacks against Goldmark, before it runs and after it. Does not own: what can be done on
the tree alone (addresses in text: `linkify`; raw HTML that the site hides: `hiding`).
"""

import re
from collections.abc import Callable
from functools import partial

from migrate.transform.body import boxes
from migrate.transform.body.alt_texts import cut_markup_in_alts, may_hold_markup
from migrate.transform.body.attribute_lists import (
    cut_block_attributes,
    cut_heading_attributes,
    has_attribute_line,
    may_end_block,
    part_at_attributes,
)
from migrate.transform.body.blackfriday import as_commonmark
from migrate.transform.body.blackfriday_readings import shows_alike
from migrate.transform.body.builder import Builder
from migrate.transform.body.closed_headings import (
    has_closed_heading,
    has_signs_behind,
    keep_words,
    open_headings,
)
from migrate.transform.body.colons import has_colon_first, protect_colons
from migrate.transform.body.emoji_text import emojify, may_hold_escaped_colon, protect_escaped_colons
from migrate.transform.body.empty_items import close_after_empty_items, may_have_empty_item
from migrate.transform.body.engine_places import EnginePlaces
from migrate.transform.body.extras import (
    emphasise,
    may_hold_escaped_pair,
    may_strike_within_words,
    protect_escaped_pairs,
    strike_within_words,
    write_signs,
)
from migrate.transform.body.fences import close_fences, has_tab_behind_fence, protect_fences, restore_fences
from migrate.transform.body.formulas import protect_math
from migrate.transform.body.hiding import cut_hidden, hide_html, shows_every_sign
from migrate.transform.body.line_ends import restore_returns, with_plain_line_ends
from migrate.transform.body.linkify import protect_addresses, protect_escapes
from migrate.transform.body.linkify_brackets import has_bracket_in_address, protect_brackets
from migrate.transform.body.linkify_calls import guard_after_calls, join_calls
from migrate.transform.body.linkify_source import (
    guard_after_signs,
    guard_before_escapes,
    has_entity_in_address,
    has_sign_before_address,
    link_in_code_tags,
    protect_entities,
)
from migrate.transform.body.markdown import engine
from migrate.transform.body.note_references import protect_references
from migrate.transform.body.open_quotes import has_hidden_quote, has_open_quote, hide_quotes, show_quotes
from migrate.transform.body.parts import Pieces, Reading
from migrate.transform.body.placeholders import Standing
from migrate.transform.body.raised import raise_and_lower
from migrate.transform.body.raw_block_ends import drop_block_ends, end_raw_blocks, has_other_end
from migrate.transform.body.raw_lines import mark_lines
from migrate.transform.body.rawtext import (
    GUARD_IN_ADDRESS,
    free_addresses,
    guard_raw_blocks,
    has_raw_signs,
    protect_raw_signs,
)
from migrate.transform.body.reserved import closing, opening
from migrate.transform.body.settings import BodySettings, of_today
from migrate.transform.body.stray_ends import has_stray_end, part_stray_ends
from migrate.transform.body.tabbed_signs import has_tabbed_sign, settle_tabbed_signs
from migrate.transform.body.tasks import check_boxes, clear_boxes, has_close_box, has_mark
from migrate.transform.body.typographer import may_hold_signs, write_typography
from migrate.transform.body.typography import break_lines, curl, join_east_asian_lines
from migrate.transform.body.written_tables import may_need_tables_written, write_tables

__all__ = ["render_inner", "render_markdown"]

_MARKUP = re.compile(r"<[A-Za-z/!?]")
_BACKTICK_FENCE = re.compile(r"```[^\n`]*\{")
_TILDE_FENCE = re.compile(r"~~~[^\n]*\{")
_GUILLEMETS = re.compile(r"(?<!\\)<<(?=[A-Za-z/!?])")
_OTHER_TAG = re.compile(r"(?<!<)<[A-Za-z/!?]")


def render_markdown(text: str, pieces: Pieces) -> tuple[str, bool]:
    """Return the HTML of Markdown `text`, and whether it may hold HTML that Markdown did not write."""
    builder = pieces.builder
    settings = builder.settings
    goldmark = settings.goldmark
    source = text
    if settings.blackfriday:
        # The lines of the old engine are rewritten before anything is looked for in the new engine's Markdown.
        text = as_commonmark(source, pieces)
    rewriting = text
    for wanted, step in _BEFORE:
        if wanted(text, builder):
            text = step(text, pieces)
    chosen = engine(goldmark, typographer=settings.typographer and settings.blackfriday)
    foreign = _MARKUP.search(text) is not None
    hides = foreign and not settings.unsafe
    if hides:
        html = chosen.html(text)
        if not shows_every_sign(text, html):
            html = cut_hidden(chosen.html(hide_html(text, chosen, builder, pieces)), pieces)
        foreign = False
    else:
        if foreign and settings.linkify and not settings.blackfriday:
            text = guard_raw_blocks(text, chosen, pieces.placeholders.nonce)
        if foreign and goldmark.hard_wraps:
            text = mark_lines(text, pieces)
        html = chosen.html(text)
    for wanted, step in _AFTER:
        if wanted(html, builder):
            html = step(html, pieces)
    resolved = pieces.placeholders.resolve(html)
    if settings.blackfriday:
        rewritten = has_entity_in_address(source) or (
            rewriting is not source
            and (
                hides
                or _has_steps_of_today(source, html, settings)
                or not shows_alike(source, rewriting, chosen.html, pieces.placeholders)
            )
        )
        shown = resolved.replace(pieces.divider, "") if pieces.divider else resolved
        pieces.readings.append(Reading(shown, rewritten, partial(_as_today, source, pieces)))
    return resolved, foreign or resolved is not html


def _has_steps_of_today(source: str, html: str, settings: BodySettings) -> bool:
    """Tell whether a step beside the engine may show something else to readers of today."""
    return (
        settings.goldmark.passthrough
        or settings.typographer
        or "[^" in source
        or "}</h" in html
        or ("~" in source and may_strike_within_words(source))
    )


def _as_today(text: str, pieces: Pieces) -> str:
    html = render_markdown(text, pieces.aside(of_today(pieces.builder.settings)))[0]
    return html.replace(pieces.divider, "") if pieces.divider else html


def render_inner(text: str, pieces: Pieces) -> str:
    """Return the HTML of the inner text of a shortcode, placeholders resolved; a single line loses its ``<p>``."""
    html, _ = render_markdown(text, pieces)
    if boxes.FOOTNOTE in html:
        # Labels mean something in this text only, and its notes stand at its end.
        key = pieces.defer(boxes.own_footnotes)
        return f"{opening(key, block=True)}{html}{closing(block=True)}"
    bare = html.strip()
    if "\n" not in text.strip() and bare.startswith("<p>") and bare.endswith("</p>") and bare.count("<p>") == 1:
        return bare[3:-4]
    return html


def _has_attributes(text: str) -> bool:
    return _BACKTICK_FENCE.search(text) is not None or ("~~~" in text and _TILDE_FENCE.search(text) is not None)


def _without_null(text: str, pieces: Pieces) -> str:
    return text.replace("\0", "\ufffd")


def _protect_guillemets(text: str, pieces: Pieces) -> str:
    """Keep ``<<a>>`` from being a tag: it is a pair of guillemets for the typographer first."""
    sign = curl("&lt;&lt;", pieces) if pieces.builder.settings.typographer else "&lt;&lt;"
    html: EnginePlaces | None = None
    if _GUILLEMETS.search(text) is not None and _OTHER_TAG.search(text) is not None:
        plain = engine(pieces.builder.settings.goldmark, typographer=False)
        html = EnginePlaces(text, plain, lambda event: "Html" in event)

    def protected(match: re.Match[str]) -> str:
        # In HTML the second sign begins a tag, and the first one is text.
        return (
            match[0] if html is not None and html.hold(match.start()) else pieces.placeholders.add(Standing(sign, "<<"))
        )

    return _GUILLEMETS.sub(protected, text)


def _strikes_out(builder: Builder) -> bool:
    goldmark = builder.settings.goldmark
    return (goldmark.strikethrough or goldmark.delete_extra) and not goldmark.subscript


def _has_tasks(builder: Builder) -> bool:
    return builder.settings.goldmark.task_list and not builder.settings.blackfriday


def _has_typographer(builder: Builder) -> bool:
    return builder.settings.typographer and not builder.settings.blackfriday


def _links_by_itself(builder: Builder) -> bool:
    return builder.settings.linkify and not builder.settings.blackfriday


Step = tuple[Callable[[str, Builder], bool], Callable[[str, Pieces], str]]

_BEFORE: tuple[Step, ...] = (
    (lambda text, builder: "\0" in text, _without_null),
    # The steps below look for ends of one sign.
    (lambda text, builder: "\r" in text, with_plain_line_ends),
    (lambda text, builder: has_stray_end(text) and not builder.settings.blackfriday, part_stray_ends),
    (lambda text, builder: has_other_end(text) and not builder.settings.blackfriday, end_raw_blocks),
    (lambda text, builder: has_raw_signs(text, builder.settings), protect_raw_signs),
    (lambda text, builder: "\t" in text and has_tab_behind_fence(text), close_fences),
    # Fences go first: what they hold is not looked at by the steps after them.
    (lambda text, builder: "{" in text and _has_attributes(text), protect_fences),
    (
        lambda text, builder: "} #" in text and builder.settings.heading_attributes and has_signs_behind(text),
        keep_words,
    ),
    (lambda text, builder: builder.settings.heading_attributes and has_closed_heading(text), open_headings),
    (lambda text, builder: builder.settings.goldmark.passthrough and not builder.settings.blackfriday, protect_math),
    (lambda text, builder: "[^" in text and "]:" in text and not builder.settings.blackfriday, protect_references),
    (lambda text, builder: builder.settings.emoji and may_hold_escaped_colon(text), protect_escaped_colons),
    (lambda text, builder: may_hold_escaped_pair(text, builder.settings.goldmark), protect_escaped_pairs),
    (lambda text, builder: builder.settings.goldmark.attribute_block and has_attribute_line(text), part_at_attributes),
    # Colons are looked at by the columns of the items around them.
    (lambda text, builder: has_tabbed_sign(text) and not builder.settings.blackfriday, settle_tabbed_signs),
    (lambda text, builder: has_colon_first(text), protect_colons),
    (lambda text, builder: may_have_empty_item(text) and not builder.settings.blackfriday, close_after_empty_items),
    (lambda text, builder: _has_tasks(builder) and has_close_box(text), check_boxes),
    (lambda text, builder: builder.settings.goldmark.tables and may_need_tables_written(text), write_tables),
    (lambda text, builder: "&" in text and "://" in text and _links_by_itself(builder), protect_entities),
    (lambda text, builder: "</" in text and builder.settings.unsafe and _links_by_itself(builder), link_in_code_tags),
    (lambda text, builder: "zqh" in text and _links_by_itself(builder), join_calls),
    (
        lambda text, builder: "[" in text and _links_by_itself(builder) and has_bracket_in_address(text),
        protect_brackets,
    ),
    (lambda text, builder: builder.settings.linkify and "_" in text and "://" in text, protect_addresses),
    (lambda text, builder: _links_by_itself(builder) and has_sign_before_address(text), guard_after_signs),
    (lambda text, builder: "\\" in text and _links_by_itself(builder), guard_before_escapes),
    (lambda text, builder: _links_by_itself(builder) and ("&" in text or "\\" in text), protect_escapes),
    (lambda text, builder: "zqh" in text and "://" in text and _links_by_itself(builder), guard_after_calls),
    (
        lambda text, builder: builder.settings.goldmark.superscript or builder.settings.goldmark.subscript,
        raise_and_lower,
    ),
    (lambda text, builder: text.count("~") > 1 and _strikes_out(builder), strike_within_words),
    (lambda text, builder: may_hold_markup(text), cut_markup_in_alts),
    (lambda text, builder: "<<" in text and builder.settings.goldmark.typographer, _protect_guillemets),
    (lambda text, builder: builder.settings.unsafe and has_open_quote(text), hide_quotes),
    # Behind all steps that ask which signs the source has itself.
    (lambda text, builder: _has_typographer(builder) and may_hold_signs(text), write_typography),
)
"""What is done to the Markdown, and when it is needed."""

_AFTER: tuple[Step, ...] = (
    (lambda html, builder: has_mark(html) and _has_tasks(builder), clear_boxes),
    (lambda html, builder: "language-zqh" in html, restore_fences),
    (lambda html, builder: "qx" in html and "zqh" in html, drop_block_ends),
    (lambda html, builder: "}</h" in html and builder.settings.heading_attributes, cut_heading_attributes),
    (lambda html, builder: builder.settings.goldmark.attribute_block and may_end_block(html), cut_block_attributes),
    (lambda html, builder: _has_typographer(builder), curl),
    (lambda html, builder: builder.settings.goldmark.hard_wraps, break_lines),
    (lambda html, builder: builder.settings.goldmark.cjk_east_asian_line_breaks, join_east_asian_lines),
    (lambda html, builder: builder.settings.goldmark.mark or builder.settings.goldmark.insert, emphasise),
    (lambda html, builder: builder.settings.blackfriday and builder.settings.typographer, write_signs),
    (lambda html, builder: builder.settings.emoji and ":" in html, emojify),
    (lambda html, builder: has_hidden_quote(html), show_quotes),
    (lambda html, builder: GUARD_IN_ADDRESS in html, free_addresses),
    # Behind all steps that look for line ends.
    (lambda html, builder: "\f" in html, restore_returns),
)
"""What is done to the HTML before placeholders are resolved, and when it is needed."""
