"""Builds a small site with the real binary and returns what its templates see of every page."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.oracle.hugo_binary import find_hugo

__all__ = ["build_facts", "write_site"]

_FACTS = """
{{- $page := . -}}
{{- $terms := dict -}}
{{- range $plural, $_ := site.Taxonomies -}}
  {{- $rows := slice -}}
  {{- range $page.GetTerms $plural -}}
    {{- $rows = $rows | append (dict "path" .Path "relPermalink" .RelPermalink) -}}
  {{- end -}}
  {{- with $rows -}}{{- $terms = merge $terms (dict $plural .) -}}{{- end -}}
{{- end -}}
{{- $translations := slice -}}
{{- range .Translations -}}
  {{- $translations = $translations | append (dict "lang" .Language.Name "relPermalink" .RelPermalink) -}}
{{- end -}}
{{- $resources := slice -}}
{{- range .Resources -}}
  {{- $mediaType := "" -}}{{- if ne .ResourceType "page" -}}{{- $mediaType = .MediaType.Type -}}{{- end -}}
  {{- $params := dict -}}{{- if ne .ResourceType "page" -}}{{- $params = .Params -}}{{- end -}}
  {{- $resources = $resources | append (dict "type" .ResourceType "name" .Name "title" .Title
      "mediaType" $mediaType "params" $params) -}}
{{- end -}}
{{- $parent := "" -}}{{- with .Parent -}}{{- $parent = .Path -}}{{- end -}}
{{- $file := dict -}}{{- with .File -}}{{- $file = dict "source" .Filename -}}{{- end -}}
{{- return (dict "kind" .Kind "section" .Section "type" .Type "layout" .Layout "lang" .Language.Name "path" .Path
  "file" $file "bundleType" .BundleType "title" .Title "linkTitle" .LinkTitle "description" .Description
  "keywords" (.Keywords | default slice) "slug" .Slug "date" .Date "lastmod" .Lastmod "publishDate" .PublishDate
  "expiryDate" .ExpiryDate "draft" .Draft "weight" .Weight "aliases" (.Aliases | default slice)
  "permalink" .Permalink "relPermalink" .RelPermalink "translationKey" .TranslationKey
  "translations" $translations "params" .Params "terms" $terms "parent" $parent "resources" $resources) -}}
"""
_HOME = """[
{{- range $index, $page := site.Pages -}}{{ if $index }},{{ end }}{{ partial "facts.html" . | jsonify }}{{- end -}}
]"""
_NO_DATE = "0001-01-01T00:00:00Z"


def write_site(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write the files of a site below `root`."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def build_facts(source: Path, target: Path) -> list[dict[str, Any]]:
    """Return a row for each page of the site in `source`: drafts, future and expired ones too, unlisted ones not.

    Layouts are added to `source`; the site is published to `target`.
    """
    write_site(
        source,
        {
            "layouts/_partials/facts.html": _FACTS.strip(),
            "layouts/home.html": _HOME,
            "layouts/all.html": "{{ .Title }}",
        },
    )
    command = [find_hugo(), "--source", str(source), "--destination", str(target), "--noBuildLock", "-D", "-E", "-F"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    pages = [path for path in sorted(target.rglob("*.html")) if path.is_file()]
    homes = [path for path in pages if path.read_bytes().startswith(b"[")]
    assert homes, done.stdout + done.stderr
    rows = [row for path in homes for row in json.loads(path.read_text(encoding="utf-8"))]
    for row in rows:
        row["file"] = {"source": Path(row["file"]["source"]).relative_to(source).as_posix()} if row["file"] else {}
        for name in ("date", "lastmod", "publishDate", "expiryDate"):
            row[name] = None if row[name] == _NO_DATE else row[name]
    return rows
