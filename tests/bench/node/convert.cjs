// Converts bodies with the vendor's converter. Arguments: file with one JSON string a line, rounds. Prints JSON.
const fs = require('fs')
const { richTextFromMarkdown } = require('@contentful/rich-text-from-markdown')

async function main () {
  const [file, rounds] = process.argv.slice(2)
  const bodies = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line))
  let best = Infinity
  for (let round = 0; round < Number(rounds); round++) {
    const before = process.cpuUsage()
    for (const body of bodies) await richTextFromMarkdown(body)
    const used = process.cpuUsage(before)
    best = Math.min(best, (used.user + used.system) / 1e6)
  }
  console.log(JSON.stringify({ seconds: best, pages: bodies.length }))
}
main().catch((error) => { console.error(error); process.exit(1) })
