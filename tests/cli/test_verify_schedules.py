"""Verify knows whether a scheduled post is still scheduled."""

from pathlib import Path

import httpx

from tests.cli.conftest import Cli, Server

FUTURE = (
    '+++\ntitle = "Later"\ndate = "2099-05-08T09:00:00+01:00"\nauthor = "Ada Example"\ntags = "boats"\n+++\nLater.\n'
)
PARAMS = {"environment.sys.id": "master"}


def test_schedule_that_stands_is_no_difference(cli: Cli, site: Path, mapping: Path) -> None:
    """A future post is scheduled by the run, and reading back finds it so."""
    (site / "content" / "posts" / "later.md").write_text(FUTURE)
    ran = cli("run", site, "-m", mapping, "--yes")
    assert ran.code == 0, ran.out + ran.err
    assert cli("verify", site, "-m", mapping).code == 0


def test_schedule_that_is_gone_is_a_difference(cli: Cli, server: Server, site: Path, mapping: Path) -> None:
    """When somebody has cancelled the schedule, verify names it and ends with 2."""
    (site / "content" / "posts" / "later.md").write_text(FUTURE)
    assert cli("run", site, "-m", mapping, "--yes").code == 0
    url = f"{server.url}/spaces/blog/scheduled_actions"
    headers = {"Authorization": "Bearer rehearsal"}
    actions = httpx.get(url, params={**PARAMS, "entity.sys.id": "posts.later"}, headers=headers).json()["items"]
    for action in actions:
        gone = httpx.delete(f"{url}/{action['sys']['id']}", params=PARAMS, headers=headers)
        assert gone.status_code == 200
    verified = cli("verify", site, "-m", mapping)
    assert actions
    assert verified.code == 2
    assert "$schedule" in verified.out
