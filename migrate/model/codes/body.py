"""Codes of findings about bodies becoming Rich Text."""

from migrate.model.codes.html import HTML_ROWS
from migrate.model.codes.links import LINK_ROWS
from migrate.model.codes.shortcodes import SHORTCODE_ROWS
from migrate.model.findings import Code, Severity

__all__ = ["ROWS"]

_LOSS, _FALLBACK, _NOTE = Severity.LOSS, Severity.FALLBACK, Severity.NOTE

ROWS: tuple[Code, ...] = (
    Code(
        "alert-to-callout",
        _FALLBACK,
        "An alert became a callout entry",
        "Rich Text has no boxes. A quote that begins with [!NOTE] or the like, or an alert shortcode, is kept as an "
        "embedded callout entry with its kind, its title and its content as Rich Text.",
        "Render the callout content type in the front end.",
    ),
    Code(
        "alt-markup-dropped",
        _NOTE,
        "Raw HTML inside an alternative text was left out",
        "Hugo writes the words of an alternative text only; tags and addresses in angle brackets are no words there.",
        "",
    ),
    Code(
        "anchor-dropped",
        _NOTE,
        "A named anchor was left out",
        "Rich Text has no ids. The anchor showed nothing; links to it lead to the page only.",
        "Let the front end derive ids from headings.",
    ),
    Code(
        "attributes-dropped",
        _NOTE,
        "Attributes of an HTML element were left out",
        "Rich Text nodes carry no class, style, id or alignment. The content is whole.",
        "Write an html rule in the mapping where the attributes matter.",
    ),
    Code(
        "block-attributes-dropped",
        _NOTE,
        "A Markdown attribute list was left out",
        "{.class} and {#id} after a block or heading have no place in Rich Text.",
        "",
    ),
    Code(
        "body-divided",
        _FALLBACK,
        "A body too long for one field was divided",
        "A Rich Text field holds 200,000 characters, 1 MB and 1,000 references. What exceeds them stands in linked "
        "entries, in order.",
        "Divide the post, or render the bodyPart content type in the front end.",
    ),
    Code(
        "code-divided",
        _FALLBACK,
        "A code block too long for one entry was divided",
        "A Text field holds 50,000 characters; the parts follow each other as entries of their own.",
        "",
    ),
    Code(
        "code-language-dropped",
        _NOTE,
        "The language of a code block was left out",
        "Where no entry may stand, and where the mapping wants code as paragraphs, code is text with the code mark.",
        "",
    ),
    Code(
        "code-to-entry",
        _FALLBACK,
        "A code block became an entry",
        "Rich Text has no code block. An embedded codeBlock entry keeps text, language, title and highlighted lines.",
        "Render the codeBlock content type in the front end, or set `code: mark` in the mapping.",
    ),
    Code(
        "code-with-links",
        _NOTE,
        "A code block with links or images became text",
        "A codeBlock entry holds nothing but characters. Code with links or images in it is a paragraph with the code "
        "mark, which keeps them; its language was left out.",
        "",
    ),
    Code(
        "comment-dropped",
        _NOTE,
        "An HTML comment was left out",
        "Readers never saw it.",
        "",
    ),
    Code(
        "definition-list",
        _NOTE,
        "A definition list became paragraphs",
        "Rich Text has no definition lists: terms are bold paragraphs, followed by their definitions.",
        "",
    ),
    Code(
        "details-to-callout",
        _FALLBACK,
        "A details element became a callout entry",
        "Rich Text cannot fold. The summary is the title and the content is the body of an embedded callout entry.",
        "Render callouts of the kind details in the front end.",
    ),
    Code(
        "footnotes-listed",
        _NOTE,
        "Footnotes became numbers and a list",
        "References are superscript numbers; the notes stand in a numbered list under a rule at the end. The links "
        "between them are left out, as Rich Text has no ids.",
        "",
    ),
    Code(
        "footnote-unused",
        _NOTE,
        "A footnote that nothing refers to was left out",
        "Hugo shows no footnote without a reference to it.",
        "",
    ),
    Code(
        "heading-id-dropped",
        _NOTE,
        "A heading's own id was left out",
        "Rich Text headings carry no id; a link to the fragment leads to the page only.",
        "Let the front end give this heading the id.",
    ),
    *HTML_ROWS,
    Code(
        "image-details",
        _FALLBACK,
        "An image became an image entry",
        "An asset has one title and description for all its uses. A use with alternative text, caption, link or size "
        "of its own, and an image between words, is an embedded image entry that holds them.",
        "Render the image content type in the front end.",
    ),
    Code(
        "image-fragment-dropped",
        _NOTE,
        "The part after # of the address of an image was left out",
        "Themes place or size images by it (`x.png#center`), and a drawing may hold several under names. The asset is "
        "the file as a whole.",
        "Give the image its place in the front end; the finding names what the page asked for.",
    ),
    Code(
        "image-sources-dropped",
        _NOTE,
        "Alternative sources of an image were left out",
        "srcset, sizes and source elements list renditions of one image; Contentful's image API makes its own.",
        "",
    ),
    Code(
        "image-without-asset",
        _FALLBACK,
        "An image could not become an asset",
        "Its file is missing or may not be fetched; an image entry keeps address and alternative text.",
        "Put the file into the site, or correct the address.",
    ),
    *LINK_ROWS,
    Code(
        "list-start",
        _NOTE,
        "A list's first number was left out",
        "Rich Text lists always begin at 1.",
        "",
    ),
    Code(
        "math-to-entry",
        _FALLBACK,
        "A formula became an entry",
        "An embedded math entry keeps the TeX source.",
        "Render the math content type in the front end.",
    ),
    Code(
        "nesting-flattened",
        _NOTE,
        "Very deep nesting was flattened",
        "Contentful's own tools fail on deeply nested documents; texts below the limit moved up.",
        "",
    ),
    Code(
        "ordered-in-table",
        _NOTE,
        "Blocks in a table cell became paragraphs",
        "A cell of a Rich Text table holds paragraphs only: list items got a bullet or number, headings are bold.",
        "",
    ),
    Code(
        "quote-taken-apart",
        _NOTE,
        "A quote was taken apart",
        "A Rich Text quote holds paragraphs only: other blocks stand between its parts, inner quotes are opened.",
        "",
    ),
    Code(
        "read-as-blackfriday",
        _NOTE,
        "A place was read as Hugo before 0.60 read it",
        "The site seems to be made for Blackfriday, the Markdown engine of Hugo before 0.60. Today's engine, Goldmark, "
        "reads this place differently, so a build with today's Hugo shows something else there. The text holds what "
        "either of them shows.",
        "Where today's page is the right one, write `engine: goldmark` under `body` in the mapping, or `markup: "
        "goldmark` in the front matter of the page.",
    ),
    Code(
        "read-as-goldmark",
        _NOTE,
        "A page of an old site was read as today's Hugo reads it",
        "The age of the site is only guessed. Both Markdown engines read this page differently, and the old one, "
        "Blackfriday, would leave no fewer signs of Markdown in the text, so that today's reading seems to be meant.",
        "Where the old page is the right one, write `engine: blackfriday` under `body` in the mapping, or `markup: "
        "blackfriday` in the front matter of the page.",
    ),
    *SHORTCODE_ROWS,
    Code(
        "table-alignment-dropped",
        _NOTE,
        "Alignment of table columns was left out",
        "Rich Text tables have no alignment.",
        "",
    ),
    Code(
        "table-spans",
        _NOTE,
        "Merged table cells were divided",
        "The web editor breaks tables with merged cells, so a merged cell is followed by empty ones.",
        "",
    ),
    Code(
        "table-to-entry",
        _FALLBACK,
        "A table became an entry",
        "Rich Text allows no table inside lists and cells; an embedded table entry holds it.",
        "",
    ),
    Code(
        "task-list",
        _NOTE,
        "Check boxes became characters",
        "Rich Text has no task lists: ☑ and ☐ stand before the text.",
        "",
    ),
    Code(
        "url-hidden",
        _NOTE,
        "An address that the site hides was left out",
        "With `unsafe = false` Hugo empties javascript:, vbscript:, file: and data: addresses.",
        "",
    ),
    Code(
        "video-to-entry",
        _FALLBACK,
        "A video or recording became an entry",
        "An embedded videoEmbed entry keeps address, provider and title.",
        "Render the videoEmbed content type in the front end.",
    ),
)
