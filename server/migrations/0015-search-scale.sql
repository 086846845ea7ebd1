-- The conversations that bear no tag: where nearly all bear one, nobody could find the others but by asking each. Kept by a
-- follower of the event log, made anew by `parley reindex`.
CREATE TABLE search_untagged (
  organization_id uuid NOT NULL,
  conversation_id bigint NOT NULL,
  PRIMARY KEY (organization_id, conversation_id)
);
-- The follower begins where the copy below ends; what it sees twice changes nothing.
INSERT INTO event_cursor (follower, xid) VALUES ('search-untagged', pg_snapshot_xmin(pg_current_snapshot()));
INSERT INTO search_untagged (organization_id, conversation_id)
  SELECT c.organization_id, c.id FROM conversation c
  WHERE NOT EXISTS (SELECT FROM conversation_tag ct WHERE ct.organization_id = c.organization_id AND ct.conversation_id = c.id);

-- Filters by the few values of these columns can fit nothing, or only what is old; that is then seen at once.
CREATE INDEX conversation_traits ON conversation (organization_id, channel, state, direction, id);
