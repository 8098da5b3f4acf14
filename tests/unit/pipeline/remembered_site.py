"""A small site on disk in which pages lead to each other in every way, and its desired space with a memory."""

from datetime import UTC, datetime
from pathlib import Path

from migrate.extract import read_site
from migrate.mapping.load import parse_mapping
from migrate.model.space import DesiredSpace, Target
from migrate.pipeline.remembering import PageMemory
from migrate.report.export import export_ndjson
from migrate.transform import build_space
from migrate.transform.page_work import PageWork

__all__ = ["MAPPING", "NOW", "exported", "remembered", "write_small_site"]

NOW = datetime(2026, 11, 1, tzinfo=UTC)
TARGET = Target("rehearsal", "master", "", rehearsal=True)
MAPPING = """\
version: 1
redirects: true
contentTypes:
  tag:
    match: {kind: term}
    displayField: name
    fields:
      name: Symbol from $title
  post:
    match: {kind: page}
    fields:
      title: Symbol, required
      slug: Symbol from $slug, unique
      body: RichText from $body
      author: Entry(person) from author
      tags: Entry(tag)[] from tags
      next: Entry(post) from next, match page
  person:
    fields:
      name: Symbol from name
"""
_PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000")


def write_small_site(folder: Path) -> Path:
    """Write the site and return its folder."""
    posts = {
        "a.md": "title: A\nauthor: Kim\ntags: [red]\nnext: /posts/b\n---\nSee [B](b.md) and ![x](/x.png).",
        "b.md": 'title: B\nauthor: Kim\ntags: [Red, blue]\n---\nBack to {{< ref "a" >}}.',
        "c.md": "title: C\nexpiryDate: 2027-01-01\n---\nTo [nowhere](later.md) and ![y](/y.png).",
        "d.md": "title: D\n---\n![another name](/x.png) and nothing else.",
        "e/index.md": 'title: E\nauthor: Lou\ntags: [red]\nnext: /posts/a\n---\n{{< figure src="z.png" >}}',
    }
    files = {f"content/posts/{name}": f"---\n{text}\n" for name, text in posts.items()}
    files["hugo.toml"] = 'baseURL = "https://small.example/"\ntitle = "Small"\n'
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "static").mkdir()
    (folder / "static" / "x.png").write_bytes(_PIXEL)
    (folder / "content" / "posts" / "e" / "z.png").write_bytes(_PIXEL + b"z")
    return folder


def remembered(
    site: Path,
    memory: PageMemory | None,
    *,
    mapping: str = MAPPING,
    now: datetime = NOW,
    work: PageWork | None = None,
) -> DesiredSpace:
    """Return what the site wants, made with a memory or (None) without; `work` does the work in its place."""
    rules = parse_mapping(mapping, "m.yaml")
    known = memory.site() if memory is not None and work is None else None
    return build_space(read_site(site, now=now, memory=known), rules, TARGET, now, work=work or memory)


def exported(space: DesiredSpace) -> bytes:
    """Return everything that a space holds, findings included, as bytes to compare."""
    findings = [*space.findings, *(each for entry in space.entries for each in entry.findings)]
    findings += [each for asset in space.assets for each in asset.findings]
    return b"".join(export_ndjson(space)) + repr((sorted(findings), space.redirects)).encode()
