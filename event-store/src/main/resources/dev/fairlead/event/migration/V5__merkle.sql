-- The Merkle tree over the log, as far as its leaves don't tell it themselves: the root of each
-- complete subtree of 256, 65536 and so on events. A proof reads a few hundred hashes at most.
CREATE TABLE merkle_node (
  height  integer NOT NULL,
  ordinal bigint  NOT NULL,
  hash    bytea   NOT NULL,
  CONSTRAINT merkle_node_pkey PRIMARY KEY (height, ordinal)
);

-- What each node signed of the whole log, from where it goes to the anchors.
CREATE TABLE checkpoint (
  node       text                     NOT NULL,
  size       bigint                   NOT NULL,
  log_id     uuid                     NOT NULL,
  root       bytea                    NOT NULL,
  head       bytea                    NOT NULL,
  taken_at   timestamp with time zone NOT NULL,
  public_key bytea                    NOT NULL,
  signature  bytea                    NOT NULL
);

-- [jooq ignore start]
ALTER TABLE checkpoint ADD CONSTRAINT checkpoint_pkey PRIMARY KEY (node, size);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON merkle_node
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON merkle_node
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON checkpoint
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fairlead_appender') THEN
    GRANT SELECT, INSERT ON merkle_node, checkpoint TO fairlead_appender;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fairlead_reader') THEN
    GRANT SELECT ON merkle_node, checkpoint TO fairlead_reader;
  END IF;
END
$$;
-- [jooq ignore stop]
