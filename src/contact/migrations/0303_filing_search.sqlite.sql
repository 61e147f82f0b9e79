CREATE VIRTUAL TABLE filing_search USING fts5(filing UNINDEXED, grams, detail=none, tokenize=ascii);
INSERT INTO filing_search (filing, grams) SELECT filing, search_grams(words) FROM filing_row;
CREATE INDEX filing_row_verdict ON filing_row (verdict, contact_on, filing);
DROP INDEX filing_row_state;
CREATE INDEX filing_row_state ON filing_row (state, contact_on, filing);
CREATE INDEX filing_row_state_due ON filing_row (state, due, filing);
CREATE INDEX filing_row_state_opened_at ON filing_row (state, opened_at, filing);
CREATE INDEX filing_row_state_numbered ON filing_row (state, numbered, filing);
