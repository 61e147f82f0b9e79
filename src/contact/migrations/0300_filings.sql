CREATE TABLE filing (
  id text NOT NULL PRIMARY KEY,
  version bigint NOT NULL,
  side text NOT NULL,
  unit text NOT NULL,
  enterprise text NOT NULL,
  filer text NOT NULL,
  contact_on text NOT NULL,
  pack text NOT NULL,
  verdict text NOT NULL,
  binding bigint NOT NULL,
  receipt_hash text NOT NULL,
  accounts bigint NOT NULL,
  stood_by text,
  words text NOT NULL
);
CREATE INDEX filing_contact ON filing (unit, enterprise, contact_on);
CREATE INDEX filing_day ON filing (contact_on, id);
CREATE INDEX filing_filer ON filing (filer, contact_on);
CREATE TABLE filing_account (
  filing text NOT NULL,
  n bigint NOT NULL,
  version bigint NOT NULL,
  told_at text NOT NULL,
  receipt_hash text NOT NULL,
  receipt text NOT NULL,
  title text NOT NULL,
  counterpart text NOT NULL,
  PRIMARY KEY (filing, n)
);
