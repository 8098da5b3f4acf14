"""The proof that nothing was lost: what readers saw on the Hugo page against what the entries hold.

Both sides become the same value, `visible.Visible`: ordered words, headings, links, images and code. `of_html` reads
Hugo's HTML, `of_documents` reads entries, `compare` tells the differences after the ledger is subtracted, and `causes`
groups them. Pure; does not own how Hugo is run (`pipeline.proving`).
"""
