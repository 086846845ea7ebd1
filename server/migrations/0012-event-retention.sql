-- Events about no conversation may be removed when they are old; what happened to conversations stays.
CREATE INDEX event_loose ON event (organization_id, recorded_at) WHERE conversation_id IS NULL;

-- The last event that was ever removed, in the order of the log: from behind it on the log is whole. A reader that was told
-- everything up to an earlier place may have missed something for ever.
CREATE TABLE event_cleared (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  xid xid8 NOT NULL DEFAULT '0',
  seq bigint NOT NULL DEFAULT 0,
  -- Of that event; null while none was removed.
  id uuid
);
INSERT INTO event_cleared DEFAULT VALUES;
