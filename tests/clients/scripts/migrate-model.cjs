// A migration that creates a content type, changes another and transforms its entries.
module.exports = function (migration) {
  migration.createTag('legacy', { name: 'Legacy' })
  const author = migration.createContentType('author', { name: 'Author', displayField: 'name' })
  author.createField('name', { name: 'Name', type: 'Symbol', required: true })

  const post = migration.editContentType('post')
  post.createField('slug', { name: 'Slug', type: 'Symbol' })
  post.changeFieldControl('slug', 'builtin', 'slugEditor', { helpText: 'Part of the address' })
  migration.transformEntries({
    contentType: 'post',
    from: ['title'],
    to: ['slug'],
    transformEntryForLocale: (fields, locale) => fields.title && fields.title[locale] && { slug: fields.title[locale].toLowerCase() }
  })
  post.deleteField('subtitle')
}
