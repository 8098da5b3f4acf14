"""Findings about raw HTML in bodies."""

from migrate.model.findings import Code, Severity

__all__ = ["HTML_ROWS"]

_LOSS, _FALLBACK, _NOTE = Severity.LOSS, Severity.FALLBACK, Severity.NOTE

HTML_ROWS: tuple[Code, ...] = (
    Code(
        "hidden-html",
        _NOTE,
        "Raw HTML that the site hides was left out",
        "With `unsafe = false` Hugo leaves raw HTML out of the page, so no reader of the site sees it.",
        "Set `unsafe: true` under `body` in the mapping where it is wanted all the same.",
    ),
    Code(
        "hidden-tag",
        _NOTE,
        "An HTML tag that the site hides was left out",
        "With `unsafe = false` Hugo leaves tags out and shows what stands between them.",
        "",
    ),
    Code(
        "html-attribute-open",
        _NOTE,
        "An attribute of raw HTML is cut by an empty line",
        "An empty line ends a block of HTML, and a browser looks for the end of the attribute in the text behind it: "
        "the words up to the next quote are seen by nobody.",
        "Close the quote, or take the empty line out.",
    ),
    Code(
        "html-dropped",
        _LOSS,
        "HTML was left out by a rule of the mapping",
        "A rule with the action drop matched an element that showed something.",
        "Change the rule in the mapping if the content is wanted.",
    ),
    Code(
        "html-dropped-invisible",
        _NOTE,
        "HTML that shows nothing was left out by a rule of the mapping",
        "A rule with the action drop matched an element without visible content, such as a script.",
        "",
    ),
    Code(
        "html-rule",
        _NOTE,
        "A rule of the mapping changed an HTML element",
        "The content is whole.",
        "",
    ),
    Code(
        "html-to-entry",
        _FALLBACK,
        "HTML became an htmlEmbed entry",
        "Rich Text has nothing like this element; its source is kept in an embedded entry.",
        "Write an html rule in the mapping for it, or render the htmlEmbed content type in the front end.",
    ),
    Code(
        "html-unwrapped",
        _NOTE,
        "An HTML tag went, its content stayed",
        "Rich Text has no equivalent of the tag.",
        "",
    ),
)
