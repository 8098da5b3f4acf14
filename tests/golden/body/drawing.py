"""Documents and results as text that people can read and compare."""

from typing import Any

from migrate.transform.context import BodyResult

__all__ = ["draw", "draw_document"]


def draw(result: BodyResult) -> str:
    """Return a result as lines: the document, the summary, the entries, the findings."""
    lines = draw_document(result.document)
    if result.summary is not None:
        lines += ["summary:", *(f"  {line}" for line in draw_document(result.summary))]
    for position, entry in enumerate(result.entries, 1):
        lines.append(f"entry {position}: {entry.content_type}")
        for name, value in entry.fields.items():
            if isinstance(value, dict) and "nodeType" in value:
                lines += [f"  {name}:", *(f"    {line}" for line in draw_document(value))]
            elif isinstance(value, dict) and "sys" in value:
                lines.append(f"  {name}: -> {value['sys']['id']}")
            else:
                lines.append(f"  {name}: {value!r}")
    numbers = {entry.id: f"entry {position}" for position, entry in enumerate(result.entries, 1)}
    text = "\n".join(lines)
    for identity, number in numbers.items():
        text = text.replace(identity, number)
    found = [
        f"finding {finding.line}:{finding.column} {finding.severity.value} {finding.code}: {finding.text!r}, "
        f"{finding.action}"
        for finding in result.findings
    ]
    return "\n".join([text, *found])


def draw_document(document: Any) -> list[str]:
    """Return the blocks of a document as indented lines."""
    return [line for node in document["content"] for line in _draw(node)]


def _draw(node: Any) -> list[str]:
    kind = node["nodeType"]
    if kind == "text":
        marks = "".join(f" +{mark['type']}" for mark in node["marks"])
        return [f"{node['value']!r}{marks}"]
    target = node["data"].get("uri", "")
    if "target" in node["data"]:
        target = f"-> {node['data']['target']['sys']['id']}"
    inner = [line for child in node["content"] for line in _draw(child)]
    if len(inner) == 1 and kind != "table" and not inner[0].startswith(" "):
        return [f"{kind} {target}".rstrip() + f": {inner[0]}"]
    return [f"{kind} {target}".rstrip(), *(f"  {line}" for line in inner)]
