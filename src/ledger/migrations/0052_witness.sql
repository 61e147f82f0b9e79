CREATE TABLE ledger_witness (
  url text NOT NULL PRIMARY KEY,
  size bigint NOT NULL,
  cosigned text NOT NULL,
  said_at text NOT NULL,
  problem text NOT NULL,
  problem_since text NOT NULL
);
