"""Rules proposed for shortcodes whose templates show more than their calls say."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from migrate.extract.shortcodes import parse_body
from migrate.mapping.draft import DraftShortcode
from migrate.mapping.elsewhere import draft_shortcodes
from migrate.mapping.infer import render_mapping
from migrate.mapping.load import parse_mapping
from migrate.mapping.rules import ShortcodeAction
from migrate.model.source import BodyFormat, SourceBody, SourcePage, SourceSite
from migrate.model.templates import ShortcodeTemplate
from tests.unit.transform.small_site import Reader, a_page, a_site

TEMPLATES = {
    "terms": ShortcodeTemplate("terms", "layouts/shortcodes/terms.html", False, False, ("data",)),
    "show": ShortcodeTemplate("show", "layouts/shortcodes/show.html", False, False, ("files", "other pages")),
    "box": ShortcodeTemplate("box", "layouts/shortcodes/box.html", True, True),
    "figure": ShortcodeTemplate("figure", "layouts/shortcodes/figure.html", False, False, ("resources",)),
    "unused": ShortcodeTemplate("unused", "layouts/shortcodes/unused.html", False, False, ("data",)),
}
FOUND = (
    DraftShortcode("terms", "3 calls on 2 pages; layouts/shortcodes/terms.html shows data"),
    DraftShortcode("show", "1 call on 1 page; layouts/shortcodes/show.html shows files and other pages"),
)
RULE = "terms: {render: hugo}"


@dataclass(frozen=True, slots=True)
class LexingReader(Reader):
    """A reader that lexes its bodies."""

    lexed: dict[str, str] = field(default_factory=dict)

    def body(self, page: SourcePage) -> SourceBody:
        """Return the body of `page`."""
        text = self.lexed.get(page.path, "")
        parts, found = parse_body(text, 1, page.source, TEMPLATES)
        return SourceBody(BodyFormat.MARKDOWN, parts, text, 1, found)


def a_site_with_calls() -> SourceSite:
    """Return a site whose pages call shortcodes with and without templates."""
    bodies = {
        "/posts/a": '{{< terms >}} {{< Terms >}} {{< box >}}{{< show "x" >}}{{< /box >}} {{< figure src="a.png" >}}',
        "/posts/b": "{{% terms %}} {{< gone >}}",
    }
    pages = [a_page(path) for path in bodies]
    return replace(a_site(*pages), shortcodes=TEMPLATES, reader=LexingReader(lexed=bodies))


def test_what_only_a_template_shows_is_found_with_its_calls() -> None:
    """Calls inside others count; what is converted anyway, shows nothing more, or is not called, is left out."""
    assert draft_shortcodes(a_site_with_calls(), {"figure"}) == FOUND


def test_the_rule_is_active_where_hugo_can_be_asked() -> None:
    """The file is a mapping in which Hugo renders the shortcode, the evidence beside it."""
    text = render_mapping(a_site(a_page("/posts/a")), FOUND)
    rules = parse_mapping(text, "x.yaml").body.shortcodes
    assert {name: rule.action for name, rule in rules.items()} == dict.fromkeys(("terms", "show"), ShortcodeAction.HUGO)
    (line,) = (line for line in text.splitlines() if RULE in line)
    assert line.split(RULE)[1].strip() == f"# {FOUND[0].evidence}"


def test_without_hugo_the_rule_is_a_comment_that_is_ready() -> None:
    """The file says why and asks for nothing; without the signs in front its lines are the active ones."""
    site = a_site(a_page("/posts/a"))
    text = render_mapping(site, FOUND, "no Hugo was found")
    assert parse_mapping(text, "x.yaml").body.shortcodes == {}
    assert "; no Hugo was found.\n" in text
    lines = text.splitlines()
    first = lines.index("# body:")
    woken = [line.removeprefix("# ") if line.startswith("# ") else line for line in lines[first:]]
    active = parse_mapping(render_mapping(site, FOUND), "x.yaml")
    assert parse_mapping("\n".join([*lines[:first], *woken]), "x.yaml").body == active.body


def test_a_rule_stands_beside_the_engine_of_old() -> None:
    """A site that needs both has one body section, active or not."""
    site = a_site(a_page("/posts/a", date=datetime(2015, 5, 1, tzinfo=UTC)))
    old = replace(site, config=replace(site.config, source="config.toml"))
    active, quiet = (parse_mapping(render_mapping(old, FOUND, why), "x.yaml").body for why in ("", "no Hugo was found"))
    assert (active.engine, quiet.engine) == ("by-page", "by-page")
    assert (sorted(active.shortcodes), sorted(quiet.shortcodes)) == (["show", "terms"], [])
