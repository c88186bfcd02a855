-- Where named readers of the log are. Only ever moves forward.
CREATE TABLE reader_cursor (
  name     text                     NOT NULL,
  position bigint                   NOT NULL,
  moved_at timestamp with time zone NOT NULL
);

-- [jooq ignore start]
ALTER TABLE reader_cursor ADD CONSTRAINT reader_cursor_pkey PRIMARY KEY (name);

-- What was written since a position: the rows lie in the order of their positions.
CREATE INDEX idempotency_key_position ON idempotency_key USING brin (position)
  WITH (pages_per_range = 16, autosummarize = on);
CREATE INDEX account_nonce_written ON account_nonce USING brin (position)
  WITH (pages_per_range = 16, autosummarize = on);

-- A table is made again from the log beside the live one, in a table of the same form.
CREATE TABLE intent_index_beside (LIKE intent_index INCLUDING ALL);
CREATE TABLE idempotency_key_beside (LIKE idempotency_key INCLUDING ALL);
CREATE TABLE account_nonce_beside (LIKE account_nonce INCLUDING ALL);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fairlead_appender') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE
      ON reader_cursor, intent_index_beside, idempotency_key_beside, account_nonce_beside
      TO fairlead_appender;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fairlead_reader') THEN
    GRANT SELECT
      ON reader_cursor, intent_index_beside, idempotency_key_beside, account_nonce_beside
      TO fairlead_reader;
  END IF;
END
$$;

-- [jooq ignore stop]
