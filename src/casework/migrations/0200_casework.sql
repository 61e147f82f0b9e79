CREATE TABLE procedure_text (
  hash text NOT NULL PRIMARY KEY,
  version bigint NOT NULL,
  procedure text NOT NULL,
  body text NOT NULL
);
CREATE TABLE case_file (
  id text NOT NULL PRIMARY KEY,
  version bigint NOT NULL,
  procedure text NOT NULL,
  procedure_hash text NOT NULL,
  state text NOT NULL,
  state_since text NOT NULL,
  ended bigint NOT NULL,
  place text NOT NULL,
  unit text NOT NULL,
  series text NOT NULL,
  number text,
  number_year bigint,
  number_n bigint,
  opened_by text NOT NULL,
  opened_post text NOT NULL,
  opened_at text NOT NULL,
  steps bigint NOT NULL
);
CREATE INDEX case_file_unit ON case_file (unit, procedure, state);
CREATE INDEX case_file_place ON case_file (place, procedure, state);
CREATE INDEX case_file_procedure ON case_file (procedure_hash, ended);
CREATE UNIQUE INDEX case_file_number ON case_file (series, procedure, number_year, number_n);
CREATE TABLE case_party (
  case_id text NOT NULL,
  seq bigint NOT NULL,
  version bigint NOT NULL,
  role text NOT NULL,
  person text NOT NULL,
  post text NOT NULL,
  organisation text NOT NULL,
  state text NOT NULL,
  answered_on text,
  PRIMARY KEY (case_id, seq)
);
CREATE INDEX case_party_person ON case_party (person, case_id);
CREATE TABLE case_step (
  case_id text NOT NULL,
  n bigint NOT NULL,
  version bigint NOT NULL,
  transition text NOT NULL,
  from_state text NOT NULL,
  to_state text NOT NULL,
  role text NOT NULL,
  account text NOT NULL,
  person text NOT NULL,
  post text NOT NULL,
  delegation text NOT NULL,
  at text NOT NULL,
  given text NOT NULL,
  given_personal text,
  PRIMARY KEY (case_id, n)
);
CREATE TABLE case_deadline (
  case_id text NOT NULL,
  name text NOT NULL,
  round bigint NOT NULL,
  version bigint NOT NULL,
  label text NOT NULL,
  owed_by text NOT NULL,
  each_party bigint NOT NULL,
  state text NOT NULL,
  anchor text NOT NULL,
  anchor_on text NOT NULL,
  due text NOT NULL,
  provisional bigint NOT NULL,
  calendar text NOT NULL,
  certificate bigint NOT NULL,
  certificates bigint NOT NULL,
  started_on text NOT NULL,
  warn_before text,
  warn_on text,
  warned_on text,
  paused_on text,
  met_on text,
  ended_on text,
  PRIMARY KEY (case_id, name, round)
);
CREATE INDEX case_deadline_due ON case_deadline (state, due);
CREATE INDEX case_deadline_owed ON case_deadline (case_id) WHERE ended_on IS NULL;
CREATE TABLE case_certificate (
  case_id text NOT NULL,
  name text NOT NULL,
  round bigint NOT NULL,
  n bigint NOT NULL,
  version bigint NOT NULL,
  why text NOT NULL,
  counted_at text NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (case_id, name, round, n)
);
CREATE TABLE case_number (
  series text NOT NULL,
  procedure text NOT NULL,
  year bigint NOT NULL,
  last bigint NOT NULL,
  PRIMARY KEY (series, procedure, year)
);
