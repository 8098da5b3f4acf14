"""Org as Hugo's reader takes it, written so that Pandoc makes the same of it.

Hugo reads Org with go-org (https://github.com/niklasfasching/go-org), which shows what Pandoc leaves out (dates of
tasks, films and their captions, archived parts) and takes some signs otherwise. Owns: rewriting the source, line by
line, so that lines keep their numbers. Does not own: calling Pandoc, and the form of its HTML (`pandoc`).
"""

import re
from collections.abc import Iterator
from html import escape

from migrate.extract.org_notes import move_notes
from migrate.extract.org_signs import show_signs

__all__ = ["COMMA", "as_hugo_reads", "footnote_numbers"]

COMMA = "\ue02c"
"""Stands in code for a comma before ``*`` and ``#+``, which Hugo shows and Pandoc takes away."""
_BEGIN = re.compile(r"(\s*)#\+begin_(\w+)(.*)", re.IGNORECASE)
_VERBATIM = frozenset(("comment", "example", "export", "src"))
_ESCAPED = re.compile(r"(\s*),(?=,*(?:\*|#\+))")
_RESULTS = re.compile(r"\s*#\+results(?:\[[^\]]*\])?:", re.IGNORECASE)
_ONLY_CODE = re.compile(r":exports\s+(?:code|none)\b")
_PLANNING = re.compile(r"\s*(?:CLOSED|DEADLINE|SCHEDULED):")
_HEADLINE = re.compile(r"\*+ ")
_PRIORITY = re.compile(r"(\*+ +(?:[A-Z]+ +)?)\[#([A-Z])\]")
_LEVELS = re.compile(r"(?<=\s)H:\d+(?=\s|$)")
_OPTIONS = re.compile(r"\s*#\+options:", re.IGNORECASE)
_OF_FIGURES = re.compile(r"\s*#\+(?:caption|attr_\w+):", re.IGNORECASE)
_CAPTION = re.compile(r"\s*#\+caption:\s*(.*\S)", re.IGNORECASE)
_KEYWORD = re.compile(r"\s*#\+\w+:", re.IGNORECASE)
_OTHER_NODE = re.compile(r"\s*(?:\*+ |#\+begin_|\||:|[-+] |\d+[.)] |$)", re.IGNORECASE)
_CAPTIONED = re.compile(r"\s*(?:#\+begin_src\b|\||$)", re.IGNORECASE)
_PICTURE_LINE = re.compile(r"\s*\[\[[^\]\n]+\]\]\s*")
_PICTURE = re.compile(r"\.(?:png|gif|jpe?g|svg|tiff?|webp)$", re.IGNORECASE)
_PICTURE_WORDS = re.compile(r"(?:file|https?):")
_FILM = re.compile(r"\.(?:mp4|webm)$", re.IGNORECASE)
_IN_ADDRESS = r"[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]"
_ADDRESS = rf"(?:https?|ftp)://{_IN_ADDRESS}+"
_INLINE = re.compile(
    r"\[\[(?P<target>[^\]\[\n]+)\](?:\]|\[(?P<words>[^\]\[\n]*)\]\]|\[)"
    r"|(?:(?<=[\s\-({'\"])|^)(?P<mark>[=~])(?=\S).*?(?<=\S)(?P=mark)(?=[\s\-.,:!?;'\")}\[]|$)"
    r"|@@.*?@@"
    r"|<<(?P<aim>[^<>\n]+)>>"
    rf"|<(?P<bracketed>{_ADDRESS})>"
    rf"|(?<![\w<\[\"=])(?P<bare>{_ADDRESS}[.,;:!?)']|{_ADDRESS}_\({_IN_ADDRESS}*)(?![A-Za-z0-9\-_~/#@&*+=%\]])"
)
_FIRST_ADDRESS = re.compile(r"( *)(https?|ftp)(?=://)")
_FIRST_WORD = re.compile(r"^\s*\S+")
_NOTE = re.compile(r"\[fn:([^\]:\s]*)(:)?")
_NOTE_DEFINITION = re.compile(r"\[fn:([^\]:\s]+)\]")


