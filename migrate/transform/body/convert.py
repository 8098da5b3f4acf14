"""One body becomes one document: the stages in a row.

``parts → Markdown with placeholders → HTML → well-formed HTML → light tree → Rich Text``

This is Hugo's own order, so what a browser would show is what is migrated.
"""

import re
from dataclasses import replace

from migrate.model.richtext import document
from migrate.model.source import BodyFormat, SourceBody
from migrate.transform.body import boxes, divide
from migrate.transform.body.blackfriday_readings import (
    different_places,
    leaves_more_signs,
    report_goldmark,
    report_places,
)
from migrate.transform.body.builder import Builder
from migrate.transform.body.elements import walk
from migrate.transform.body.goldmark import render_inner, render_markdown
from migrate.transform.body.heading_ids import report_fragments
from migrate.transform.body.html import read_html
from migrate.transform.body.note_references import name_references
from migrate.transform.body.order import in_document_order
from migrate.transform.body.parts import Pieces, join_parts
from migrate.transform.body.rawtext import part_guarded
from migrate.transform.body.settings import BodySettings, of_today, settle_settings
from migrate.transform.body.shape import close_document, settle
from migrate.transform.body.shortcodes.expand import expand
from migrate.transform.body.summary import part_divider, summary_of
from migrate.transform.body.tree import deepest_text
from migrate.transform.context import BodyContext, BodyResult

__all__ = ["convert_body"]

_MARKUP = re.compile(r"<[A-Za-z/!?]")


def convert_body(body: SourceBody, context: BodyContext) -> BodyResult:
    """Convert the body of a page into Rich Text.

    The document is valid, canonical (the web editor changes nothing in it) and within the limits of a field. Whatever
    it does not hold as it was stands in the embedded entries or in the findings. Never raises on content.
    """
    settings = settle_settings(context)
    if body.format is not BodyFormat.MARKDOWN:
        # Only Markdown makes links of addresses in its text.
        settings = replace(settings, linkify=False)
    pieces, html, foreign = _render(body, context, settings)
    if pieces.readings:
        places = different_places(pieces.readings, settings)
        if places and settings.by_page and not leaves_more_signs(places):
            pieces, html, foreign = _render(body, context, of_today(settings))
            report_goldmark(places, pieces.builder)
        elif places:
            report_places(places, pieces.builder)
    builder = pieces.builder
    if foreign:
        html = name_references(html)
    nodes, flattened = read_html(html, context.rules.html, foreign=foreign)
    nodes = part_divider(part_guarded(nodes, html), pieces.divider)
    if flattened:
        text = " ".join(deepest_text(nodes).split())
        builder.note("nesting-flattened", text, "moved what is nested too deep to an outer level", ">>>>")
    builder.nodes = nodes
    walk(builder, nodes, 0, None)
    builder.flush()
    boxes.close_footnotes(builder)
    found = builder.finish()
    before = summary_of(found, builder.divider_at, builder.divider_in)
    blocks = settle(found)
    report_fragments(builder)
    whole = divide.within_limits(builder, close_document(blocks), html)
    summary = None if before is None else document(divide.within_limits(builder, close_document(before), html))
    entries = tuple(builder.entries.entries)
    if builder.entries.out_of_order:
        entries = in_document_order(whole, entries)
    findings = tuple(sorted(builder.findings, key=lambda finding: (finding.line, finding.column)))
    return BodyResult(document(whole), summary, entries, tuple(builder.assets), findings)


def _render(body: SourceBody, context: BodyContext, settings: BodySettings) -> tuple[Pieces, str, bool]:
    """Return the HTML of a body, and whether it may hold HTML that Markdown did not write."""
    builder = Builder(body, context, settings, walk)
    builder.findings.extend(body.findings)
    pieces = Pieces(body, builder, expand, render_inner)
    text = join_parts(body.parts, pieces)
    if body.format is BodyFormat.MARKDOWN:
        return pieces, *render_markdown(text, pieces)
    return pieces, pieces.placeholders.resolve(text), True
