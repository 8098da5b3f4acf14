"""The proof as terminal text, as JSON and as a web page."""

from collections.abc import Iterator, Mapping, Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined
from rich.text import Text

from migrate.model.canonical import JsonObject
from migrate.model.findings import Code
from migrate.report.fidelity.causes import CAUSES
from migrate.report.fidelity.difference import Difference
from migrate.report.fidelity.ledger import SHORTCODES
from migrate.report.fidelity.site import ELSEWHERE, TEMPLATES, Fidelity
from migrate.report.wording import counted

__all__ = ["fidelity_html", "fidelity_json", "fidelity_lines"]

_SCOPE = (
    "Compared are bodies: words in their order, headings, links, code, images and players and where they stand. "
    "Not compared are titles and other fields, marks such as bold, and the shape of lists and tables."
)
_EXAMPLES = 5
_CLIP = 100
_NAMES: Mapping[str, str] = {
    TEMPLATES: "templates of the site: what they show of their own, beyond what the author wrote",
    ELSEWHERE: "templates that show files, data or other pages, which only `render: hugo` in the mapping brings along",
    SHORTCODES: "shortcodes: what calls say in their arguments, and what templates add or would have shown",
}


def fidelity_lines(proof: Fidelity, codes: Mapping[str, Code]) -> Iterator[Text]:
    """Yield the result for a terminal, differences by cause."""
    yield Text(_verdict(proof), style="bold")
    yield Text(f"  {_compared(proof)}", style="dim")
    yield Text(f"  {_SCOPE}", style="dim")
    if proof.failing:
        yield Text(
            f"  The site's own templates were not used, since one fails here: {_clip(proof.failing)}", style="dim"
        )
    for cause, title, group in _groups(proof):
        yield Text("")
        line = Text(f"{len(group):>6,}  ", style="yellow")
        line.append(title, style="bold")
        line.append(f"  ({cause})", style="dim")
        yield line
        for difference in group[:_EXAMPLES]:
            yield Text(f"        {_place(difference)}: {difference.kind.value}{_after(difference)}")
            if difference.missing:
                yield Text(f"          - {_clip(difference.missing)}", style="red")
            if difference.other:
                yield Text(f"          + {_clip(difference.other)}", style="green")
        if len(group) > _EXAMPLES:
            yield Text(f"        … and {len(group) - _EXAMPLES:,} more", style="dim")
    if proof.explained:
        yield Text("")
        yield Text("Explained, by words, links and so on:", style="dim")
        for code, count in proof.explained:
            yield Text(f"{count:>6,}  {_named(code, codes)}", style="dim")


def fidelity_json(proof: Fidelity) -> JsonObject:
    """Return the result as ``verify --against-hugo --json`` writes it, schema version 1."""
    return {
        "version": 1,
        "hugo": proof.hugo,
        "pages": proof.pages,
        "pagesWithoutLoss": proof.whole,
        "differences": [difference.to_json() for difference in proof.differences],
        "causes": {cause: len(group) for cause, _, group in _groups(proof)},
        "explained": dict(proof.explained),
        "leftOut": list(proof.left_out),
        "keptAsMarkdown": list(proof.as_markdown),
        "notRendered": list(proof.not_rendered),
        "refusedByHugo": dict(proof.refused),
        "shortcodesWithoutTemplate": list(proof.stubbed),
        "templatesNotUsed": proof.failing,
    }


def fidelity_html(proof: Fidelity, codes: Mapping[str, Code]) -> str:
    """Return the result as one self-contained web page."""
    environment = Environment(
        loader=PackageLoader("migrate.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("fidelity.html").render(
        verdict=_verdict(proof),
        compared=_compared(proof),
        scope=_SCOPE,
        failing=proof.failing,
        as_markdown=proof.as_markdown,
        groups=[
            {
                "title": title,
                "rows": [
                    {
                        "place": _place(difference),
                        "kind": difference.kind.value,
                        "around": difference.around,
                        "missing": difference.missing,
                        "other": difference.other,
                    }
                    for difference in group
                ],
            }
            for _, title, group in _groups(proof)
        ],
        explained=[{"count": f"{count:,}", "name": _named(code, codes)} for code, count in proof.explained],
        left_out=proof.left_out,
        not_rendered=_unpublished(proof),
        refused=[f"{source}: {reason}" for source, reason in proof.refused],
        stubbed=proof.stubbed,
    )


def _verdict(proof: Fidelity) -> str:
    if not proof.pages:
        return "Nothing was compared: no page has a body that became Rich Text."
    if not proof.differs:
        compared = f"{counted(proof.pages, 'page')} compared with what Hugo shows"
        aside = len({*proof.left_out, *proof.as_markdown, *proof.not_rendered})
        return f"Nothing is lost untold: {compared}{f', {aside:,} not compared' if aside else ''}."
    files = len({difference.source for difference in proof.differences})
    found = counted(len(proof.differences), "unexplained difference")
    return f"{found} on {counted(files, 'page')}, of {proof.pages:,} compared with what Hugo shows."


def _compared(proof: Fidelity) -> str:
    parts = [f"Hugo {proof.hugo}" if proof.hugo else "Hugo", f"{proof.whole:,} without a loss among their findings"]
    if proof.left_out:
        parts.append(f"{len(proof.left_out):,} left out by the mapping")
    if proof.as_markdown:
        parts.append(f"{len(proof.as_markdown):,} kept as Markdown and not compared")
    if unpublished := _unpublished(proof):
        parts.append(f"{len(unpublished):,} not published by Hugo")
    if proof.refused:
        source, reason = proof.refused[0]
        first = f"{source}: {reason}"
        parts.append(f"{counted(len(proof.refused), 'page')} that Hugo cannot render, so not compared ({_clip(first)})")
    if proof.stubbed:
        parts.append(f"{counted(len(proof.stubbed), 'shortcode')} without a template ({', '.join(proof.stubbed[:8])})")
    return " · ".join(parts)


def _unpublished(proof: Fidelity) -> list[str]:
    """Return the files that Hugo makes no page of although it could."""
    refused = {source for source, _ in proof.refused}
    return [source for source in proof.not_rendered if source not in refused]


def _groups(proof: Fidelity) -> Iterator[tuple[str, str, Sequence[Difference]]]:
    """Yield id, title and differences of each cause that there is, in the order of the causes."""
    for cause in CAUSES:
        group = [difference for difference in proof.differences if difference.cause == cause.id]
        if group:
            yield cause.id, cause.title, group


def _named(code: str, codes: Mapping[str, Code]) -> str:
    return _NAMES.get(code) or (f"{code}: {codes[code].title}" if code in codes else code)


def _place(difference: Difference) -> str:
    return f"{difference.source}:{difference.line}" if difference.line else difference.source


def _after(difference: Difference) -> str:
    return f" after “{difference.around}”" if difference.around else ""


def _clip(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _CLIP else flat[: _CLIP - 1] + "…"
