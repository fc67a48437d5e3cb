-- How much mail waits, went and failed is counted for an operator now and then: read off an index, whatever the table holds.
CREATE INDEX outbox_status ON outbox (status);
