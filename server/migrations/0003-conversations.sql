-- The children of a conversation have no foreign key on it: the statements that write them check it, conversations are
-- never deleted one by one, and the key's check would lock the conversation's row on every note and message.

CREATE SEQUENCE conversation_id START 10001;

CREATE TABLE conversation (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  id bigint NOT NULL,
  -- The union member on the wire (ChatConversation, EmailConversation, …); an anonymized one keeps it here.
  kind text NOT NULL,
  channel text NOT NULL,
  requester_id uuid NOT NULL,
  direction text,
  state text NOT NULL CHECK (state IN ('AwaitingPending', 'Closed', 'Open', 'Pending')),
  state_updated_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  closed_at timestamptz,
  assigned_agent_id uuid,
  assigned_at timestamptz,
  queue_id uuid,
  queued_at timestamptz,
  followup_at timestamptz,
  followup_by uuid,
  language text,
  subject text,
  -- What only its kind has, under the wire's names: browserInfo, fromEmail, toEmail, integrationEmail, fromNumber, …
  details jsonb NOT NULL DEFAULT '{}',
  -- Who writes to whom, as it was at the beginning: {customer: {email, name}, point: {email, name}}. E-mail-like kinds only.
  parties jsonb NOT NULL DEFAULT '{}',
  custom_attributes jsonb NOT NULL DEFAULT '{}',
  parent_id bigint,
  link_type text,
  -- The address or widget through which it came, for statistics and webhook filters.
  contact_point text,
  external_id text,
  -- Api, or ApiImport for one that was brought in with its history.
  origin text NOT NULL DEFAULT 'Api',
  transport_expires_at timestamptz,
  anonymized_at timestamptz,
  PRIMARY KEY (organization_id, id)
) WITH (fillfactor = 85);
CREATE INDEX conversation_requester ON conversation (organization_id, requester_id, created_at, id);
CREATE INDEX conversation_parent ON conversation (organization_id, parent_id, id) WHERE parent_id IS NOT NULL;
CREATE INDEX conversation_waiting ON conversation (organization_id, queue_id, queued_at, id)
  WHERE state = 'Open' AND assigned_agent_id IS NULL AND queue_id IS NOT NULL;
CREATE UNIQUE INDEX conversation_external_id ON conversation (organization_id, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE message (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  conversation_id bigint NOT NULL,
  author_id uuid NOT NULL,
  direction text NOT NULL,
  external_id text,
  created_at timestamptz NOT NULL,
  -- The channel's attributes as the wire shows them, `_type` included.
  attributes jsonb NOT NULL,
  anonymized_at timestamptz,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX message_conversation ON message (organization_id, conversation_id, created_at, id);
CREATE UNIQUE INDEX message_external_id ON message (organization_id, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE note (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  conversation_id bigint NOT NULL,
  author_id uuid NOT NULL,
  message text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX note_conversation ON note (organization_id, conversation_id, created_at, id);

CREATE TABLE tag (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL,
  color text,
  state text NOT NULL DEFAULT 'Active' CHECK (state IN ('Active', 'Inactive')),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, name)
);
CREATE TABLE conversation_tag (
  organization_id uuid NOT NULL,
  conversation_id bigint NOT NULL,
  tag_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, conversation_id, tag_id),
  FOREIGN KEY (organization_id, tag_id) REFERENCES tag ON DELETE CASCADE
);
CREATE INDEX conversation_tag_tag ON conversation_tag (organization_id, tag_id);

CREATE TABLE rating (
  organization_id uuid NOT NULL,
  -- Questions of one survey share the id on the wire, so the row has a key of its own.
  key uuid NOT NULL,
  id text NOT NULL,
  conversation_id bigint NOT NULL,
  type text NOT NULL CHECK (type IN ('Csat', 'Nps', 'ThumbsUpOrDown')),
  status text NOT NULL CHECK (status IN ('Unscheduled', 'Scheduled', 'Offered', 'Rated', 'Cancelled')),
  score integer,
  comment text,
  user_id uuid NOT NULL,
  agent_id uuid,
  language text,
  -- {created_at, scheduled_at, scheduled_for, offered_at, modified_at, rated_at} as far as known.
  timestamps jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, key)
);
CREATE UNIQUE INDEX rating_question ON rating (organization_id, id, type);
CREATE INDEX rating_conversation ON rating (organization_id, conversation_id, created_at, key);
