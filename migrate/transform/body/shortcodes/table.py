"""The table of shortcodes that need no rule: name → function.

A name that is not here becomes an embedded ``shortcode`` entry with a finding.
"""

from collections.abc import Mapping

from migrate.transform.body.shortcodes import builtin, themes
from migrate.transform.body.shortcodes.calls import Handler

__all__ = ["SHORTCODES"]


def _rows(handler: Handler, names: str) -> dict[str, Handler]:
    return dict.fromkeys(names.split(), handler)


SHORTCODES: Mapping[str, Handler] = {
    # Hugo's own
    "figure": builtin.figure,
    "highlight": builtin.highlight,
    **_rows(builtin.ref, "ref relref"),
    "param": builtin.param,
    "youtube": builtin.youtube,
    **_rows(builtin.vimeo, "vimeo vimeo_simple"),
    **_rows(builtin.tweet, "x x_simple tweet twitter twitter_simple"),
    **_rows(builtin.instagram, "instagram instagram_simple"),
    "gist": builtin.gist,
    "speakerdeck": builtin.speakerdeck,
    "details": builtin.details,
    "qr": builtin.qr,
    "comment": builtin.comment,
    "test": builtin.nothing,
    # boxes
    **_rows(themes.callout, "notice admonition alert alerts callout hint box message panel"),
    **_rows(
        themes.kind_callout,
        "note info tip warning warn danger caution important success error question attention example bug abstract "
        "failure todo pageinfo",
    ),
    **_rows(builtin.details, "expand spoiler collapse accordion accordion-item accordionitem fold toggle"),
    # layout
    **_rows(
        themes.unwrap,
        "tabs tabpane tab-group codetabs tabgroup columns column endcolumns cols col row grid steps step cards card "
        "div center align left right rtl ltr section wrapper container blocks/section blocks/lead blocks/cover "
        "blocks/feature cardpane masonry timeline timelineitem timeline-item lead typeit style aligncenter flex clear",
    ),
    **_rows(themes.tab, "tab codetab"),
    **_rows(themes.quote, "quote blockquote pullquote epigraph"),
    **_rows(themes.span, "kbd mark sup sub del underline u color colour small big abbr hl"),
    **_rows(themes.badge, "badge label pill"),
    **_rows(builtin.nothing, "icon fa fontawesome fas far fab clearfix newpage"),
    # links
    **_rows(themes.button, "button btn link-button cta buttonlink extlink"),
    # images
    **_rows(
        themes.image,
        "img image images/img imgcap wide-image wideimage imgproc imgresize bundle-image bundle-figure fig figureimage "
        "lightbox screenshot photo picture resize-image responsive-image",
    ),
    # films and recordings
    **_rows(
        themes.media,
        "video audio vid videojs html5video bilibili music soundcloud asciinema codepen jsfiddle dailymotion peertube "
        "gfycat giphy tiktok spotify yt youtubepl youtube-lite youtubelite mp4 webm mp3",
    ),
    **_rows(themes.html_frame, "iframe pdf pdf-embed embed-pdf googlemap slideshare"),
    # source for something drawn
    **_rows(themes.diagram, "mermaid chart echarts plantuml goat graphviz dot flowchart uml mindmap vega drawio abc"),
    **_rows(themes.code_sample, "code codeblock code-block terminal console command cmd prism listing source"),
    **_rows(themes.math, "katex math mathjax latex tex mathdisplay"),
    **_rows(themes.raw_html, "rawhtml raw html raw-html unsafe htmlraw"),
}
"""Lower-cased name → handler."""
