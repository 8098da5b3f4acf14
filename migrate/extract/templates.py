"""Finds the site's shortcode templates and reads from them whether a call has inner content, and what it shows.

Owns: the folders and names of shortcode templates (https://gohugo.io/templates/shortcode/), and reading what a
template does with ``.Inner`` and its first argument, and what it takes words from elsewhere. Does not own: addresses in
it (`template_addresses`), executing templates.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from migrate.errors import MigrateError
from migrate.extract.files import SiteFiles
from migrate.extract.template_addresses import read_addresses
from migrate.model.templates import ShortcodeTemplate

__all__ = ["find_templates"]

_SHORTCODE_FOLDERS = ("_shortcodes", "shortcodes")
_PARTIAL_FOLDERS = ("_partials", "partials")
"""New and old names of the folders; the new one wins."""
_EXTENSIONS = frozenset(("csv", "htm", "html", "ics", "json", "md", "txt", "xml"))

_COMMENT = re.compile(r"\{\{-?\s*/\*.*?\*/\s*-?\}\}", re.DOTALL)
_ACTION = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)
_INNER = re.compile(r"\.Inner(?:Deindent)?\b")
_DEINDENTED = re.compile(r"\.InnerDeindent\b|\bstrings\.Trim|\btrim\b")
"""What takes indentation away, or may."""
_RENDERING = re.compile(r"\b(?:markdownify|transform\.Markdownify)\b|\.Render(?:String|Shortcodes)\b")
_NO_WORDS = r"(?!\s*\(?\s*[\"`][^\"`]*\.(?:css|js|mjs|sass|scss|ts)[\"`])"
"""A resource that is a script or a style sheet shows nothing."""
_ELSEWHERE: Mapping[str, re.Pattern[str]] = {
    "files": re.compile(r"\b(?:os\.)?[rR]ead(?:File|Dir)\b"),
    "data": re.compile(r"(?:\.|\bhugo\.)Data\b|\b(?:getJSON|getCSV|unmarshal|transform\.Unmarshal)\b"),
    "resources": re.compile(rf"\.Resources\b(?!\.)|(?:\.R|\br)esources\.(?:Get|GetMatch|Match|ByType)\b{_NO_WORDS}"),
    "other sites": re.compile(r"\b(?:resources\.GetRemote|getJSON|getCSV)\b"),
    "other pages": re.compile(r"\.(?:Pages|RegularPages|RegularPagesRecursive|GetPage)\b"),
    "parameters": re.compile(r"\A\(?\s*(?:\$?\.Page\.|\$?\.(?:Page\.)?Site\.|site\.)Params?\b"),
}
"""What brings words and pictures from elsewhere into a template: of parameters only those that are printed.

https://gohugo.io/functions/, https://gohugo.io/methods/page/, https://gohugo.io/methods/site/
"""
_CONTENT = re.compile(r"\.(?:Content|RawContent|Plain|Summary)\b")
"""What pages have, and resources and answers of other sites too."""
_CONFIG_VERSION_1 = re.compile(r"\$_hugo_config\s*:?=\s*[`\"'].*?version[\"\\' ]*:\s*1\b", re.DOTALL)
_ASSIGNMENT = re.compile(r"(\$\w+)\s*:?=")
_PARTIAL = re.compile(r"\bpartial(?:s\.Include|Cached|s\.IncludeCached)?\s+[\"`]([^\"`]+)[\"`]\s*(.*)", re.DOTALL)
_CONTEXT = re.compile(r"(?:^|[\s(])[.$](?=[\s)]|$)")
"""The context itself among the arguments of a partial: ``.``, ``$``, ``(dict "page" .)``."""
_FIRST = re.compile(r"\.Get\s+(?:0\b|[\"`]0[\"`])|\bindex\s+\$?\.Params\s+0\b")
_SHOWS_OTHER = re.compile(r"\b(?:cond|eq|i18n|in|index\s+\$?\.Site|ne|partial\w*|T)\b")
"""What makes something else of an argument: an icon, a word in the reader's language."""
_BLOCKS = frozenset(("block", "define", "if", "range", "with"))
"""Words that an ``end`` belongs to."""
_TAG_SIGN = re.compile(r"[<>]")


def find_templates(files: SiteFiles, layouts: Sequence[str] = ("layouts",)) -> Mapping[str, ShortcodeTemplate]:
    """Return the shortcode templates by lower-cased name (``figure``, ``blocks/cover``), sorted by name.

    A template that cannot be read counts as one that does not use ``.Inner``.

    Args:
        files: the site.
        layouts: layout folders in order of precedence: the site's own, then ``themes/NAME/layouts`` …

    """
    found: dict[str, ShortcodeTemplate] = {}
    for layout in layouts:
        for folder in _SHORTCODE_FOLDERS:
            for name, path in _named_templates(files, f"{layout.rstrip('/')}/{folder}/"):
                if name not in found:
                    found[name] = _read_template(files, path, name, layouts)
    return dict(sorted(found.items()))


