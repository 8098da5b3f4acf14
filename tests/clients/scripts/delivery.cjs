// Reads a published space with contentful.js and prints what it got. Arguments: host, space.
const contentful = require('contentful')

const [host, space] = process.argv.slice(2)
const common = { space, accessToken: process.env.TOKEN, host, insecure: true }

async function main () {
  const delivery = contentful.createClient({ ...common, basePath: '/delivery' })
  const preview = contentful.createClient({ ...common, basePath: '/preview' })
  const post = await delivery.getEntry('post', { include: 2 })
  const synced = await delivery.sync({ initial: true })
  const result = {
    title: post.fields.title,
    hero: post.fields.hero.fields.file.url,
    related: post.fields.related.map((entry) => entry.fields && entry.fields.title),
    german: (await delivery.getEntry('post', { locale: 'de' })).fields,
    everywhere: (await delivery.withAllLocales.getEntry('post')).fields.title,
    published: (await delivery.getEntries({ content_type: 'post', order: ['sys.id'] })).items.map((entry) => entry.sys.id),
    drafts: (await preview.getEntries({ content_type: 'post', order: ['sys.id'] })).items.map((entry) => entry.sys.id),
    searched: (await delivery.getEntries({ content_type: 'post', 'fields.title[match]': 'second' })).items.map((entry) => entry.sys.id),
    byRelated: await Promise.all(['Second', 'Draft'].map(async (title) => (await delivery.getEntries({
      content_type: 'post',
      'fields.related.sys.contentType.sys.id': 'post',
      'fields.related.fields.title': title
    })).items.map((entry) => entry.sys.id))),
    small: (await delivery.getAssets({ 'fields.file.details.size[lt]': 1000, order: ['-fields.file.details.size'] })).total,
    wide: (await delivery.getAssets({ 'fields.file.details.image.width[gt]': 2 })).total,
    assets: (await delivery.getAssets()).total,
    locales: (await delivery.getLocales()).items.map((locale) => locale.code),
    contentTypes: (await delivery.getContentTypes()).items.map((type) => type.sys.id),
    tags: (await delivery.getTags()).items.map((tag) => tag.sys.id),
    synced: synced.entries.map((entry) => entry.sys.id).sort(),
    nextSyncToken: synced.nextSyncToken
  }
  await fetch(process.env.CHANGE_URL, { method: 'DELETE', headers: { authorization: 'Bearer ' + process.env.TOKEN } })
  const changed = await delivery.sync({ nextSyncToken: synced.nextSyncToken })
  result.deleted = changed.deletedEntries.map((entry) => entry.sys.id)
  process.stdout.write('@@@' + JSON.stringify(result))
}
main().catch((error) => { console.error(error); process.exit(1) })
