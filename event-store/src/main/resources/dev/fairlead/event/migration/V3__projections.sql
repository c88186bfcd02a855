-- How far each projection has come; changed in the transaction that changes its rows.
CREATE TABLE projection (
  name     text   NOT NULL,
  revision bigint NOT NULL,
  position bigint NOT NULL
);

-- Every intent at a glance; can be dropped and made again from the log.
CREATE TABLE intent_index (
  intent            uuid                     NOT NULL,
  strategy          uuid                     NOT NULL,
  type              text                     NOT NULL,
  chain             bigint                   NOT NULL,
  sell              bytea                    NOT NULL,
  buy               bytea                    NOT NULL,
  deadline          timestamp with time zone NOT NULL,
  stage             text                     NOT NULL,
  ended             boolean                  NOT NULL,
  version           bigint                   NOT NULL,
  first_position    bigint                   NOT NULL,
  last_position     bigint                   NOT NULL,
  first_recorded_at timestamp with time zone NOT NULL,
  last_recorded_at  timestamp with time zone NOT NULL,
  CONSTRAINT intent_index_pkey PRIMARY KEY (intent)
);

CREATE UNIQUE INDEX intent_index_first ON intent_index (first_position);
CREATE INDEX intent_index_strategy ON intent_index (strategy, first_position);

-- [jooq ignore start]
ALTER TABLE projection ADD CONSTRAINT projection_pkey PRIMARY KEY (name);
CREATE INDEX intent_index_open ON intent_index (first_position) WHERE NOT ended;
-- [jooq ignore stop]
