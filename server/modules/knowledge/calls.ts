import { sample } from '../../base/sample.ts';
import { describeCall } from '../../platform/operation.ts';
import * as schema from './schema.ts';

const tags = ['Knowledge'];
const errors = [400, 404, 500];
const at = '2026-03-02T10:15:04.120Z';
const id = { collection: '0193a5b1-3c70-7e4a-9b15-d4f2870ac6e1', category: '0193a5b1-8f2d-7b66-a0c3-51e9d7384b2f', article: '0193a5b2-04ea-7d19-8c57-e03b96f1a4d8' };
const open = { isRestricted: false, inheritedRestrictions: [] };
const text = {
  language: 'en',
  title: 'How to return a bicycle',
  isIndexedVersion: true,
  contents: { html: '<p>Book a pick-up within <b>30 days</b>.</p>', plaintext: 'Book a pick-up within 30 days.' },
  availableAt: { helpCenterLinks: [] },
  createdAt: at,
  updatedAt: at,
  createdBy: sample.agentId,
  updatedBy: sample.agentId,
};
const draft = { ...text, isIndexedVersion: false };
const collection = { id: id.collection, title: 'Help for riders', description: 'What customers ask most.', internalKbEnabled: true, restrictions: open };
const title = { languageId: 'en', title: 'Returns' };
const category = { id: id.category, title, isDefaultLocation: false, isLocked: false, restrictions: open, parentCollections: [id.collection] };
const article = {
  id: id.article,
  isDefaultLocation: false,
  translation: { draft: text, published: text },
  tags: [sample.tagId],
  createdAt: at,
  updatedAt: at,
  indexedAt: at,
  createdBy: sample.agentId,
  updatedBy: sample.agentId,
  ownedBy: sample.agentId,
  indexedBy: sample.agentId,
  restrictions: open,
  parentCategory: id.category,
  parentCollections: [id.collection],
};
const { indexedAt: _at, indexedBy: _by, ...unpublished } = { ...article, translation: { draft } };

export const getKnowledgeCollections = describeCall({
  id: 'getKnowledgeCollections',
  method: 'GET',
  path: '/knowledge/collections',
  tags,
  summary: 'List collections',
  description: 'The collections of the knowledge base, oldest first.',
  effect: 'read',
  query: schema.listQuery,
  status: 200,
  answer: schema.ListKnowledgeCollectionsOutput,
  errors,
  example: { answer: { data: [collection] } },
});

/** Newer than the reference. */
export const postKnowledgeCollections = describeCall({
  id: 'postKnowledgeCollections',
  method: 'POST',
  path: '/knowledge/collections',
  tags,
  summary: 'Create a collection',
  effect: 'write',
  published: false,
  body: schema.CreateKnowledgeCollectionInput,
  bodyRequired: true,
  status: 200,
  answer: schema.GetKnowledgeCollectionOutput,
  errors: [400, 500],
  example: { body: { title: collection.title, description: collection.description }, answer: { data: collection } },
});

export const getKnowledgeCollectionsCollectionid = describeCall({
  id: 'getKnowledgeCollectionsCollectionid',
  method: 'GET',
  path: '/knowledge/collections/{collectionId}',
  tags,
  summary: 'Read a collection',
  effect: 'read',
  params: schema.collectionPath,
  status: 200,
  answer: schema.GetKnowledgeCollectionOutput,
  errors,
  example: { answer: { data: collection } },
});

export const getKnowledgeCollectionsCollectionidCatalog = describeCall({
  id: 'getKnowledgeCollectionsCollectionidCatalog',
  method: 'GET',
  path: '/knowledge/collections/{collectionId}/catalog',
  tags,
  summary: 'Read the catalog of a collection',
  description: 'The tree of its categories and articles by title. What has no title in the language comes without one.',
  effect: 'read',
  params: schema.collectionPath,
  query: schema.languageQuery,
  status: 200,
  answer: schema.GetKnowledgeCollectionCatalogOutput,
  errors,
  example: { answer: { data: { categories: [{ id: id.category, title, categories: [], articles: [{ id: id.article, title: { languageId: 'en', title: text.title } }] }], articles: [] } } },
});

/** Known to clients only. */
export const getKnowledgeCategories = describeCall({
  id: 'getKnowledgeCategories',
  method: 'GET',
  path: '/knowledge/categories',
  tags,
  summary: 'List categories',
  effect: 'read',
  published: false,
  query: schema.listQuery,
  status: 200,
  answer: schema.ListKnowledgeCategoriesOutput,
  errors: [400, 500],
  example: { answer: { data: [category] } },
});

