"""The query language of collections: parameters, conditions, order, selection, pages."""
