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
    FOREACH v_table IN ARRAY ARRAY['market_sight', 'market_pool_state'] LOOP
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
