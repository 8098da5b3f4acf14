"""Plan: site, space and memory in; one value out that says what would change and why. Pure."""
