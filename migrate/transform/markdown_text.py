"""A body that stays Markdown in a Text field: the text as written, with every URL made to work away from the site.

Owns the rewriting of destinations outside code: links to pages get their published path, files the address on the
old site (a Text field cannot link an asset; the asset is made all the same), ``ref`` and ``relref`` are resolved. Does
not own the reading of destinations (`SiteReader`).
"""

import re
from collections.abc import Callable
from typing import assert_never
from urllib.parse import urljoin

from migrate.model.source import BodyPart, BodyText, ShortcodeCall, SourceBody, SourcePage, SourceSite, SummaryDivider
from migrate.transform.contentful_urls import parse_contentful_url
from migrate.transform.context import AssetUses
from migrate.transform.gathered import Gathered
from migrate.transform.subject import Place

__all__ = ["rewrite_markdown"]

_REFS = frozenset({"ref", "relref"})
_CODE = re.compile(
    r"^(?P<fence> {0,3}(?:`{3,}|~{3,})).*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_DESTINATION = re.compile(
    r"(?P<bang>!?)\[(?P<label>(?:[^\[\]\\]|\\.|\[[^\]]*\])*)\]\(\s*(?P<inline><[^<>\n]*>|[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)"
    r"|^ {0,3}\[(?P<name>[^\]\n]+)\]:[ \t]*(?P<defined><[^<>\n]*>|\S+)"
    r"|(?P<attribute>\b(?:src|href|poster)\s*=\s*)(?P<quote>[\"'])(?P<quoted>[^\"'\n]+)(?P=quote)",
    re.MULTILINE,
)  # fmt: skip
_PARTS = ("inline", "defined", "quoted")


def rewrite_markdown(
    site: SourceSite, page: SourcePage, body: SourceBody, assets: AssetUses, gathered: Gathered
) -> str:
    """Return the Markdown of `body` with its destinations rewritten; assets and findings go to `gathered`."""
    text = "".join(_part_text(site, page, part, gathered) for part in body.parts)

    def destination(written: str, alt: str, offset: int) -> str:
        line = body.line + text.count("\n", 0, offset)
        return _rewritten(site, page, written, alt, Place(page.source, line), assets, gathered)

    pieces: list[str] = []
    end = 0
    for code in _CODE.finditer(text):
        pieces += _outside_code(text, end, code.start(), destination)
        pieces.append(code[0])
        end = code.end()
    pieces += _outside_code(text, end, len(text), destination)
    return "".join(pieces)


def _part_text(site: SourceSite, page: SourcePage, part: BodyPart, gathered: Gathered) -> str:
    match part:
        case BodyText():
            return part.text
        case SummaryDivider():
            return "<!--more-->"
        case ShortcodeCall() if part.name in _REFS:
            target = part.positional[0] if part.positional else part.named.get("path", "")
            link = site.reader.ref(page, str(target), str(part.named.get("lang", "")))
            return link.url or part.source
        case ShortcodeCall():
            gathered.tell("text-shortcode-kept", Place(page.source, part.line), part.source, "kept as written")
            return part.source
        case _:
            assert_never(part)


def _outside_code(text: str, start: int, end: int, destination: Callable[[str, str, int], str]) -> list[str]:
    pieces: list[str] = []
    place = start
    for match in _DESTINATION.finditer(text, start, end):
        group = next(name for name in _PARTS if match[name] is not None)
        written = match[group]
        bare = written[1:-1] if written.startswith("<") and written.endswith(">") else written
        made = destination(bare, match["label"] or "" if match["bang"] else "", match.start())
        pieces.append(text[place : match.start(group)])
        pieces.append(f"<{made}>" if written.startswith("<") else made)
        place = match.end(group)
    pieces.append(text[place:end])
    return pieces


def _rewritten(
    site: SourceSite, page: SourcePage, written: str, alt: str, place: Place, assets: AssetUses, gathered: Gathered
) -> str:
    contentful = parse_contentful_url(written)
    if contentful is not None:
        use, findings = assets.use(page, written, alt=alt, title="", line=place.line)
        gathered.findings += findings
        gathered.assets += [use] if use is not None else []
        return contentful.url
    link = site.reader.link(page, written)
    if link.page is not None:
        return link.url or written
    if link.file is None:
        return written
    use, findings = assets.use(page, written, alt=alt, title="", line=place.line)
    gathered.findings += findings
    if use is not None:
        gathered.assets.append(use)
        gathered.tell("text-url-kept", place, written, "wrote the address on the old site, made the asset")
    return urljoin(site.config.base_url, link.url) if link.url else written
