CREATE TABLE notice (
  id text NOT NULL PRIMARY KEY,
  version bigint NOT NULL,
  person text NOT NULL,
  case_id text NOT NULL,
  procedure text NOT NULL,
  why text NOT NULL,
  text text NOT NULL,
  at text NOT NULL
);
CREATE INDEX notice_person ON notice (person, id);
CREATE TABLE notice_seen (
  person text NOT NULL PRIMARY KEY,
  until text NOT NULL
);
CREATE TABLE notice_mail (
  notice text NOT NULL PRIMARY KEY,
  state text NOT NULL,
  tries bigint NOT NULL,
  next_at bigint NOT NULL
);
