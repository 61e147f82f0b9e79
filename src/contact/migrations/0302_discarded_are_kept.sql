UPDATE filing_row SET kept = 1 WHERE filing IN (SELECT id FROM case_file WHERE ended = 1 AND steps <= 2);
