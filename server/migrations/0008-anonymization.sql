CREATE TABLE anonymization_request (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  id uuid NOT NULL,
  entity_type text NOT NULL CHECK (entity_type IN ('Conversation', 'Message', 'User')),
  -- A person's id, a conversation's number, or both ids of a message as <conversation>_<message>.
  target text NOT NULL,
  requested_by uuid NOT NULL,
  initiated_at timestamptz NOT NULL,
  processed_at timestamptz,
  PRIMARY KEY (organization_id, id)
);
