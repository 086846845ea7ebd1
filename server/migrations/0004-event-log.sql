-- The log that everything else follows. A row is written in the transaction that makes the change.
--
-- `seq` is taken before the transaction commits, so a later seq can become visible earlier. Readers therefore walk by
-- (xid, seq) and stay below the oldest transaction that still runs: what is below it can no longer change.
CREATE SEQUENCE event_seq;
CREATE TABLE event (
  organization_id uuid NOT NULL,
  seq bigint NOT NULL DEFAULT nextval('event_seq'),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  id uuid NOT NULL,
  type text NOT NULL,
  conversation_id bigint,
  actor_id uuid,
  -- When it happened, which for imported history is long before it was written down.
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  -- Ids and plain facts. Names, texts and addresses stay in their tables, so that anonymization finds them in one place.
  data jsonb NOT NULL DEFAULT '{}'
) PARTITION BY RANGE (recorded_at);
CREATE TABLE event_rest PARTITION OF event DEFAULT;
CREATE INDEX event_order ON event (xid, seq);
CREATE INDEX event_conversation ON event (organization_id, conversation_id, at, seq);
CREATE INDEX event_organization ON event (organization_id, at, seq);

-- How far each follower of the log has come.
CREATE TABLE event_cursor (
  follower text PRIMARY KEY,
  xid xid8 NOT NULL DEFAULT '0',
  seq bigint NOT NULL DEFAULT 0
);

-- Things to do at a time. Any process takes what is due (SKIP LOCKED); the row goes away with the effect, in one transaction.
CREATE TABLE timer (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  kind text NOT NULL,
  -- At most one timer of a kind for a thing; setting it again moves it.
  subject text NOT NULL,
  due_at timestamptz NOT NULL,
  data jsonb NOT NULL DEFAULT '{}',
  attempts integer NOT NULL DEFAULT 0,
  UNIQUE (organization_id, kind, subject)
);
CREATE INDEX timer_due ON timer (due_at);
