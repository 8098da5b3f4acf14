"""Rules of the space: what may be saved, what may be published."""
