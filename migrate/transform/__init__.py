"""From a Hugo site and a mapping to the desired space. Pure: no files, network, clock or random."""
