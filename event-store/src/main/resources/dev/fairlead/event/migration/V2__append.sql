-- [jooq ignore start]

-- One commit: compares and sets the head, then writes everything, or raises and writes nothing.
-- Runs with the owner's rights, so that its caller needs none on the tables.
--
-- Answers 'written', 'moved' with the head as it is, or 'fenced' when a later writer took over.
-- A unique violation, or SQLSTATE FL001, says that an event id, a version or a claim is taken.
--
-- Every name that could be shadowed is qualified: a search_path of its own would cost each call a
-- tenth of a lone commit.
CREATE FUNCTION append_commit(
  p_position        bigint,
  p_hash            bytea,
  p_epoch           bigint,
  p_recorded_at     timestamp with time zone,
  p_kinds           text[],
  p_ids             text[],
  p_streams         bigint[],
  p_expected        bigint[],
  p_next            bigint[],
  p_ordinals        integer[],
  p_versions        bigint[],
  p_event_ids       uuid[],
  p_types           text[],
  p_payloads        bytea[],
  p_hashes          bytea[],
  p_key             text,
  p_signature       bytea,
  p_principals      text[],
  p_keys            text[],
  p_requests        bytea[],
  p_key_intents     uuid[],
  p_key_positions   bigint[],
  p_chains          bigint[],
  p_accounts        bytea[],
  p_nonces          bigint[],
  p_nonce_intents   uuid[],
  p_nonce_positions bigint[]
) RETURNS TABLE (
  outcome          text,
  head_position    bigint,
  head_hash        bytea,
  head_recorded_at timestamp with time zone,
  head_epoch       bigint
)
LANGUAGE plpgsql
SECURITY DEFINER
AS $$
DECLARE
  v_count integer := pg_catalog.cardinality(p_hashes);
  v_rows  integer;
  v_known integer;
BEGIN
  UPDATE fairlead.log_head h
     SET position = p_position + v_count, hash = p_hashes[v_count], recorded_at = p_recorded_at
   WHERE h.one AND h.position = p_position AND h.hash = p_hash AND h.epoch = p_epoch;
  IF NOT FOUND THEN
    RETURN QUERY
      SELECT CASE WHEN h.epoch > p_epoch THEN 'fenced' ELSE 'moved' END,
             h.position, h.hash, h.recorded_at, h.epoch
        FROM fairlead.log_head h
       WHERE h.one;
    RETURN;
  END IF;

  INSERT INTO fairlead.stream (stream, kind, id, version)
  SELECT u.stream, u.kind, u.id, u.next
    FROM unnest(p_streams, p_kinds, p_ids, p_expected, p_next)
         AS u (stream, kind, id, expected, next)
   WHERE u.expected = 0;
  GET DIAGNOSTICS v_rows = ROW_COUNT;

  v_known := pg_catalog.cardinality(p_kinds) - v_rows;
  IF v_known > 0 THEN
    UPDATE fairlead.stream s
       SET version = u.next
      FROM unnest(p_streams, p_kinds, p_ids, p_expected, p_next)
           AS u (stream, kind, id, expected, next)
     WHERE u.expected > 0
       AND s.kind = u.kind AND s.id = u.id AND s.stream = u.stream AND s.version = u.expected;
    GET DIAGNOSTICS v_rows = ROW_COUNT;
    IF v_rows <> v_known THEN
      RAISE EXCEPTION 'a stream stands elsewhere' USING ERRCODE = 'FL001';
    END IF;
  END IF;

  INSERT INTO fairlead.event_key (event_id, stream, version, position)
  SELECT u.event_id, p_streams[u.ordinal], u.version, p_position + u.n
    FROM unnest(p_event_ids, p_ordinals, p_versions)
         WITH ORDINALITY AS u (event_id, ordinal, version, n);

  INSERT INTO fairlead.event
    (position, stream_kind, stream_id, version, event_id, recorded_at, type, payload, previous, hash)
  SELECT p_position + u.n, p_kinds[u.ordinal], p_ids[u.ordinal], u.version, u.event_id,
         p_recorded_at, u.type, u.payload,
         CASE WHEN u.n = 1 THEN p_hash ELSE p_hashes[u.n - 1] END, u.hash
    FROM unnest(p_ordinals, p_versions, p_event_ids, p_types, p_payloads, p_hashes)
         WITH ORDINALITY AS u (ordinal, version, event_id, type, payload, hash, n);

  INSERT INTO fairlead.seal (position, first_position, recorded_at, epoch, key, signature)
  VALUES (p_position + v_count, p_position + 1, p_recorded_at, p_epoch, p_key, p_signature);

  IF pg_catalog.cardinality(p_keys) > 0 THEN
    INSERT INTO fairlead.idempotency_key (principal, key, request_hash, intent, position)
    SELECT u.principal, u.key, u.request, u.intent, u.position
      FROM unnest(p_principals, p_keys, p_requests, p_key_intents, p_key_positions)
           AS u (principal, key, request, intent, position);
  END IF;

  IF pg_catalog.cardinality(p_nonces) > 0 THEN
    INSERT INTO fairlead.account_nonce (chain, account, nonce, intent, position)
    SELECT u.chain, u.account, u.nonce, u.intent, u.position
      FROM unnest(p_chains, p_accounts, p_nonces, p_nonce_intents, p_nonce_positions)
           AS u (chain, account, nonce, intent, position);
  END IF;

  RETURN QUERY
    SELECT 'written', p_position + v_count, p_hashes[v_count], p_recorded_at, p_epoch;
END
$$;

-- The head, made on first use: each log has an identity of its own and begins with its hash, so
-- that events of one log never fit into another. With p_take_over every writer that opened the log
-- before is fenced off.
CREATE FUNCTION open_log(p_take_over boolean) RETURNS SETOF log_head
LANGUAGE plpgsql
SECURITY DEFINER
AS $$
BEGIN
  INSERT INTO fairlead.log_head (one, log_id, position, hash, recorded_at, epoch)
  SELECT true, g.log_id, 0,
         pg_catalog.sha256(
           pg_catalog.convert_to('fairlead.genesis.v1', 'UTF8') || pg_catalog.uuid_send(g.log_id)),
         timestamp with time zone 'epoch', 1
    FROM (SELECT pg_catalog.gen_random_uuid() AS log_id) g
  ON CONFLICT DO NOTHING;
  IF p_take_over THEN
    UPDATE fairlead.log_head SET epoch = epoch + 1 WHERE one;
  END IF;
  RETURN QUERY SELECT * FROM fairlead.log_head WHERE one;
END
$$;

-- A second line behind the missing rights.
CREATE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  RAISE EXCEPTION 'the log is append-only: % of % is refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON seal
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON seal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON event_key
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON idempotency_key
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON account_nonce
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- [jooq ignore stop]
