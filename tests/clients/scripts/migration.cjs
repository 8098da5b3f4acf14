// Runs a migration script with contentful-migration, which speaks nothing but TLS. Arguments: host, space, migration.
const { runMigration } = require('contentful-migration')

const [host, spaceId, filePath] = process.argv.slice(2)
runMigration({ filePath, spaceId, host, accessToken: process.env.TOKEN, environmentId: 'master', yes: true, quiet: true })
  .then(() => process.exit(0))
  .catch((error) => { console.error(error); process.exit(1) })
