/**
 * The beginning of a statement about people whom providers support, by their ids `$1`: their files `mine`, and for each person the rows of `unit`, the
 * delivery units that had the case, the earliest first, and of `sentence`.
 */
export const supportedPeople = `
  WITH mine AS MATERIALIZED (
    SELECT id, cluster_id AS person_id, agency FROM outcomes.file WHERE cluster_id = ANY ($1::uuid[])
  ), unit AS (
    SELECT person_id, jsonb_agg(to_jsonb(row) ORDER BY begins, row.version, row.id) AS rows
    FROM mine JOIN outcomes.case_unit AS row ON row.file_id = mine.id WHERE agency = 'probation' GROUP BY person_id
  ), sentence AS (
    SELECT person_id, jsonb_agg(to_jsonb(row)) AS rows
    FROM mine JOIN outcomes.sentence AS row ON row.file_id = mine.id WHERE agency = 'prisons' GROUP BY person_id
  )`;
