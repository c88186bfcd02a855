-- [jooq ignore start]

-- The second line behind the missing rights, for the tables that uniqueness rests on.
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON event_key
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON stream
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_removed BEFORE DELETE ON stream
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON idempotency_key
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON account_nonce
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON log_head
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_removed BEFORE DELETE ON log_head
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Two roles for users to be members of. Where this user may not make roles, the database's admin
-- makes them first, or one user does everything.
DO $$
DECLARE
  v_role text;
BEGIN
  FOREACH v_role IN ARRAY ARRAY['fairlead_appender', 'fairlead_reader'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = v_role) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', v_role);
      EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN
        RAISE NOTICE 'role % was not made here: %', v_role, SQLERRM;
      END;
    END IF;
  END LOOP;

  REVOKE ALL ON ALL FUNCTIONS IN SCHEMA fairlead FROM PUBLIC;

  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fairlead_appender') THEN
    GRANT USAGE ON SCHEMA fairlead TO fairlead_appender;
    GRANT SELECT ON ALL TABLES IN SCHEMA fairlead TO fairlead_appender;
    GRANT INSERT, UPDATE, DELETE ON projection, intent_index TO fairlead_appender;
    GRANT EXECUTE ON FUNCTION append_commit, append_event, open_log TO fairlead_appender;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fairlead_reader') THEN
    GRANT USAGE ON SCHEMA fairlead TO fairlead_reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA fairlead TO fairlead_reader;
  END IF;
END
$$;

-- [jooq ignore stop]
