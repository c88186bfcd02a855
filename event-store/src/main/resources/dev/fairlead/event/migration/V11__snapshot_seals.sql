-- Snapshots name each other by their digests: one of the whole log the latest of each strategy, and
-- each the one before it. Those of before have none, and are made again. A snapshot says whether it
-- is of the whole log: the strategy of zeros, under which those stand, may also be somebody's.
-- [jooq ignore start]
TRUNCATE snapshot, snapshot_beside;
DELETE FROM projection WHERE name = 'snapshot_beside';
ALTER TABLE snapshot_beside ADD COLUMN previous_digest bytea NOT NULL;
ALTER TABLE snapshot_beside ADD COLUMN whole boolean NOT NULL;
ALTER TABLE snapshot_beside DROP CONSTRAINT snapshot_beside_pkey;
ALTER TABLE snapshot_beside
  ADD CONSTRAINT snapshot_beside_pkey PRIMARY KEY (strategy, position, whole);
-- [jooq ignore stop]
ALTER TABLE snapshot ADD COLUMN previous_digest bytea NOT NULL;
ALTER TABLE snapshot ADD COLUMN whole boolean NOT NULL;
-- [jooq ignore start]
ALTER TABLE snapshot DROP CONSTRAINT snapshot_pkey;
ALTER TABLE snapshot ADD CONSTRAINT snapshot_pkey PRIMARY KEY (strategy, position, whole);
-- [jooq ignore stop]

-- Which node vouches for a snapshot of the whole log, and so for all that it names.
CREATE TABLE snapshot_seal (
  position  bigint NOT NULL,
  digest    bytea  NOT NULL,
  key       text   NOT NULL,
  signature bytea  NOT NULL
);

-- [jooq ignore start]
ALTER TABLE snapshot_seal ADD CONSTRAINT snapshot_seal_pkey PRIMARY KEY (position, digest);
ALTER TABLE snapshot_seal ADD CONSTRAINT snapshot_seal_form
  CHECK (position > 0 AND octet_length(digest) = 32 AND octet_length(signature) = 64);
CREATE TABLE snapshot_seal_beside (LIKE snapshot_seal INCLUDING ALL);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fairlead_appender') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON snapshot_seal, snapshot_seal_beside
      TO fairlead_appender;
    GRANT TRUNCATE ON snapshot_seal_beside TO fairlead_appender;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fairlead_reader') THEN
    GRANT SELECT ON snapshot_seal, snapshot_seal_beside TO fairlead_reader;
  END IF;
END
$$;

-- [jooq ignore stop]
