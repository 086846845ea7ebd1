-- Keys lead with organization_id everywhere, so that the schema can be sharded by it and no index serves two organizations.

CREATE TABLE organization (
  id uuid PRIMARY KEY,
  subdomain text NOT NULL UNIQUE,
  name text NOT NULL,
  status text NOT NULL DEFAULT 'Active' CHECK (status IN ('Active', 'Suspended')),
  avatar_url text,
  language text NOT NULL DEFAULT 'en',
  timezone text NOT NULL DEFAULT 'UTC',
  created_at timestamptz NOT NULL
);

CREATE TABLE token (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  person_id uuid NOT NULL,
  name text NOT NULL,
  -- The readable beginning of the token; finds the row, and tells people which token is which.
  prefix text NOT NULL UNIQUE,
  hash bytea NOT NULL,
  scopes text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX token_organization ON token (organization_id);

-- Agents and end users: a downgraded agent keeps its id.
CREATE TABLE person (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('Agent', 'EndUser')),
  roles text[] NOT NULL DEFAULT '{}',
  display_name text,
  email text,
  phone_number text,
  additional_emails text[] NOT NULL DEFAULT '{}',
  additional_phone_numbers text[] NOT NULL DEFAULT '{}',
  first_name text,
  middle_names text[] NOT NULL DEFAULT '{}',
  last_name text,
  avatar_url text,
  external_id text,
  custom_attributes jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  anonymized_at timestamptz,
  PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX person_email ON person (organization_id, lower(email)) WHERE email IS NOT NULL;
CREATE UNIQUE INDEX person_phone_number ON person (organization_id, phone_number) WHERE phone_number IS NOT NULL;
CREATE INDEX person_external_id ON person (organization_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX person_list ON person (organization_id, kind, created_at, id);

-- AI agents and chatbots act through a person of their own.
CREATE TABLE ai_agent (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  person_id uuid NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, person_id) REFERENCES person ON DELETE CASCADE
);

CREATE TABLE team (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE TABLE team_member (
  organization_id uuid NOT NULL,
  team_id uuid NOT NULL,
  person_id uuid NOT NULL,
  PRIMARY KEY (organization_id, team_id, person_id),
  FOREIGN KEY (organization_id, team_id) REFERENCES team ON DELETE CASCADE,
  FOREIGN KEY (organization_id, person_id) REFERENCES person ON DELETE CASCADE
);
CREATE INDEX team_member_person ON team_member (organization_id, person_id);

CREATE TABLE presence (
  organization_id uuid NOT NULL,
  person_id uuid NOT NULL,
  connection_status text NOT NULL DEFAULT 'Offline' CHECK (connection_status IN ('Online', 'Offline')),
  presence_status text CHECK (presence_status IN ('Working', 'Away')),
  last_seen timestamptz,
  -- Channel groups in which the agent works: Email, InteractiveChat, Messaging, Speak.
  working_channels text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (organization_id, person_id),
  FOREIGN KEY (organization_id, person_id) REFERENCES person ON DELETE CASCADE
);
