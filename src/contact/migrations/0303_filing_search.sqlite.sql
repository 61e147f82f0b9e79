CREATE VIRTUAL TABLE filing_search USING fts5(filing UNINDEXED, grams, detail=none, tokenize=ascii);
INSERT INTO filing_search (filing, grams) SELECT filing, search_grams(words) FROM filing_row;
CREATE INDEX filing_row_verdict ON filing_row (verdict, contact_on, filing);
DROP INDEX filing_row_state;
CREATE INDEX filing_row_state ON filing_row (state, contact_on, filing);
