"""The mapping file: its schema, its compiled form, and how one is inferred from a site."""
