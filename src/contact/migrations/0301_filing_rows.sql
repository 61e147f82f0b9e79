CREATE TABLE filing_row (
  filing text NOT NULL PRIMARY KEY,
  unit text NOT NULL,
  place text NOT NULL,
  place_1 text NOT NULL,
  place_2 text NOT NULL,
  place_3 text NOT NULL,
  place_4 text NOT NULL,
  place_5 text NOT NULL,
  state text NOT NULL,
  kept bigint NOT NULL,
  filer text NOT NULL,
  verdict text NOT NULL,
  contact_on text NOT NULL,
  opened_at text NOT NULL,
  numbered text NOT NULL,
  due text NOT NULL,
  words text NOT NULL
);
INSERT INTO filing_row (filing, unit, place, place_1, place_2, place_3, place_4, place_5, state, kept, filer, verdict, contact_on, opened_at,
                        numbered, due, words)
SELECT f.id, c.unit, c.place, '', '', '', '', '', c.state, CASE c.state WHEN 'draft' THEN 1 ELSE 0 END, f.filer,
  f.verdict, f.contact_on, c.opened_at,
  CASE WHEN c.number_n IS NULL THEN ''
       ELSE c.number_year || '-' || substr('00000000' || c.number_n, length('' || c.number_n) + 1)
  END,
  coalesce((SELECT min(d.due) FROM case_deadline d WHERE d.case_id = f.id AND d.ended_on IS NULL),
           ''),
  f.words
FROM filing f JOIN case_file c ON c.id = f.id;
CREATE INDEX filing_row_contact_on ON filing_row (kept, contact_on, filing);
CREATE INDEX filing_row_opened_at ON filing_row (kept, opened_at, filing);
CREATE INDEX filing_row_numbered ON filing_row (kept, numbered, filing);
CREATE INDEX filing_row_due ON filing_row (kept, due, filing);
CREATE INDEX filing_row_unit ON filing_row (unit, contact_on);
CREATE INDEX filing_row_state ON filing_row (state);
CREATE INDEX filing_row_place_2 ON filing_row (place_2);
CREATE INDEX filing_row_place_3 ON filing_row (place_3);
CREATE INDEX filing_row_place_4 ON filing_row (place_4);
CREATE INDEX filing_row_place_5 ON filing_row (place_5);
DROP INDEX filing_day;
