"""Merged configuration, languages and data against what the real binary shows of them."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from migrate.extract.config import read_configuration
from migrate.extract.data import read_data
from migrate.extract.files import open_site
from migrate.model.source import ParamMap
from tests.oracle.hugo_binary import find_hugo
from tests.oracle.page_values import plain
from tests.oracle.real_hugo import write_site

_HOME = """
{{- $menus := dict -}}
{{- range $name, $menu := site.Menus -}}
  {{- $names := slice -}}{{- range $menu -}}{{- $names = $names | append .Name -}}{{- end -}}
  {{- $menus = merge $menus (dict $name $names) -}}
{{- end -}}
{{- dict "title" site.Title "params" site.Params "lang" site.Language.Name "weight" site.Language.Weight
  "label" site.Language.Label "menus" $menus "data" hugo.Data | jsonify -}}
"""

SITES: Mapping[str, tuple[Mapping[str, str], str]] = {
    "folders": (
        {
            "hugo.toml": """
title="root"
baseURL="https://a.b/"
[params]
a=1
Deep={x=1,y=2}
list=[1,2]
""",
            "config/_default/hugo.yaml": "title: default\n",
            "config/_default/config.yaml": """
copyright: c
params:
  viaconfig: 1
""",
            "config/_default/params.yaml": """
b: 2
Deep: {y: 3}
list: [3]
""",
            "config/_default/menus.yaml": "main:\n- {name: M, url: /}\n",
            "config/_default/languages.toml": """
[en]
weight=1
[fr]
weight=2
title="FR"
""",
            "config/_default/params.fr.yaml": "b: fr\n",
            "config/_default/menu.fr.toml": """
[[main]]
name="FRM"
url="/x"
""",
            "config/production/params.toml": 'env="prod"\n',
            "config/staging/hugo.toml": 'title="staging"\n',
            "config/_default/sub/params.toml": "sub=1\n",
        },
        "production",
    ),
    "environment": (
        {
            "hugo.toml": """
title="root"
baseURL="https://a.b/"
[params]
a=1
Deep={x=1,y=2}
list=[1,2]
""",
            "config/_default/hugo.yaml": "title: default\n",
            "config/_default/config.yaml": """
copyright: c
params:
  viaconfig: 1
""",
            "config/_default/params.yaml": """
b: 2
Deep: {y: 3}
list: [3]
""",
            "config/_default/menus.yaml": "main:\n- {name: M, url: /}\n",
            "config/_default/languages.toml": """
[en]
weight=1
[fr]
weight=2
title="FR"
""",
            "config/_default/params.fr.yaml": "b: fr\n",
            "config/_default/menu.fr.toml": """
[[main]]
name="FRM"
url="/x"
""",
            "config/production/params.toml": 'env="prod"\n',
            "config/staging/hugo.toml": 'title="staging"\n',
            "config/_default/sub/params.toml": "sub=1\n",
        },
        "staging",
    ),
    "wrapped-files": (
        {
            "hugo.toml": 'baseURL="https://a.b/"\n',
            "config/_default/params.yaml": "params:\n  a: 1\n",
            "config/_default/menus.en.yaml": "main:\n- {name: M, url: /}\n",
        },
        "production",
    ),
    "themes": (
        {
            "hugo.toml": """
title="own"
baseURL="https://a.b/"
theme="t"
[params]
a="own"
[params.deep]
x=1
[menus]
[[menus.main]]
name="Own"
url="/"
[languages.en]
weight=1
[languages.en.params]
l=1
[languages.fr]
weight=2
""",
            "themes/t/config.toml": """
title="theme"
theme="u"
[params]
a="theme"
b="theme"
[params.deep]
x=2
y=3
[[menu.main]]
name="Theme"
url="/t"
[[menu.side]]
name="Side"
url="/t"
[languages.en.params]
l=2
m=3
[languages.fr]
title="theme fr"
[languages.fr.params]
fr="theme"
""",
            "themes/u/hugo.toml": """
[params]
b="u"
c="u"
""",
            "themes/t/data/x.yaml": "a: theme\nb: 1\n",
            "data/x.yaml": "a: own\n",
            "data/y/z.toml": "k=1\n",
            "data/Y/w.json": '{"K":1}',
            "themes/t/data/t.json": "[1]",
        },
        "production",
    ),
    "merge-strategies": (
        {
            "hugo.toml": """
title="own"
baseURL="https://a.b/"
theme="t"
_merge="deep"
[params]
_merge="none"
a="own"
[taxonomies]
tag="tags"
""",
            "themes/t/config.toml": """
title="theme"
copyright="x"
[params]
b="theme"
[taxonomies]
author="authors"
[permalinks]
p="/x/"
""",
        },
        "production",
    ),
    "languages": (
        {
            "hugo.yaml": """
baseURL: https://a.b/
title: root
languageCode: en-GB
locale: en-US
languages:
  en: {languageName: English, languageCode: en-AU, params: {p: {q: 1}}}
  fr: {label: F, locale: fr-FR, title: T, params: {p: {r: 1}, a: [1]}, foo: bar}
  De: {weight: -1}
  it: {weight: 3}
params: {p: {q: 0, s: 1}, a: [2]}
""",
        },
        "production",
    ),
    "old-names": (
        {
            "config.toml": """
baseurl="https://a.b/"
title="t"
[indexes]
tag="tags"
[Menu]
[[Menu.main]]
name="x"
url="/"
[Params]
A="x"
""",
        },
        "production",
    ),
}


def _shown(root: Path, environment: str) -> dict[str, dict[str, Any]]:
    """Return what the home page of each language shows."""
    write_site(root / "site", {"layouts/home.html": _HOME, "layouts/all.html": "x"})
    command = [find_hugo(), "--source", str(root / "site"), "--destination", str(root / "public"), "-e", environment]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    homes = [path for path in sorted((root / "public").rglob("index.html")) if path.read_bytes().startswith(b"{")]
    assert homes, done.stdout + done.stderr
    return {row["lang"]: row for row in (json.loads(path.read_text(encoding="utf-8")) for path in homes)}


def _menus(raw: ParamMap) -> dict[str, list[Any]]:
    menus = raw.get("menus")
    assert menus is None or isinstance(menus, Mapping)
    return {
        name: [item.get("name") for item in menu if isinstance(item, Mapping)]
        for name, menu in (menus or {}).items()
        if isinstance(menu, Sequence)
    }


@pytest.mark.parametrize("name", sorted(SITES))
def test_configuration_is_merged_as_hugo_does(name: str, tmp_path: Path) -> None:
    """Titles, parameters, menus and data of every language are those that templates see."""
    files, environment = SITES[name]
    write_site(tmp_path / "site", files)
    site = open_site(tmp_path / "site")
    config = read_configuration(site, environment)
    data = plain(read_data(site, config.mounts)[0])
    ours = {
        rules.language.code: {
            "lang": rules.language.code,
            "title": rules.language.title,
            "params": plain(rules.language.params),
            "weight": rules.language.weight,
            "label": rules.language.name,
            "menus": _menus(rules.raw),
            "data": data,
        }
        for rules in config.languages
    }
    assert ours == _shown(tmp_path, environment)