def as_hugo_reads(text: str) -> str:
    """Return Org of which Pandoc makes what Hugo makes of `text`; each line stays where it was."""
    lines = text.split("\n")
    show_signs(lines)
    move_notes(lines)
    verbatim = results = language = ""
    for position, line in enumerate(lines):
        if verbatim:
            if re.match(rf"\s*#\+end_{verbatim}\b", line, re.IGNORECASE):
                lines[position] = line.replace("comment", "shown").replace("COMMENT", "shown")
                verbatim = ""
            elif verbatim == "src" and language != "org":
                lines[position] = _ESCAPED.sub(rf"\1{COMMA}", line, count=1)
            continue
        begin = _BEGIN.match(line)
        if begin is not None:
            lines[position], verbatim = _begun(line, begin)
            if verbatim == "src":
                results, language = line, begin[3].strip().partition(" ")[0].lower()
        elif _RESULTS.match(line):
            # Pandoc leaves results out unless the code asks for them, Hugo where it asks for the code alone.
            lines[position] = line if _ONLY_CODE.search(results) else ""
        elif _OPTIONS.match(line):
            lines[position] = _LEVELS.sub("", line)
        elif _HEADLINE.match(line):
            lines[position] = _PRIORITY.sub(r"\1[\2]", line)
            _show_planning(lines, position + 1)
        else:
            lines[position] = _inline(line)
            if _FIRST_ADDRESS.match(line) and (position == 0 or not _is_paragraph(lines[position - 1])):
                # One that begins a paragraph is no link.
                lines[position] = _as_words(line)
    _move_captions(lines)
    return "\n".join(lines)


def _as_words(line: str) -> str:
    """Return a line whose address at the beginning is no link."""
    rest = _FIRST_WORD.sub("", line)
    first = line[: len(line) - len(rest)]
    return _FIRST_ADDRESS.sub(r"\1@@html:\2@@", first).replace("_(", "@@html:_@@(") + _inline(rest)


def _is_paragraph(line: str) -> bool:
    return bool(line.strip()) and not _OTHER_NODE.match(line) and not _KEYWORD.match(line)


def _begun(line: str, begin: re.Match[str]) -> tuple[str, str]:
    """Return the first line of a block, and its name when what it holds is no Org."""
    indent, name, rest = begin.groups()
    lower = name.lower()
    if lower == "example":
        # Words behind the name make it a block of another kind for Pandoc.
        return f"{indent}#+begin_example", "example"
    if lower == "src":
        name, _, rest = rest.strip().partition(" ")
        return f"{indent}#+begin_src {name.lower() or 'text'} {rest}".rstrip(), "src"
    if lower == "comment":
        return f"{indent}#+begin_shown{rest}", "comment"
    return line, lower if lower in _VERBATIM else ""


def _show_planning(lines: list[str], position: int) -> None:
    """Make the dates of a task a paragraph; what Org keeps behind them is hidden all the same."""
    if position >= len(lines) or not _PLANNING.match(lines[position]):
        return
    lines[position] = f"@@html:@@{lines[position].strip()}"
    first = position + 1
    if first < len(lines) and lines[first].strip().upper() == ":PROPERTIES:":
        for at in range(first, len(lines)):
            ends = lines[at].strip().upper() == ":END:"
            lines[at] = ""
            if ends:
                return


def _inline(line: str) -> str:
    if "://" not in line and "[[" not in line and "<<" not in line:
        return line
    return _INLINE.sub(_rewritten, line)


def _rewritten(match: re.Match[str]) -> str:
    if (target := match["target"]) is not None:
        return _link(match.group(), target, match["words"])
    if (address := match["bracketed"]) is not None:
        return match.group() if _PICTURE.search(address) else f"@@html:&lt;@@[[{address}]]@@html:&gt;@@"
    if (aim := match["aim"]) is not None:
        return f"@@html:&lt;&lt;@@{aim}@@html:&gt;&gt;@@"
    if (address := match["bare"]) is not None:
        # Hugo takes all signs that an address may have into it, those that end a sentence too.
        return f"[[{address}]]"
    return match.group()


