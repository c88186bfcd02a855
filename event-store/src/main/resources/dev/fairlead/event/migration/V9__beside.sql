-- [jooq ignore start]
-- Rows beside are written millions at a time, looked up by their intent, and compared in the order
-- of their beginnings: other indexes would only cost. What an interrupted rebuild left begins again.
DROP TABLE intent_index_beside;
CREATE TABLE intent_index_beside (LIKE intent_index);
ALTER TABLE intent_index_beside ADD CONSTRAINT intent_index_beside_pkey PRIMARY KEY (intent);
CREATE UNIQUE INDEX intent_index_beside_first ON intent_index_beside (first_position);
DELETE FROM projection WHERE name = 'intent_index_beside';

-- They are all forgotten at once.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fairlead_appender') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON intent_index_beside TO fairlead_appender;
    GRANT TRUNCATE
      ON intent_index_beside, idempotency_key_beside, account_nonce_beside, snapshot_beside
      TO fairlead_appender;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fairlead_reader') THEN
    GRANT SELECT ON intent_index_beside TO fairlead_reader;
  END IF;
END
$$;

-- [jooq ignore stop]
