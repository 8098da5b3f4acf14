"""What a site's own shortcode template writes round an argument that is an address: ``src="/films/{{ .Get 0 }}.mp4"``.

Owns: reading that from the text of a template. Does not own: executing templates, nor addresses that one puts together
from variables.
"""

import re

from migrate.model.templates import AddressForm

__all__ = ["read_addresses"]

_BASE = r"(?P<base>\{\{-?\s*\$?\.?(?:Page\.)?[sS]ite\.BaseURL\s*-?\}\})?"
_SOURCE = re.compile(
    rf"""(?<![-\w])src\s*=\s*["']?{_BASE}(?P<before>[^"'{{}}<>\s]*)"""
    r"""\{\{-?\s*\.Get\s+(?P<quote>["`]?)(?P<key>[\w-]+)(?P=quote)\s*(?:\|\s*(?:absURL|relURL|safeURL|urlize)\s*)*-?\}\}"""
    r"""(?P<after>[^"'{}<>\s]*)"""
)


def read_addresses(text: str) -> tuple[tuple[str, AddressForm], ...]:
    """Return for names and positions of arguments, in lower case, the address that readers' browsers ask for.

    Of several forms the first counts, as with the sources of a film. Where an argument also stands alone, a template
    decides by its value, and it is left out.
    """
    forms: dict[str, AddressForm | None] = {}
    for match in _SOURCE.finditer(text):
        key = match["key"].lower()
        form = AddressForm(match["before"], match["after"], from_base=match["base"] is not None)
        if not form.before and not form.after and not form.from_base:
            forms[key] = None
        else:
            forms.setdefault(key, form)
    return tuple((key, form) for key, form in forms.items() if form is not None)
