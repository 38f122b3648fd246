-- DropIndex
DROP INDEX "Booking_prisonerNumber_idx";

-- AlterTable
ALTER TABLE "AdviserInterview" ADD COLUMN     "adviserCode" TEXT,
ADD COLUMN     "bookingId" TEXT,
ADD COLUMN     "endsAt" TIMESTAMPTZ(3),
ADD COLUMN     "minutes" INTEGER,
ADD COLUMN     "notHeldReason" TEXT,
ADD COLUMN     "place" TEXT,
ADD COLUMN     "releaseDateWhenBooked" DATE,
ADD COLUMN     "topics" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "Booking" ADD COLUMN     "automaticRelease" DATE,
ADD COLUMN     "bookId" TEXT,
ADD COLUMN     "bookNumber" TEXT,
ADD COLUMN     "conditionalRelease" DATE,
ADD COLUMN     "confirmedRelease" DATE,
ADD COLUMN     "homeDetentionCurfewActual" DATE,
ADD COLUMN     "homeDetentionCurfewEligibility" DATE,
ADD COLUMN     "legalStatus" TEXT,
ADD COLUMN     "licenceExpiry" DATE,
ADD COLUMN     "nonParole" DATE,
ADD COLUMN     "paroleEligibility" DATE,
ADD COLUMN     "postRecallRelease" DATE,
ADD COLUMN     "prisonId" TEXT,
ADD COLUMN     "recall" BOOLEAN,
ADD COLUMN     "releaseOn" DATE,
ADD COLUMN     "sentenceExpiry" DATE,
ADD COLUMN     "topupSupervisionExpiry" DATE;

-- AlterTable
ALTER TABLE "Movement" ADD COLUMN     "bookingId" TEXT,
ADD COLUMN     "direction" TEXT,
ADD COLUMN     "reasonCode" TEXT;

-- AlterTable
ALTER TABLE "Prisoner" ADD COLUMN     "inPrisonSince" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Sentence" ADD COLUMN     "bookId" TEXT,
ADD COLUMN     "bookingId" TEXT,
ADD COLUMN     "consecutiveToId" TEXT,
ADD COLUMN     "months" INTEGER,
ADD COLUMN     "years" INTEGER;

-- What was recorded before: a readmission goes on with the booking before it, and is taken for a recall, as it nearly always is.
UPDATE "Booking" SET "bookId" = stay."bookId", "recall" = stay."readmitted",
  "legalStatus" = CASE WHEN stay."readmitted" THEN 'RECALL' ELSE 'UNKNOWN' END
FROM (
  SELECT "id", "readmitted", first_value("id") OVER (PARTITION BY "prisonerNumber", "book" ORDER BY "startedAt", "id") AS "bookId"
  FROM (
    SELECT b."id", b."prisonerNumber", b."startedAt", coalesce(m."reason" = 'READMISSION', false) AS "readmitted",
      count(*) FILTER (WHERE m."reason" IS DISTINCT FROM 'READMISSION')
        OVER (PARTITION BY b."prisonerNumber" ORDER BY b."startedAt", b."id") AS "book"
    FROM "Booking" b LEFT JOIN "Movement" m ON m."id" = b."id"
  ) AS numbered
) AS stay
WHERE stay."id" = "Booking"."id";

UPDATE "Booking" SET "prisonId" = p."prisonId"
FROM "Prisoner" p WHERE p."prisonerNumber" = "Booking"."prisonerNumber" AND "Booking"."endedAt" IS NULL;

-- A transfer is out of one prison and then into the other; every other reason is of one direction.
UPDATE "Movement" SET "direction" = CASE
  WHEN "reason" IN ('NEW_ADMISSION', 'READMISSION', 'RETURN_FROM_COURT', 'TEMPORARY_ABSENCE_RETURN') THEN 'IN' ELSE 'OUT' END;
UPDATE "Movement" SET "direction" = 'IN'
FROM (
  SELECT "id", row_number() OVER (PARTITION BY "prisonerNumber" ORDER BY "at", "id") AS "number"
  FROM "Movement" WHERE "reason" = 'TRANSFERRED'
) AS transfer
WHERE transfer."id" = "Movement"."id" AND transfer."number" % 2 = 0;

UPDATE "Prisoner" SET "inPrisonSince" = (
  SELECT max(m."at") FROM "Movement" m
  WHERE m."prisonerNumber" = "Prisoner"."prisonerNumber" AND m."toPrisonId" = "Prisoner"."prisonId" AND m."direction" = 'IN')
WHERE "prisonId" IS NOT NULL;

-- The stay at a moment; the first one for what is before all of them.
UPDATE "Movement" SET "bookingId" = coalesce(
  (SELECT b."id" FROM "Booking" b WHERE b."prisonerNumber" = "Movement"."prisonerNumber" AND b."startedAt" <= "Movement"."at"
   ORDER BY b."startedAt" DESC, b."id" = "Movement"."id" DESC LIMIT 1),
  (SELECT b."id" FROM "Booking" b WHERE b."prisonerNumber" = "Movement"."prisonerNumber" ORDER BY b."startedAt" LIMIT 1));

