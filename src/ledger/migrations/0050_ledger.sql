CREATE TABLE ledger_entry (
  n bigint NOT NULL PRIMARY KEY,
  event text NOT NULL,
  leaf text NOT NULL
);
CREATE UNIQUE INDEX ledger_entry_event ON ledger_entry (event);
CREATE TABLE ledger_subtree (
  level bigint NOT NULL,
  n bigint NOT NULL,
  root text NOT NULL,
  PRIMARY KEY (level, n)
);
CREATE TABLE ledger_head (
  size bigint NOT NULL PRIMARY KEY,
  root text NOT NULL,
  at text NOT NULL,
  signature text NOT NULL
);
