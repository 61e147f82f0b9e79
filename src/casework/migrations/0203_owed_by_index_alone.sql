DROP INDEX case_deadline_owed;
CREATE INDEX case_deadline_owed ON case_deadline (case_id, owed_by, due, each_party, name, round) WHERE ended_on IS NULL;
DROP INDEX case_party_person;
CREATE INDEX case_party_person ON case_party (person, case_id, role, state);
DROP INDEX case_file_unit;
CREATE INDEX case_file_unit ON case_file (unit, procedure, state, id);
