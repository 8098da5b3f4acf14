"""What a command loads before it does anything."""

import subprocess
import sys

import pytest

from migrate import pipeline

LOADED = "import sys; print(*(name for name in sys.modules if name.startswith(('migrate.', 'uvicorn'))))"


def loaded(code: str) -> set[str]:
    """Return the modules that are loaded once `code` has run in a process of its own."""
    run = subprocess.run([sys.executable, "-c", f"{code}\n{LOADED}"], check=True, capture_output=True, text=True)
    return set(run.stdout.split())


def test_help_loads_no_stage() -> None:
    """`--help` and `explain` answer without what reads sites, converts them or writes entries."""
    rooms = {name.split(".")[1] for name in loaded("import migrate.cli") if name.count(".") >= 1}
    assert rooms.isdisjoint({"extract", "transform", "load", "rehearsal"})


def test_a_sync_with_contentful_loads_no_server() -> None:
    """Neither the rehearsal space nor the comparison with Hugo is loaded where nobody asked for it."""
    modules = loaded("import migrate.cli\nfrom migrate import pipeline\npipeline.sync")
    assert "migrate.load.apply" in modules
    assert not {
        name for name in modules if name.startswith(("migrate.rehearsal", "migrate.report.fidelity", "uvicorn"))
    }


@pytest.mark.parametrize("name", pipeline.__all__)
def test_every_verb_is_found(name: str) -> None:
    """What the package offers is there when it is asked for."""
    assert getattr(pipeline, name).__name__ == name
    assert getattr(pipeline, name) is getattr(pipeline, name)


def test_what_is_not_offered_is_not_found() -> None:
    """A wrong name is told as Python tells it."""
    with pytest.raises(AttributeError, match=r"module 'migrate\.pipeline' has no attribute 'nothing'"):
        _ = pipeline.nothing
