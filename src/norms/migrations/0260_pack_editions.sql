CREATE TABLE pack_file (
  hash text NOT NULL PRIMARY KEY,
  version bigint NOT NULL,
  bytes bigint NOT NULL,
  body text NOT NULL
);
CREATE TABLE pack_edition (
  id text NOT NULL PRIMARY KEY,
  version bigint NOT NULL,
  pack text NOT NULL,
  title text NOT NULL,
  place text NOT NULL,
  hash text NOT NULL,
  files text NOT NULL,
  based_on text,
  made_by text NOT NULL,
  made_at text NOT NULL,
  document text,
  adopted_by text,
  adopted_from text
);
CREATE INDEX pack_edition_hash ON pack_edition (hash, made_at);
CREATE INDEX pack_edition_adopted ON pack_edition (pack, adopted_from);