def _named_templates(files: SiteFiles, prefix: str) -> Iterator[tuple[str, str]]:
    """Yield name and path of the templates in a folder; of several for one name the plainest HTML one comes first."""
    try:
        paths = [path for path in files.walk(prefix) if path.rpartition(".")[2].lower() in _EXTENSIONS]
    except MigrateError:
        # A folder that cannot be listed has no templates; the scan of the site reports the folder itself.
        return
    for path in sorted(paths, key=lambda path: (path.rpartition("/")[2].count("."), not path.endswith(".html"), path)):
        folder, slash, file_name = path.removeprefix(prefix).rpartition("/")
        name = file_name.partition(".")[0]
        if name:
            yield f"{folder}{slash}{name}".lower(), path


def _read_template(files: SiteFiles, path: str, name: str, layouts: Sequence[str]) -> ShortcodeTemplate:
    text = _text(files, path)
    plain = _COMMENT.sub("", text)
    actions = _ACTION.findall(plain)
    uses_inner = any(_INNER.search(action) for action in actions)
    first = _ACTION.search(plain)
    # Hugo looks for it in the first action of a template.
    inner_first = first is not None and _CONFIG_VERSION_1.search(first[0]) is not None
    renders_inner = uses_inner and (
        inner_first
        or _renders_inner(plain)
        or any(_RENDERING.search(partial) for partial in _partials_given_inner(files, actions, layouts))
    )
    return ShortcodeTemplate(
        name,
        path,
        uses_inner,
        renders_inner,
        _reads(files, actions, layouts),
        _shows_first(plain),
        inner_first,
        _renders_inner(plain) and not any(_DEINDENTED.search(action) for action in actions),
        read_addresses(plain),
    )


def _reads(files: SiteFiles, actions: Sequence[str], layouts: Sequence[str]) -> tuple[str, ...]:
    """Return what a template, or a partial that it calls, takes words from beside the call."""
    called = [match[1] for action in actions for match in _PARTIAL.finditer(action)]
    paths = (next(filter(files.exists, _partial_paths(name, layouts)), "") for name in dict.fromkeys(called))
    every = [*actions, *(action for path in paths if path for action in _actions(_text(files, path)))]
    found = tuple(words for words, sign in _ELSEWHERE.items() if any(sign.search(action) for action in every))
    return found or (("other pages",) if any(_CONTENT.search(action) for action in every) else ())


def _text(files: SiteFiles, path: str) -> str:
    try:
        return files.read(path).decode("utf-8", errors="replace")
    except MigrateError:
        return ""


def _actions(text: str) -> list[str]:
    return _ACTION.findall(_COMMENT.sub("", text))


@dataclass(frozen=True, slots=True)
class _Step:
    """One action of a template."""

    action: str
    word: str
    """The first word of it, which may be a keyword."""
    carries: bool
    """Whether it has what is looked for: by itself, in a variable that holds it, or as the dot of ``with``."""
    start: int
    end: int
    """Where it stands in the text."""


def _steps(plain: str, wanted: re.Pattern[str]) -> Iterator[_Step]:
    """Yield the actions of a template without comments, and say of each whether it has what is looked for."""
    holders: set[str] = set()
    dots: list[bool] = []
    for match in _ACTION.finditer(plain):
        action = match[1]
        word = action.split(maxsplit=1)[0] if action.split() else ""
        held = any(re.search(re.escape(holder) + r"\b", action) for holder in holders)
        in_dot = bool(dots and dots[-1])
        carries = wanted.search(action) is not None or held or (in_dot and _CONTEXT.search(action) is not None)
        yield _Step(action, word, carries, match.start(), match.end())
        if carries:
            holders.update(_ASSIGNMENT.findall(action))
        if word in _BLOCKS:
            dots.append(carries if word == "with" else in_dot)
        elif word == "end" and dots:
            dots.pop()


def _renders_inner(plain: str) -> bool:
    """Return whether one action sends ``.Inner``, a variable that holds it, or the dot of ``with`` on to Markdown."""
    return any(step.carries and _RENDERING.search(step.action) for step in _steps(plain, _INNER))


def _shows_first(plain: str) -> bool:
    """Return whether the first argument, a variable that holds it, or the dot of ``with`` is printed as text."""
    done, in_tag = 0, False
    for step in _steps(plain, _FIRST):
        for sign in _TAG_SIGN.findall(plain, done, step.start):
            in_tag = sign == "<"
        done = step.end
        prints = step.word not in _BLOCKS and step.word not in ("else", "end") and not _ASSIGNMENT.match(step.action)
        if step.carries and prints and not in_tag and _SHOWS_OTHER.search(step.action) is None:
            return True
    return False


def _partials_given_inner(files: SiteFiles, actions: Sequence[str], layouts: Sequence[str]) -> Iterator[str]:
    """Yield the text of the partials that a template hands its inner content or itself, one level deep."""
    for action in actions:
        match = _PARTIAL.search(action)
        if match is None or not (_INNER.search(match.group(2)) or _CONTEXT.search(match.group(2))):
            continue
        for path in _partial_paths(match.group(1), layouts):
            if files.exists(path):
                text = _COMMENT.sub("", _text(files, path))
                if _INNER.search(text) or _INNER.search(match.group(2)):
                    yield text
                break


def _partial_paths(name: str, layouts: Sequence[str]) -> Iterator[str]:
    for layout in layouts:
        for folder in _PARTIAL_FOLDERS:
            yield f"{layout.rstrip('/')}/{folder}/{name}"
            yield f"{layout.rstrip('/')}/{folder}/{name}.html"
