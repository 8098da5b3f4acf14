// Reads one Rich Text document per line and prints, per line, the errors that the official validator finds.
const readline = require('node:readline')
const { validateRichTextDocument } = require('@contentful/rich-text-types')

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  console.log(JSON.stringify(validateRichTextDocument(JSON.parse(line))))
})
