-- The log. Positions are gap-free from 1 in the order of commits; nothing here is ever changed.
CREATE TABLE event (
  position    bigint                   NOT NULL,
  stream_kind text                     NOT NULL,
  stream_id   text                     NOT NULL,
  version     bigint                   NOT NULL,
  event_id    uuid                     NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  type        text                     NOT NULL,
  payload     bytea                    NOT NULL,
  previous    bytea                    NOT NULL,
  hash        bytea                    NOT NULL,
  CONSTRAINT event_pkey PRIMARY KEY (position)
);

-- One signature a commit, over the hash of its last event and so over everything before.
CREATE TABLE seal (
  position       bigint                   NOT NULL,
  first_position bigint                   NOT NULL,
  recorded_at    timestamp with time zone NOT NULL,
  epoch          bigint                   NOT NULL,
  key            text                     NOT NULL,
  signature      bytea                    NOT NULL,
  CONSTRAINT seal_pkey PRIMARY KEY (position)
);

CREATE INDEX seal_recorded_at ON seal (recorded_at, position);

-- The one row that every append compares and sets: it makes the order and fences old writers off.
CREATE TABLE log_head (
  one         boolean                  NOT NULL,
  log_id      uuid                     NOT NULL,
  position    bigint                   NOT NULL,
  hash        bytea                    NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  epoch       bigint                   NOT NULL,
  CONSTRAINT log_head_pkey PRIMARY KEY (one)
);

-- A stream is numbered by the position of its first event; its version is the last one in event_key.
CREATE TABLE stream (
  stream bigint NOT NULL,
  kind   text   NOT NULL,
  id     text   NOT NULL
);

-- What must be unique in the whole log, which a hypertable can't promise.
CREATE TABLE event_key (
  event_id uuid   NOT NULL,
  stream   bigint NOT NULL,
  version  bigint NOT NULL,
  position bigint NOT NULL,
  CONSTRAINT event_key_pkey PRIMARY KEY (event_id),
  CONSTRAINT event_key_version UNIQUE (stream, version)
);

CREATE TABLE idempotency_key (
  principal    text   NOT NULL,
  key          text   NOT NULL,
  request_hash bytea  NOT NULL,
  intent       uuid   NOT NULL,
  position     bigint NOT NULL
);

CREATE TABLE account_nonce (
  chain    bigint NOT NULL,
  account  bytea  NOT NULL,
  nonce    bigint NOT NULL,
  intent   uuid   NOT NULL,
  position bigint NOT NULL
);

-- [jooq ignore start]
ALTER TABLE account_nonce ADD CONSTRAINT account_nonce_pkey PRIMARY KEY (chain, account, nonce);
ALTER TABLE stream ADD CONSTRAINT stream_pkey PRIMARY KEY (kind, id);
ALTER TABLE idempotency_key ADD CONSTRAINT idempotency_key_pkey PRIMARY KEY (principal, key);
ALTER TABLE log_head ADD CONSTRAINT log_head_one CHECK (one);
ALTER TABLE log_head SET (fillfactor = 10);
-- [jooq ignore stop]
