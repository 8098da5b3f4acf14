"""The official validator as a fixture."""

import pytest

from tests.vendor.richtext_check import install


@pytest.fixture(scope="session", autouse=True)
def _validator() -> None:
    """Install the validator once; the tests of this folder are skipped where that cannot be."""
    install()
