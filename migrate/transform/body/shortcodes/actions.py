"""Deferred actions: what the walk does when it reaches the place of a call that makes an entry."""

from collections.abc import Mapping
from typing import cast

from migrate.model.canonical import Json
from migrate.model.richtext import document
from migrate.transform.body import boxes, code, media
from migrate.transform.body.builder import Builder, Deferred
from migrate.transform.body.divide import document_within_limits
from migrate.transform.body.embedded import display_name, divide
from migrate.transform.body.formulas import embed_formula
from migrate.transform.body.runs import Link
from migrate.transform.body.shape import close_document
from migrate.transform.body.shortcodes.calls import Call
from migrate.transform.body.tree import Element, plain_text

__all__ = [
    "BODY",
    "arguments_entry",
    "callout_entry",
    "code_entry",
    "html_entry",
    "math_entry",
    "media_entry",
    "rendered_html",
    "shortcode_entry",
]


def callout_entry(call: Call, kind: str, title: str, *, code: str = "alert-to-callout") -> Deferred:
    """Make a callout around the inner text."""

    def act(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
        source = call.source
        boxes.callout(builder, code, kind, title, element[2], line=source.line, column=source.column)

    return act


def code_entry(call: Call, text: str, language: str, *, title: str = "", highlight: str = "") -> Deferred:
    """Make a code block."""

    def act(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
        if builder.place == "flow":
            builder.flush()
        code.code_block(builder, text, language, title=title, highlight=highlight)

    return act


def math_entry(call: Call, tex: str, *, display: bool) -> Deferred:
    """Make a formula."""

    def act(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
        call.note("math-to-entry", tex, "kept in an embedded math entry")
        embed_formula(builder, tex, display=display)

    return act


def media_entry(call: Call, url: str, provider: str, title: str = "", *, poster: str = "") -> Deferred:
    """Make an entry for a film, recording or post at a provider."""

    def act(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
        line, column = call.source.line, call.source.column
        media.add_video(builder, url, title=title, provider=provider, poster=poster, line=line, column=column)

    return act


def html_entry(call: Call, html: str, name: str) -> Deferred:
    """Keep HTML that only works as HTML."""

    def act(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
        call.note("html-to-entry", name, "kept in an embedded htmlEmbed entry")
        for part in divide(html):
            builder.embed_entry(
                "htmlEmbed", {"name": display_name(name, "HTML"), "html": part}, own_block=call.own_line
            )

    return act


def rendered_html(call: Call) -> Deferred:
    """Convert what Hugo printed, with findings at the call: the source does not hold what they are about."""

    def act(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
        before = builder.locator.elsewhere
        builder.locator.elsewhere = (call.source.line, call.source.column)
        builder.walk(element[2], marks, link)
        builder.locator.elsewhere = before

    return act


def arguments_entry(call: Call, arguments: Mapping[str | int, str]) -> Deferred:
    """Keep arguments for which what stands for the call has no place, behind it."""

    def act(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
        name = call.source.name
        for key, value in arguments.items():
            action = f"kept the argument {key} of {name} in an embedded shortcode entry behind it"
            call.note("shortcode-argument-to-entry", value, action)
        params: dict[str, Json] = {str(key): value for key, value in arguments.items()}
        fields: dict[str, Json] = {"name": display_name(f"{name} (arguments)", "shortcode"), "params": params}
        builder.embed_entry("shortcode", fields, own_block=call.own_line)

    return act


def shortcode_entry(
    call: Call,
    *,
    code: str = "shortcode-unknown",
    content_type: str = "",
    fields: Mapping[str, Json] | None = None,
    action: str = "",
    said: str = "",
) -> Deferred:
    """Make an entry that holds the call itself, its inner text converted as its body.

    The finding says the words of the body, or `said`.
    """
    if fields is None:
        # They are kept as its parameters.
        call.hear()

    def act(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
        source = call.source
        blocks = builder.sub_document(element[2])
        params: dict[str, Json] = {str(at): value for at, value in enumerate(source.positional)}
        params.update(source.named)
        body = cast("Json", document(document_within_limits(builder, close_document(blocks)))) if blocks else None
        shown = " ".join(plain_text(element[2]).split())
        call.note(code, shown or said, action or f"kept in an embedded shortcode entry ({source.name}){_more(call)}")
        if fields is not None:
            made = {name: body if value == BODY else value for name, value in fields.items()}
            builder.embed_entry("shortcode", made, own_block=call.own_line, content_type=content_type)
            return
        builder.carried = link or builder.carried
        pieces = divide(call.inner)
        builder.embed_entry(
            "shortcode",
            {
                "name": display_name(source.name, "shortcode"),
                "params": params or None,
                "inner": pieces[0],
                "body": body,
                "link": link.uri if link is not None else "",
            },
            own_block=call.own_line,
            content_type=content_type,
        )
        for part in pieces[1:]:
            rest = {"name": display_name(f"{source.name} (continued)", "shortcode"), "inner": part}
            builder.embed_entry("shortcode", rest, own_block=call.own_line, content_type=content_type)

    return act


def _more(call: Call) -> str:
    """Return what to do about a template that shows more than the call says."""
    template = call.builder.context.site.shortcodes.get(call.name)
    if template is None or not template.reads:
        return ""
    taken = ", ".join(template.reads)
    return f"; its template shows what it takes from {taken}, which `render: hugo` in the mapping brings along"


BODY = "\x00body"
"""Stands in the fields of a rule for the converted inner text."""
