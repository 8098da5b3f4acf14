"""The plan as text, Markdown and web page."""

import html
import re
from dataclasses import replace

import pytest

from migrate.model import richtext as rt
from migrate.model.plan import Action, Change, Forecast, Plan, PlanItem, PublishStep
from migrate.model.space import EntityKey, EntityType, Target
from migrate.report.plan_html import render_html
from migrate.report.plan_markdown import render_markdown
from migrate.report.plan_text import SIGNS, render_plan, totals_line

BODY = rt.as_json(rt.document([rt.block("paragraph", [rt.text("Old words here")])]))
NEW_BODY = rt.as_json(rt.document([rt.block("paragraph", [rt.text("New words here")])]))


def item(action: Action = Action.UPDATE, label: str = "A post", changes: tuple[Change, ...] = ()) -> PlanItem:
    """Return a plan item for a post."""
    return PlanItem(
        key=EntityKey(EntityType.ENTRY, "post-a"),
        content_type="post",
        label=label,
        action=action,
        reason="the post changed",
        changes=changes,
        version=3,
        payload=None,
        step=PublishStep.PUBLISH,
        schedule=None,
        origin=None,
        sources=("content/posts/a.md",),
        links=(),
    )


def a_plan(*items: PlanItem) -> Plan:
    """Return a plan for the rehearsal space."""
    return Plan(
        target=Target(space="rehearsal", environment="master", host="", rehearsal=True),
        setup=(),
        items=items,
        unchanged={"Entry": 40, "Asset": 2},
        findings={},
        forecast=Forecast(requests=2 * len(items), seconds=0.3, webhook_events=2),
        owner_tag="t",
    )


CHANGES = (
    Change(field="title", locale="en-US", before="Old", after="New"),
    Change(field="body", locale="en-US", before=BODY, after=NEW_BODY),
)


def test_a_change_shows_field_old_and_new() -> None:
    """Title and body changes are readable, the body as words."""
    text = render_plan(a_plan(item(changes=CHANGES)), color=False, width=100)
    assert "  ~ post post-a  “A post”" in text
    assert 'title (en-US): "Old" → "New"' in text
    assert "[-Old-]{+New+} words here" in text
    assert "the post changed (content/posts/a.md); then publish" in text
    assert text.endswith(
        "Plan: 1 to update; 42 unchanged.\n"
        "Applying it sends about 2 requests, takes less than a second at Contentful's 7 requests a second, "
        "and fires 2 webhook events.\n"
    )


@pytest.mark.parametrize(
    ("rehearsal", "words"),
    [(True, "about 6 min at Contentful's 7 requests a second"), (False, "about 4 min at the rate of the space")],
)
def test_a_plan_for_the_rehearsal_space_tells_how_long_contentful_would_take(rehearsal: bool, words: str) -> None:
    """The rehearsal space has no limit by itself, and would make a migration look free."""
    plan = replace(a_plan(item(changes=CHANGES)), forecast=Forecast(2448, 244.8, 4718))
    plan = replace(plan, target=replace(plan.target, rehearsal=rehearsal))
    assert f"sends about 2,448 requests, takes {words}, and fires" in render_plan(plan, color=False, width=200)
    assert f"About 2,448 requests, {words}, 4,718 webhook events." in html.unescape(render_html(plan, {}))


def test_nothing_to_change_is_one_sentence() -> None:
    """An empty plan says so plainly."""
    plan = replace(a_plan(), forecast=Forecast(0, 0.0, 0))
    text = render_plan(plan, color=False, width=100)
    assert text.startswith("Nothing to change: the rehearsal space (master) is in step with the site.")


def test_colours_are_all_that_a_terminal_sees_more() -> None:
    """Words, blanks and line ends are the same with colours and without, lines too long for the terminal included."""
    long = Change(field="lead", locale="en-US", before="one\ttwo " * 30, after="")
    plan = a_plan(item(label="A\ttab", changes=(*CHANGES, long)), item(Action.CREATE), item(Action.DRIFT))
    coloured = render_plan(plan, color=True, width=60)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render_plan(plan, color=False, width=60)


