CREATE FUNCTION search_grams(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
  'SELECT coalesce(array_agg(DISTINCT substr(words, i, n)), ARRAY[]::text[])
   FROM generate_series(1, length(words)) i, generate_series(1, 3) n
   WHERE n < 3 OR substr(words, i, 3) ~ ''^[0-9a-z]{3}$''';
