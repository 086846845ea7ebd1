-- What tools did, for those who answer for it. It names who, what and where, and holds nothing of what was said.
CREATE TABLE tool_call (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  id uuid NOT NULL,
  token_id uuid NOT NULL,
  person_id uuid NOT NULL,
  tool text NOT NULL,
  conversation_id bigint,
  outcome text NOT NULL CHECK (outcome IN ('begun', 'done', 'refused', 'denied', 'failed')),
  status integer,
  at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX tool_call_at ON tool_call (organization_id, at DESC, id DESC);
CREATE INDEX tool_call_conversation ON tool_call (organization_id, conversation_id) WHERE conversation_id IS NOT NULL;
