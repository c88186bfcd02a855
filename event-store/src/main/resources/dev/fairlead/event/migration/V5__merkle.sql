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
CREATE TRIGGER append_only BEFORE UPDATE ON checkpoint
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Of checkpoints older than a month the last of each hour stays, for good: it covers all that those
-- before it covered. No other is ever removed, by whoever.
CREATE FUNCTION refuse_needed() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF OLD.taken_at >= now() - interval '30 days' OR NOT EXISTS (
    SELECT FROM fairlead.checkpoint c
     WHERE c.node = OLD.node AND c.size > OLD.size
       AND date_trunc('hour', c.taken_at, 'UTC') = date_trunc('hour', OLD.taken_at, 'UTC')) THEN
    RAISE EXCEPTION 'the log is append-only: this checkpoint is not one of many of an old hour'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN OLD;
END
$$;

CREATE TRIGGER only_thinned_out BEFORE DELETE ON checkpoint
  FOR EACH ROW EXECUTE FUNCTION refuse_needed();

-- Thins out a node's checkpoints of up to so many events, with the owner's rights, so that its
-- caller needs none to delete. Answers how many went.
CREATE FUNCTION thin_out_checkpoints(p_node text, p_up_to bigint) RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_count bigint;
BEGIN
  DELETE FROM fairlead.checkpoint c
   USING (SELECT o.size,
                 lead(o.size) OVER (
                   PARTITION BY date_trunc('hour', o.taken_at, 'UTC') ORDER BY o.size) AS later
            FROM fairlead.checkpoint o
           WHERE o.node = p_node AND o.size <= p_up_to
             AND o.taken_at < now() - interval '30 days') o
   WHERE c.node = p_node AND c.size = o.size AND o.later IS NOT NULL;
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END
$$;

REVOKE ALL ON FUNCTION refuse_needed, thin_out_checkpoints FROM PUBLIC;
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fairlead_appender') THEN
    GRANT SELECT, INSERT ON merkle_node, checkpoint TO fairlead_appender;
    GRANT EXECUTE ON FUNCTION thin_out_checkpoints TO fairlead_appender;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fairlead_reader') THEN
    GRANT SELECT ON merkle_node, checkpoint TO fairlead_reader;
  END IF;
END
$$;
-- [jooq ignore stop]
