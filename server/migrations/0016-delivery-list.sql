-- The planner took this index for as good as the primary key while it knew little of a young table, and read all
-- deliveries of a subscription to find one. Only statements that say `seq >= 0`, as lists do, can use it now.
DROP INDEX webhook_delivery_list;
CREATE INDEX webhook_delivery_list ON webhook_delivery (organization_id, subscription_id, seq) WHERE seq >= 0;
