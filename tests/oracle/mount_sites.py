"""Small sites whose content comes from several folders: mounts, filters, themes, languages."""

from collections.abc import Mapping

from tests.oracle.site_parts import IMAGE, page

__all__ = ["MOUNT_SITES"]

_CONTENT_FOLDERS: Mapping[str, str | bytes] = {
    "hugo.toml": """
baseURL="https://e.com/"
contentDir="src/pages"
dataDir="d"
[languages.en]
[languages.fr]
contentDir="src/pages/fr"
""",
    "src/pages/a.md": page("title: a"),
    "src/pages/fr/a.md": page("title: fr a"),
    "src/pages/fr/b.md": page("title: fr b"),
}
"""Content folders inside one another."""

_FILTER_EXCLUDED_FIRST: Mapping[str, str | bytes] = {
    "hugo.toml": """
baseURL="https://e.com/"
[[module.mounts]]
source="content"
target="content"
files=["! p/**", "p/c.md"]
""",
    "content/a.md": page("title: A"),
    "content/b.md": page("title: B"),
    "content/p/c.md": page("title: C"),
    "content/p/d.md": page("title: D"),
}
"""What is excluded first stays out."""

_FILTER_FIRST_MATCH: Mapping[str, str | bytes] = {
    "hugo.toml": """
baseURL="https://e.com/"
[[module.mounts]]
source="content"
target="content"
files=["*.md", "! a.md"]
""",
    "content/a.md": page("title: A"),
    "content/b.md": page("title: B"),
    "content/p/c.md": page("title: C"),
    "content/p/d.md": page("title: D"),
}
"""The first glob that matches decides."""

_FILTER_FOLDERS: Mapping[str, str | bytes] = {
    "hugo.toml": """
baseURL="https://e.com/"
[[module.mounts]]
source="content"
target="content"
files=["**.md", "! p/**"]
""",
    "content/a.md": page("title: A"),
    "content/b.md": page("title: B"),
    "content/p/c.md": page("title: C"),
    "content/p/d.md": page("title: D"),
}
"""A glob that names no folder opens none."""

_LANGUAGE_MOUNTS: Mapping[str, str | bytes] = {
    "hugo.toml": """
baseURL="https://e.com/"
[languages.en]
weight=1
[languages.fr]
weight=2
[languages.de]
weight=3
[[module.mounts]]
source="content"
target="content"
[[module.mounts]]
source="both"
target="content"
[module.mounts.sites.matrix]
languages=["en","fr"]
[[module.mounts]]
source="notde"
target="content/n"
[module.mounts.sites.matrix]
languages=["! de"]
[[module.mounts]]
source="fallback"
target="content"
[module.mounts.sites.matrix]
languages=["**"]
""",
    "content/a.md": page("title: A"),
    "both/a.md": page("title: A both"),
    "both/b.md": page("title: B\ntags: [x]"),
    "both/b.fr.md": page("title: B fr"),
    "both/s/c.md": page("title: C"),
    "notde/d.md": page("title: D"),
    "fallback/a.md": page("title: A fallback"),
    "fallback/e.md": page("title: E"),
    "fallback/bun/index.md": page("title: Bun"),
    "fallback/bun/x.gif": IMAGE,
    "both/f.de.md": page("title: F"),
}
"""Mounts for some of the languages, earlier ones first."""

_MOUNT_FILTERS: Mapping[str, str | bytes] = {
    "hugo.toml": """
baseURL="https://e.com/"
[[module.mounts]]
source="content"
target="content"
files=["**/keep/**", "a.md", "! **/keep/no.md"]
[[module.mounts]]
source="inc"
target="content/inc"
includeFiles=["*.md"]
excludeFiles=["x.md"]
""",
    "content/a.md": page("title: A"),
    "content/b.md": page("title: B"),
    "content/p/keep/c.md": page("title: C"),
    "content/p/keep/no.md": page("title: N"),
    "content/p/d.md": page("title: D"),
    "inc/y.md": page("title: Y"),
    "inc/x.md": page("title: X"),
    "inc/s/z.md": page("title: Z"),
}
"""Globs of mounts."""

_PAGE_LANGUAGES: Mapping[str, str | bytes] = {
    "hugo.toml": """
baseURL="https://e.com/"
[languages.en]
weight=1
[languages.fr]
weight=2
""",
    "content/a.md": page("title: A\nsites: {matrix: {languages: ['**']}}"),
    "content/b.md": page("title: B"),
}
"""A page that names its languages."""

_THEME_BUNDLES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\ntheme="t"\n',
    "content/b/index.md": page("title: own"),
    "content/b/x.gif": IMAGE,
    "themes/t/content/b/index.md": page("title: theme"),
    "themes/t/content/b/y.gif": IMAGE,
    "themes/t/content/b/x.gif": IMAGE,
    "themes/t/content/c.md": page("title: c"),
    "content/c/index.md": page("title: c bundle"),
    "themes/t/content/s/_index.md": page("title: theme s\ncascade: {z: 1}"),
    "content/s/a.md": page("title: a"),
    "themes/t/content/_index.md": page("title: theme home"),
}
"""Bundles and sections of a theme under those of the site."""

_THEME_MOUNTS: Mapping[str, str | bytes] = {
    "hugo.toml": """
baseURL="https://e.com/"
[[module.imports]]
path="t"
[[module.imports.mounts]]
source="docs"
target="content/docs"
[[module.imports]]
path="u"
""",
    "themes/t/docs/a.md": page("title: a"),
    "themes/t/content/b.md": page("title: b"),
    "themes/u/hugo.toml": """
[[module.mounts]]
source="c"
target="content/u"
""",
    "themes/u/c/x.md": page("title: x"),
    "themes/u/content/y.md": page("title: y"),
    "content/z.md": page("title: z"),
}
"""Mounts that an import or a theme lists."""

_SHARED: Mapping[str, str | bytes] = {
    "content/b/index.md": page("title: B\nresources: [{src: '*.gif', params: {Credit: en, a: 1}, title: T, name: N}]"),
    "content/b/index.fr.md": page("title: B\nresources: [{src: '*.gif', params: {credit: fr, b: 2}}]"),
    "content/b/index.de.md": page("title: B"),
    "content/b/x.gif": IMAGE,
    "content/b/own.gif": IMAGE,
    "content/b/own.de.gif": IMAGE,
}
_SHARED_RESOURCES: Mapping[str, str | bytes] = {
    "hugo.toml": "[languages]\nen = {weight = 1}\nfr = {weight = 2}\nde = {weight = 3}\n",
    **_SHARED,
}
"""Languages that share a file: each writes its metadata into it for the next ones."""

_SHARED_RESOURCES_LATE: Mapping[str, str | bytes] = {
    "hugo.toml": "[languages]\nen = {weight = 3}\nfr = {weight = 1}\nde = {weight = 2}\n",
    **_SHARED,
}
"""The same with the owner of the file as the last language."""

MOUNT_SITES: Mapping[str, Mapping[str, str | bytes]] = {
    "content-folders": _CONTENT_FOLDERS,
    "filter-excluded-first": _FILTER_EXCLUDED_FIRST,
    "filter-first-match": _FILTER_FIRST_MATCH,
    "filter-folders": _FILTER_FOLDERS,
    "language-mounts": _LANGUAGE_MOUNTS,
    "mount-filters": _MOUNT_FILTERS,
    "page-languages": _PAGE_LANGUAGES,
    "shared-resources": _SHARED_RESOURCES,
    "shared-resources-late": _SHARED_RESOURCES_LATE,
    "theme-bundles": _THEME_BUNDLES,
    "theme-mounts": _THEME_MOUNTS,
}