UPDATE "AdviserInterview" SET "endsAt" = "bookedFor" + interval '30 minutes', "bookingId" = coalesce(
  (SELECT b."id" FROM "Booking" b WHERE b."prisonerNumber" = "AdviserInterview"."prisonerNumber" AND b."startedAt" <= "AdviserInterview"."bookedFor"
   ORDER BY b."startedAt" DESC LIMIT 1),
  (SELECT b."id" FROM "Booking" b WHERE b."prisonerNumber" = "AdviserInterview"."prisonerNumber" ORDER BY b."startedAt" LIMIT 1));

UPDATE "Sentence" SET "bookingId" = coalesce(
  (SELECT b."id" FROM "Booking" b WHERE b."prisonerNumber" = "Sentence"."prisonerNumber"
     AND (b."startedAt" AT TIME ZONE 'Europe/London')::date <= "Sentence"."imposedOn"
   ORDER BY b."startedAt" DESC LIMIT 1),
  (SELECT b."id" FROM "Booking" b WHERE b."prisonerNumber" = "Sentence"."prisonerNumber" ORDER BY b."startedAt" LIMIT 1));
UPDATE "Sentence" SET "bookId" = b."bookId" FROM "Booking" b WHERE b."id" = "Sentence"."bookingId";

-- Key dates of a booking are the latest of its sentences; what they were before is not known.
UPDATE "Booking" SET "conditionalRelease" = s."conditionalRelease", "homeDetentionCurfewEligibility" = s."homeDetentionCurfewEligibility",
  "sentenceExpiry" = s."sentenceExpiry", "licenceExpiry" = s."licenceExpiry",
  "legalStatus" = CASE WHEN "recall" THEN 'RECALL' ELSE 'SENTENCED' END,
  "releaseOn" = CASE WHEN "recall" THEN s."sentenceExpiry" ELSE coalesce(s."conditionalRelease", s."sentenceExpiry") END
FROM (
  SELECT "bookId", max("conditionalRelease") AS "conditionalRelease",
    max("homeDetentionCurfewEligibility") AS "homeDetentionCurfewEligibility",
    max("sentenceExpiry") AS "sentenceExpiry", max("licenceExpiry") AS "licenceExpiry"
  FROM "Sentence" WHERE "bookId" IS NOT NULL GROUP BY 1
) AS s
WHERE s."bookId" = "Booking"."bookId";

-- Every movement and interview was recorded during a stay.
ALTER TABLE "Booking" ALTER COLUMN "bookId" SET NOT NULL, ALTER COLUMN "legalStatus" SET NOT NULL, ALTER COLUMN "recall" SET NOT NULL;
ALTER TABLE "AdviserInterview" ALTER COLUMN "bookingId" SET NOT NULL, ALTER COLUMN "endsAt" SET NOT NULL, ALTER COLUMN "topics" DROP DEFAULT;
ALTER TABLE "Movement" ALTER COLUMN "bookingId" SET NOT NULL, ALTER COLUMN "direction" SET NOT NULL;

-- CreateTable
CREATE TABLE "KeyDateRevision" (
    "id" TEXT NOT NULL,
    "prisonerNumber" TEXT NOT NULL,
    "bookingId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "calculatedOn" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB NOT NULL,
    "movedDays" INTEGER,

    CONSTRAINT "KeyDateRevision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TemporaryAbsence" (
    "id" TEXT NOT NULL,
    "prisonerNumber" TEXT NOT NULL,
    "bookingId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "subType" TEXT NOT NULL,
    "reasonCode" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "returnedAt" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL,

    CONSTRAINT "TemporaryAbsence_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "KeyDateRevision_bookingId_number_idx" ON "KeyDateRevision"("bookingId", "number");

-- CreateIndex
CREATE INDEX "KeyDateRevision_prisonerNumber_idx" ON "KeyDateRevision"("prisonerNumber");

-- CreateIndex
CREATE INDEX "TemporaryAbsence_prisonerNumber_startsAt_id_idx" ON "TemporaryAbsence"("prisonerNumber", "startsAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "AdviserInterview_bookingId_bookedFor_idx" ON "AdviserInterview"("bookingId", "bookedFor");

-- CreateIndex
CREATE INDEX "AdviserInterview_prisonId_bookedFor_id_idx" ON "AdviserInterview"("prisonId", "bookedFor", "id");

-- CreateIndex
CREATE INDEX "AdviserInterview_adviserCode_bookedFor_idx" ON "AdviserInterview"("adviserCode", "bookedFor");

-- CreateIndex
CREATE INDEX "Booking_prisonerNumber_startedAt_idx" ON "Booking"("prisonerNumber", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "Booking_prisonId_releaseOn_id_idx" ON "Booking"("prisonId", "releaseOn", "id");

-- CreateIndex
CREATE INDEX "Prisoner_prisonId_inPrisonSince_prisonerNumber_idx" ON "Prisoner"("prisonId", "inPrisonSince", "prisonerNumber");

-- CreateIndex
CREATE INDEX "Movement_bookingId_at_idx" ON "Movement"("bookingId", "at");

-- CreateIndex
CREATE INDEX "Movement_toPrisonId_at_id_idx" ON "Movement"("toPrisonId", "at", "id");

-- CreateIndex
CREATE INDEX "Sentence_bookId_imposedOn_idx" ON "Sentence"("bookId", "imposedOn" DESC);
