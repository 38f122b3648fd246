-- One table for each kind of record. Every row belongs to one person's file, keyed by the CRN.
-- Migrations are never edited once they have run: write the next change into a new folder beside this one.
CREATE TABLE "__Entity__" (
  "id" TEXT PRIMARY KEY,
  "crn" TEXT NOT NULL,
  "summary" TEXT NOT NULL,
  "openedOn" DATE NOT NULL,
  "closedOn" DATE
);
CREATE INDEX "__Entity___crn" ON "__Entity__" ("crn", "openedOn" DESC);
