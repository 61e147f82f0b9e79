CREATE TABLE calendar_year (
  year bigint NOT NULL PRIMARY KEY,
  version bigint NOT NULL,
  title text NOT NULL,
  number text NOT NULL,
  issuer text NOT NULL,
  dated text NOT NULL,
  body text NOT NULL,
  published_by text NOT NULL,
  published_post text NOT NULL,
  published_at text NOT NULL,
  moved bigint
);
