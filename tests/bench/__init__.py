"""Measurements, run by `make bench`; not tests, and not collected as such."""
