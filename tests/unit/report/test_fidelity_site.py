"""The comparison of a whole site: what templates show of calls, and what a build without them proves."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from migrate.extract import read_site
from migrate.extract.real_hugo import CALL_END, CALL_START
from migrate.mapping.infer import infer_mapping
from migrate.model.source import LinkTarget
from migrate.model.space import Target
from migrate.report.fidelity.site import ELSEWHERE, Fidelity, compare_site
from migrate.report.fidelity.targets import Targets
from migrate.transform import build_space
from tests.unit.transform.small_site import a_page, a_site, language

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def proof(root: Path, body: str, html: str, plain: str) -> Fidelity:
    """Return the comparison of a site of one post with what Hugo shows, with its templates and without them."""
    (root / "content").mkdir(exist_ok=True)
    (root / "content" / "a.md").write_text(f"---\ntitle: A\n---\n{body}\n")
    (root / "hugo.toml").write_text('baseURL = "https://here.test/"\n')
    site = read_site(root, now=NOW)
    rules = infer_mapping(site)
    space = build_space(site, rules, Target("here", "master", "", rehearsal=True), NOW)
    return compare_site(site, rules, space, {("/a", "en"): html}, plain=lambda: {("/a", "en"): plain})


def test_arguments_that_entries_keep_are_not_lost(tmp_path: Path) -> None:
    """A template may print an argument as often as it likes; the entry of the call keeps it once."""
    body = 'One\n\n{{< listing file="red-apple.yaml" >}}'
    shown = f"<p>One</p>{CALL_START}<pre>red red apple</pre><p>red.yaml red apple red</p>{CALL_END}"
    assert proof(tmp_path, body, shown, f"<p>One</p>{CALL_START}{CALL_END}").differences == ()


def test_arguments_that_entries_show_as_words_are_not_lost(tmp_path: Path) -> None:
    """A template may print the same credit below an image and in the window that the image opens."""
    body = 'One\n\n{{< img src="a.png" attr="Kim Lee" >}}'
    shown = f"<p>One</p>{CALL_START}<p>© Kim Lee</p><p>© Kim Lee</p>{CALL_END}"
    assert proof(tmp_path, body, shown, f"<p>One</p>{CALL_START}{CALL_END}").differences == ()


def test_arguments_that_code_keeps_as_its_title_are_not_lost(tmp_path: Path) -> None:
    """The title of a block of code stands in its entry, beside the code."""
    body = 'One\n\n{{< code lang="sh" title="green pear" >}}\nls\n{{< /code >}}'
    shown = f"<p>One</p>{CALL_START}<p>green pear</p><p>green pear</p><pre><code>ls\n</code></pre>{CALL_END}"
    assert proof(tmp_path, body, shown, f"<p>One</p>{CALL_START}<p>ls</p>{CALL_END}").differences == ()


def test_references_to_nothing_may_be_addresses_of_pages(tmp_path: Path) -> None:
    """Hugo's link leads nowhere, since no page has that path; the address that the entry keeps is that of a page."""
    (tmp_path / "content" / "sub").mkdir(parents=True)
    (tmp_path / "content" / "sub" / "b.md").write_text("---\ntitle: B\nurl: /far/\n---\n")
    body = '[b]({{< relref "/far/" >}})'
    assert proof(tmp_path, body, '<p><a href="">b</a></p>', "").differences == ()


def test_arguments_that_are_kept_behind_their_call_count(tmp_path: Path) -> None:
    """Words of an argument that a template shows and the entry does not are held by another one."""
    body = 'One\n\n{{< center title="Green pear" >}}Two{{< /center >}}'
    shown = f"<p>One</p>{CALL_START}<b>Green pear</b><p>Two</p>{CALL_END}"
    told = proof(tmp_path, body, shown, f"<p>One</p>{CALL_START}<p>Two</p>{CALL_END}")
    assert told.differences == ()
    assert told.whole == 1


def test_what_calls_say_inside_of_a_comment_is_asked_of_nobody(tmp_path: Path) -> None:
    """No reader sees a call in a comment, however long that is; one behind it counts."""
    hidden = "{{< comment >}}\n" + "Words without an end.\n" * 90 + '{{< out say="Green pear" >}}\n{{< /comment >}}'
    shown = f"<p>One</p>{CALL_START}{CALL_END}"
    assert proof(tmp_path, f"One\n\n{hidden}", shown, shown).differences == ()