/** Newer than the reference. */
export const postKnowledgeCategories = describeCall({
  id: 'postKnowledgeCategories',
  method: 'POST',
  path: '/knowledge/categories',
  tags,
  summary: 'Create a category',
  description: 'Makes a category below a collection or a category; without `parentId` at the top of the oldest collection.',
  effect: 'write',
  published: false,
  body: schema.CreateKnowledgeCategoryInput,
  bodyRequired: true,
  status: 200,
  answer: schema.GetKnowledgeCategoryOutput,
  errors,
  example: { body: { translations: [title], parentId: id.collection }, answer: { data: category } },
});

export const getKnowledgeCategoriesCategoryid = describeCall({
  id: 'getKnowledgeCategoriesCategoryid',
  method: 'GET',
  path: '/knowledge/categories/{categoryId}',
  tags,
  summary: 'Read a category',
  description: 'A category with its title in one language; without a title when it has none there.',
  effect: 'read',
  params: schema.categoryPath,
  query: schema.languageQuery,
  status: 200,
  answer: schema.GetKnowledgeCategoryOutput,
  errors,
  example: { answer: { data: category } },
});

export const getKnowledgeCategoriesCategoryidTranslations = describeCall({
  id: 'getKnowledgeCategoriesCategoryidTranslations',
  method: 'GET',
  path: '/knowledge/categories/{categoryId}/translations',
  tags,
  summary: 'List the titles of a category',
  effect: 'read',
  params: schema.categoryPath,
  status: 200,
  answer: schema.GetKnowledgeCategoryTranslationsOutput,
  errors,
  example: { answer: { data: { titles: [title] } } },
});

/** Known to clients only. */
export const getKnowledgeArticles = describeCall({
  id: 'getKnowledgeArticles',
  method: 'GET',
  path: '/knowledge/articles',
  tags,
  summary: 'List articles',
  effect: 'read',
  published: false,
  query: schema.listQuery,
  status: 200,
  answer: schema.ListKnowledgeArticlesOutput,
  errors: [400, 500],
  example: { answer: { data: [article] } },
});

export const postKnowledgeArticles = describeCall({
  id: 'postKnowledgeArticles',
  method: 'POST',
  path: '/knowledge/articles',
  tags,
  summary: 'Create an article',
  description: 'Makes an article with a draft for each language given. Nobody finds it in search before it is published.',
  effect: 'write',
  body: schema.CreateKnowledgeArticleInput,
  accepts: schema.acceptedForCreate,
  bodyRequired: true,
  status: 200,
  answer: schema.CreateKnowledgeArticleOutput,
  errors,
  example: {
    body: { translations: [{ languageId: 'en', title: text.title, content: text.contents.html }], parentId: id.category, tags: [sample.tagId] },
    answer: { data: unpublished },
  },
});

export const getKnowledgeArticlesArticleid = describeCall({
  id: 'getKnowledgeArticlesArticleid',
  method: 'GET',
  path: '/knowledge/articles/{articleId}',
  tags,
  summary: 'Read an article',
  description:
    'An article with its draft, and with what is published of it, in one language. A language that it does not have is a 404; when none is asked for, an article without the organization’s language shows its first one.',
  effect: 'read',
  params: schema.articlePath,
  query: schema.languageQuery,
  status: 200,
  answer: schema.GetKnowledgeArticleOutput,
  errors,
  example: { answer: { data: article } },
});

export const patchKnowledgeArticlesArticleid = describeCall({
  id: 'patchKnowledgeArticlesArticleid',
  method: 'PATCH',
  path: '/knowledge/articles/{articleId}',
  tags,
  summary: 'Change an article',
  description: 'Changes owner and tags. Texts have a call of their own.',
  effect: 'write',
  params: schema.articlePath,
  body: schema.UpdateKnowledgeArticleInput,
  accepts: schema.acceptedForUpdate,
  bodyRequired: true,
  status: 200,
  answer: schema.UpdateKnowledgeArticleOutput,
  errors,
  example: { body: { ownedBy: sample.otherAgentId, tags: { add: [sample.tagId] } }, answer: { data: { ...article, ownedBy: sample.otherAgentId } } },
});

export const deleteKnowledgeArticlesArticleid = describeCall({
  id: 'deleteKnowledgeArticlesArticleid',
  method: 'DELETE',
  path: '/knowledge/articles/{articleId}',
  tags,
  summary: 'Delete an article',
  description: 'Deletes an article with all its texts for good.',
  effect: 'destroy',
  params: schema.articlePath,
  status: 204,
  errors,
});

export const getKnowledgeArticlesArticleidTranslations = describeCall({
  id: 'getKnowledgeArticlesArticleidTranslations',
  method: 'GET',
  path: '/knowledge/articles/{articleId}/translations',
  tags,
  summary: 'List the texts of an article',
  description: 'Drafts and published texts in all languages.',
  effect: 'read',
  params: schema.articlePath,
  status: 200,
  answer: schema.GetKnowledgeArticleTranslationsOutput,
  errors,
  example: { answer: { data: { translations: { draft: [text], published: [text] } } } },
});

