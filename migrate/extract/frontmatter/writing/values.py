"""Edits of one file: found, written, and read again before they count."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from migrate.extract.frontmatter.error import FrontMatterError
from migrate.extract.frontmatter.handlers import split
from migrate.extract.frontmatter.reading import read_front_matter
from migrate.extract.frontmatter.split import SplitError
from migrate.extract.frontmatter.writing.dates import in_form_of
from migrate.extract.frontmatter.writing.json_form import JSONForm
from migrate.extract.frontmatter.writing.lists import write_list
from migrate.extract.frontmatter.writing.spans import Form, NotWritableError, Span
from migrate.extract.frontmatter.writing.toml_form import TOMLForm
from migrate.extract.frontmatter.writing.yaml_form import YAMLForm
from migrate.model.source import Param, ParamMap

__all__ = ["FORMS", "FrontMatterEdit", "NotWritableError", "write_values"]

FORMS: Mapping[str, Form] = {"json": JSONForm(), "toml": TOMLForm(), "yaml": YAMLForm()}
"""Name of a format → how it is written. Org is not: its keywords have no types to write back into."""


_PARAMS = "params"


@dataclass(frozen=True, slots=True)
class FrontMatterEdit:
    """One value that the front matter of a file shall have."""

    path: tuple[str, ...]
    """Nested keys, lower-cased."""
    name: str
    """The first key as it is spelled when it has to be added."""
    value: Param
    """Text, number, truth value, a list of those, or None: an empty value."""
    date: bool = False
    """Whether the value is the text of a date: it takes the form of the old one, in some formats without quotes."""


def write_values(data: bytes, edits: Sequence[FrontMatterEdit], source: str, *, legacy_yaml: bool = False) -> bytes:
    """Return a file with other values in its front matter; all other bytes are as they were.

    Args:
        data: the bytes of the whole file.
        edits: what it shall hold.
        source: the file's path, for messages.
        legacy_yaml: as in `read_front_matter`.

    Raises:
        NotWritableError: a value cannot be written so that it reads back as meant.
    """
    for edit in edits:
        data = _write(data, edit, source, legacy_yaml=legacy_yaml)
    return data


def _write(data: bytes, edit: FrontMatterEdit, source: str, *, legacy_yaml: bool) -> bytes:
    try:
        before = read_front_matter(data, source, legacy_yaml=legacy_yaml)
        block = split(data, legacy=legacy_yaml).block
    except (FrontMatterError, SplitError) as error:
        raise NotWritableError("the front matter cannot be read") from error
    form = FORMS.get(before.format)
    if form is None:
        raise NotWritableError(f"front matter of this form ({before.format or 'none'}) is not written")
    text = data[block.start : block.end].decode("utf-8", "surrogateescape")
    root = form.spans(text)
    for way in _in_old_form(_under_params(edit, root), text, root):
        wanted = _with_value(before.params, way.path, way.value)
        for written in _candidates(text, form, way, before.params):
            result = data[: block.start] + written.encode("utf-8", "surrogateescape") + data[block.end :]
            try:
                after = read_front_matter(result, source, legacy_yaml=legacy_yaml)
            except FrontMatterError:
                continue
            if _same(after.params, wanted) and result[after.body_offset :] == data[before.body_offset :]:
                return result
    raise NotWritableError("it cannot be written so that everything else reads as before")


def _in_old_form(edit: FrontMatterEdit, text: str, root: Span) -> Iterator[FrontMatterEdit]:
    """Yield the edit, before it a date in the form of the date that it replaces."""
    span = root.find(edit.path)
    if edit.date and isinstance(edit.value, str) and span is not None and span.start >= 0:
        value = in_form_of(edit.value, text[span.start : span.end])
        if value != edit.value:
            yield replace(edit, value=value)
    yield edit


def _under_params(edit: FrontMatterEdit, root: Span) -> FrontMatterEdit:
    """Return the edit with the place where the key stands: Hugo also takes keys from a table called ``params``."""
    below = (_PARAMS, *edit.path)
    return edit if root.find(edit.path) or not root.find(below) else replace(edit, path=below)


def _candidates(text: str, form: Form, edit: FrontMatterEdit, params: ParamMap) -> Iterator[str]:
    root = form.spans(text)
    span = root.find(edit.path)
    if span is None and len(edit.path) > 1:
        raise NotWritableError(f"the front matter has no {'.'.join(edit.path)}")
    if span is None:
        for shown in _fresh(form, edit):
            yield form.added(text, root, edit.name, shown)
        return
    if span.start < 0 or span.members is not None:
        raise NotWritableError("there is a table where a value is expected")
    old = _dig(params, edit.path)
    if isinstance(edit.value, list | tuple) and span.items is not None and isinstance(old, list | tuple):
        yield from _lists(text, form, span, old, edit)
        return
    if span.block:
        raise NotWritableError("there is a list where one value is expected")
    like = text[span.start : span.end]
    values = _fresh(form, edit) if isinstance(edit.value, list | tuple) else _like(form, edit, like, span)
    gap = " " if span.start == span.end else ""
    for shown in values:
        yield text[: span.start] + gap + shown + text[span.end :]


def _like(form: Form, edit: FrontMatterEdit, like: str, span: Span) -> Iterator[str]:
    if span.items is not None:
        like = ""
    yield from form.scalars(edit.value, like, date=edit.date)


def _lists(text: str, form: Form, span: Span, old: Sequence[Param], edit: FrontMatterEdit) -> Iterator[str]:
    new = edit.value if isinstance(edit.value, list | tuple) else ()
    for choice in (0, 1, -1):

        def render(value: Param, like: str, choice: int = choice) -> str:
            texts = list(form.scalars(value, like, date=edit.date))
            return texts[min(choice, len(texts) - 1)]

        yield write_list(text, span, old, new, render)


def _fresh(form: Form, edit: FrontMatterEdit) -> Iterator[str]:
    """Yield texts for a value that is not there yet; between brackets for a list, which all formats know."""
    if not isinstance(edit.value, list | tuple):
        yield from form.scalars(edit.value, "", date=edit.date)
        return
    for choice in (0, -1):
        items = [list(form.scalars(item, "", date=edit.date))[choice] for item in edit.value]
        yield "[" + ", ".join(items) + "]"


def _dig(params: Param, path: Sequence[str]) -> Param:
    for key in path:
        params = params.get(key) if isinstance(params, Mapping) else None
    return params


def _with_value(params: ParamMap, path: Sequence[str], value: Param) -> dict[str, Param]:
    held = params.get(path[0])
    if len(path) > 1:
        value = _with_value(held if isinstance(held, Mapping) else {}, path[1:], value)
    return {**params, path[0]: value}


def _same(read: Param, wanted: Param) -> bool:
    """Tell whether a value reads as meant. Dates may be text or moments; no value may be null, empty text or list."""
    if isinstance(read, Mapping) and isinstance(wanted, Mapping):
        return read.keys() == wanted.keys() and all(_same(read[key], wanted[key]) for key in wanted)
    if isinstance(read, list | tuple) and isinstance(wanted, list | tuple):
        return len(read) == len(wanted) and all(map(_same, read, wanted))
    if isinstance(read, datetime) and isinstance(wanted, str):
        return _moment(read) == _moment(_parsed(wanted))
    if isinstance(read, str) and isinstance(wanted, int | float) and not isinstance(wanted, bool):
        return read == repr(wanted)
    if not wanted and wanted is not False and wanted != 0:
        return not read and read is not False and read != 0
    return type(read) is type(wanted) and read == wanted


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _moment(value: datetime | None) -> tuple[object, ...]:
    """Return what is told of a moment: its clock, and its offset where it has one."""
    if value is None:
        return ()
    offset = value.utcoffset()
    midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
    return (value.replace(tzinfo=None), None if not offset and midnight else offset)
