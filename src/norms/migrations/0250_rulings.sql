CREATE TABLE ruling (
  id text NOT NULL PRIMARY KEY,
  version bigint NOT NULL,
  place text NOT NULL,
  pack text NOT NULL,
  actor text NOT NULL,
  conducts text NOT NULL,
  unit text NOT NULL,
  asker text NOT NULL,
  code_hash text NOT NULL,
  receipt_hash text NOT NULL,
  situation text NOT NULL,
  note text NOT NULL,
  asked_at text NOT NULL,
  drafts bigint NOT NULL,
  drafted_by text NOT NULL,
  cosigned_by text NOT NULL,
  reviewed_by text NOT NULL,
  text text NOT NULL,
  hash text NOT NULL,
  number text NOT NULL,
  verdict text NOT NULL,
  published_on text NOT NULL,
  until text NOT NULL,
  days bigint NOT NULL,
  revoked_on text NOT NULL,
  why_revoked text NOT NULL
);
CREATE INDEX ruling_code ON ruling (code_hash);
CREATE INDEX ruling_published ON ruling (published_on, id);
CREATE INDEX ruling_place ON ruling (place, asked_at, id);
CREATE INDEX ruling_asker ON ruling (asker, asked_at, id);
CREATE TABLE ruling_draft (
  ruling text NOT NULL,
  n bigint NOT NULL,
  version bigint NOT NULL,
  drafted_at text NOT NULL,
  drafted_by text NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (ruling, n)
);
