"""What `status` says of edits."""

import pytest

from migrate.model.plan import Action, PlanItem, PublishStep
from migrate.model.space import EntityKey, EntityType
from migrate.report.standing_text import standing_lines


def edited(number: int) -> PlanItem:
    """Return an entry that an editor changed."""
    return PlanItem(
        key=EntityKey(EntityType.ENTRY, f"post-{number}"),
        content_type="post",
        label=f"Post {number}",
        action=Action.DRIFT,
        reason="changed in Contentful",
        changes=(),
        version=3,
        payload=None,
        step=PublishStep.NONE,
        schedule=None,
        origin=None,
        sources=(),
        links=(),
        memory=None,
        was=None,
    )


@pytest.mark.parametrize(("details", "shown"), [(False, 20), (True, 25)])
def test_a_long_list_of_edits_is_cut_until_it_is_asked_for(details: bool, shown: int) -> None:
    """After a lost state file it may hold every entry there is."""
    lines = [
        line.plain for line in standing_lines((), 25, [edited(number) for number in range(25)], 0, details=details)
    ]
    assert sum("post-" in line for line in lines) == shown
    assert ("  … and 5 more" in lines) is not details
