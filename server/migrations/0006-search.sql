-- The texts that search looks through, one row for a message, a note or a subject; kept by a follower of the event log,
-- so that writing a message does not wait for an index of words. Can be made anew from the tables at any time.
CREATE TABLE search_entry (
  organization_id uuid NOT NULL,
  conversation_id bigint NOT NULL,
  -- The message or note; for a subject a zero uuid.
  entry_id uuid NOT NULL,
  field text NOT NULL CHECK (field IN ('subject', 'content', 'note')),
  body text NOT NULL,
  words tsvector NOT NULL,
  PRIMARY KEY (organization_id, conversation_id, entry_id)
);
CREATE INDEX search_entry_words ON search_entry USING gin (words);

-- The words of an organization, for finding the one that was meant when nothing matches as it was written.
CREATE TABLE search_word (
  organization_id uuid NOT NULL,
  word text NOT NULL,
  PRIMARY KEY (organization_id, word)
);

-- A server that does not allow the extension has no typo tolerance; everything else works.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX search_word_similar ON search_word USING gin (word gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
  RAISE NOTICE 'pg_trgm is not available';
END $$;

-- Filters that pick few conversations out of many.
CREATE INDEX conversation_agent ON conversation (organization_id, assigned_agent_id, id) WHERE assigned_agent_id IS NOT NULL;
CREATE INDEX conversation_queue ON conversation (organization_id, queue_id, id) WHERE queue_id IS NOT NULL;
