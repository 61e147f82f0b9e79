CREATE TABLE place (
  id text NOT NULL PRIMARY KEY,
  version bigint NOT NULL,
  parent text,
  kind text NOT NULL,
  name text NOT NULL,
  name_initials text NOT NULL,
  code text,
  valid_from text,
  valid_to text
);
CREATE TABLE organisation (
  id text NOT NULL PRIMARY KEY,
  version bigint NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  name_initials text NOT NULL,
  parent text,
  place text NOT NULL,
  credit_code text,
  valid_from text NOT NULL,
  valid_to text,
  merged_into text
);
CREATE UNIQUE INDEX organisation_credit_code ON organisation (credit_code);
CREATE INDEX organisation_parent ON organisation (parent);
CREATE INDEX organisation_place ON organisation (place, name);
CREATE TABLE person (
  id text NOT NULL PRIMARY KEY,
  version bigint NOT NULL,
  name text NOT NULL,
  name_initials text NOT NULL,
  phone text,
  id_number text,
  id_match text
);
CREATE UNIQUE INDEX person_id_match ON person (id_match);
CREATE INDEX person_name ON person (name);
CREATE TABLE post (
  id text NOT NULL PRIMARY KEY,
  version bigint NOT NULL,
  person text NOT NULL,
  organisation text NOT NULL,
  place text NOT NULL,
  role text NOT NULL,
  title text NOT NULL,
  head bigint NOT NULL,
  held_from text NOT NULL,
  held_to text
);
CREATE INDEX post_person ON post (person);
CREATE INDEX post_organisation ON post (organisation);
CREATE INDEX post_place ON post (place);
CREATE TABLE delegation (
  id text NOT NULL PRIMARY KEY,
  version bigint NOT NULL,
  from_post text NOT NULL,
  to_post text NOT NULL,
  valid_from text NOT NULL,
  valid_to text NOT NULL,
  reason text NOT NULL,
  ended bigint NOT NULL
);
CREATE INDEX delegation_from ON delegation (from_post);
CREATE INDEX delegation_to ON delegation (to_post);
CREATE TABLE account (
  id text NOT NULL PRIMARY KEY,
  version bigint NOT NULL,
  person text NOT NULL,
  login text NOT NULL,
  disabled bigint NOT NULL
);
CREATE UNIQUE INDEX account_login ON account (login);
CREATE INDEX account_person ON account (person);
CREATE TABLE credential (
  id text NOT NULL PRIMARY KEY,
  version bigint NOT NULL,
  account text NOT NULL,
  provider text NOT NULL,
  subject text NOT NULL,
  must_change bigint NOT NULL,
  changed_on text NOT NULL
);
CREATE UNIQUE INDEX credential_subject ON credential (provider, subject);
CREATE INDEX credential_account ON credential (account);
CREATE TABLE credential_secret (
  credential text NOT NULL PRIMARY KEY,
  secret text NOT NULL
);
CREATE TABLE session (
  id text NOT NULL PRIMARY KEY,
  account text NOT NULL,
  post text,
  delegation text,
  created_at bigint NOT NULL,
  seen_at bigint NOT NULL,
  expires_at bigint NOT NULL
);
CREATE INDEX session_account ON session (account);
CREATE INDEX session_expires ON session (expires_at);
CREATE TABLE lockout (
  login text NOT NULL PRIMARY KEY,
  failures bigint NOT NULL,
  last_at bigint NOT NULL
);
CREATE INDEX lockout_last ON lockout (last_at);
