CREATE TABLE contact_endpoint (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  -- The address itself: an e-mail address or an E.164 number. It is the id on the wire.
  address text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('EmailEndpoint', 'TelephonyEndpoint')),
  name text,
  sender_override text,
  -- Sms, VoiceInbound, VoiceOutbound; for numbers only.
  functionality text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, address)
);

CREATE TABLE chat_widget (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id)
);

CREATE TABLE queue (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  call_functionality boolean NOT NULL DEFAULT false,
  offering_algorithm text,
  member_list_type text NOT NULL DEFAULT 'Default',
  sla_calculation_method text NOT NULL DEFAULT 'AbandonedIgnored',
  -- The remaining settings under the wire's names: timeouts, thresholds, priority, preferred agent.
  settings jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX queue_default ON queue (organization_id) WHERE is_default;
CREATE TABLE queue_member (
  organization_id uuid NOT NULL,
  queue_id uuid NOT NULL,
  person_id uuid NOT NULL,
  priority integer,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, queue_id, person_id),
  FOREIGN KEY (organization_id, queue_id) REFERENCES queue ON DELETE CASCADE,
  FOREIGN KEY (organization_id, person_id) REFERENCES person ON DELETE CASCADE
);
CREATE INDEX queue_member_person ON queue_member (organization_id, person_id);

-- Which flow an inbound conversation runs, by channel and contact point.
CREATE TABLE flow (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL,
  channel text NOT NULL,
  -- An address of contact_endpoint or the id of a chat_widget.
  contact_endpoint_id text NOT NULL,
  -- Where conversations of this flow wait; the default queue when null.
  queue_id uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, queue_id) REFERENCES queue ON DELETE SET NULL (queue_id)
);
CREATE INDEX flow_contact_point ON flow (organization_id, contact_endpoint_id, channel);

CREATE TABLE business_hours_schedule (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL,
  timezone text NOT NULL,
  -- {businessHours: […], exceptions: […]} as the wire has them.
  definition jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id)
);

CREATE TABLE template (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('EmailAutoReply', 'QuickResponse')),
  name text NOT NULL,
  -- Everything else that the wire shows of a template.
  content jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX template_list ON template (organization_id, created_at, id);

CREATE TABLE custom_attribute_definition (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  id uuid NOT NULL,
  entity_type text NOT NULL CHECK (entity_type IN ('Contact', 'Conversation')),
  identifier text NOT NULL,
  label text NOT NULL,
  description text,
  -- {_type: 'Text', placeholder?} or {_type: 'Select', options: […]}.
  input_definition jsonb NOT NULL,
  is_required boolean NOT NULL DEFAULT false,
  is_archived boolean NOT NULL DEFAULT false,
  is_deactivated boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  updated_at timestamptz,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, entity_type, identifier)
);
