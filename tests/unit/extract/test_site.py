"""Reading whole sites: what fails, what is set aside, what is never published by accident."""

import os
from dataclasses import asdict
from pathlib import Path

import pytest

from migrate.errors import ConfigurationError
from migrate.extract import read_site
from migrate.model.source import Kind
from tests.unit.extract.site_folder import NOW, codes, page_at, read, write


def test_folder_that_is_missing_is_a_configuration_error(tmp_path: Path) -> None:
    """A path that leads nowhere is the user's to correct."""
    with pytest.raises(ConfigurationError, match="nowhere"):
        read_site(tmp_path / "nowhere", now=NOW)


def test_folder_without_a_site_is_a_configuration_error(tmp_path: Path) -> None:
    """A folder with neither configuration nor content is no site."""
    write(tmp_path, {"readme.txt": "x"})
    with pytest.raises(ConfigurationError, match="no Hugo site"):
        read_site(tmp_path, now=NOW)


def test_broken_configuration_names_file_and_line(tmp_path: Path) -> None:
    """The place of the mistake stands in the error."""
    write(tmp_path, {"hugo.toml": 'title = "a"\nbaseURL = \n', "content/a.md": ""})
    with pytest.raises(ConfigurationError) as caught:
        read_site(tmp_path, now=NOW)
    assert caught.value.where == str(tmp_path / "hugo.toml:2")


def test_broken_page_is_set_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    """One page with broken front matter costs that page only."""
    site = read(
        tmp_path, {"content/bad.md": "---\ntitle: a: b: c\n---\n", "content/good.md": "---\ntitle: Good\n---\n"}
    )
    assert codes(site.findings) == [("broken-front-matter", "content/bad.md")]
    assert [page.path for page in site.pages if page.kind is Kind.PAGE] == ["/good"]


def test_broken_page_is_named_with_its_line(tmp_path: Path) -> None:
    """The finding leads to the line that has to be corrected."""
    site = read(tmp_path, {"content/bad.md": "---\ntitle: a\nother: @x\n---\n"})
    assert site.findings[0].line == 3


@pytest.mark.parametrize("word", ["yes", "on", "Y", "Yes"])
def test_legacy_word_in_draft_never_publishes(tmp_path: Path, word: str) -> None:
    """Where the version is unknown, a word that once meant true keeps the page a draft, and is told."""
    site = read(tmp_path, {"content/a.md": f"---\ntitle: A\ndraft: {word}\n---\n"})
    assert page_at(site, "/a").draft
    assert codes(site.findings) == [("legacy-boolean", "content/a.md")]


def test_legacy_word_in_draft_is_text_for_a_version_that_reads_it_so(tmp_path: Path) -> None:
    """A site made for 0.152 or later is published as that version publishes it, which is told."""
    site = read(tmp_path, {"content/a.md": "---\ndraft: yes\n---\n"}, hugo_version=(0, 160))
    assert not page_at(site, "/a").draft
    assert codes(site.findings) == [("legacy-boolean", "content/a.md")]


def test_legacy_word_in_draft_is_a_switch_for_an_old_version(tmp_path: Path) -> None:
    """A site made for an earlier version means what that version read."""
    site = read(tmp_path, {"content/a.md": "---\ndraft: yes\n---\n"}, hugo_version=(0, 100))
    assert page_at(site, "/a").draft
    assert site.findings == ()


def test_legacy_word_in_published_never_publishes(tmp_path: Path) -> None:
    """`published: no` is the other way to say draft."""
    assert page_at(read(tmp_path, {"content/a.md": "---\npublished: no\n---\n"}), "/a").draft


def test_legacy_word_in_headless_keeps_the_page_back(tmp_path: Path) -> None:
    """`headless: yes` meant that there is no page; where the version is unknown there is none, and it is told."""
    site = read(tmp_path, {"content/h/index.md": "---\nheadless: yes\n---\n"})
    assert page_at(site, "/h").rel_permalink == ""
    assert codes(site.findings) == [("legacy-boolean", "content/h/index.md")]


def test_inherited_legacy_word_makes_drafts(tmp_path: Path) -> None:
    """A word that a section passes on means the same as on the page itself."""
    files = {"content/s/_index.md": "---\ncascade: {draft: yes}\n---\n", "content/s/a.md": "+++\ntitle = 'A'\n+++\n"}
    assert page_at(read(tmp_path, files), "/s/a").draft


def test_quoted_word_in_toml_is_text_in_every_version(tmp_path: Path) -> None:
    """Only YAML ever read such words as switches."""
    site = read(tmp_path, {"content/a.md": "+++\ndraft = 'yes'\n+++\n"})
    assert (page_at(site, "/a").draft, site.findings) == (False, ())


