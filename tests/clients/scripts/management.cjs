// Touches every kind of entity with contentful-management.js and checks what comes back.
// Arguments: host, space.
const assert = require('node:assert/strict')
const { createClient } = require('contentful-management')

const [host, spaceId] = process.argv.slice(2)
const image = Buffer.from(process.env.PNG, 'base64')
const client = createClient(
  { accessToken: process.env.TOKEN, host, hostUpload: host, insecure: true },
  { type: 'plain', defaults: { spaceId, environmentId: 'master' } }
)
const link = (linkType, id) => ({ sys: { type: 'Link', linkType, id } })
const refuses = async (promise, name) => {
  const error = await promise.then(() => null, (error) => error)
  assert.equal(error && error.name, name)
  return JSON.parse(error.message)
}

const steps = {
  async space () {
    assert.equal((await client.space.get({ spaceId })).sys.id, spaceId)
    assert.equal((await client.user.getCurrent({})).sys.type, 'User')
    assert.equal((await client.organization.getAll({})).items.length, 1)
  },
  async locales () {
    const german = await client.locale.create({}, { name: 'German', code: 'de', fallbackCode: 'en-US', optional: true })
    const changed = await client.locale.update({ localeId: german.sys.id }, { ...german, name: 'Deutsch' })
    assert.equal(changed.name, 'Deutsch')
    await refuses(client.locale.create({}, { name: 'Again', code: 'de', fallbackCode: null }), 'ValidationFailed')
  },
  async contentTypes () {
    const fields = [
      { id: 'title', name: 'Title', type: 'Symbol', required: true, localized: true, validations: [{ size: { max: 30 } }] },
      { id: 'body', name: 'Body', type: 'RichText' },
      { id: 'hero', name: 'Hero', type: 'Link', linkType: 'Asset' }
    ]
    const created = await client.contentType.createWithId({ contentTypeId: 'post' }, { name: 'Post', displayField: 'title', fields })
    const published = await client.contentType.publish({ contentTypeId: 'post' }, created)
    assert.equal(published.sys.publishedVersion, 1)
    const editor = await client.editorInterface.get({ contentTypeId: 'post' })
    const changed = await client.editorInterface.update({ contentTypeId: 'post' }, { ...editor, sidebar: [] })
    assert.equal(changed.sys.version, editor.sys.version + 1)
    assert.equal((await client.editorInterface.getMany({})).items.length, 1)
  },
  async tags () {
    await client.tag.createWithId({ tagId: 'news' }, { name: 'News', sys: { visibility: 'public' } })
    const tag = await client.tag.get({ tagId: 'news' })
    assert.equal(tag.sys.visibility, 'public')
    await client.tag.update({ tagId: 'news' }, { ...tag, name: 'Latest' })
  },
  async assets () {
    const asset = await client.asset.createFromFiles({}, {
      fields: {
        title: { 'en-US': 'Picture' },
        description: { 'en-US': '' },
        file: { 'en-US': { contentType: 'image/png', fileName: 'picture.png', file: image.buffer.slice(image.byteOffset, image.byteOffset + image.length) } }
      }
    })
    const processed = await client.asset.processForAllLocales({}, asset, { processingCheckWait: 100 })
    const file = processed.fields.file['en-US']
    assert.deepEqual(file.details, { size: image.length, image: { width: 4, height: 3 } })
    const bytes = await fetch('http:' + file.url)
    assert.equal(bytes.headers.get('content-type'), 'image/png')
    assert.deepEqual(Buffer.from(await bytes.arrayBuffer()), image)
    const published = await client.asset.publish({ assetId: asset.sys.id }, processed)
    await client.asset.unpublish({ assetId: asset.sys.id })
    await client.asset.archive({ assetId: asset.sys.id })
    await client.asset.unarchive({ assetId: asset.sys.id })
    const again = await client.asset.get({ assetId: asset.sys.id })
    assert.equal(again.sys.version, published.sys.version + 3)
    await client.asset.publish({ assetId: asset.sys.id }, again)
    steps.assetId = asset.sys.id
  },
  async entries () {
    const fields = { title: { 'en-US': 'One' }, hero: { 'en-US': link('Asset', steps.assetId) } }
    const created = await client.entry.createWithId({ contentTypeId: 'post', entryId: 'one' }, { fields, metadata: { tags: [link('Tag', 'news')], concepts: [] } })
    await refuses(client.entry.createWithId({ contentTypeId: 'post', entryId: 'one' }, { fields }), 'VersionMismatch')
    await refuses(client.entry.update({ entryId: 'one' }, { ...created, fields: { nope: {} } }), 'UnknownField')
    const patched = await client.entry.patch({ entryId: 'one' }, [{ op: 'add', path: '/fields/title/de', value: 'Eins' }], { 'X-Contentful-Version': created.sys.version })
    assert.equal(patched.fields.title.de, 'Eins')
    const published = await client.entry.publish({ entryId: 'one' }, patched)
    assert.equal(published.sys.fieldStatus['*'].de, 'published')
    const long = await client.entry.update({ entryId: 'one' }, { ...published, fields: { title: { 'en-US': 'x'.repeat(31) } } })
    const refused = await refuses(client.entry.publish({ entryId: 'one' }, long), 'InvalidEntry')
    assert.deepEqual(refused.details.errors[0].path, ['fields', 'title', 'en-US'])
    await client.entry.update({ entryId: 'one' }, { ...long, fields: patched.fields, metadata: patched.metadata })
    assert.equal((await client.snapshot.getManyForEntry({ entryId: 'one' })).items.length, 1)
    const references = await client.entry.references({ entryId: 'one', include: 1 })
    assert.equal(references.includes.Asset[0].sys.id, steps.assetId)
  },
  async queries () {
    for (const n of [2, 3, 4]) {
      await client.entry.createWithId({ contentTypeId: 'post', entryId: 'n' + n }, { fields: { title: { 'en-US': 'Number ' + n } } })
    }
    const ids = async (query) => (await client.entry.getMany({ query })).items.map((item) => item.sys.id)
    assert.deepEqual(await ids({ 'sys.id[in]': ['n2', 'n4'], order: ['sys.id'] }), ['n2', 'n4'])
    assert.deepEqual(await ids({ content_type: 'post', 'fields.title[match]': 'number', order: '-sys.id' }), ['n4', 'n3', 'n2'])
    assert.deepEqual(await ids({ links_to_asset: steps.assetId }), ['one'])
    assert.deepEqual(await ids({ 'metadata.tags.sys.id[in]': ['news'] }), ['one'])
    const page = await client.entry.getMany({ query: { cursor: true, limit: 3, order: 'sys.id' } })
    assert.equal(page.total, undefined)
    const next = await client.entry.getMany({ query: { cursor: true, limit: 3, pageNext: new URL(page.pages.next, 'http://x').searchParams.get('pageNext') } })
    assert.equal(next.items.length, 1)
    await refuses(client.entry.getMany({ query: { limit: 1001 } }), 'InvalidQuery')
    assert.equal((await client.entry.getPublished({ query: {} })).items[0].fields.title.de, 'Eins')
  },
  async bulk () {
    const items = ['n2', 'n3'].map((id) => ({ sys: { type: 'Link', linkType: 'Entry', id, version: 1 } }))
    const started = await client.bulkAction.publish({}, { entities: { sys: { type: 'Array' }, items } })
    const done = await client.bulkAction.get({ bulkActionId: started.sys.id })
    assert.equal(done.sys.status, 'succeeded')
    const stale = await client.bulkAction.publish({}, { entities: { sys: { type: 'Array' }, items } })
    const failed = await client.bulkAction.get({ bulkActionId: stale.sys.id })
    assert.equal(failed.error.details.errors[0].error.sys.id, 'VersionMismatch')
  },
  async scheduling () {
    const action = await client.scheduledActions.create({}, {
      entity: link('Entry', 'n4'), environment: link('Environment', 'master'), action: 'publish',
      scheduledFor: { datetime: '2099-01-01T00:00:00.000Z' }
    })
    assert.equal((await client.scheduledActions.getMany({ query: { 'environment.sys.id': 'master' } })).items.length, 1)
    const gone = await client.scheduledActions.delete({ scheduledActionId: action.sys.id, environmentId: 'master' })
    assert.equal(gone.sys.status, 'canceled')
  },
  async environments () {
    await client.environment.createWithId({ environmentId: 'copy' }, { name: 'Copy' }, {})
    const copied = await client.entry.get({ environmentId: 'copy', entryId: 'one' })
    assert.equal(copied.sys.environment.sys.id, 'copy')
    const alias = await client.environmentAlias.createWithId({ environmentAliasId: 'live' }, { environment: link('Environment', 'copy') })
    assert.equal((await client.entry.getMany({ environmentId: 'live', query: {} })).total, 4)
    await client.environmentAlias.update({ environmentAliasId: 'live' }, { ...alias, environment: link('Environment', 'master') })
    await client.environmentAlias.delete({ environmentAliasId: 'live' })
    await client.environment.delete({ environmentId: 'copy' })
    await refuses(client.environment.get({ environmentId: 'copy' }), 'NotFound')
  },
  async webhooks () {
    const hook = await client.webhook.create({ spaceId }, { name: 'Build', url: 'https://example.com/', topics: ['Entry.publish'], headers: [] })
    await client.webhook.update({ webhookDefinitionId: hook.sys.id }, { ...hook, name: 'Rebuild' })
    assert.equal((await client.webhook.getMany({ query: {} })).items.length, 1)
    await client.webhook.delete({ webhookDefinitionId: hook.sys.id })
    assert.equal((await client.role.getMany({ query: {} })).items.length, 0)
  },
  async kept () {
    const key = await client.apiKey.create({}, { name: 'Site', description: '' })
    assert.equal((await client.previewApiKey.getMany({ query: {} })).items[0].sys.id, key.preview_api_key.sys.id)
    const role = await client.role.create({ spaceId }, { name: 'Writer', policies: [], permissions: {} })
    const member = await client.spaceMembership.create({ spaceId }, { admin: false, email: 'a@example.com', roles: [link('Role', role.sys.id)] })
    assert.deepEqual((await client.spaceMember.getMany({ spaceId, query: {} })).items[1].roles, member.roles)
    const extension = await client.extension.create({}, { extension: { name: 'E', src: 'https://example.com', fieldTypes: [{ type: 'Symbol' }], sidebar: false } })
    await client.extension.update({ extensionId: extension.sys.id }, extension)
    const comment = await client.comment.create({ entryId: 'one' }, { body: 'Why?' })
    const changed = await client.comment.update({ entryId: 'one', commentId: comment.sys.id }, { ...comment, body: 'Because.' })
    await client.comment.delete({ entryId: 'one', commentId: comment.sys.id, version: changed.sys.version })
    const assignedTo = link('User', (await client.user.getCurrent({})).sys.id)
    await client.task.create({ entryId: 'one' }, { body: 'Read', status: 'active', assignedTo })
    const config = await client.uiConfig.get({})
    await client.uiConfig.update({}, { ...config, entryListViews: [] })
  },
  async taxonomy () {
    const organizationId = (await client.organization.getAll({})).items[0].sys.id
    const concept = await client.concept.create({ organizationId }, { prefLabel: { 'en-US': 'Sofas' } })
    const uri = [{ op: 'replace', path: '/uri', value: 'https://example.com' }]
    await client.concept.patch({ organizationId, conceptId: concept.sys.id, version: 1 }, uri)
    const concepts = [link('TaxonomyConcept', concept.sys.id)]
    await client.conceptScheme.create({ organizationId }, { prefLabel: { 'en-US': 'Home' }, concepts, topConcepts: [] })
    assert.equal((await client.concept.get({ organizationId, conceptId: concept.sys.id })).conceptSchemes.length, 1)
    assert.equal((await client.concept.getTotal({ organizationId })).total, 1)
  },
  async releases () {
    const release = await client.release.create({}, { title: 'Spring', entities: { sys: { type: 'Array' }, items: [link('Entry', 'one')] } })
    const action = await client.release.validate({ releaseId: release.sys.id })
    assert.equal((await client.releaseAction.get({ releaseId: release.sys.id, actionId: action.sys.id })).sys.status, 'succeeded')
    await client.release.archive({ releaseId: release.sys.id, version: release.sys.version })
  },
  async removal () {
    await refuses(client.tag.delete({ tagId: 'news', version: 2 }), 'ActionPreconditionsFailed')
    await refuses(client.entry.delete({ entryId: 'one' }), 'BadRequest')
    for (const entryId of ['one', 'n2', 'n3']) await client.entry.unpublish({ entryId })
    for (const entryId of ['one', 'n2', 'n3', 'n4']) await client.entry.delete({ entryId })
    await client.tag.delete({ tagId: 'news', version: 2 })
    await client.contentType.unpublish({ contentTypeId: 'post' })
    await client.contentType.delete({ contentTypeId: 'post' })
    await client.asset.unpublish({ assetId: steps.assetId })
    await client.asset.delete({ assetId: steps.assetId })
    await refuses(client.asset.get({ assetId: steps.assetId }), 'NotFound')
  }
}

async function main () {
  for (const [name, step] of Object.entries(steps)) {
    if (typeof step !== 'function') continue
    try {
      await step()
    } catch (error) {
      error.message = `step ${name}: ${error.message}`
      throw error
    }
    console.log('done', name)
  }
}
main().catch((error) => { console.error(error); process.exit(1) })
