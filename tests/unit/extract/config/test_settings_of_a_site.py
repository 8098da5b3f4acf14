"""Configuration files become typed rules."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrate.errors import ConfigurationError
from migrate.extract.config import Configuration, read_configuration
from migrate.extract.files import open_site
from migrate.model.goldmark import Goldmark
from migrate.model.source import Kind
from tests.unit.extract.site_folder import write


def _configuration(root: Path, files: Mapping[str, str | bytes], environment: str = "production") -> Configuration:
    return read_configuration(open_site(write(root, files)), environment)


def test_site_without_a_file_has_hugos_defaults(tmp_path: Path) -> None:
    """A bare folder is a site in English with tags and categories."""
    config = _configuration(tmp_path, {"content/a.md": ""})
    assert (config.site.source, config.site.default_language, [each.code for each in config.site.languages]) == (
        "",
        "en",
        ["en"],
    )
    assert config.site.taxonomies == {"categories": "category", "tags": "tag"}


def test_hugo_file_stands_before_config_file(tmp_path: Path) -> None:
    """Of two configuration files only the first is read, as Hugo does."""
    site = _configuration(tmp_path, {"hugo.yaml": "title: New\n", "config.toml": 'title = "Old"\n'}).site
    assert (site.source, site.title) == ("hugo.yaml", "New")


@pytest.mark.parametrize("name", ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.json"])
def test_every_format_is_read(tmp_path: Path, name: str) -> None:
    """TOML, YAML and JSON say the same."""
    content = {"toml": 'title = "T"', "json": '{"title": "T"}'}.get(name.rpartition(".")[2], "title: T")
    assert _configuration(tmp_path, {name: content}).site.title == "T"


def test_configuration_that_is_no_map_is_refused(tmp_path: Path) -> None:
    """A list is no configuration."""
    with pytest.raises(ConfigurationError, match="not a map"):
        _configuration(tmp_path, {"hugo.yaml": "- a\n"})


def test_unknown_time_zone_is_refused(tmp_path: Path) -> None:
    """A zone that does not exist would move every date."""
    with pytest.raises(ConfigurationError, match="Mars/Olympus"):
        _configuration(tmp_path, {"hugo.toml": 'timeZone = "Mars/Olympus"\n'})


def test_broken_ignore_pattern_is_refused(tmp_path: Path) -> None:
    """An expression that cannot be compiled ignores nothing."""
    with pytest.raises(ConfigurationError, match="ignoreFiles"):
        _configuration(tmp_path, {"hugo.toml": 'ignoreFiles = ["("]\n'})


def test_all_languages_disabled_is_refused(tmp_path: Path) -> None:
    """A site needs a language."""
    with pytest.raises(ConfigurationError, match="disabled"):
        _configuration(tmp_path, {"hugo.toml": "[languages.en]\ndisabled = true\n"})


def test_language_settings_in_old_and_new_words(tmp_path: Path) -> None:
    """`languageName` and `languageCode` are what `label` and `locale` are called today."""
    old = '[languages.en]\nlanguageName = "English"\nlanguageCode = "en-US"\n'
    content = f'{old}[languages.fr]\nlabel = "F"\nlocale = "fr-FR"\n'
    languages = _configuration(tmp_path, {"hugo.toml": content}).site.languages
    assert [(each.code, each.name, each.locale) for each in languages] == [
        ("en", "English", "en-US"),
        ("fr", "F", "fr-FR"),
    ]


@pytest.mark.parametrize(
    ("content", "prefixes"),
    [
        ("[languages.en]\n[languages.fr]\n", {"en": "", "fr": "fr"}),
        ("defaultContentLanguageInSubdir = true\n[languages.en]\n[languages.fr]\n", {"en": "en", "fr": "fr"}),
        ("defaultContentLanguageInSubdir = true\n", {"en": "en"}),
        ('defaultContentLanguage = "fr"\n[languages.en]\n[languages.fr]\n', {"en": "en", "fr": ""}),
    ],
)
def test_language_prefixes(tmp_path: Path, content: str, prefixes: Mapping[str, str]) -> None:
    """The default language has no prefix unless it is asked for."""
    languages = _configuration(tmp_path, {"hugo.toml": content}).site.languages
    assert {each.code: each.prefix for each in languages} == prefixes


def test_disabled_kinds_in_old_words(tmp_path: Path) -> None:
    """`taxonomyTerm` is the old name of the taxonomy page."""
    rules = _configuration(tmp_path, {"hugo.toml": 'disableKinds = ["taxonomyTerm", "RSS"]\n'}).languages[0]
    assert rules.disabled == {Kind.TAXONOMY}


def test_date_rules_expand_their_defaults(tmp_path: Path) -> None:
    """`:default` stands for Hugo's own list, and each key brings its aliases."""
    content = '[frontmatter]\ndate = [":filename", ":default"]\nexpiryDate = ["gone"]\n'
    dates = _configuration(tmp_path, {"hugo.toml": content}).languages[0].dates
    assert dates.date == (":filename", "date", "publishdate", "pubdate", "published", "lastmod", "modified")
    assert dates.expiry == ("gone",)


