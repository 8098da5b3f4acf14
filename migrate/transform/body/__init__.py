"""Bodies become Rich Text: shortcodes to placeholders, Markdown to HTML, HTML to a tree, the tree to a document."""
