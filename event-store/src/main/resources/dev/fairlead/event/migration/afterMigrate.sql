-- Where TimescaleDB is there, now or since the last start, the events become a hypertable. A chunk
-- holds a million positions: under 1 GB at 550 bytes a payload, so that the indexes of the chunk
-- that is written stay in memory. Its names are looked up only where the extension is.
DO $$
DECLARE
  v_schema text;
  v_done   boolean;
BEGIN
  SELECT n.nspname INTO v_schema
    FROM pg_catalog.pg_extension e
    JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
   WHERE e.extname = 'timescaledb';
  IF v_schema IS NOT NULL THEN
    EXECUTE $q$
      SELECT EXISTS (
        SELECT FROM timescaledb_information.hypertables
         WHERE hypertable_schema = 'fairlead' AND hypertable_name = 'event')
    $q$ INTO v_done;
    IF NOT v_done THEN
      -- Events that are there already move into chunks, and the table that held them is emptied.
      DROP TRIGGER never_truncated ON fairlead.event;
      EXECUTE format($q$
        SELECT %1$I.create_hypertable(
          'fairlead.event', %1$I.by_range('position', 1000000::bigint),
          create_default_indexes => false, migrate_data => true)
      $q$, v_schema);
      CREATE TRIGGER never_truncated BEFORE TRUNCATE ON fairlead.event
        FOR EACH STATEMENT EXECUTE FUNCTION fairlead.refuse_change();
    END IF;
  END IF;
END
$$;

-- Where TimescaleDB is there, the history of the market becomes hypertables, a day a chunk: what is
-- older than it is kept for goes by whole chunks.
DO $$
DECLARE
  v_schema text;
  v_table  text;
  v_done   boolean;
BEGIN
  SELECT n.nspname INTO v_schema
    FROM pg_catalog.pg_extension e
    JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
   WHERE e.extname = 'timescaledb';
  IF v_schema IS NOT NULL THEN
    FOREACH v_table IN ARRAY ARRAY['market_sight', 'market_pool_state', 'market_quote', 'block_gas']
    LOOP
      EXECUTE $q$
        SELECT EXISTS (
          SELECT FROM timescaledb_information.hypertables
           WHERE hypertable_schema = 'fairlead' AND hypertable_name = $1)
      $q$ INTO v_done USING v_table;
      IF NOT v_done THEN
        EXECUTE format(
          'SELECT %1$I.create_hypertable(%2$L, %1$I.by_range(''seen_at'', interval ''1 day''),'
          ' create_default_indexes => false, migrate_data => true)',
          v_schema, 'fairlead.' || v_table);
      END IF;
    END LOOP;
  END IF;
END
$$;

-- Where TimescaleDB's license allows it, chunks that nothing is written to any more are compressed
-- by TimescaleDB's own jobs. Checked at each start, so that a server may change its edition; a job
-- that exists is left as it is, so that one who pauses it has it paused.
--
-- Events are ordered by position and not segmented: all reads are by position, one or a stretch,
-- and find a batch of a thousand neighbours. Two million positions behind the head stay as they are
-- written: what is open, and what is looked at most.
--
-- The market's numbers are read pool by pool and node by node, the newest first.
DO $$
DECLARE
  v_table record;
  v_done  boolean;
BEGIN
  IF current_setting('timescaledb.license', true) IS DISTINCT FROM 'timescale'
     OR NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN
    RETURN;
  END IF;

  CREATE OR REPLACE FUNCTION fairlead.log_position() RETURNS bigint
  LANGUAGE sql STABLE
  AS 'SELECT h.position FROM fairlead.log_head h';
  REVOKE ALL ON FUNCTION fairlead.log_position FROM PUBLIC;
  PERFORM set_integer_now_func('fairlead.event', 'fairlead.log_position', replace_if_exists => true);

  FOR v_table IN
    SELECT * FROM (VALUES
      ('event', '', 'position', NULL::interval),
      ('market_sight', 'node, chain', 'seen_at', interval '2 days'),
      ('market_pool_state', 'pool, node', 'seen_at DESC', interval '2 days'),
      ('market_quote', 'chain', 'seen_at', interval '2 days'),
      ('block_gas', 'chain', 'seen_at', interval '2 days')
    ) AS t (name, segments, sorted, after)
  LOOP
    EXECUTE $q$
      SELECT h.compression_enabled FROM timescaledb_information.hypertables h
       WHERE h.hypertable_schema = 'fairlead' AND h.hypertable_name = $1
    $q$ INTO v_done USING v_table.name;
    IF NOT v_done THEN
      EXECUTE format(
        'ALTER TABLE fairlead.%I SET (timescaledb.compress,'
        ' timescaledb.compress_segmentby = %L, timescaledb.compress_orderby = %L)',
        v_table.name, v_table.segments, v_table.sorted);
    END IF;
    IF v_table.after IS NULL THEN
      PERFORM add_compression_policy('fairlead.event', 2000000::bigint, if_not_exists => true);
    ELSE
      PERFORM add_compression_policy(
        ('fairlead.' || v_table.name)::regclass, v_table.after, if_not_exists => true);
    END IF;
  END LOOP;
END
$$;
