"""Shortcode templates of a site and its themes."""

from pathlib import Path

import pytest

from migrate.extract.files import SiteFiles, open_site
from migrate.extract.templates import find_templates


def site_with(root: Path, files: dict[str, str]) -> SiteFiles:
    """Write templates below `root`."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return open_site(root)


def test_names_and_precedence(tmp_path: Path) -> None:
    """Site before theme, new folder before old, the plain HTML template before its variants; folders are kept."""
    files = {
        "layouts/_shortcodes/Box.html": "",
        "layouts/shortcodes/box.html": "",
        "layouts/shortcodes/old.html": "",
        "layouts/shortcodes/old.fr.html": "",
        "layouts/shortcodes/old.rss.xml": "",
        "layouts/shortcodes/blocks/cover.html": "",
        "layouts/shortcodes/text.md": "",
        "layouts/shortcodes/notes.bak": "",
        "layouts/shortcodes/.hidden": "",
        "themes/t/layouts/shortcodes/old.html": "",
        "themes/t/layouts/_shortcodes/theirs.html": "",
    }
    found = find_templates(site_with(tmp_path, files), ("layouts", "themes/t/layouts"))
    assert {name: template.path for name, template in found.items()} == {
        "blocks/cover": "layouts/shortcodes/blocks/cover.html",
        "box": "layouts/_shortcodes/Box.html",
        "old": "layouts/shortcodes/old.html",
        "text": "layouts/shortcodes/text.md",
        "theirs": "themes/t/layouts/_shortcodes/theirs.html",
    }
    assert list(found) == sorted(found)


@pytest.mark.parametrize(
    ("template", "keeps"),
    [
        ("{{ .Inner | markdownify }}", True),
        ('{{ .Inner | .Page.RenderString (dict "display" "block") }}', True),
        ("{{ .InnerDeindent | markdownify }}", False),
        ("{{ strings.TrimSpace .Inner | markdownify }}", False),
        ("{{ .Inner }}", False),
        ("{{ .Get 0 }}", False),
    ],
)
def test_a_template_tells_whether_it_renders_the_inner_text_as_it_is_indented(
    tmp_path: Path, template: str, keeps: bool
) -> None:
    """Where it takes blanks away, or may, it does not."""
    found = find_templates(site_with(tmp_path, {"layouts/shortcodes/box.html": template}))
    assert found["box"].keeps_indent is keeps


@pytest.mark.parametrize(
    ("template", "uses", "renders"),
    [
        ("<b>{{ .Get 0 }}</b>", False, False),
        ("<b>{{ .Inner }}</b>", True, False),
        ("{{ .InnerDeindent }}", True, False),
        ("{{ $.Inner }}", True, False),
        ("{{/* .Inner | markdownify */}}", False, False),
        ("<!-- .Inner -->", False, False),
        ("{{ .InnerThing }}", False, False),
        ("{{ .Inner | markdownify }}", True, True),
        ("{{- .Page.RenderString .Inner -}}", True, True),
        ('{{ .Inner | .Page.RenderString (dict "display" "block") }}', True, True),
        ('{{ $x := trim .Inner "\\n" }}{{ $x | markdownify }}', True, True),
        ("{{ with .Inner }}{{ . | markdownify }}{{ end }}", True, True),
        ('{{ with .Get "t" }}{{ . | markdownify }}{{ end }}{{ .Inner }}', True, False),
        ('{{ .Get "caption" | markdownify }}{{ .Inner }}', True, False),
        ('{{ .Inner }}{{ $_hugo_config := `{ "version": 1 }` }}', True, False),
        ('{{ $_hugo_config := `{ "version": 1 }` }}{{ .Inner }}', True, True),
        ('{{ partial "render.html" . }}{{ if .Inner }}{{ end }}', True, True),
        ('{{ partial "render.html" (dict "text" .Inner) }}', True, True),
        ('{{ partial "render.html" .Params }}{{ .Inner }}', True, False),
        ('{{ partial "missing.html" . }}{{ .Inner }}', True, False),
    ],
)
def test_a_template_tells_what_it_does_with_the_inner_text(
    tmp_path: Path, template: str, uses: bool, renders: bool
) -> None:
    """Comments do not count, values are followed through variables, ``with`` and one partial."""
    files = site_with(
        tmp_path,
        {"layouts/shortcodes/x.html": template, "layouts/partials/render.html": "{{ .Inner | markdownify }}"},
    )
    found = find_templates(files)["x"]
    assert (found.uses_inner, found.renders_inner) == (uses, renders)


def test_a_site_without_layouts_has_no_templates(tmp_path: Path) -> None:
    """Missing folders are no error."""
    assert find_templates(open_site(tmp_path), ("layouts", "themes/none/layouts")) == {}


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ readFile (.Get 0) | markdownify }}", ("files",)),
        ("{{ with site.GetPage (.Get 0) }}{{ .Content }}{{ end }}", ("other pages",)),
        ("{{ .Page.Content }}", ("other pages",)),
        ("{{ range site.Data.terms }}{{ .name }}{{ end }}", ("data",)),
        ("{{ range .Page.RegularPages }}{{ .Title }}{{ end }}", ("other pages",)),
        ('{{ range .Page.Resources.ByType "image" }}<img src="{{ .RelPermalink }}">{{ end }}', ("resources",)),
        ('{{ with resources.Get (.Get "src") }}{{ .Content }}{{ end }}', ("resources",)),
        ("{{ range $.Page.Resources }}{{ .Title }}{{ end }}", ("resources",)),
        ("{{ with resources.GetRemote (.Get 0) }}{{ .Content | safeHTML }}{{ end }}", ("other sites",)),
        ("{{- .Site.Params.versions.latest -}}", ("parameters",)),
        ("{{ $.Page.Param (.Get 0) }}", ("parameters",)),
        ("{{ if .Site.Params.lazy }}{{ .Get 0 }}{{ end }}", ()),
        ('{{ $script := resources.Get "js/player.js" }}<script src="{{ $script.RelPermalink }}"></script>', ()),
        ('{{/* readFile */}}<b class="Content">{{ .Get "title" }}{{ .Inner }}</b>', ()),
        ('<a href="{{ relref .Page (.Get 0) }}">{{ .Page.Title }}</a>', ()),
    ],
)
def test_templates_that_show_what_stands_elsewhere(tmp_path: Path, template: str, expected: tuple[str, ...]) -> None:
    """Words and pictures of files, data and other pages are more than a call says; what only loads is none."""
    found = find_templates(site_with(tmp_path, {"layouts/_shortcodes/t.html": template}))
    assert found["t"].reads == expected


def test_what_a_partial_takes_from_elsewhere_counts(tmp_path: Path) -> None:
    """A template may leave all of it to a partial of the site or of its theme."""
    files = {
        "layouts/shortcodes/list.html": '{{ partial "list" .Page }}',
        "themes/t/layouts/partials/list.html": "{{ range .RegularPages }}{{ .Title }}{{ end }}",
    }
    found = find_templates(site_with(tmp_path, files), ("layouts", "themes/t/layouts"))
    assert found["list"].reads == ("other pages",)


@pytest.mark.parametrize(
    ("template", "shows"),
    [
        ("<h4>{{ .Get 0 }}</h4>", True),
        ("<h4>{{ index .Params 0 | markdownify }}</h4>", True),
        ("{{ $title := .Get 0 }}<b>{{ $title | upper }}</b>", True),
        ("{{ with .Get 0 }}<p>{{ . }}</p>{{ end }}", True),
        ("{{ with $title := .Get 0 }}<p>{{ $title }}</p>{{ end }}", True),
        ('{{ with .Get 0 }}<p class="{{ . }}">x</p>{{ end }}', False),
        ('<div class="box {{ .Get 0 }}">{{ .Inner }}</div>', False),
        ('<i>{{ partial "icon" (.Get 0) }}</i>', False),
        ('{{ if eq (.Get 0) "a" }}x{{ end }}', False),
        ("{{ $kind := .Get 0 }}<p>{{ i18n $kind }}</p>", False),
        ("{{/* .Get 0 */}}<p>{{ .Get 10 }}</p>", False),
    ],
)
def test_a_template_shows_its_first_argument_or_uses_it(tmp_path: Path, template: str, shows: bool) -> None:
    """In a tag, as the name of an icon or a word to translate nobody reads it."""
    found = find_templates(site_with(tmp_path, {"layouts/shortcodes/box.html": template}))
    assert found["box"].shows_first is shows


@pytest.mark.parametrize(
    ("template", "first"),
    [
        ('<b>{{/* of old */}}{{ $_hugo_config := `{ "version": 1 }` }}{{ .Inner }}</b>', True),
        ('{{- $_hugo_config := "{ \\"version\\": 1 }" -}}{{ .Inner }}', True),
        ('{{ $a := 1 }}{{ $_hugo_config := `{ "version": 1 }` }}{{ .Inner }}', False),
        ("{{ .Inner }}", False),
    ],
)
def test_the_first_action_says_that_the_inner_text_is_read_alone(tmp_path: Path, template: str, first: bool) -> None:
    """Hugo looks for its configuration nowhere else."""
    found = find_templates(site_with(tmp_path, {"layouts/shortcodes/x.html": template}))
    assert found["x"].inner_first is first
