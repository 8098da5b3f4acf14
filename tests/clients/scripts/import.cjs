// Imports a content file with contentful-import. Arguments: host, space, environment, content file, options as JSON.
const contentfulImport = require('contentful-import')

const [host, spaceId, environmentId, contentFile, options] = process.argv.slice(2)
contentfulImport({
  spaceId, environmentId, host, hostUpload: host, insecure: true, managementToken: process.env.TOKEN, contentFile,
  useVerboseRenderer: true, errorLogFile: '/dev/null', ...JSON.parse(options || '{}')
}).then(() => process.exit(0)).catch((error) => { console.error(error); process.exit(1) })
