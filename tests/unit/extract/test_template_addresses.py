"""What a template writes round an argument, from `src` attributes as sites have them."""

import pytest

from migrate.extract.template_addresses import read_addresses
from migrate.model.templates import AddressForm


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<img src="/images/{{ .Get 0 }}">', {"0": AddressForm("/images/", "")}),
        ("<img src='/img/{{- .Get \"File\" | relURL -}}'>", {"file": AddressForm("/img/", "")}),
        ("<img src=/img/{{ .Get `file` }}.png alt=x>", {"file": AddressForm("/img/", ".png")}),
        (
            '<video poster="/m/{{ .Get 0 }}.jpg"><source src="/m/{{ .Get 0 }}.webm"><source src="/m/{{ .Get 0 }}.mp4">',
            {"0": AddressForm("/m/", ".webm")},
        ),
        ('<img src="{{ .Site.BaseURL }}img/{{ .Get "src" }}">', {"src": AddressForm("img/", "", from_base=True)}),
        ('<img src="{{ $.Page.Site.BaseURL }}{{ .Get "src" }}">', {"src": AddressForm("", "", from_base=True)}),
        ('<img src="{{ .Get 0 }}">', {}),
        ('{{ if .x }}<img src="{{ .Get 0 }}">{{ else }}<img src="/img/{{ .Get 0 }}">{{ end }}', {}),
        ('<img data-src="/img/{{ .Get 0 }}">', {}),
        ('<a href="/img/{{ .Get 0 }}">', {}),
        ('<img src="{{ $dir }}/{{ .Get 0 }}">', {}),
    ],
)
def test_addresses(text: str, expected: dict[str, AddressForm]) -> None:
    """Literal text counts; a template that also writes the argument alone decides by itself."""
    assert dict(read_addresses(text)) == expected
