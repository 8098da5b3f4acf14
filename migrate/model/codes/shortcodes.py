"""Findings about shortcodes in bodies."""

from migrate.model.findings import Code, Severity

__all__ = ["SHORTCODE_ROWS"]

_LOSS, _FALLBACK, _NOTE = Severity.LOSS, Severity.FALLBACK, Severity.NOTE

SHORTCODE_ROWS: tuple[Code, ...] = (
    Code(
        "shortcode-argument-dropped",
        _LOSS,
        "An argument of a shortcode that readers may have seen was left out",
        "A rule of the mapping does not name it, or the shortcode stands in code. A template may have shown it as "
        "text, link or image.",
        "Give the shortcode a rule in the mapping that names the argument, or `render: hugo`.",
    ),
    Code(
        "shortcode-argument-to-entry",
        _FALLBACK,
        "An argument of a shortcode that readers may have seen became an entry",
        "What stands for the shortcode has no place for it. An embedded shortcode entry behind it keeps the argument, "
        "which a template may have shown as text, link or image.",
        "Give the shortcode a rule in the mapping that says where the argument belongs, or `render: hugo`.",
    ),
    Code(
        "shortcode-dropped",
        _LOSS,
        "A shortcode was left out by a rule of the mapping",
        "A rule with the action drop named this shortcode.",
        "Change the rule in the mapping if the content is wanted.",
    ),
    Code(
        "shortcode-in-code",
        _NOTE,
        "A shortcode inside code became text",
        "Hugo runs shortcodes in code too; where that gives no text the call is shown as it was written.",
        "",
    ),
    Code(
        "shortcode-in-html",
        _FALLBACK,
        "A shortcode inside HTML that is kept as it is stands there as it was written",
        "A form, a drawing or other HTML without a place in Rich Text is an htmlEmbed entry; the call is a part of it.",
        "Let the front end replace the call, or write what it shows into the page.",
    ),
    Code(
        "shortcode-inline",
        _FALLBACK,
        "A template inside a page became an entry",
        "An embedded shortcode entry keeps the template of `name.inline`; what it computes only Hugo knows.",
        "Write what it shows into the page, or let the front end compute it.",
    ),
    Code(
        "shortcode-invisible",
        _NOTE,
        "A shortcode that shows nothing was left out",
        "Its output has no visible content.",
        "",
    ),
    Code(
        "shortcode-mapped",
        _NOTE,
        "A shortcode was replaced by what stands for it",
        "The content is whole.",
        "",
    ),
    Code(
        "shortcode-not-rendered",
        _FALLBACK,
        "A shortcode that Hugo was to render became an entry",
        "The mapping wants the site's own template to show it, and there is none or it failed. An embedded shortcode "
        "entry keeps name, parameters, inner source and the converted inner text.",
        "Correct the template that the finding names, or give the shortcode another rule in the mapping.",
    ),
    Code(
        "shortcode-options-dropped",
        _NOTE,
        "Options of a shortcode were left out",
        "They say how it looks or behaves, such as a class, a width or `autoplay`. The content is whole.",
        "Give the shortcode a rule in the mapping if the new front end needs them.",
    ),
    Code(
        "shortcode-reference",
        _NOTE,
        "A shortcode refers to something that is not there",
        "The page or parameter that it names was not found.",
        "Correct the name in the source.",
    ),
    Code(
        "shortcode-to-entry",
        _FALLBACK,
        "A shortcode became an entry by a rule of the mapping",
        "The mapping names the content type and the fields that stand for it.",
        "",
    ),
    Code(
        "shortcode-unknown",
        _FALLBACK,
        "An unknown shortcode became an entry",
        "An embedded shortcode entry keeps name, parameters, inner source and the converted inner text.",
        "Write a rule for it under `shortcodes` in the mapping: what its text, link or image is, or `render: hugo` "
        "where only its template can show it. `migrate init SITE` proposes the latter.",
    ),
)