export const patchKnowledgeArticlesArticleidTranslations = describeCall({
  id: 'patchKnowledgeArticlesArticleidTranslations',
  method: 'PATCH',
  path: '/knowledge/articles/{articleId}/translations',
  tags,
  summary: 'Write texts of an article',
  description: 'Saves a draft for each language given, new or not. One that cannot be saved is reported and does not stop the others. What is published stays until it is published again.',
  effect: 'write',
  params: schema.articlePath,
  body: schema.UpdateTranslationsInput,
  bodyRequired: true,
  status: 200,
  answer: schema.UpdateTranslationsOutput,
  errors,
  example: {
    body: {
      translations: [
        { languageId: 'en', title: text.title, content: text.contents.html },
        { languageId: 'english', title: text.title },
      ],
    },
    answer: { data: [draft], partialErrors: [{ languageId: 'english', message: 'Invalid language code' }] },
  },
});

export const deleteKnowledgeArticlesArticleidTranslationsLanguageid = describeCall({
  id: 'deleteKnowledgeArticlesArticleidTranslationsLanguageid',
  method: 'DELETE',
  path: '/knowledge/articles/{articleId}/translations/{languageId}',
  tags,
  summary: 'Delete a language of an article',
  description: 'Deletes draft and published text of a language. An article may end up without any; a new text brings it back.',
  effect: 'destroy',
  params: schema.translationPath,
  status: 204,
  errors,
});

export const postKnowledgeArticlesArticleidPublish = describeCall({
  id: 'postKnowledgeArticlesArticleidPublish',
  method: 'POST',
  path: '/knowledge/articles/{articleId}/publish',
  tags,
  summary: 'Publish an article',
  description: 'Publishes the drafts of all languages in the place of what was published before.',
  effect: 'write',
  params: schema.articlePath,
  status: 204,
  errors,
});

export const postKnowledgeArticlesArticleidUnpublish = describeCall({
  id: 'postKnowledgeArticlesArticleidUnpublish',
  method: 'POST',
  path: '/knowledge/articles/{articleId}/unpublish',
  tags,
  summary: 'Take an article back',
  description: 'Takes the published texts of all languages out of search. The drafts stay.',
  effect: 'write',
  params: schema.articlePath,
  status: 204,
  errors,
});

export const postKnowledgeArticlesArticleidTranslationsLanguageidPublish = describeCall({
  id: 'postKnowledgeArticlesArticleidTranslationsLanguageidPublish',
  method: 'POST',
  path: '/knowledge/articles/{articleId}/translations/{languageId}/publish',
  tags,
  summary: 'Publish an article in one language',
  effect: 'write',
  params: schema.translationPath,
  status: 204,
  errors,
});

export const postKnowledgeArticlesArticleidTranslationsLanguageidUnpublish = describeCall({
  id: 'postKnowledgeArticlesArticleidTranslationsLanguageidUnpublish',
  method: 'POST',
  path: '/knowledge/articles/{articleId}/translations/{languageId}/unpublish',
  tags,
  summary: 'Take an article back in one language',
  effect: 'write',
  params: schema.translationPath,
  status: 204,
  errors,
});

export const patchKnowledgeArticlesArticleidParentParentid = describeCall({
  id: 'patchKnowledgeArticlesArticleidParentParentid',
  method: 'PATCH',
  path: '/knowledge/articles/{articleId}/parent/{parentId}',
  tags,
  summary: 'Move an article',
  description: 'Puts an article into a category, or at the top of a collection. It leaves where it was.',
  effect: 'write',
  params: schema.articleParentPath,
  status: 204,
  errors,
});

export const deleteKnowledgeArticlesArticleidParent = describeCall({
  id: 'deleteKnowledgeArticlesArticleidParent',
  method: 'DELETE',
  path: '/knowledge/articles/{articleId}/parent',
  tags,
  summary: 'Take an article out of its place',
  description: 'Takes an article out of its category and its collections. The article stays.',
  effect: 'write',
  params: schema.articlePath,
  status: 204,
  errors,
});

export const postKnowledgeArticlesAttachments = describeCall({
  id: 'postKnowledgeArticlesAttachments',
  method: 'POST',
  path: '/knowledge/articles/attachments',
  tags,
  summary: 'Upload pictures for articles',
  description: 'Takes up to 5 pictures (png, jpeg, gif, webp), of 4 MB each and 10 MB together, in parts named `files`, and tells their public links. One that is not taken does not stop the others.',
  effect: 'write',
  body: schema.UploadAttachmentsInput,
  bodyRequired: true,
  bodyType: 'multipart/form-data',
  status: 200,
  answer: schema.UploadAttachmentsOutput,
  errors: [400, 500],
  example: { answer: { data: [{ originalFilename: 'gears.png', url: '/public/6c0f2a51-98d4-4c1b-b7de-3f5a0e8d2c47/gears.png' }], partialErrors: [] } },
});
