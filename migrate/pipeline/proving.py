"""`verify --against-hugo`: what real Hugo shows of each page against what its entry shows.

No space is asked: what is compared is what the space should hold, which `verify` compares with what it holds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from rich.text import Text

from migrate.extract.real_hugo import render_bodies
from migrate.model.canonical import JsonObject
from migrate.model.codes import CODES
from migrate.pipeline.rendering import rendered_names, shows_raw_html
from migrate.pipeline.wanting import want
from migrate.report.fidelity.rendering import fidelity_html, fidelity_json, fidelity_lines
from migrate.report.fidelity.site import Fidelity, compare_site
from migrate.report.progress import ProgressSink
from migrate.settings import Settings

__all__ = ["against_hugo", "against_hugo_html", "against_hugo_json", "against_hugo_lines"]


def against_hugo(site: Path, mapping: Path | None, settings: Settings, progress: ProgressSink) -> Fidelity:
    """Return what readers of the Hugo site see and readers of the entries do not, or the reverse.

    Raises:
        ConfigurationError: there is no Hugo binary, or the site cannot be read.
        MappingError: the mapping is wrong, or does not fit the site.
        MigrateError: Hugo refuses the site.
    """
    wanted = want(site, mapping, settings, settings.target, progress)
    progress.stage("Building the site with Hugo", None)
    unsafe = shows_raw_html(wanted.site, wanted.rules)
    rendered = render_bodies(site, wanted.site, settings.hugo, unsafe=unsafe)
    builds = [rendered]
    progress.stage("Comparing", None)

    def plain() -> Mapping[tuple[str, str], str]:
        progress.stage("Building the site with Hugo, without its own templates", None)
        kept = rendered_names(wanted.rules)
        builds.append(render_bodies(site, wanted.site, settings.hugo, unsafe=unsafe, templates=False, kept=kept))
        return builds[-1].bodies

    proof = compare_site(
        wanted.site,
        wanted.rules,
        wanted.space,
        rendered.bodies,
        rendered.own_words,
        None if rendered.failing else plain,
    )
    refused = ((page.source, builds[-1].refused.get((page.path, page.lang), "")) for page in wanted.site.pages)
    return replace(
        proof,
        hugo=rendered.version,
        stubbed=rendered.stubbed,
        refused=tuple(sorted((source, reason) for source, reason in refused if reason)),
        failing=rendered.failing,
    )


def against_hugo_html(proof: Fidelity) -> bytes:
    """Return the proof as a web page."""
    return fidelity_html(proof, CODES).encode()


def against_hugo_json(proof: Fidelity) -> JsonObject:
    """Return the proof as JSON."""
    return fidelity_json(proof)


def against_hugo_lines(proof: Fidelity) -> Iterator[Text]:
    """Yield the proof as lines for the terminal."""
    return fidelity_lines(proof, CODES)
