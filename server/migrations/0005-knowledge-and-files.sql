-- Knowledge: collections hold categories, categories hold categories and articles. What stands at the top of a collection
-- is linked to it in a table of its own, for it may stand in several; everything below is found through its category.

CREATE TABLE knowledge_collection (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  id uuid NOT NULL,
  title text NOT NULL,
  description text,
  internal_kb_enabled boolean NOT NULL DEFAULT true,
  is_restricted boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX knowledge_collection_list ON knowledge_collection (organization_id, created_at, id);

CREATE TABLE knowledge_category (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  id uuid NOT NULL,
  parent_category_id uuid,
  -- It lies where things go for which nobody named a place.
  is_default_location boolean NOT NULL DEFAULT false,
  is_locked boolean NOT NULL DEFAULT false,
  is_restricted boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, parent_category_id) REFERENCES knowledge_category ON DELETE CASCADE
);
CREATE INDEX knowledge_category_list ON knowledge_category (organization_id, created_at, id);
CREATE INDEX knowledge_category_parent ON knowledge_category (organization_id, parent_category_id) WHERE parent_category_id IS NOT NULL;

CREATE TABLE knowledge_category_title (
  organization_id uuid NOT NULL,
  category_id uuid NOT NULL,
  language text NOT NULL,
  title text NOT NULL,
  PRIMARY KEY (organization_id, category_id, language),
  FOREIGN KEY (organization_id, category_id) REFERENCES knowledge_category ON DELETE CASCADE
);

CREATE TABLE knowledge_article (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  id uuid NOT NULL,
  parent_category_id uuid,
  is_default_location boolean NOT NULL DEFAULT false,
  is_restricted boolean NOT NULL DEFAULT false,
  pre_release boolean NOT NULL DEFAULT false,
  owned_by uuid,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  -- When and by whom a text of it was last published or taken back.
  indexed_at timestamptz,
  indexed_by uuid,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, parent_category_id) REFERENCES knowledge_category ON DELETE SET NULL (parent_category_id)
);
CREATE INDEX knowledge_article_list ON knowledge_article (organization_id, created_at, id);
CREATE INDEX knowledge_article_parent ON knowledge_article (organization_id, parent_category_id) WHERE parent_category_id IS NOT NULL;

CREATE TABLE knowledge_article_tag (
  organization_id uuid NOT NULL,
  article_id uuid NOT NULL,
  tag_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, article_id, tag_id),
  FOREIGN KEY (organization_id, article_id) REFERENCES knowledge_article ON DELETE CASCADE,
  FOREIGN KEY (organization_id, tag_id) REFERENCES tag ON DELETE CASCADE
);
CREATE INDEX knowledge_article_tag_tag ON knowledge_article_tag (organization_id, tag_id);

-- A text in one language: the draft that is edited, and the version that readers and search see.
CREATE TABLE knowledge_translation (
  organization_id uuid NOT NULL,
  article_id uuid NOT NULL,
  language text NOT NULL,
  version text NOT NULL CHECK (version IN ('Draft', 'Published')),
  -- How often the text was published; of a draft, how often it was saved.
  revision integer NOT NULL DEFAULT 1,
  title text NOT NULL,
  -- Cleaned: what is stored may be shown.
  html text NOT NULL,
  plaintext text NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (organization_id, article_id, language, version),
  FOREIGN KEY (organization_id, article_id) REFERENCES knowledge_article ON DELETE CASCADE
);

-- Where the top of a collection's tree hangs. A category or article with a parent category has no row here.
CREATE TABLE knowledge_category_collection (
  organization_id uuid NOT NULL,
  category_id uuid NOT NULL,
  collection_id uuid NOT NULL,
  PRIMARY KEY (organization_id, category_id, collection_id),
  FOREIGN KEY (organization_id, category_id) REFERENCES knowledge_category ON DELETE CASCADE,
  FOREIGN KEY (organization_id, collection_id) REFERENCES knowledge_collection ON DELETE CASCADE
);
CREATE INDEX knowledge_category_collection_collection ON knowledge_category_collection (organization_id, collection_id);
CREATE TABLE knowledge_article_collection (
  organization_id uuid NOT NULL,
  article_id uuid NOT NULL,
  collection_id uuid NOT NULL,
  PRIMARY KEY (organization_id, article_id, collection_id),
  FOREIGN KEY (organization_id, article_id) REFERENCES knowledge_article ON DELETE CASCADE,
  FOREIGN KEY (organization_id, collection_id) REFERENCES knowledge_collection ON DELETE CASCADE
);
CREATE INDEX knowledge_article_collection_collection ON knowledge_article_collection (organization_id, collection_id);

-- Files kept by us. The bytes lie in the store under `key`; who may fetch them is said here.
CREATE TABLE file (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  -- Random (v4): the link to a public file is its only protection.
  id uuid NOT NULL,
  key text NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  size bigint NOT NULL,
  sha256 text NOT NULL,
  visibility text NOT NULL CHECK (visibility IN ('public', 'private')),
  conversation_id bigint,
  message_id uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id)
);
-- A public link says nothing of the organization.
CREATE INDEX file_id ON file (id);
CREATE INDEX file_organization ON file (organization_id, created_at, id);
CREATE INDEX file_message ON file (organization_id, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX file_conversation ON file (organization_id, conversation_id) WHERE conversation_id IS NOT NULL;
