CREATE TABLE event (
  id text NOT NULL PRIMARY KEY,
  at text NOT NULL,
  kind text NOT NULL,
  account text NOT NULL,
  post text NOT NULL,
  place text NOT NULL,
  subject text NOT NULL,
  basis text NOT NULL,
  body text NOT NULL
);
CREATE INDEX event_subject ON event (subject, id);
CREATE INDEX event_account ON event (account, id);
CREATE TABLE event_private (
  event text NOT NULL,
  n bigint NOT NULL,
  salt text,
  value text,
  PRIMARY KEY (event, n)
);
CREATE TABLE measure (
  event text NOT NULL,
  n bigint NOT NULL,
  kind text NOT NULL,
  place text NOT NULL,
  day text NOT NULL,
  value bigint NOT NULL,
  reverses text NOT NULL,
  PRIMARY KEY (event, n)
);
CREATE INDEX measure_kind ON measure (kind, place, day);
