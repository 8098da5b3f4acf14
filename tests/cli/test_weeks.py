"""Weeks in which a site and its space both go on changing end where a move on the last day would have ended.

Each day somebody edits the site, somebody edits the space, and now and then a file of memory is lost. A sync must leave
what a run into an empty space makes of the site as it is by then, but for what editors changed, which stays theirs.
"""

import random
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from migrate.rehearsal import RehearsalOptions, create_app, open_store, serve_in_thread
from tests.cli.conftest import ROOT, Cli, Server
from tests.cli.editor import Editor

DAYS = 5
MAPPING = ROOT / "mappings" / "sample.yaml"
MEMORY = ("*.pages.db*", "*.state.db*")
"""What may be lost: both are made again."""

Edit: TypeAlias = Callable[[random.Random, Path, str], str | None]
"""Returns what a post becomes, None when its file goes; the word is in no other edit."""


def _append(dice: random.Random, post: Path, word: str) -> str:
    return f"{post.read_text()}\nMore of {word}, and a [link](https://example.org/{word}).\n"


def _insert(dice: random.Random, post: Path, word: str) -> str:
    text = post.read_text()
    starts = [found.start() for found in re.finditer(r"(?m)^[A-Z][a-z]+ ", text)]
    at = dice.choice(starts or [len(text)])
    return f"{text[:at]}{word} {text[at:]}"


def _retitle(dice: random.Random, post: Path, word: str) -> str:
    return re.sub(r"""(?m)^("?title"?\s*[:=]\s*["']?)""", rf"\g<1>{word} ", post.read_text(), count=1)


def _untag(dice: random.Random, post: Path, word: str) -> str:
    return re.sub(r'(?m)^"?tags"?\s*[:=].*$', "", post.read_text(), count=1)


def _redate(dice: random.Random, post: Path, word: str) -> str:
    return re.sub(
        r'(?m)^("?date"?\s*[:=]\s*"?)20\d\d', rf"\g<1>{dice.randrange(2008, 2026)}", post.read_text(), count=1
    )


def _copy(dice: random.Random, post: Path, word: str) -> str:
    if not post.name.startswith(("index", "_index")):
        name, _, rest = post.name.partition(".")
        text = re.sub(r"(?m)^(aliases|url|slug|translationKey)\b.*$", "", _retitle(dice, post, word))
        (post.parent / f"{name}-{word.lower()}.{rest}").write_text(text)
    return post.read_text()


def _remove(dice: random.Random, post: Path, word: str) -> str | None:
    return post.read_text() if post.name.startswith("_index") else None


EDITS: tuple[Edit, ...] = (_append, _append, _insert, _retitle, _untag, _redate, _copy, _remove, _remove)


def _edit_site(dice: random.Random, site: Path, day: int) -> None:
    for number in range(dice.randrange(1, 6)):
        post = dice.choice(sorted((site / "content").rglob("*.md")))
        text = dice.choice(EDITS)(dice, post, f"W{day}x{number}")
        if text is None:
            post.unlink()
        else:
            post.write_text(text)


def _edit_space(dice: random.Random, editor: Editor, day: int) -> Iterator[tuple[str, str, str]]:
    """Change titles of published entries and yield entry, locale and new title."""
    published = sorted(
        (key, next(iter(held["fields"]["title"])))
        for key, held in editor.space().items()
        if held["state"] == "published" and {"title", "slug"} <= held["fields"].keys()
    )
    for entry_id, locale in dice.sample(published, dice.randrange(3)):
        editor.edit(entry_id, "title", f"Theirs {day}", locale=locale, publish=dice.random() < 0.7)
        yield entry_id, locale, f"Theirs {day}"


def _left(space: Mapping[str, Mapping[str, Any]], touched: set[str]) -> dict[str, object]:
    """Return what has to be alike: all that is not archived, without titles and states that are an editor's."""
    return {
        key: _without_title(held) if key in touched else {**held, "fields": _without_address(held["fields"])}
        for key, held in space.items()
        if held["state"] != "archived"
    }


def _without_title(held: Mapping[str, Any]) -> dict[str, object]:
    return {key: value for key, value in held["fields"].items() if key != "title"}


def _without_address(fields: Mapping[str, Any]) -> dict[str, object]:
    """Leave out where the server keeps a file, which says nothing of what is in it."""
    files = {locale: {**file, "url": ""} for locale, file in fields.get("file", {}).items()}
    return {**fields, **({"file": files} if files else {})}


@pytest.mark.parametrize("seed", [2, 4])
def test_weeks_end_where_a_move_on_the_last_day_ends(
    seed: int, cli: Cli, server: Server, editor: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is left over, nothing is missing, nothing is written twice, and editors keep what they did."""
    dice = random.Random(seed)
    site = shutil.copytree(ROOT / "data", tmp_path / "site")
    assert cli("run", site, "-m", MAPPING, "--yes").code == 0
    touched: set[str] = set()
    for day in range(DAYS):
        _edit_site(dice, site, day)
        theirs = list(_edit_space(dice, editor, day))
        touched |= {entry_id for entry_id, _, _ in theirs}
        if day % 2:
            for file in Path(".migrate").glob(dice.choice(MEMORY)):
                file.unlink()
        result = cli("sync", site, "-m", MAPPING, "--max-delete", "100%")
        # Both sides may have changed one title: such an entry is set aside.
        assert result.code in (0, 3), result.err
        before = len(server.writes())
        assert cli("sync", site, "-m", MAPPING, "--max-delete", "100%").code == result.code
        assert server.writes()[before:] == []
        assert [editor.value(entry_id, "title", locale) for entry_id, locale, _ in theirs] == [
            new for *_, new in theirs
        ]
    kept = editor.space()
    with serve_in_thread(create_app(open_store(None, ("blog",)), RehearsalOptions())) as url:
        monkeypatch.setenv("CONTENTFUL_HOST", url)
        empty = tmp_path / "empty"
        empty.mkdir()
        monkeypatch.chdir(empty)
        assert cli("run", site, "-m", MAPPING, "--yes").code == 0
        somebody = Editor.at(url)
        with somebody.http:
            wanted = somebody.space()
    assert _left(kept, touched) == _left(wanted, touched)
