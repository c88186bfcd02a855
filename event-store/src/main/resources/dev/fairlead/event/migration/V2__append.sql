-- [jooq ignore start]

-- One commit: compares and sets the head, then writes everything, or raises and writes nothing.
-- Runs with the owner's rights, so that its caller needs none on the tables.
--
-- Answers whether it is written: it is not when the head is, or is not any more, where its writer
-- believed it. A row that tells the head too would cost each call a twentieth of a lone commit.
-- A unique violation says that an event id, a version or a claim is taken. That no version is left
-- out is for the caller to see to: he knows from the log that the version before is there, and what
-- is there never goes.
--
-- What goes over arrays unnests them side by side in the SELECT list: in FROM each would be copied
-- first. None is read by an index or cut: that would take it apart a second time.
--
-- Every name that could be shadowed is qualified, operators too: a search_path of its own would
-- cost each call a tenth of a lone commit.
CREATE FUNCTION append_commit(
  p_position        bigint,
  p_hash            bytea,
  p_epoch           bigint,
  p_last_position   bigint,
  p_last_hash       bytea,
  p_recorded_at     timestamp with time zone,
  p_streams         bigint[],
  p_kinds           text[],
  p_ids             text[],
  p_versions        bigint[],
  p_event_ids       uuid[],
  p_types           text[],
  p_payloads        bytea[],
  p_previous        bytea[],
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
)
RETURNS boolean
LANGUAGE plpgsql
SECURITY DEFINER
AS $$
DECLARE
  v_first bigint := p_position OPERATOR(pg_catalog.+) 1;
BEGIN
  UPDATE fairlead.log_head h
     SET position = p_last_position, hash = p_last_hash, recorded_at = p_recorded_at
   WHERE h.one
     AND h.position OPERATOR(pg_catalog.=) p_position
     AND h.hash OPERATOR(pg_catalog.=) p_hash
     AND h.epoch OPERATOR(pg_catalog.=) p_epoch;
  IF NOT FOUND THEN
    RETURN false;
  END IF;

  IF 1 OPERATOR(pg_catalog.=) ANY (p_versions) THEN
    INSERT INTO fairlead.stream (stream, kind, id)
    SELECT u.stream, u.kind, u.id
      FROM (SELECT pg_catalog.unnest(p_streams) AS stream, pg_catalog.unnest(p_kinds) AS kind,
                   pg_catalog.unnest(p_ids) AS id, pg_catalog.unnest(p_versions) AS version) u
     WHERE u.version OPERATOR(pg_catalog.=) 1;
  END IF;

  INSERT INTO fairlead.event_key (event_id, stream, version, position)
  SELECT pg_catalog.unnest(p_event_ids), pg_catalog.unnest(p_streams),
         pg_catalog.unnest(p_versions),
         pg_catalog.generate_series(v_first, p_last_position);

  INSERT INTO fairlead.event
    (position, stream_kind, stream_id, version, event_id, recorded_at, type, payload, previous,
     hash)
  SELECT pg_catalog.generate_series(v_first, p_last_position),
         pg_catalog.unnest(p_kinds), pg_catalog.unnest(p_ids), pg_catalog.unnest(p_versions),
         pg_catalog.unnest(p_event_ids), p_recorded_at, pg_catalog.unnest(p_types),
         pg_catalog.unnest(p_payloads), pg_catalog.unnest(p_previous),
         pg_catalog.unnest(p_hashes);

  INSERT INTO fairlead.seal (position, first_position, recorded_at, epoch, key, signature)
  VALUES (p_last_position, v_first, p_recorded_at, p_epoch, p_key, p_signature);

  IF p_keys IS NOT NULL THEN
    INSERT INTO fairlead.idempotency_key (principal, key, request_hash, intent, position)
    SELECT pg_catalog.unnest(p_principals), pg_catalog.unnest(p_keys),
           pg_catalog.unnest(p_requests), pg_catalog.unnest(p_key_intents),
           pg_catalog.unnest(p_key_positions);
  END IF;

  IF p_nonces IS NOT NULL THEN
    INSERT INTO fairlead.account_nonce (chain, account, nonce, intent, position)
    SELECT pg_catalog.unnest(p_chains), pg_catalog.unnest(p_accounts),
           pg_catalog.unnest(p_nonces), pg_catalog.unnest(p_nonce_intents),
           pg_catalog.unnest(p_nonce_positions);
  END IF;

  RETURN true;
