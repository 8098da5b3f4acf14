"""Sites made for one purpose, built by the real binary: every value of every page is compared."""

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.oracle.generated_sites import SITES
from tests.oracle.page_differences import differences


@pytest.mark.parametrize("name", sorted(SITES))
def test_agrees_with_hugo_on_every_value(name: str, tmp_path: Path) -> None:
    """Hugo and we see the same pages with the same values."""
    assert differences(SITES[name], tmp_path) == []


def main(names: Sequence[str]) -> None:
    """Print the differences of the sites `names`, or of all."""
    for name in names or sorted(SITES):
        with TemporaryDirectory() as folder:
            print(name)
            for place, field, wanted, values in differences(SITES[name], Path(folder)):
                print(f"   {field} {place}\n      hugo {wanted!r:.500}\n      ours {values!r:.500}")


if __name__ == "__main__":
    main(sys.argv[1:])
