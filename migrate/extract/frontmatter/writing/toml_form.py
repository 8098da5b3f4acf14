"""Where values stand in TOML (https://toml.io/en/v1.0.0), and how values are written in it."""

import json
import re
from collections.abc import Iterator

from migrate.extract.frontmatter.writing.spans import Form, NotWritableError, Span
from migrate.model.source import Param

__all__ = ["TOMLForm"]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_INLINE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRINGS = (
    re.compile(r'"""(?:\\.|[^\\])*?"{3,5}(?!")', re.DOTALL),
    re.compile(r"'''.*?'{3,5}(?!')", re.DOTALL),
    re.compile(r'"(?:\\.|[^"\\\n])*"'),
    re.compile(r"'[^'\n]*'"),
)
_WORD = re.compile(r"\d{4}-\d\d-\d\d[ Tt]\d\d:\d\d[^\s,\]}#]*|[^\s,\]}#]+")
_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\r?\n|\Z)")


class TOMLForm(Form):
    """TOML between fences."""

    def spans(self, text: str) -> Span:
        """Return where the values stand."""
        try:
            return _Scan(text).document()
        except (ValueError, IndexError) as error:
            raise NotWritableError("the front matter is not plain TOML") from error

    def scalars(self, value: Param, like: str, *, date: bool) -> Iterator[str]:
        """Yield quoted text as the old one was quoted; dates without quotes where the old one had none."""
        if value is None:
            yield '""'
            return
        if not isinstance(value, str):
            plain = ("true" if value else "false") if isinstance(value, bool) else repr(value)
            if like[:1] in ("'", '"'):
                yield f"{like[0]}{plain}{like[0]}"
            yield plain
            return
        if date and like[:1] not in ("", "'", '"'):
            yield value
        if like.startswith('"""') and "\n" in value:
            escaped = value.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
            start = '"""\n' if re.match(r'"""\r?\n', like) else '"""'
            yield f'{start}{escaped}"""'
        if like.startswith("'") and not re.search(r"['\n\r\x00-\x08\x0b-\x1f\x7f]", value):
            yield f"'{value}'"
        if '"' in value and not re.search(r"['\n\r\x00-\x08\x0b-\x1f\x7f]", value) and "\\" not in like:
            yield from () if like.startswith('"') else (f"'{value}'",)
        yield _basic(value)

    def added(self, text: str, root: Span, key: str, value: str) -> str:
        """Return `text` with a line more before the first table."""
        name = key if _BARE_KEY.fullmatch(key) else _basic(key)
        before, after = text[: root.end_of_keys], text[root.end_of_keys :]
        end = self.line_end(text)
        gap = "" if not before or before.endswith("\n") else end
        return f"{before}{gap}{name} = {value}{end}{after}"


def _basic(value: str) -> str:
    # JSON's escapes are TOML's, but for what JSON does not have to escape.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


class _Scan:
    """One walk over a document."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def document(self) -> Span:
        """Return the whole document as a map."""
        root = Span(0, len(self._text), {})
        root.end_of_keys = 0
        table = root
        while self._skip() < len(self._text):
            if self._text[self._at] == "[":
                table = self._header(root)
                continue
            self._pair(table)
            rest = _REST_OF_LINE.match(self._text, self._at)
            if rest is None:
                raise ValueError(self._at)
            self._at = rest.end()
            if table is root:
                root.end_of_keys = self._at
        return root

    def _skip(self) -> int:
        found = _BLANK.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at

    def _inline(self) -> None:
        found = _INLINE.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _header(self, root: Span) -> Span:
        double = self._text.startswith("[[", self._at)
        self._at += 2 if double else 1
        path = self._key()
        self._expect("]]" if double else "]")
        owner = root
        for key in path[:-1]:
            owner = _inside(owner, key)
        if not double:
            return _inside(owner, path[-1])
        members = owner.members if owner.members is not None else {}
        array = members.setdefault(path[-1], Span(-1, -1, items=[]))
        table = Span(-1, -1, {})
        (array.items if array.items is not None else []).append(table)
        return table

    def _pair(self, table: Span) -> None:
        path = self._key()
        self._expect("=")
        self._inline()
        value = self._value()
        for key in path[:-1]:
            table = _inside(table, key)
        if table.members is None:
            raise ValueError(path)
        table.members[path[-1]] = value

    def _key(self) -> list[str]:
        keys: list[str] = []
        while True:
            self._inline()
            found = _BARE_KEY.match(self._text, self._at) or _quoted(self._text, self._at)
            if found is None:
                raise ValueError(self._at)
            word = found[0]
            if word.startswith('"'):
                word = json.loads(word)
            keys.append(word.strip("'").lower() if word.startswith("'") else word.lower())
            self._at = found.end()
            self._inline()
            if not self._text.startswith(".", self._at):
                return keys
            self._at += 1

    def _expect(self, sign: str) -> None:
        self._inline()
        if not self._text.startswith(sign, self._at):
            raise ValueError(self._at)
        self._at += len(sign)

    def _value(self) -> Span:
        start = self._at
        match self._text[start]:
            case "[":
                return self._array(start)
            case "{":
                return self._table(start)
            case '"' | "'":
                found = _quoted(self._text, start)
            case _:
                found = _WORD.match(self._text, start)
        if found is None:
            raise ValueError(start)
        self._at = found.end()
        return Span(start, self._at)

    def _array(self, start: int) -> Span:
        items: list[Span] = []
        self._at += 1
        while self._text[self._skip()] != "]":
            items.append(self._value())
            if self._text[self._skip()] == ",":
                self._at += 1
        self._at += 1
        return Span(start, self._at, items=items)

    def _table(self, start: int) -> Span:
        table = Span(start, start, {})
        self._at += 1
        while self._text[self._skip()] != "}":
            self._pair(table)
            if self._text[self._skip()] == ",":
                self._at += 1
        self._at += 1
        table.end = self._at
        return table


def _inside(owner: Span, key: str) -> Span:
    if owner.members is None:
        raise ValueError(key)
    held = owner.members.setdefault(key, Span(-1, -1, {}))
    return held.items[-1] if held.items else held


def _quoted(text: str, start: int) -> re.Match[str] | None:
    return next((found for pattern in _STRINGS if (found := pattern.match(text, start))), None)
