-- What the node saw of the world while it worked, beside the log and never above it.

-- Every block when it was first seen, abandoned ones too, with where the log stood then: so that a
-- block names a moment of the log. Kept as long as the log.
CREATE TABLE block_seen (
  hash     bytea                    NOT NULL,
  chain    bigint                   NOT NULL,
  number   bigint                   NOT NULL,
  parent   bytea                    NOT NULL,
  mined_at timestamp with time zone NOT NULL,
  seen_at  timestamp with time zone NOT NULL,
  position bigint                   NOT NULL
);

-- What gas cost at the blocks that were seen, at the time of their sight: a row for the block's own
-- fee, and one for what the next block was expected to cost, where the node asked.
CREATE TABLE block_gas (
  chain         bigint                   NOT NULL,
  hash          bytea                    NOT NULL,
  seen_at       timestamp with time zone NOT NULL,
  base_fee      numeric(78),
  next_base_fee numeric(78),
  priority_fee  numeric(78)
);

-- What was quoted for plans, in base units: the legs that were taken with their shares, and the
-- routes that were not, each for the whole amount.
CREATE TABLE market_quote (
  seen_at timestamp with time zone NOT NULL,
  chain   bigint                   NOT NULL,
  number  bigint                   NOT NULL,
  hash    bytea                    NOT NULL,
  intent  uuid                     NOT NULL,
  route   text[]                   NOT NULL,
  sell    text                     NOT NULL,
  sold    numeric(78)              NOT NULL,
  buy     text                     NOT NULL,
  bought  numeric(78)              NOT NULL,
  taken   boolean                  NOT NULL,
  verdict text                     NOT NULL
);

-- The pools that were ever seen; their states name them by number.
CREATE TABLE market_pool (
  pool     bigint    NOT NULL,
  chain    bigint    NOT NULL,
  venue    text      NOT NULL,
  key      bytea     NOT NULL,
  tokens   text[]    NOT NULL,
  symbols  text[]    NOT NULL,
  decimals integer[] NOT NULL,
  CONSTRAINT market_pool_pkey PRIMARY KEY (pool)
);

-- Each state of a node's market, in the order in which the node had them: block by block, and back
-- where blocks were undone. A whole one has a row for every pool there was, the others for those that
-- changed.
CREATE TABLE market_sight (
  node     text                     NOT NULL,
  chain    bigint                   NOT NULL,
  seen_at  timestamp with time zone NOT NULL,
  number   bigint                   NOT NULL,
  hash     bytea                    NOT NULL,
  position bigint                   NOT NULL,
  whole    boolean                  NOT NULL
);

CREATE INDEX market_sight_position ON market_sight (chain, position, seen_at);
CREATE INDEX market_sight_time ON market_sight (chain, seen_at);

-- A pool's numbers from a sight on, as names and values in turn: jsonb_object(figures) shows them.
CREATE TABLE market_pool_state (
  node    text                     NOT NULL,
  chain   bigint                   NOT NULL,
  pool    bigint                   NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  number  bigint                   NOT NULL,
  hash    bytea                    NOT NULL,
  figures text[]                   NOT NULL
);

-- [jooq ignore start]

ALTER TABLE block_seen ADD CONSTRAINT block_seen_pkey PRIMARY KEY (hash, chain);
ALTER TABLE market_pool ADD CONSTRAINT market_pool_key UNIQUE (chain, venue, key);
CREATE INDEX block_seen_position ON block_seen (chain, position, seen_at);
CREATE INDEX block_gas_hash ON block_gas (hash, seen_at);
CREATE INDEX market_quote_hash ON market_quote (hash, seen_at);
CREATE INDEX market_quote_intent ON market_quote (intent, seen_at);
CREATE INDEX market_sight_hash ON market_sight (hash, seen_at);
CREATE INDEX market_pool_state_pool ON market_pool_state (pool, node, seen_at);

-- A lane as of a position.
CREATE INDEX account_nonce_position ON account_nonce (chain, account, position);

CREATE SEQUENCE market_pool_number AS bigint OWNED BY market_pool.pool;
ALTER TABLE market_pool ALTER COLUMN pool SET DEFAULT nextval('market_pool_number');

-- What a block was when it was first seen stays.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON block_seen
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON block_seen
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Drops market history from before a time, by chunks where there are chunks; with the owner's
-- rights, so that its caller needs none to delete. It is called seldom, so that it can afford a
-- search_path of its own: nothing of the caller's is looked at, and what TimescaleDB owns is named
-- by the schema that it is installed in.
CREATE FUNCTION forget_market(p_before timestamp with time zone) RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_schema text;
  v_table  text;
  v_chunks boolean;
  v_one    bigint;
  v_all    bigint := 0;
BEGIN
  SELECT n.nspname INTO v_schema
    FROM pg_extension e
    JOIN pg_namespace n ON n.oid = e.extnamespace
   WHERE e.extname = 'timescaledb';
  FOREACH v_table IN ARRAY
    ARRAY['market_pool_state', 'market_sight', 'market_quote', 'block_gas']
  LOOP
    v_chunks := false;
    IF v_schema IS NOT NULL THEN
      EXECUTE 'SELECT EXISTS (SELECT FROM timescaledb_information.hypertables'
        ' WHERE hypertable_schema = ''fairlead'' AND hypertable_name = $1)'
        INTO v_chunks USING v_table;
    END IF;
    IF v_chunks THEN
      EXECUTE format(
          'SELECT count(*) FROM %I.drop_chunks(%L::regclass, older_than => $1)',
          v_schema, 'fairlead.' || v_table)
        INTO v_one USING p_before;
    ELSE
      EXECUTE format('DELETE FROM fairlead.%I WHERE seen_at < $1', v_table)
        USING p_before;
      GET DIAGNOSTICS v_one = ROW_COUNT;
    END IF;
    v_all := v_all + v_one;
  END LOOP;
  RETURN v_all;
END
$$;

REVOKE ALL ON FUNCTION forget_market FROM PUBLIC;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fairlead_appender') THEN
    GRANT SELECT, INSERT
      ON block_seen, block_gas, market_pool, market_sight, market_pool_state, market_quote
      TO fairlead_appender;
    GRANT USAGE ON SEQUENCE market_pool_number TO fairlead_appender;
    GRANT EXECUTE ON FUNCTION forget_market TO fairlead_appender;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fairlead_reader') THEN
    GRANT SELECT
      ON block_seen, block_gas, market_pool, market_sight, market_pool_state, market_quote
      TO fairlead_reader;
  END IF;
END
$$;

-- [jooq ignore stop]
