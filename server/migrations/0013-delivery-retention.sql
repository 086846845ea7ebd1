-- Old deliveries are removed for one organization at a time, the oldest first, a few at a time. The ranges that these
-- indexes replace grow wide once space is used again, and would be read whole.
CREATE INDEX webhook_event_age ON webhook_event (organization_id, created_at);
CREATE INDEX webhook_attempt_age ON webhook_attempt (organization_id, at);
DROP INDEX webhook_event_created;
DROP INDEX webhook_attempt_at;
