"""Shortcodes: what each call puts into the page.

`calls` reads a call, `builtin` and `themes` know the usual ones, `table` lists them, `ruled` follows the mapping,
`expand` puts the result into the Markdown.
"""
