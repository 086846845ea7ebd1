-- What reports count and measure: one row for each closing, assignment, rating and so on, kept by a follower of the event
-- log. A report over a year reads its own kind of fact and nothing else. Can be made anew from the log at any time.
CREATE TABLE analytics_fact (
  at timestamptz NOT NULL,
  -- Of the event behind it.
  seq bigint NOT NULL,
  conversation_id bigint NOT NULL,
  -- Milliseconds, or the score of a rating.
  value float8,
  organization_id uuid NOT NULL,
  -- Agent and queue as they were at that moment.
  agent_id uuid,
  queue_id uuid,
  -- How many messages there were, at a closing.
  messages integer,
  kind text NOT NULL,
  channel text NOT NULL,
  direction text,
  contact_point text,
  -- The type of a rating; who closed.
  detail text,
  rating_id text,
  PRIMARY KEY (organization_id, kind, at, seq)
) PARTITION BY LIST (kind);
CREATE TABLE analytics_fact_assigned PARTITION OF analytics_fact FOR VALUES IN ('assigned');
CREATE TABLE analytics_fact_closed PARTITION OF analytics_fact FOR VALUES IN ('closed');
CREATE TABLE analytics_fact_created PARTITION OF analytics_fact FOR VALUES IN ('created');
CREATE TABLE analytics_fact_first_response PARTITION OF analytics_fact FOR VALUES IN ('first_response');
CREATE TABLE analytics_fact_rated PARTITION OF analytics_fact FOR VALUES IN ('rated');
CREATE TABLE analytics_fact_reopened PARTITION OF analytics_fact FOR VALUES IN ('reopened');
CREATE TABLE analytics_fact_transferred PARTITION OF analytics_fact FOR VALUES IN ('transferred');
CREATE INDEX analytics_fact_conversation ON analytics_fact (organization_id, conversation_id);
