"""What is known of the shortcode templates of a site and its themes.

Owns: what they say of calls (https://gohugo.io/templates/shortcode/). Does not own: reading them (`migrate.extract`).
"""

from dataclasses import dataclass

__all__ = ["AddressForm", "ShortcodeTemplate"]


@dataclass(frozen=True, slots=True)
class AddressForm:
    """An address with an argument of a shortcode in it."""

    before: str
    after: str
    from_base: bool = False
    """Whether it goes on from the site's ``baseURL``."""

    def around(self, value: str, base_url: str) -> str:
        """Return the address that the argument `value` is a part of; `value` itself where it is a whole one."""
        if "://" in value or value.startswith("//"):
            return value
        before = f"{base_url.rstrip('/')}/{self.before.lstrip('/')}" if self.from_base else self.before
        return f"{before}{value.lstrip('/') if before.endswith('/') else value}{self.after}"


@dataclass(frozen=True, slots=True)
class ShortcodeTemplate:
    """A shortcode template of the site or a theme."""

    name: str
    path: str
    uses_inner: bool
    """Whether the template mentions ``.Inner``, which decides whether the call is a pair."""
    renders_inner: bool
    """Whether it sends ``.Inner`` through Markdown (markdownify, RenderString, ``$_hugo_config`` version 1)."""
    reads: tuple[str, ...] = ()
    """Where it takes words or pictures from beside the call ("files", "data"): then a call shows more than it says."""
    shows_first: bool = False
    """Whether it prints the first positional argument where readers see it, and not in a tag alone."""
    inner_first: bool = False
    """Whether of a call ``{{% %}}`` the inner text alone is read as Markdown, as in every Hugo before 0.55.

    Templates ask for that by ``$_hugo_config`` with version 1.
    """
    keeps_indent: bool = False
    """Whether it renders ``.Inner`` as it is indented, so that four blanks begin code in it."""
    addresses: tuple[tuple[str, AddressForm], ...] = ()
    """Name or position of an argument that is only a part of an address → all of the address."""

    def address(self, key: str | int, value: str, base_url: str) -> str:
        """Return the address that it makes of the argument `value`; `value` itself where it says nothing of that."""
        form = dict(self.addresses).get(str(key).lower())
        return form.around(value, base_url) if form is not None else value
