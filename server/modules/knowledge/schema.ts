import { Data, DateTime, described, Int32, Maybe, Named, Page, pageQuery, Recursive, type Static, Type, Uuid } from '../../base/schema.ts';

const Restrictions = Named('Restrictions', {
  isRestricted: Type.Boolean({ description: 'Whether only some may read it, by its own setting or by one above it.' }),
  inheritedRestrictions: Maybe(Type.Array(Named('InheritedRestriction', { fromCollection: Maybe(Uuid), fromCategory: Maybe(Uuid) }), { description: 'What above it is restricted.' })),
});

/** Where a category or an article lies. */
const location = {
  isDefaultLocation: Maybe(Type.Boolean({ description: 'Whether it lies where things go for which nobody named a place.' })),
  restrictions: Restrictions,
  parentCategory: Maybe(described(Uuid, 'The category in which it lies; absent at the top of a collection.')),
  parentCollections: Maybe(Type.Array(Uuid, { description: 'The collections to which it belongs.' })),
};

const languageId = Type.String({ description: 'An ISO language code such as `en` or `pt-BR`.' });

const TranslationTitle = Named('TranslationTitle', { languageId, title: Type.String() });
const title = Maybe(TranslationTitle);

const Collection = Named('Collection', {
  id: Uuid,
  title: Type.String(),
  description: Maybe(Type.String()),
  internalKbEnabled: Type.Boolean({ description: 'Whether agents find it in the internal knowledge base.' }),
  restrictions: Restrictions,
});

const Category = Named('Category', { id: Uuid, title, isLocked: Type.Boolean({ description: 'Whether it cannot be changed.' }), ...location });

const ArticleTranslation = Named('ArticleTranslation', {
  language: Type.String(),
  title: Type.String(),
  isIndexedVersion: Type.Boolean({ description: 'Whether search finds this very text.' }),
  contents: Named('ArticleContent', { html: Type.String({ description: 'Cleaned of everything that could run.' }), plaintext: Type.String() }),
  availableAt: Named('AvailableAt', {
    helpCenterLinks: Maybe(Type.Array(Named('HelpCenterLink', { id: Type.String(), name: Type.String(), url: Type.String() }), { description: 'Where customers read it.' })),
  }),
  createdAt: DateTime,
  updatedAt: DateTime,
  createdBy: Maybe(Uuid),
  updatedBy: Maybe(Uuid),
});

const Article = Named('Article', {
  id: Uuid,
  translation: Maybe(Named('Translation', { draft: ArticleTranslation, published: Maybe(ArticleTranslation) })),
  tags: Maybe(Type.Array(Uuid)),
  createdAt: DateTime,
  updatedAt: DateTime,
  indexedAt: Maybe(described(DateTime, 'When a text of it was last published.')),
  createdBy: Maybe(Uuid),
  updatedBy: Maybe(Uuid),
  ownedBy: Maybe(Uuid),
  indexedBy: Maybe(Uuid),
  ...location,
});

const ArticleCatalogItem = Named('ArticleCatalogItem', { id: Uuid, title });
type ArticleCatalogItem = Static<typeof ArticleCatalogItem>;

interface CategoryCatalogItem extends ArticleCatalogItem {
  categories?: CategoryCatalogItem[];
  articles?: ArticleCatalogItem[];
}
const CategoryCatalogItem = Recursive<CategoryCatalogItem>('CategoryCatalogItem', (self) =>
  Type.Object({ id: Uuid, title, categories: Maybe(Type.Array(self)), articles: Maybe(Type.Array(ArticleCatalogItem)) }),
);

const TranslationInput = Named('TranslationInput', {
  languageId,
  title: Type.String(),
  content: Maybe(Type.String({ description: 'HTML. What could run is taken out.' })),
});

const parentId = described(Uuid, 'A category, or a collection for the top of it.');
/** Any text, as documented; what is no uuid is the id of no tag. */
const tagId = Type.String();
const preRelease = Maybe(Type.Boolean({ description: 'Whether the article is only there for trying out.' }));

export const CreateKnowledgeArticleInput = Named('CreateKnowledgeArticleInput', {
  translations: Maybe(Type.Array(TranslationInput, { description: 'The texts, at least one; each becomes a draft.' })),
  parentId: Maybe(parentId),
  tags: Maybe(Type.Array(tagId, { description: 'Tags to put on it.' })),
  preRelease,
});

export const UpdateKnowledgeArticleInput = Named('UpdateKnowledgeArticleInput', {
  ownedBy: Maybe(described(Uuid, 'The agent who looks after it.')),
  tags: Maybe(Named('TagsUpdateInput', { add: Maybe(Type.Array(tagId)), remove: Maybe(Type.Array(tagId)) })),
  preRelease,
});