def test_two_pages_at_one_url_are_told(tmp_path: Path) -> None:
    """Both pages are kept, and the one that readers may not have seen is named."""
    site = read(tmp_path, {"content/a.md": "---\nslug: same\n---\n", "content/b.md": "---\nslug: same\n---\n"})
    assert [(finding.code, finding.source, finding.text) for finding in site.findings] == [
        ("duplicate-url", "content/b.md", "https://example.org/same/")
    ]


def test_key_that_stands_twice_is_read_as_before(tmp_path: Path) -> None:
    """Earlier versions took the last value; the page is kept, and the key is told."""
    site = read(tmp_path, {"content/a.md": "---\ntitle: One\ntitle: Two\n---\n"})
    assert page_at(site, "/a").title == "Two"
    assert codes(site.findings) == [("legacy-front-matter", "content/a.md")]


def test_second_file_of_a_path_is_a_finding(tmp_path: Path) -> None:
    """Hugo drops one of two files with one path without a word."""
    site = read(tmp_path, {"content/a b.md": "---\ntitle: Space\n---\n", "content/a-b.md": "---\ntitle: Hyphen\n---\n"})
    assert page_at(site, "/a-b").title == "Space"
    assert codes(site.findings) == [("duplicate-path", "content/a-b.md")]


def test_file_of_a_theme_is_replaced_without_a_finding(tmp_path: Path) -> None:
    """A theme's files are there to be replaced."""
    files = {"hugo.toml": 'theme = "t"\n', "content/a.md": "---\ntitle: Own\n---\n", "themes/t/content/a.md": ""}
    site = read(tmp_path, files)
    assert (page_at(site, "/a").title, site.findings) == ("Own", ())


def test_missing_theme_is_a_finding(tmp_path: Path) -> None:
    """What a theme that is not there would add cannot be known."""
    site = read(tmp_path, {"hugo.toml": 'theme = "gone"\n', "content/a.md": ""})
    assert [(finding.code, finding.text) for finding in site.findings] == [("missing-theme", "gone")]


def test_links_out_of_the_site_are_never_followed(tmp_path: Path) -> None:
    """A symbolic link is skipped and told, wherever it leads."""
    root = write(tmp_path / "site", {"hugo.toml": "", "content/a.md": ""})
    write(tmp_path, {"secret.md": "---\ntitle: Secret\n---\n"})
    (root / "content" / "secret.md").symlink_to(tmp_path / "secret.md")
    (root / "content" / "loop").symlink_to(root / "content")
    site = read_site(root, now=NOW)
    assert codes(site.findings) == [("symbolic-link", "content/loop"), ("symbolic-link", "content/secret.md")]
    assert [page.path for page in site.pages if page.kind is Kind.PAGE] == ["/a"]


def test_content_adapter_is_a_finding(tmp_path: Path) -> None:
    """Pages that only a template can generate are named as missing."""
    site = read(tmp_path, {"content/p/_content.gotmpl": "{{ x }}", "content/p/a.md": ""})
    assert codes(site.findings) == [("content-adapter", "content/p/_content.gotmpl")]


def test_page_inside_a_bundle_is_a_resource_and_a_finding(tmp_path: Path) -> None:
    """Content below `index.md` has no URL of its own; nobody should learn that afterwards."""
    site = read(tmp_path, {"content/b/index.md": "", "content/b/inner.md": "---\ntitle: Inner\n---\n"})
    assert codes(site.findings) == [("bundled-page", "content/b/inner.md")]
    assert [(each.type, each.title) for each in page_at(site, "/b").resources] == [("page", "Inner")]


@pytest.mark.skipif(os.name != "posix", reason="file names of bytes are POSIX")
def test_odd_files_do_not_stop_the_site(tmp_path: Path) -> None:
    """Empty, binary, huge and misnamed files are pages or findings, never an error."""
    files = {
        "content/empty.md": b"",
        "content/binary.md": bytes(range(256)),
        "content/utf16.md": "---\ntitle: a\n---\n".encode("utf-16"),
        "content/huge.md": b"---\ntitle: Huge\n---\n" + b"x " * 1_000_000,
        "content/latin.md": b"---\ntitle: caf\xe9\n---\n",
    }
    root = write(tmp_path, {"hugo.toml": "", **files})
    (root / "content" / os.fsdecode(b"bad\xff.md")).write_text("---\ntitle: Bad name\n---\n")
    site = read_site(root, now=NOW)
    assert len([page for page in site.pages if page.kind is Kind.PAGE]) == 5
    assert codes(site.findings) == [
        ("misnamed-file", "content/bad\ufffd.md"),
        ("undecodable-text", "content/latin.md"),
    ]


