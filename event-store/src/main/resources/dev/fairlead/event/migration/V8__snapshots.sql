-- How intents stood at every thousandth position: of the whole log, under the strategy of zeros, and
-- of each strategy that had events since its last one. Derived from the log, and good only with the
-- hash that the log has at the position. Each list is in one order, so that equal ones are equal to
-- the byte; a word and a number, or a number and a name, are parted by a blank.
CREATE TABLE snapshot (
  strategy uuid   NOT NULL,
  position bigint NOT NULL,
  hash     bytea  NOT NULL,
  previous bigint NOT NULL,
  ended    text[] NOT NULL,
  open     text[] NOT NULL,
  lanes    text[] NOT NULL,
  begun    text[] NOT NULL,
  latest   text[] NOT NULL,
  CONSTRAINT snapshot_pkey PRIMARY KEY (strategy, position)
);

-- [jooq ignore start]
CREATE TABLE snapshot_beside (LIKE snapshot INCLUDING ALL);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fairlead_appender') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON snapshot, snapshot_beside TO fairlead_appender;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fairlead_reader') THEN
    GRANT SELECT ON snapshot, snapshot_beside TO fairlead_reader;
  END IF;
END
$$;

-- [jooq ignore stop]