def test_what_templates_take_from_elsewhere_is_counted_apart(tmp_path: Path) -> None:
    """Words of other files are no decoration: the proof says how many, and the finding how to bring them along."""
    template = tmp_path / "layouts" / "_shortcodes" / "listing.html"
    template.parent.mkdir(parents=True)
    template.write_text("{{ readFile (.Get 0) | markdownify }}")
    shown = f"<p>One</p>{CALL_START}<p>Two three four</p>{CALL_END}"
    found = proof(tmp_path, "One\n\n{{< listing a.md >}}", shown, f"<p>One</p>{CALL_START}{CALL_END}")
    assert (found.differences, dict(found.explained)) == ((), {ELSEWHERE: 3})


def test_a_template_that_says_where_a_film_is_explains_it(tmp_path: Path) -> None:
    """The entry shows the file of the site, of which the call says no more than the name."""
    templates, files = tmp_path / "layouts" / "shortcodes", tmp_path / "static" / "films"
    templates.mkdir(parents=True)
    files.mkdir(parents=True)
    (templates / "video.html").write_text('<video src="/films/{{ .Get 0 }}"></video>')
    (files / "a.mp4").write_bytes(b"film")
    called = f"<p>{CALL_START}{CALL_END}</p>"
    assert proof(tmp_path, '{{< video "a.mp4" >}}', called, called).differences == ()


def test_translations_are_one_target() -> None:
    """A link to a page in another language leads to the entry that both languages share."""
    page = a_page("/mitglied", key="member")
    links = {"/member/": LinkTarget(page=a_page("/member", lang="en", key="member"), url="/member/", internal=True)}
    targets = Targets(a_site(page, links=links), page)
    assert targets.resolve("/member/") == "page member"


def test_signs_behind_encoded_backslashes_are_those_of_the_address() -> None:
    """A render hook prints the address as it is written, and Go encodes the backslash that Markdown takes off."""
    page = a_page("/a")
    targets = Targets(a_site(page), page)
    assert targets.resolve("/b_%5C(c%5c).png") == targets.resolve("/b_(c).png")
    assert targets.resolve("/b%5Cc.png") != targets.resolve("/bc.png")


def test_an_entry_of_another_host_is_compared_by_its_full_address() -> None:
    """Where each language has a host, a path alone is a page of the reader's own language."""
    page = a_page("/seite", lang="de", key="page")
    other = replace(a_page("/other", lang="en", key="other"), permalink="https://en.ex.org/other/")
    site = a_site(page, other)
    bases = {"de": "https://de.ex.org/", "en": "https://en.ex.org/"}
    languages = tuple(replace(language(code), base_url=base) for code, base in bases.items())
    hosts = replace(site, config=replace(site.config, languages=languages))
    assert Targets(hosts, page).elsewhere(other.rel_permalink) == "https://en.ex.org/other/"
    assert Targets(site, page).elsewhere(other.rel_permalink) == other.rel_permalink


def test_a_file_that_is_mounted_twice_is_compared_with_both_its_pages(tmp_path: Path) -> None:
    """Each of them leads to its own neighbours."""
    mounts = "".join(
        f'[[module.mounts]]\nsource = "{source}"\ntarget = "{target}"\n'
        for source, target in (("content", "content"), ("content/v1", "content/stable"))
    )
    (tmp_path / "content" / "v1").mkdir(parents=True)
    (tmp_path / "content" / "v1" / "a.md").write_text("---\ntitle: A\n---\n[b](b.md)\n")
    (tmp_path / "content" / "v1" / "b.md").write_text("---\ntitle: B\n---\nWords.\n")
    (tmp_path / "hugo.toml").write_text(f'baseURL = "https://here.test/"\n{mounts}')
    site = read_site(tmp_path, now=NOW)
    rules = infer_mapping(site)
    space = build_space(site, rules, Target("here", "master", "", rehearsal=True), NOW)
    shown = {(f"/{folder}/a", "en"): '<p><a href="b.md">b</a></p>' for folder in ("v1", "stable")}
    compared = compare_site(site, rules, space, shown)
    assert (compared.pages, compared.differences) == (2, ())


def test_capitals_in_the_name_of_a_host_mean_nothing() -> None:
    """Those behind it do."""
    page = a_page("here")
    targets = Targets(a_site(page), page)
    assert targets.resolve("https://One.Test/A.png") == targets.resolve("//one.test/A.png") == "//one.test/A.png"
