"""Tokens, calls, scalars and dates against what the real Hugo binary and its lexer printed (the shared cases)."""

import json
import math
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from migrate.extract.dates import is_zero_date, parse_date
from migrate.extract.frontmatter import FrontMatterError, read_front_matter
from migrate.extract.shortcodes import lex, parse_body
from migrate.extract.shortcodes.tokens import typed_value
from migrate.extract.slugs import clean_slug, encode, page_path, path_element, sanitize_token, urlize
from migrate.model.source import BodyPart, BodyText, ShortcodeCall
from migrate.model.templates import ShortcodeTemplate

CASES = Path(__file__).resolve().parents[2] / ".." / "shared" / "cases"

KEPT_DIFFERENCES = {
    "a date without a year": "Hugo puts it into the year 0, which neither Python nor Contentful knows: the year 1 here",
    "nanoseconds": "Python's instants end at microseconds",
    "a name without a template": "whether a shortcode exists is a question for the mapping, not for the lexer",
    "columns": "Hugo counts bytes; here a column counts characters, as editors do",
    "rendered inner content": "the recorded calls hold inner content that Hugo rendered; here it is source",
}
"""Every way in which the readers differ from the recorded cases on purpose."""


def load(name: str) -> Any:
    """Return the recorded cases; an empty list where the shared folder is absent."""
    path = CASES / name
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


ORACLE: dict[str, Any] = load("hugo-oracle.json") or {}
SHORTCODES: list[dict[str, Any]] = load("shortcodes.json")
LEXED = [row for row in SHORTCODES if "start" in row]
RENDERED = [row for row in LEXED if row["start"] == "main" and "render" in row]
FILES = [row for row in LEXED if row["start"] == "intro" and "render" in row]
TYPED = [row for row in SHORTCODES if "start" not in row]

pytestmark = pytest.mark.skipif(not ORACLE, reason="../shared/cases is absent")


def by_name(row: dict[str, Any]) -> str:
    """Return the name of a case for pytest."""
    return str(row["name"])


@pytest.mark.parametrize("row", LEXED, ids=by_name)
def test_tokens(row: dict[str, Any]) -> None:
    """Every token has Hugo's type, text, typed value and quoting, up to Hugo's first error."""
    found = []
    for token in lex(row["input"], row["start"]):
        shown: dict[str, Any] = {"type": token.type, "text": token.text}
        if token.type in ("tScParam", "tScParamVal"):
            shown["value"] = token.value
            if token.quoted:
                shown["quoted"] = True
        found.append(shown)
    assert json.dumps(found, sort_keys=True) == json.dumps(row["expected"], sort_keys=True)


@pytest.mark.parametrize("row", [row for row in RENDERED if row["error"]], ids=by_name)
def test_error_place(row: dict[str, Any]) -> None:
    """A lexer error becomes a finding at the line and column that Hugo names, and no text gets lost."""
    parts, findings = parse_body(row["input"], 1, "a.md", {})
    assert (findings[0].line, findings[0].column) == (row["render"]["line"], row["render"]["column"])
    assert "".join(part.text for part in parts if isinstance(part, BodyText)) == row["input"]


@pytest.mark.parametrize("row", TYPED, ids=by_name)
def test_typed_value(row: dict[str, Any]) -> None:
    """An unquoted parameter has Hugo's type."""
    if "quoted" in row["name"]:
        assert lex(f'{{{{< x "{row["input"]}" >}}}}')[2].value == row["expected"]
    else:
        value = typed_value(row["input"])
        assert (value, type(value)) == (row["expected"], type(row["expected"]))


def templates_of(rows: list[dict[str, Any]]) -> dict[str, ShortcodeTemplate]:
    """Return templates as the recorded site had them: a name takes inner content if a recorded call has some."""
    takes_inner: dict[str, bool] = {}
    open_rows = [call for row in rows for call in row["render"].get("calls") or []]
    while open_rows:
        call = open_rows.pop()
        takes_inner[call["name"]] = takes_inner.get(call["name"], False) or "inner" in call
        open_rows.extend(call.get("nested", []))
    for row in rows:  # what Hugo demands to be closed takes inner content, too
        for name in re.findall(r'shortcode "([^"]+)" must be closed', row["render"].get("error") or ""):
            takes_inner[name] = True
    return {name: ShortcodeTemplate(name, f"layouts/{name}.html", uses, False) for name, uses in takes_inner.items()}


