"""The settings of Hugo's Markdown engine as a site configures it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Goldmark"]


@dataclass(frozen=True, slots=True)
class Goldmark:
    """The settings of ``[markup.goldmark]`` that change what a reader sees; the defaults are Hugo 0.168's."""

    unsafe: bool = False
    typographer: bool = True
    typographer_characters: Mapping[str, str] = field(default_factory=dict)
    """Overrides of single replacements by their configuration key (leftSingleQuote, enDash, …)."""
    linkify: bool = True
    linkify_protocol: str = "https"
    tables: bool = True
    strikethrough: bool = True
    task_list: bool = True
    footnote: bool = True
    definition_list: bool = True
    attribute_title: bool = True
    attribute_block: bool = False
    auto_heading_id: bool = True
    auto_id_type: str = "github"
    hard_wraps: bool = False
    wrap_standalone_image: bool = True
    cjk: bool = False
    cjk_east_asian_line_breaks: bool = False
    cjk_escaped_space: bool = False
    mark: bool = False
    insert: bool = False
    subscript: bool = False
    superscript: bool = False
    delete_extra: bool = False
    passthrough: bool = False
    passthrough_block: tuple[tuple[str, str], ...] = ()
    passthrough_inline: tuple[tuple[str, str], ...] = ()
    duplicate_resource_files: bool = False
    hook_link: str = "auto"
    """``renderHooks.link.useEmbedded`` (auto, never, always, fallback)."""
    hook_image: str = "auto"

    @property
    def links_by_hook(self) -> bool:
        """Whether Hugo's own link hook may write the links: https://gohugo.io/configuration/markup/."""
        return self.hook_link in ("always", "fallback")
