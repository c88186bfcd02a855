-- [jooq ignore start]

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
    GRANT EXECUTE ON FUNCTION append_commit, open_log TO fairlead_appender;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fairlead_reader') THEN
    GRANT USAGE ON SCHEMA fairlead TO fairlead_reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA fairlead TO fairlead_reader;
  END IF;
END
$$;

-- [jooq ignore stop]