TEMPLATES = templates_of(RENDERED)


def shown_calls(parts: tuple[BodyPart, ...]) -> list[dict[str, Any]]:
    """Return calls as the recorded templates printed them, inner content as source."""
    calls = []
    for part in parts:
        if isinstance(part, ShortcodeCall):
            params = dict(part.named) if part.named else list(part.positional) or None
            call: dict[str, Any] = {"name": part.name, "named": bool(part.named), "params": params}
            if part.inner is not None:
                call["inner"] = "".join(
                    inner.text if isinstance(inner, BodyText) else "[CALL]"
                    for inner in part.inner
                    if isinstance(inner, BodyText | ShortcodeCall)
                )
                nested = shown_calls(part.inner)
                if nested:
                    call["nested"] = nested
            calls.append(call)
    return calls


def recorded_calls(calls: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return recorded calls without their counter, and with markup taken off inner content that Hugo rendered."""
    cleaned = []
    for call in calls:
        kept = {key: value for key, value in call.items() if key not in ("ordinal", "nested")}
        if "inner" in kept:
            kept["inner"] = re.sub(r"</?em>", "*", kept["inner"])
        if call.get("nested"):
            kept["nested"] = recorded_calls(call["nested"])
        cleaned.append(kept)
    return cleaned


@pytest.mark.parametrize(
    "row", [row for row in RENDERED if row["render"]["ok"] and row["render"].get("calls")], ids=by_name
)
def test_calls(row: dict[str, Any]) -> None:
    """Every call has Hugo's name, typed parameters and inner content, without a finding."""
    parts, findings = parse_body(row["input"], 1, "a.md", TEMPLATES)
    assert not findings
    assert json.dumps(shown_calls(parts), sort_keys=True) == json.dumps(
        recorded_calls(row["render"]["calls"]), sort_keys=True
    )


@pytest.mark.parametrize(
    "row",
    [
        row
        for row in RENDERED
        if not row["render"]["ok"] and not re.search(r"template for shortcode .* not found", row["render"]["error"])
    ],
    ids=by_name,
)
def test_refused_pages(row: dict[str, Any]) -> None:
    """What Hugo refuses is a finding at the line and column that it names."""
    _, findings = parse_body(row["input"], 1, "a.md", TEMPLATES)
    assert (row["render"]["line"], row["render"]["column"]) in [(found.line, found.column) for found in findings]


@pytest.mark.parametrize("row", FILES, ids=by_name)
def test_files(row: dict[str, Any]) -> None:
    """A file has the front matter and the body that Hugo reads, or is refused as Hugo does."""
    data = row["input"].encode()
    if not row["render"]["ok"]:
        with pytest.raises(FrontMatterError):
            read_front_matter(data, "a.md")
        return
    found = read_front_matter(data, "a.md")
    assert found.params == row["render"]["params"]
    assert data[found.body_offset :].decode().replace("\xa0", " ") == row["render"]["body"].replace("\xa0", " ")


@pytest.mark.parametrize("row", ORACLE.get("yaml_scalars", []), ids=lambda row: repr(row["value"]))
def test_yaml_scalar(row: dict[str, Any]) -> None:
    """A YAML scalar has the type and value that Hugo gives it."""
    data = f"---\nv: {row['value']}\n---\n".encode()
    if "not allowed" in row.get("error", ""):
        with pytest.raises(FrontMatterError):
            read_front_matter(data, "a.md")
        return
    value = read_front_matter(data, "a.md").params["v"]
    if "error" in row:  # Hugo read it, but could not print it as JSON
        assert isinstance(value, float)
        assert not math.isfinite(value)
        return
    assert value == row["json"]
    assert isinstance(value, bool) == isinstance(row["json"], bool)
    if row["go_type"] == "float64":
        assert isinstance(value, float)


def front_matter_with(row: dict[str, Any]) -> bytes:
    """Return a file with the date of a recorded case in its format."""
    value = row["value"]
    match row["format"]:
        case "toml":
            return f"+++\ndate = {value}\n+++\n".encode()
        case "json":
            return f'{{"date": {value}}}\n'.encode()
        case _:
            return f"---\ndate: {value}\n---\n".encode()


@pytest.mark.parametrize(
    "row", ORACLE.get("dates", []), ids=lambda row: f"{row['format']} {row['value']} {row['timeZone']}"
)
def test_date(row: dict[str, Any]) -> None:
    """A date is the instant, with the offset, that Hugo reads, or refused as Hugo does."""
    zone = ZoneInfo(row["timeZone"]) if row["timeZone"] else UTC
    value = read_front_matter(front_matter_with(row), "a.md").params["date"]
    found = parse_date(value, zone, json=row["format"] == "json")
    if row["date"] is None:
        if row["error"]:
            assert found is None
        else:
            assert value in (None, "") or (found is not None and is_zero_date(found))
        return
    expected = re.sub(r"^0000", "0001", re.sub(r"(\.\d{6})\d+", r"\1", row["date"]))
    assert found is not None
    assert found.isoformat() == datetime.fromisoformat(expected).isoformat()


def joined(*elements: str) -> str:
    """Return a URL path of `elements`, of which empty ones vanish."""
    return encode("".join(f"/{element.strip('/')}" for element in elements if element.strip("/")) + "/")


SLUGS = [
    (group, slug, url)
    for group in ("slug_to_url", "slug_to_url_disablePathToLower", "slug_to_url_removePathAccents")
    for slug, url in ORACLE.get(group, {}).items()
    if clean_slug(slug) not in ("", "index")  # then the page has no slug, which is no question of characters
]


@pytest.mark.parametrize(("group", "slug", "url"), SLUGS)
def test_slug(group: str, slug: str, url: str) -> None:
    """A slug has Hugo's URL."""
    found = urlize(slug, lower="disablePathToLower" not in group, remove_accents="removePathAccents" in group)
    assert joined(found) == url


SLUG_TOKENS = [
    (slug, url)
    for slug, url in ORACLE.get("slug_to_permalink_p_slug", {}).items()
    if clean_slug(slug) and ".." not in slug  # else it is decided where elements are joined
]


@pytest.mark.parametrize(("slug", "url"), SLUG_TOKENS)
def test_slug_token(slug: str, url: str) -> None:
    """The token ``:slug`` has Hugo's text."""
    assert joined("p", sanitize_token(clean_slug(slug))) == url


@pytest.mark.parametrize(("title", "url"), list(ORACLE.get("title_to_permalink_year_month_title", {}).items()))
def test_title_token(title: str, url: str) -> None:
    """The token ``:title`` has Hugo's text."""
    assert joined("2016", "03", sanitize_token(title, keep_slashes=False)) == url


@pytest.mark.parametrize("row", ORACLE.get("filename_to_url", []), ids=lambda row: row["filename"])
def test_file_name(row: dict[str, Any]) -> None:
    """A file name has Hugo's logical path and URL."""
    name = row["filename"].removesuffix(".md").removesuffix(".en")
    assert f"/{page_path(name)}" == row["path"]
    assert joined(path_element(name)) == row["url"]


@pytest.mark.parametrize("row", ORACLE.get("tag_to_term", []), ids=lambda row: repr(row["tag"]))
def test_tag(row: dict[str, Any]) -> None:
    """A tag has Hugo's term path and URL."""
    if row["path"] is None:
        assert not row["tag"]
        return
    assert f"/tags/{page_path(row['tag'])}" == row["path"]
    assert joined("tags", path_element(row["tag"])) == row["url"]


def test_kept_differences_stay_few() -> None:
    """No more than five kinds of differences are kept on purpose, each with its reason."""
    assert len(KEPT_DIFFERENCES) <= 5
    assert all(KEPT_DIFFERENCES.values())
