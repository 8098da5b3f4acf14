"""Where a mistake in YAML is."""

import pytest
import yaml
from yaml.cyaml import CSafeLoader

from migrate.model.yaml_marks import telling_line


@pytest.mark.parametrize("loader", [yaml.SafeLoader, CSafeLoader])
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('title: x\nname: "a\ndate: 2020\ntags: b\n', 1),
        ("title: x\ntags: [a, b\ndate: 2020\n", 1),
        ("title: x\ntags: {a: b\ndate: 2020\n", 1),
        ("title: x\nname: a: b\ndate: 2020\n", 1),
        ("title: x\ntags:\n  - a\n b: 2\n", 3),
    ],
)
def test_the_line_to_look_at(loader: type[yaml.SafeLoader], text: str, line: int) -> None:
    """What was left open is told where it begins, anything else where it does not go on."""
    with pytest.raises(yaml.MarkedYAMLError) as caught:
        yaml.load(text, loader)  # noqa: S506 -- both are safe ones
    assert telling_line(caught.value) == line