@pytest.mark.skipif(os.name != "posix", reason="folders are made step by step")
def test_folder_that_cannot_be_listed_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path longer than the system allows costs what is below it, and nothing else."""
    root = write(tmp_path, {"hugo.toml": "", "content/a.md": "", "content/z.md": ""})
    monkeypatch.chdir(root / "content")
    for _ in range(20):
        Path("d" * 250).mkdir()
        os.chdir("d" * 250)
    monkeypatch.chdir(root)
    site = read_site(root, now=NOW)
    assert [finding.code for finding in site.findings] == ["unreadable-file"]
    assert [page.path for page in site.pages if page.kind is Kind.PAGE] == ["/a", "/z"]


def test_same_folder_gives_the_same_site(tmp_path: Path) -> None:
    """Two readings of one folder are equal in every value and in order."""
    files = {f"content/s{n % 3}/p{n}.md": f"---\ntitle: P{n}\ntags: [a{n % 4}, B]\n---\n" for n in range(30)}
    first, second = read(tmp_path, files), read(tmp_path, files)
    assert [asdict(page) for page in first.pages] == [asdict(page) for page in second.pages]


def test_pages_are_sorted_by_path_and_language(tmp_path: Path) -> None:
    """Languages of one path stand together, in the order of the languages."""
    files = {
        "hugo.toml": "[languages.fr]\nweight = 1\n[languages.en]\nweight = 2\n",
        "content/a.md": "",
        "content/a.fr.md": "",
        "content/b.md": "",
    }
    places = [(page.path, page.lang) for page in read(tmp_path, files).pages if page.kind is Kind.PAGE]
    assert places == [("/a", "fr"), ("/a", "en"), ("/b", "en")]


def test_translation_key_joins_pages_and_stays_unique(tmp_path: Path) -> None:
    """A second page with the same key in one language keeps its path as key."""
    page = "---\ntranslationKey: k\n---\n"
    site = read(tmp_path, {"content/a.md": page, "content/b.md": page})
    assert (page_at(site, "/a").key, page_at(site, "/b").key) == ("k", "/b")


def test_a_key_that_one_language_has_alone_parts_no_translations(tmp_path: Path) -> None:
    """Hugo shows them as translations of one another by their path; with a key that others have, by that."""
    files = {
        "hugo.toml": "[languages.en]\n[languages.fr]\n[languages.de]\n",
        "content/a.md": "---\ntranslationKey: lone\n---\n",
        "content/a.fr.md": "",
        "content/b.md": "---\ntranslationKey: shared\n---\n",
        "content/b.fr.md": "",
        "content/c.de.md": "---\ntranslationKey: shared\n---\n",
        "content/d.md": "---\ntranslationKey: only\n---\n",
    }
    site = read(tmp_path, files)
    assert (page_at(site, "/a").key, page_at(site, "/a", "fr").key) == ("/a", "/a")
    assert (page_at(site, "/b").key, page_at(site, "/b", "fr").key) == ("shared", "/b")
    assert page_at(site, "/c", "de").key == "shared"
    assert page_at(site, "/d").key == "only"


def test_headless_bundle_has_no_url(tmp_path: Path) -> None:
    """A headless bundle is in no list and under no address."""
    page = page_at(read(tmp_path, {"content/h/index.md": "---\nheadless: true\n---\n"}), "/h")
    assert (page.rel_permalink, page.permalink, page.listed) == ("", "", False)


def test_section_is_spelled_as_on_disk_before_0_123(tmp_path: Path) -> None:
    """Earlier versions kept the case of the folder."""
    files = {"content/Posts/a.md": ""}
    assert page_at(read(tmp_path, files, hugo_version=(0, 111)), "/posts/a").section == "Posts"
    assert page_at(read(tmp_path, files, hugo_version=(0, 168)), "/posts/a").section == "posts"


def test_terms_keep_the_spelling_of_the_page(tmp_path: Path) -> None:
    """Spellings that Hugo merges lead to one term page, and each page keeps its own."""
    files = {"content/a.md": "---\ntags: [Web Dev]\n---\n", "content/b.md": "---\ntags: [web-dev]\n---\n"}
    site = read(tmp_path, files)
    refs = [page_at(site, path).terms["tags"][0] for path in ("/a", "/b")]
    assert [(ref.text, ref.path, ref.rel_permalink) for ref in refs] == [
        ("Web Dev", "/tags/web-dev", "/tags/web-dev/"),
        ("web-dev", "/tags/web-dev", "/tags/web-dev/"),
    ]
    assert page_at(site, "/tags/web-dev").title == "Web Dev"


def test_git_dates_count_only_when_asked_for(tmp_path: Path) -> None:
    """Without a repository, `enableGitInfo` changes nothing."""
    files = {"hugo.toml": "enableGitInfo = true\n", "content/a.md": "---\ndate: 2020-01-01\n---\n"}
    page = page_at(read(tmp_path, files), "/a")
    assert page.lastmod == page.date


def test_content_outside_is_named(tmp_path: Path) -> None:
    """The finding says which folder was left out, as several may be."""
    mount = "[[module.mounts]]\nsource = '../elsewhere'\ntarget = 'content/elsewhere'\n"
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").mkdir()
    site = read(tmp_path / "site", {"hugo.toml": mount, "content/_index.md": ""})
    (finding,) = [found for found in site.findings if found.code == "content-outside"]
    assert "../elsewhere" in finding.action
