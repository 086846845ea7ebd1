import type { FastifyRequest } from 'fastify';
import { type GivenFiles, operation, type Operation } from '../../platform/operation.ts';
import { originOf } from '../../platform/origin.ts';
import * as articles from './article-actions.ts';
import { uploadPictures } from './attachments.ts';
import * as calls from './calls.ts';
import * as places from './place-actions.ts';
import { readUpload } from './upload.ts';
import { viewArticle, viewCatalog, viewCategory, viewCollection, viewTranslations } from './view.ts';

const category = ({ row, place, language }: places.PlacedCategory) => viewCategory(row, place, language);
const article = ({ row, place, texts }: articles.PlacedArticle) => viewArticle(row, place, texts);

const placeOperations: readonly Operation[] = [
  operation({
    ...calls.getKnowledgeCollections,
    handle: async (ctx, { actor, query, path }) => {
      const { rows, meta } = await places.listCollections(ctx, actor, query, path);
      // The one paged list whose description has no `meta`: it comes only where it says something.
      return { data: rows.map(viewCollection), ...(meta.next === undefined && meta.previous === undefined ? {} : { meta }) };
    },
  }),
  operation({ ...calls.postKnowledgeCollections, handle: async (ctx, { actor, body }) => ({ data: viewCollection(await places.createCollection(ctx, actor, body)) }) }),
  operation({
    ...calls.getKnowledgeCollectionsCollectionid,
    handle: async (ctx, { actor, params }) => ({ data: viewCollection(await places.getCollection(ctx, actor, params.collectionId)) }),
  }),
  operation({
    ...calls.getKnowledgeCollectionsCollectionidCatalog,
    handle: async (ctx, { actor, params, query }) => {
      const { rows, language } = await places.getCatalog(ctx, actor, params.collectionId, query.language);
      return { data: viewCatalog(rows, language) };
    },
  }),
  operation({
    ...calls.getKnowledgeCategories,
    handle: async (ctx, { actor, query, path }) => {
      const { rows, meta } = await places.listCategories(ctx, actor, query, path);
      return { data: rows.map(category), meta };
    },
  }),
  operation({ ...calls.postKnowledgeCategories, handle: async (ctx, { actor, body }) => ({ data: category(await places.createCategory(ctx, actor, body)) }) }),
  operation({
    ...calls.getKnowledgeCategoriesCategoryid,
    handle: async (ctx, { actor, params, query }) => ({ data: category(await places.getCategory(ctx, actor, params.categoryId, query.language)) }),
  }),
  operation({
    ...calls.getKnowledgeCategoriesCategoryidTranslations,
    handle: async (ctx, { actor, params }) => {
      const titles = await places.getCategoryTitles(ctx, actor, params.categoryId);
      return { data: { titles: titles.map(({ language, title }) => ({ languageId: language, title })) } };
    },
  }),
];

const articleOperations: readonly Operation[] = [
  operation({
    ...calls.getKnowledgeArticles,
    handle: async (ctx, { actor, query, path }) => {
      const { rows, meta } = await articles.listArticles(ctx, actor, query, path);
      return { data: rows.map(article), meta };
    },
  }),
  operation({ ...calls.postKnowledgeArticles, handle: async (ctx, { actor, body }) => ({ data: article(await articles.createArticle(ctx, actor, body)) }) }),
  operation({
    ...calls.postKnowledgeArticlesAttachments,
    // The body of a multipart call is the request itself, from which the parts are read.
    handle: async (ctx, { actor, body }) => {
      const sent = body as unknown as FastifyRequest | GivenFiles;
      const origin = originOf('isMultipart' in sent ? sent : undefined, ctx.config.publicUrl);
      return await uploadPictures(ctx, actor, await readUpload(sent), origin);
    },
  }),
  operation({
    ...calls.getKnowledgeArticlesArticleid,
    handle: async (ctx, { actor, params, query }) => ({ data: article(await articles.getArticle(ctx, actor, params.articleId, query.language)) }),
  }),
  operation({
    ...calls.patchKnowledgeArticlesArticleid,
    handle: async (ctx, { actor, params, body }) => ({ data: article(await articles.updateArticle(ctx, actor, params.articleId, body)) }),
  }),
  operation({ ...calls.deleteKnowledgeArticlesArticleid, handle: (ctx, { actor, params }) => articles.deleteArticle(ctx, actor, params.articleId) }),
  operation({ ...calls.patchKnowledgeArticlesArticleidParentParentid, handle: (ctx, { actor, params }) => articles.moveArticle(ctx, actor, params.articleId, params.parentId) }),
  operation({ ...calls.deleteKnowledgeArticlesArticleidParent, handle: (ctx, { actor, params }) => articles.detachArticle(ctx, actor, params.articleId) }),
];

const textOperations: readonly Operation[] = [
  operation({
    ...calls.getKnowledgeArticlesArticleidTranslations,
    handle: async (ctx, { actor, params }) => ({ data: { translations: viewTranslations(await articles.getTranslations(ctx, actor, params.articleId)) } }),
  }),
  operation({
    ...calls.patchKnowledgeArticlesArticleidTranslations,
    handle: async (ctx, { actor, params, body }) => {
      const { saved, rows, errors } = await articles.updateTranslations(ctx, actor, params.articleId, body.translations ?? []);
      const { draft } = viewTranslations(rows);
      return { data: saved.map((language) => draft.find((text) => text.language === language)!), ...(errors.length === 0 ? {} : { partialErrors: errors }) };
    },
  }),
  operation({
    ...calls.deleteKnowledgeArticlesArticleidTranslationsLanguageid,
    handle: (ctx, { actor, params }) => articles.deleteTranslation(ctx, actor, params.articleId, params.languageId),
  }),
  operation({ ...calls.postKnowledgeArticlesArticleidPublish, handle: (ctx, { actor, params }) => articles.publishArticle(ctx, actor, params.articleId) }),
  operation({ ...calls.postKnowledgeArticlesArticleidUnpublish, handle: (ctx, { actor, params }) => articles.unpublishArticle(ctx, actor, params.articleId) }),
  operation({
    ...calls.postKnowledgeArticlesArticleidTranslationsLanguageidPublish,
    handle: (ctx, { actor, params }) => articles.publishArticle(ctx, actor, params.articleId, params.languageId),
  }),
  operation({
    ...calls.postKnowledgeArticlesArticleidTranslationsLanguageidUnpublish,
    handle: (ctx, { actor, params }) => articles.unpublishArticle(ctx, actor, params.articleId, params.languageId),
  }),
];

export const knowledgeOperations: readonly Operation[] = [...placeOperations, ...articleOperations, ...textOperations];