END
$$;

-- The same for a commit of one event with at most one claim: half of what a lone commit costs is
-- starting statements and taking arrays apart, so it has one statement and no arrays.
CREATE FUNCTION append_event(
  p_position      bigint,
  p_hash          bytea,
  p_epoch         bigint,
  p_last_position bigint,
  p_last_hash     bytea,
  p_recorded_at   timestamp with time zone,
  p_stream        bigint,
  p_kind          text,
  p_id            text,
  p_version       bigint,
  p_event_id      uuid,
  p_type          text,
  p_payload       bytea,
  p_key           text,
  p_signature     bytea,
  p_principal     text,
  p_request_key   text,
  p_request       bytea,
  p_chain         bigint,
  p_account       bytea,
  p_nonce         bigint,
  p_intent        uuid
)
RETURNS boolean
LANGUAGE plpgsql
SECURITY DEFINER
AS $$
BEGIN
  UPDATE fairlead.log_head h
     SET position = p_last_position, hash = p_last_hash, recorded_at = p_recorded_at
   WHERE h.one
     AND h.position OPERATOR(pg_catalog.=) p_position
     AND h.hash OPERATOR(pg_catalog.=) p_hash
     AND h.epoch OPERATOR(pg_catalog.=) p_epoch;
  IF NOT FOUND THEN
    RETURN false;
  END IF;

  WITH begun AS (
    INSERT INTO fairlead.stream (stream, kind, id)
    SELECT p_stream, p_kind, p_id WHERE p_version OPERATOR(pg_catalog.=) 1
  ), keyed AS (
    INSERT INTO fairlead.event_key (event_id, stream, version, position)
    VALUES (p_event_id, p_stream, p_version, p_last_position)
  ), sealed AS (
    INSERT INTO fairlead.seal (position, first_position, recorded_at, epoch, key, signature)
    VALUES (p_last_position, p_last_position, p_recorded_at, p_epoch, p_key, p_signature)
  )
  INSERT INTO fairlead.event
    (position, stream_kind, stream_id, version, event_id, recorded_at, type, payload, previous,
     hash)
  VALUES
    (p_last_position, p_kind, p_id, p_version, p_event_id, p_recorded_at, p_type, p_payload, p_hash,
     p_last_hash);

  IF p_request_key IS NOT NULL THEN
    INSERT INTO fairlead.idempotency_key (principal, key, request_hash, intent, position)
    VALUES (p_principal, p_request_key, p_request, p_intent, p_last_position);
  END IF;

  IF p_nonce IS NOT NULL THEN
    INSERT INTO fairlead.account_nonce (chain, account, nonce, intent, position)
    VALUES (p_chain, p_account, p_nonce, p_intent, p_last_position);
  END IF;

  RETURN true;
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
           pg_catalog.convert_to('fairlead.genesis.v1', 'UTF8')
             OPERATOR(pg_catalog.||) pg_catalog.uuid_send(g.log_id)),
         timestamp with time zone 'epoch', 1
    FROM (SELECT pg_catalog.gen_random_uuid() AS log_id) g
  ON CONFLICT DO NOTHING;
  IF p_take_over THEN
    UPDATE fairlead.log_head SET epoch = epoch OPERATOR(pg_catalog.+) 1 WHERE one;
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
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON stream
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON event_key
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON idempotency_key
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON account_nonce
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- [jooq ignore stop]