def test_kept_fields_say_so() -> None:
    """A field that stays as the editor left it is marked."""
    change = Change(field="title", locale="en-US", before="Theirs", after="Ours", base="Old", kept="theirs")
    text = render_plan(a_plan(item(Action.CONFLICT, changes=(change,))), color=False, width=100)
    assert "kept as it is in Contentful" in text


@pytest.mark.parametrize("action", list(Action))
def test_every_action_has_a_sign(action: Action) -> None:
    """No action is shown without a sign of its own row."""
    assert SIGNS[action][0]


def test_totals_name_every_action() -> None:
    """Each action that occurs is counted."""
    plan = a_plan(item(Action.CREATE), item(Action.CREATE), item(Action.DELETE), item(Action.DRIFT))
    assert totals_line(plan) == "Plan: 2 to create, 1 to delete, 1 drifted; 42 unchanged."


def test_markdown_cannot_be_broken_out_of() -> None:
    """Backticks in content do not close the fence."""
    text = render_markdown(a_plan(item(label="a ``````` b")))
    fences = [line for line in text.splitlines() if line.startswith("``````")]
    assert fences == ["`" * 10 + "diff", "`" * 10]


def test_html_escapes_and_needs_nothing_from_outside() -> None:
    """Content is escaped, and no URL is loaded."""
    hostile = item(label='<script>alert(1)</script>"', changes=CHANGES)
    page = render_html(a_plan(hostile), {})
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<del>Old</del><ins>New</ins> words here" in page
    assert "src=" not in page
    assert "href=" not in page


def test_long_texts_are_compared_by_words_everywhere() -> None:
    """A word that changed far behind in a long text is shown by itself, in the terminal as on the web page."""
    before = "A sentence of many words that says nothing new at all. " * 3
    change = Change(field="teaser", locale="en-US", before=before, after=before.replace("all. ", "last. ")[:-1])
    plan = a_plan(item(changes=(change,)))
    assert "new at [-all.-]{+last.+} A sentence" in render_plan(plan, color=False, width=400)
    page = render_html(plan, {})
    assert "new at <del>all.</del><ins>last.</ins> A sentence" in page
    assert "[-" not in page


def test_what_an_editor_changed_is_told_in_its_direction() -> None:
    """On the web page the site's value goes and the editor's comes; a conflict shows both sides."""
    drift = Change("title", "en-US", before="Theirs", after="Ours", base="Ours", kept="theirs")
    assert "<del>&#34;Ours&#34;</del> → <ins>&#34;Theirs&#34;</ins>" in render_html(a_plan(item(changes=(drift,))), {})
    both = replace(drift, base="Old")
    page = render_html(a_plan(item(changes=(both,))), {})
    assert "in Contentful: <del>&#34;Old&#34;</del> → <ins>&#34;Theirs&#34;</ins>" in page
    assert "on the site: <del>&#34;Old&#34;</del> → <ins>&#34;Ours&#34;</ins>" in page


def test_what_refuses_a_plan_stands_on_every_form_of_it() -> None:
    """Who reviews the web page or the comment of a pull request must see it, too."""
    plan = replace(a_plan(item()), refusals=("the site has no page left",))
    assert "A run would refuse this: the site has no page left." in render_plan(plan, color=False, width=100)
    assert "A run would refuse this:" in render_html(plan, {})
    assert "<li>the site has no page left.</li>" in render_html(plan, {})
    assert "**A run would refuse this:**\n\n- `the site has no page left`" in render_markdown(plan)


def test_tables_of_the_web_page_have_headers_and_text_its_own_direction() -> None:
    """For screen readers, and for titles that are written from right to left."""
    page = render_html(replace(a_plan(item(label="שלום", changes=CHANGES)), findings={"html-dropped": 1}), {})
    assert page.count("<table>") == page.count("<thead>") > 0
    assert '<span class="label" dir="auto">שלום</span>' in page
    assert '<dd dir="auto">' in page


def test_a_line_break_in_a_file_name_breaks_no_line() -> None:
    """It is shown as an escape."""
    text = render_plan(a_plan(replace(item(), sources=("content/posts/a\nb.md",))), color=False, width=120)
    assert "(content/posts/a\\nb.md)" in text