def test_goldmark_defaults_are_hugos(tmp_path: Path) -> None:
    """A site that sets nothing has the defaults of the model."""
    assert _configuration(tmp_path, {"hugo.toml": ""}).site.goldmark == Goldmark()


def test_goldmark_settings_are_read(tmp_path: Path) -> None:
    """Every group of settings reaches its field."""
    content = """
markup:
  goldmark:
    renderer: {unsafe: true, hardWraps: true}
    parser: {autoHeadingIDType: blackfriday, attribute: {block: true}, wrapStandAloneImageWithinParagraph: false}
    extensions:
      typographer: {disable: false, leftSingleQuote: "<"}
      footnote: false
      taskList: false
      extras: {mark: {enable: true}, subscript: {enable: true}}
      passthrough: {enable: true, delimiters: {block: [["$$", "$$"]], inline: [["\\\\(", "\\\\)"]]}}
      cjk: {enable: true, eastAsianLineBreaks: true}
    renderHooks: {link: {enableDefault: true}, image: {useEmbedded: never}}
"""
    assert _configuration(tmp_path, {"hugo.yaml": content}).site.goldmark == Goldmark(
        unsafe=True,
        hard_wraps=True,
        auto_id_type="blackfriday",
        attribute_block=True,
        wrap_standalone_image=False,
        typographer_characters={"leftSingleQuote": "<"},
        footnote=False,
        task_list=False,
        mark=True,
        subscript=True,
        passthrough=True,
        passthrough_block=(("$$", "$$"),),
        passthrough_inline=(("\\(", "\\)"),),
        cjk=True,
        cjk_east_asian_line_breaks=True,
        hook_link="fallback",
        hook_image="never",
    )


def test_typographer_as_a_plain_switch(tmp_path: Path) -> None:
    """Earlier versions had one switch where there is a table now."""
    content = "[markup.goldmark.extensions]\ntypographer = false\n"
    assert not _configuration(tmp_path, {"hugo.toml": content}).site.goldmark.typographer


def test_several_languages_turn_the_embedded_hooks_on(tmp_path: Path) -> None:
    """On one host with several languages Hugo resolves links unless told otherwise."""
    goldmark = _configuration(tmp_path, {"hugo.toml": "[languages.en]\n[languages.fr]\n"}).site.goldmark
    assert (goldmark.hook_link, goldmark.hook_image) == ("fallback", "fallback")


def test_mount_of_a_component_replaces_its_default(tmp_path: Path) -> None:
    """A site that mounts static files names all of them; the other components keep their folders."""
    content = '[[module.mounts]]\nsource = "assets/img"\ntarget = "static/img"\n'
    mounts = _configuration(tmp_path, {"hugo.toml": content}).mounts
    assert [(mount.source, mount.target) for mount in mounts if mount.component == "static"] == [("assets/img", "img")]
    assert [mount.source for mount in mounts if mount.component == "data"] == ["data"]


def test_static_folders_of_old(tmp_path: Path) -> None:
    """`staticDir` may be a list, and has numbered companions."""
    content = 'staticDir = ["static", "public1"]\nstaticDir2 = "public2"\n'
    mounts = _configuration(tmp_path, {"hugo.toml": content}).mounts
    assert [mount.source for mount in mounts if mount.component == "static"] == ["static", "public1", "public2"]


def test_default_zone_is_utc(tmp_path: Path) -> None:
    """The machine's own zone never counts."""
    rules = _configuration(tmp_path, {"hugo.toml": ""}).languages[0]
    assert datetime(2020, 7, 1, tzinfo=rules.zone) == datetime(2020, 7, 1, tzinfo=UTC)


def test_themes_are_read_in_a_chain_without_turning_in_circles(tmp_path: Path) -> None:
    """A theme may name further themes, even the one that named it."""
    files = {
        "hugo.toml": 'theme = "a"\n',
        "themes/a/hugo.toml": 'theme = "b"\n[params]\nx = "a"\n',
        "themes/b/hugo.toml": 'theme = "a"\n[params]\nx = "b"\ny = "b"\n',
    }
    assert _configuration(tmp_path, files).site.params == {"x": "a", "y": "b"}
