// Exports a space with contentful-export and prints it as JSON.
// Arguments: host, space, environment.
const contentfulExport = require('contentful-export')

const [host, spaceId, environmentId] = process.argv.slice(2)
contentfulExport({
  spaceId, environmentId, host, insecure: true, managementToken: process.env.TOKEN, includeDrafts: true, includeArchived: true,
  saveFile: false, useVerboseRenderer: true, includeExperienceOrchestration: false, errorLogFile: '/dev/null'
}).then((content) => {
  process.stdout.write('\n@@@' + JSON.stringify(content))
}).catch((error) => { console.error(error); process.exit(1) })
