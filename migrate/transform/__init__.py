"""From a Hugo site and a mapping to the desired space. Pure: no files, network, clock or random."""

from migrate.transform.assemble import build_space

__all__ = ["build_space"]
