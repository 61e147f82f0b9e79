CREATE TABLE event_unsealed (event text NOT NULL PRIMARY KEY);
INSERT INTO event_unsealed (event) SELECT id FROM event;
