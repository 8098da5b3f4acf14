"""Where values stand in YAML, by the marks of PyYAML's parser, and how values are written in it."""

import json
import re
from collections.abc import Iterator

import yaml

from migrate.extract.frontmatter.writing.spans import Form, NotWritableError, Span
from migrate.model.source import Param

__all__ = ["YAMLForm"]

_TABLE = re.compile(r"\s*\{")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off"})
"""Words that some readers of YAML take for truth values."""


class YAMLForm(Form):
    """YAML between fences."""

    def spans(self, text: str) -> Span:
        """Return where the values stand. The parser in Python is used: its marks count characters."""
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            raise NotWritableError("the front matter is not plain YAML") from error
        if node is None:
            return Span(0, len(text), {}, end_of_keys=len(text))
        root = _span(node)
        if root.members is None or _TABLE.match(text):
            raise NotWritableError("the front matter is not a list of keys, one a line")
        root.end_of_keys = len(text)
        return root

    def scalars(self, value: Param, like: str, *, date: bool) -> Iterator[str]:
        """Yield plain, quoted or literal text, in the style of `like` if that can be."""
        if like[:1] in ("|", ">"):
            if isinstance(value, str) and value.strip():
                yield from _literal(value, like)
            # A block reaches up to the next key, so its line end has to come back.
            header, _, body = like.partition("\n")
            end = "\r\n" if header.endswith("\r") else "\n"
            yield from (text + end + "".join(line + "\n" for line in _blank_tail(body)) for text in _short(value))
            return
        if not isinstance(value, str):
            quote = like[:1] if like[:1] in ("'", '"') and isinstance(value, int | float) else ""
            plain = _plain(value)
            yield from (f"{quote}{plain}{quote}", plain) if quote else (plain,)
            return
        single = "'" + value.replace("'", "''") + "'"
        one_line = "\n" not in value and "\r" not in value
        match like[:1]:
            case "'" if one_line:
                yield single
            case '"':
                pass
            case _ if one_line and value == value.strip() and value and value.lower() not in _WORDS:
                yield value
                if ('"' in value or "\\" in value) and not date:
                    yield single
        yield from _short(value)

    def added(self, text: str, root: Span, key: str, value: str) -> str:
        """Return `text` with a line more at its end."""
        end = self.line_end(text)
        gap = "" if not text or text.endswith("\n") else end
        return f"{text}{gap}{key}: {value}{end}"


def _plain(value: Param) -> str:
    match value:
        case None:
            return '""'
        case bool():
            return "true" if value else "false"
        case _:
            return repr(value)


def _short(value: Param) -> Iterator[str]:
    """Yield a value on one line, whatever it is."""
    if not isinstance(value, str):
        yield _plain(value)
        return
    double = json.dumps(value, ensure_ascii=False)
    yield double
    yield re.sub(r"[^\x20-\x7e]", lambda sign: f"\\U{ord(sign[0]):08x}", double)


def _literal(value: str, like: str) -> Iterator[str]:
    """Yield block texts with the header and the indentation of `like`; `like` ends with the line ends behind it."""
    header, _, body = like.partition("\n")
    if re.search(r"\d", header.partition("#")[0]):
        return
    head = header.rstrip("\r")
    end = "\r\n" if header.endswith("\r") else "\n"
    first = next((line for line in body.split("\n") if line.strip()), "  ")
    indent = first[: len(first) - len(first.lstrip(" "))] or "  "
    kept = "".join(line + "\n" for line in _blank_tail(body))
    lines = end.join((indent + line if line else "") for line in value.rstrip("\n").split("\n"))
    for sign in (head, re.sub(r"^[|>][+-]?", "|-" if not value.endswith("\n") else "|", head)):
        yield f"{sign}{end}{lines}{end}{kept}"


def _blank_tail(body: str) -> list[str]:
    """Return the blank and comment lines that the parser counts to a block and that follow its last line of text."""
    lines = body.split("\n")[:-1]
    tail: list[str] = []
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")) and not lines[-1].startswith("  "):
        tail.insert(0, lines.pop())
    return tail


def _span(node: yaml.Node) -> Span:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.MappingNode):
        return Span(start, end, {str(key.value).lower(): _span(value) for key, value in node.value})
    if isinstance(node, yaml.SequenceNode):
        return Span(start, end, items=[_span(item) for item in node.value], block=not node.flow_style)
    return Span(start, end)
