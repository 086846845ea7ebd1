-- When something last happened in a conversation and when somebody last wrote in it, for searching by these times: the log
-- and the messages know them only one conversation at a time. Kept by a follower of the event log, made anew by `parley reindex`.
CREATE TABLE search_activity (
  organization_id uuid NOT NULL,
  conversation_id bigint NOT NULL,
  last_activity_at timestamptz NOT NULL,
  last_message_at timestamptz,
  PRIMARY KEY (organization_id, conversation_id)
);
-- The follower begins where the copy below ends; what it sees twice changes nothing.
INSERT INTO event_cursor (follower, xid) VALUES ('search-activity', pg_snapshot_xmin(pg_current_snapshot()));
INSERT INTO search_activity (organization_id, conversation_id, last_activity_at, last_message_at)
  SELECT organization_id, conversation_id, max(at), max(at) FILTER (WHERE type LIKE 'MessageAddedBy%')
  FROM event WHERE conversation_id IS NOT NULL GROUP BY organization_id, conversation_id;
CREATE INDEX search_activity_activity ON search_activity (organization_id, last_activity_at, conversation_id);
CREATE INDEX search_activity_message ON search_activity (organization_id, last_message_at, conversation_id) WHERE last_message_at IS NOT NULL;

-- Filters that pick few conversations out of many. What is empty at the beginning costs nothing when a conversation is made.
CREATE INDEX conversation_created ON conversation (organization_id, created_at);
CREATE INDEX conversation_closed ON conversation (organization_id, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX conversation_assigned ON conversation (organization_id, assigned_at) WHERE assigned_at IS NOT NULL;
CREATE INDEX conversation_attributes ON conversation USING gin (custom_attributes) WHERE custom_attributes <> '{}';

-- Search and reports by tag need the conversations of a tag and nothing else of the row.
CREATE INDEX conversation_tag_bearers ON conversation_tag (organization_id, tag_id, conversation_id);
DROP INDEX conversation_tag_tag;

-- Exports ask what was written down in a window. Events are appended in that order, so a few numbers for each stretch of
-- pages do, and adding an event costs nothing more.
CREATE INDEX event_recorded ON event USING brin (recorded_at) WITH (pages_per_range = 32, autosummarize = on);
