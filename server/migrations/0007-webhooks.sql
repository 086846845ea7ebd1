-- Webhooks: who wants to be told, what there is to tell, and what became of each telling.

CREATE TABLE webhook_subscription (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL,
  url text NOT NULL,
  events text[] NOT NULL,
  enabled boolean NOT NULL,
  -- As the wire has them; null for none.
  filters jsonb,
  -- Sealed JSON: {secretKey, previous?: {secretKey, until}, authorization, customHeaders}.
  secrets bytea NOT NULL,
  -- When it was made or last enabled. What was recorded before is not for it.
  active_since timestamptz NOT NULL,
  -- Since when no delivery has succeeded, and the latest failure; null while all is well.
  failing_since timestamptz,
  failed_at timestamptz,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  updated_at timestamptz NOT NULL,
  updated_by uuid NOT NULL,
  PRIMARY KEY (organization_id, id)
);

-- An event as it is told. The payload lies here once, whoever gets it, so that anonymization has one place to clean.
CREATE TABLE webhook_event (
  organization_id uuid NOT NULL,
  -- `event_id` in the payload.
  id uuid NOT NULL,
  -- The name in subscriptions, such as ConversationClosed.
  type text NOT NULL,
  seq bigint NOT NULL,
  conversation_id bigint,
  -- Everybody whom the payload names.
  person_ids uuid[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  payload text NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX webhook_event_conversation ON webhook_event (organization_id, conversation_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX webhook_event_person ON webhook_event USING gin (person_ids);
CREATE INDEX webhook_event_created ON webhook_event USING brin (created_at);

-- One event for one subscription. The three tables below have no foreign keys: rows come by the hundred a second, and
-- what refers to a subscription that is gone is never taken and goes away with its age.
CREATE TABLE webhook_delivery (
  organization_id uuid NOT NULL,
  event_id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  type text NOT NULL,
  seq bigint NOT NULL,
  conversation_id bigint,
  state text NOT NULL DEFAULT 'Pending' CHECK (state IN ('Pending', 'Delivered', 'Failed')),
  -- Finished attempts since the event came, or since it was last asked for again.
  attempts integer NOT NULL DEFAULT 0,
  -- Its turn has come: nothing earlier of its conversation still waits for a first attempt at this subscription.
  ready boolean NOT NULL,
  -- When it may be taken; for one that is taken, when whoever took it is given up for dead.
  next_at timestamptz NOT NULL,
  lease uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, event_id, subscription_id)
) WITH (fillfactor = 80);
CREATE INDEX webhook_delivery_due ON webhook_delivery (subscription_id, next_at, seq) WHERE state = 'Pending' AND ready;
CREATE INDEX webhook_delivery_turn ON webhook_delivery (subscription_id, conversation_id, ready DESC, seq) WHERE state = 'Pending' AND attempts = 0;
CREATE INDEX webhook_delivery_list ON webhook_delivery (organization_id, subscription_id, seq);

CREATE TABLE webhook_attempt (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  event_id uuid NOT NULL,
  type text NOT NULL,
  -- Which attempt of its delivery, from 1.
  number integer NOT NULL,
  at timestamptz NOT NULL,
  duration_ms integer NOT NULL,
  success boolean NOT NULL,
  -- The status of the answer, 0 when there was none.
  code integer NOT NULL,
  -- The beginning of the answer, or why there was none.
  text text NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX webhook_attempt_log ON webhook_attempt (organization_id, subscription_id, type, at DESC, id DESC);
CREATE INDEX webhook_attempt_event ON webhook_attempt (organization_id, event_id);
CREATE INDEX webhook_attempt_at ON webhook_attempt USING brin (at);
