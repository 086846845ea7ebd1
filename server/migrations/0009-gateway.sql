-- Requests counted per token; losing them in a crash costs nobody anything.
CREATE UNLOGGED TABLE rate_bucket (
  key text PRIMARY KEY,
  level float8 NOT NULL,
  at timestamptz NOT NULL,
  taken boolean NOT NULL
);

-- Answers to requests that carried an Idempotency-Key, for a day.
CREATE TABLE idempotency (
  organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
  key text NOT NULL,
  -- Of method, path and body: the same key with another request is a mistake.
  fingerprint bytea NOT NULL,
  -- Null while the first request still runs.
  status integer,
  answer text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);
