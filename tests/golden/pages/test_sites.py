"""Golden cases of whole pages: small sites and the entries that they become, with the mapping that is inferred.

A file holds cases: ``==== title``, files each after a line ``>>> path``, ``<<<``, the result. The configuration is
`CONFIGURATION` unless a case writes its own; a backslash, ``x`` and two digits are a byte. With the variable
``ACCEPT`` set, the results in the files are written anew.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from migrate.errors import MigrateError
from migrate.extract import read_site
from migrate.mapping.infer import infer_mapping
from migrate.model.space import DesiredEntry, DesiredSpace, Target
from migrate.transform import build_space
from tests.golden.body.drawing import draw_document

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.txt"))
NOW = datetime(2026, 1, 1, tzinfo=UTC)
CONFIGURATION = 'baseURL = "https://here.test/"\ntitle = "Here"\n'
_BYTE = re.compile(rb"\\x([0-9a-f]{2})")


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a file."""

    file: Path
    title: str
    source: str
    expected: str


def read_cases(file: Path) -> Iterator[Case]:
    """Yield the cases of a file in order."""
    for part in re.split(r"^==== ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, rest = part.partition("\n")
        source, _, expected = rest.partition("\n<<<\n")
        yield Case(file, title.strip(), source, expected.strip("\n"))


def convert_case(case: Case, root: Path) -> str:
    """Return what the site of a case becomes, as text."""
    (root / "hugo.toml").write_text(CONFIGURATION)
    for part in re.split(r"^>>> ", case.source, flags=re.MULTILINE)[1:]:
        name, _, content = part.partition("\n")
        path = root / name.strip()
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content.removesuffix("\n").encode()
        path.write_bytes(_BYTE.sub(lambda match: bytes([int(match[1], 16)]), data))
    try:
        site = read_site(root, now=NOW)
        space = build_space(site, infer_mapping(site), Target("here", "master", "", rehearsal=True), NOW)
    except MigrateError as error:
        return f"error: {str(error).replace(str(root), '')}"
    return "\n".join(draw_space(space))


def draw_space(space: DesiredSpace) -> Iterator[str]:
    """Yield the entries of pages with a file, the assets, the redirects and the findings as lines."""
    for entry in space.entries:
        if entry.sources or entry.content_type not in ("section", "page"):
            yield from _entry(entry)
    for asset in space.assets:
        yield f"asset {asset.origin.path or asset.origin.url}: {asset.fields.get('title')}"
    for redirect in space.redirects:
        yield f"redirect {redirect.source} -> {redirect.target}"
    for finding in space.findings:
        yield f"finding {finding.source}:{finding.line} {finding.code}: {finding.text!r}, {finding.action}"


def _entry(entry: DesiredEntry) -> Iterator[str]:
    address = ", ".join(f"{locale} {url}" for locale, url in entry.urls.items())
    yield f"{entry.content_type} {entry.id} {entry.publish.value}" + (f" at {address}" if address else "")
    for name, values in entry.fields.items():
        for locale, value in values.items() if isinstance(values, dict) else ():
            yield from _value(f"  {name}.{locale}", value)
    for finding in entry.findings:
        yield f"  finding {finding.source}:{finding.line} {finding.code}: {finding.text!r}, {finding.action}"


def _value(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict) and "nodeType" in value:
        lines = draw_document(value)
        if lines != ["paragraph: ''"]:
            yield f"{name}:"
            yield from (f"    {line}" for line in lines)
    elif isinstance(value, dict) and "sys" in value:
        yield f"{name}: -> {value['sys']['id']}"
    elif isinstance(value, list) and value and isinstance(value[0], dict) and "sys" in value[0]:
        yield f"{name}: {', '.join('-> ' + str(item['sys']['id']) for item in value)}"
    else:
        yield f"{name}: {value!r}"


ALL = [case for file in FILES for case in read_cases(file)]


@pytest.mark.parametrize("case", ALL, ids=[f"{case.file.stem}: {case.title}" for case in ALL])
def test_golden_site(case: Case, tmp_path: Path) -> None:
    """The site becomes what the case file shows."""
    if os.environ.get("ACCEPT"):
        pytest.skip("results are being written")
    assert convert_case(case, tmp_path) == case.expected


@pytest.mark.skipif(not os.environ.get("ACCEPT"), reason="only with ACCEPT set")
def test_accept(tmp_path: Path) -> None:
    """Write the results of all cases into their files."""
    for file in FILES:
        parts = []
        for number, case in enumerate(read_cases(file)):
            root = tmp_path / f"{file.stem}-{number}"
            root.mkdir()
            parts.append("\n".join((f"==== {case.title}", case.source, "<<<", convert_case(case, root), "")))
        file.write_text("\n".join(parts), encoding="utf-8")