/** What known programs send in the place of `translations`; see `ShortForm`. */
const shortForm = {
  title: Maybe(Type.String()),
  content: Maybe(Type.String()),
  categoryId: Maybe(Uuid),
  published: Maybe(Type.Boolean()),
};
export const acceptedForCreate = Type.Object({ ...CreateKnowledgeArticleInput.properties, ...shortForm });
export const acceptedForUpdate = Type.Object({ ...UpdateKnowledgeArticleInput.properties, ...shortForm });

export const UpdateTranslationsInput = Named('UpdateTranslationsInput', { translations: Maybe(Type.Array(TranslationInput)) });
export const UpdateTranslationsOutput = Named('UpdateTranslationsOutput', {
  data: Maybe(Type.Array(ArticleTranslation, { description: 'The drafts that were saved.' })),
  partialErrors: Maybe(Type.Array(Named('TranslationError', { languageId: Type.String(), message: Type.String() }), { description: 'What could not be saved, and why.' })),
});

export const CreateKnowledgeCollectionInput = Named('CreateKnowledgeCollectionInput', {
  title: Type.String(),
  description: Maybe(Type.String()),
  internalKbEnabled: Maybe(Type.Boolean({ default: true })),
});
/** `title` or `name` stand for one title in the organization's language. */
export const CreateKnowledgeCategoryInput = Named('CreateKnowledgeCategoryInput', {
  translations: Maybe(Type.Array(TranslationTitle)),
  title: Maybe(Type.String()),
  name: Maybe(Type.String()),
  parentId: Maybe(parentId),
});

export const UploadAttachmentsInput = Named('UploadAttachmentsInput', {
  files: Maybe(Type.Array(Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }), { description: 'Pictures: at most 5, of 4 MB each and 10 MB together.' })),
});
export const UploadAttachmentsOutput = Named('UploadAttachmentsOutput', {
  data: Maybe(Type.Array(Named('AttachmentResult', { originalFilename: Type.String(), url: Type.String({ description: 'Where everybody can fetch it.' }) }))),
  partialErrors: Maybe(
    Type.Array(Named('AttachmentError', { originalFilename: Type.String(), message: Type.String(), code: described(Int32, '400 for a file that is not taken, 500 when storing it failed.') })),
  ),
});

export const GetKnowledgeCollectionOutput = Data('GetKnowledgeCollectionOutput', Collection);
export const ListKnowledgeCollectionsOutput = Page('ListKnowledgeCollectionsOutput', Collection);
export const GetKnowledgeCollectionCatalogOutput = Data(
  'GetKnowledgeCollectionCatalogOutput',
  Named('CollectionCatalogItem', { categories: Maybe(Type.Array(CategoryCatalogItem)), articles: Maybe(Type.Array(ArticleCatalogItem)) }),
);
export const GetKnowledgeCategoryOutput = Data('GetKnowledgeCategoryOutput', Category);
export const ListKnowledgeCategoriesOutput = Page('ListKnowledgeCategoriesOutput', Category);
export const GetKnowledgeCategoryTranslationsOutput = Data('GetKnowledgeCategoryTranslationsOutput', Named('CategoryTranslations', { titles: Maybe(Type.Array(TranslationTitle)) }));
export const GetKnowledgeArticleOutput = Data('GetKnowledgeArticleOutput', Article);
export const CreateKnowledgeArticleOutput = Data('CreateKnowledgeArticleOutput', Article);
export const UpdateKnowledgeArticleOutput = Data('UpdateKnowledgeArticleOutput', Article);
export const ListKnowledgeArticlesOutput = Page('ListKnowledgeArticlesOutput', Article);
export const GetKnowledgeArticleTranslationsOutput = Data(
  'GetKnowledgeArticleTranslationsOutput',
  Named('ArticleTranslations', {
    translations: Named('TranslationList', { draft: Maybe(Type.Array(ArticleTranslation)), published: Maybe(Type.Array(ArticleTranslation)) }),
  }),
);

export const collectionPath = Type.Object({ collectionId: Uuid });
export const categoryPath = Type.Object({ categoryId: Uuid });
export const articlePath = Type.Object({ articleId: Uuid });
export const articleParentPath = Type.Object({ articleId: Uuid, parentId });
export const translationPath = Type.Object({ articleId: Uuid, languageId });
export const languageQuery = Type.Object({ language: Maybe(Type.String({ description: 'The language of the texts; that of the organization when left out.' })) });
export const listQuery = Type.Object(pageQuery);
