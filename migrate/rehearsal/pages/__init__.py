"""The browser page: a read-only look at the space, without scripts and without anything from elsewhere."""