def _link(written: str, target: str, words: str | None) -> str:
    described = not written.endswith("]]") or words is not None
    path = target.removeprefix("file:")
    is_file = path != target or ":" not in target
    if is_file and path.endswith(".org"):
        path = f"{path.removesuffix('.org')}.html"
        written = written.replace(target, path, 1)
    if described:
        # Pandoc takes any words that end as names of pictures do for one.
        plain = words is not None and _PICTURE.search(words) and not _PICTURE_WORDS.match(words)
        return f"[[{path}][{_plain(words or '')}]]" if plain else written
    if (is_file or _PICTURE_WORDS.match(target)) and _PICTURE.search(path):
        return written if path[0] in "./" else f"[[{target if path == target and not is_file else f'file:{path}'}]]"
    if (is_file or _PICTURE_WORDS.match(target)) and _FILM.search(path):
        shown = escape(path)
        return f'@@html:<video src="{shown}" title="{shown}">{shown}</video>@@'
    return f"[[{path}][{_plain(path)}]]" if path != target or _PICTURE.search(path) else written


def _plain(words: str) -> str:
    return f"@@html:{escape(words)}@@"


def _move_captions(lines: list[str]) -> None:
    """Put the caption of anything but code, tables and single pictures behind it; Pandoc loses it otherwise."""
    for position, line in enumerate(lines):
        caption = _CAPTION.match(line)
        if caption is None:
            continue
        first = position + 1
        shown = True
        while first < len(lines) and _KEYWORD.match(lines[first]):
            shown = shown and _OF_FIGURES.match(lines[first]) is not None
            first += 1
        if not shown:
            # Hugo's reader has no caption where a name, or anything else, stands between it and what it is about.
            lines[position] = ""
            continue
        if first >= len(lines) or _CAPTIONED.match(lines[first]):
            continue
        if _is_paragraph(lines[first]):
            last = first
            while last + 1 < len(lines) and _is_paragraph(lines[last + 1]):
                last += 1
            if last > first or not _PICTURE_LINE.fullmatch(lines[first]):
                lines[position] = ""
                lines[last] += f"@@html:<figcaption>@@ {caption[1]} @@html:</figcaption>@@"
            continue
        after = _line_after(lines, first)
        if after < len(lines) and not lines[after].strip():
            lines[position] = ""
            lines[after] = f"#+html: <figcaption>{escape(caption[1])}</figcaption>"


def _line_after(lines: list[str], first: int) -> int:
    """Return the place of the line behind a block or lines of fixed width; `first` itself when it begins neither."""
    begin = _BEGIN.match(lines[first])
    at = first
    if begin is not None:
        ends = re.compile(rf"\s*#\+end_{begin[2]}\b", re.IGNORECASE)
        return next((at + 1 for at in range(first, len(lines)) if ends.match(lines[at])), len(lines))
    while at < len(lines) and lines[at].lstrip().startswith(": "):
        at += 1
    return at


def footnote_numbers(text: str) -> tuple[int, ...]:
    """Return the number that Hugo gives each reference to a footnote: one for a note, however often it is named."""
    numbers: dict[str, int] = {}
    return tuple(numbers.setdefault(name, len(numbers) + 1) for name in _named_notes(text))


def _named_notes(text: str) -> Iterator[str]:
    verbatim = ""
    nameless = 0
    for line in text.split("\n"):
        if verbatim:
            if re.match(rf"\s*#\+end_{verbatim}\b", line, re.IGNORECASE):
                verbatim = ""
            continue
        begin = _BEGIN.match(line)
        if begin is not None and begin[2].lower() in _VERBATIM:
            verbatim = begin[2].lower()
            continue
        definition = _NOTE_DEFINITION.match(line)
        for match in _NOTE.finditer(line, definition.end() if definition else 0):
            if match[1]:
                yield match[1]
            elif match[2]:
                nameless += 1
                yield f" {nameless}"
