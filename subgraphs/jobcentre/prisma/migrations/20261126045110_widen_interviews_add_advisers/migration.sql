-- AlterTable
ALTER TABLE "Interview" ADD COLUMN     "adviserCode" TEXT,
ADD COLUMN     "bookedBy" TEXT,
ADD COLUMN     "bookedOn" DATE,
ADD COLUMN     "companionKind" TEXT,
ADD COLUMN     "companionName" TEXT,
ADD COLUMN     "endsAt" TIMESTAMPTZ(3),
ADD COLUMN     "notHeldReason" TEXT,
ADD COLUMN     "officeCode" TEXT,
ADD COLUMN     "place" TEXT,
ADD COLUMN     "releaseDateWhenBooked" DATE,
ADD COLUMN     "replacedById" TEXT,
ADD COLUMN     "status" TEXT;

-- Interviews had a beginning, and whether the person came. Their length is the usual one; they took place at the person's office.
UPDATE "Interview" SET
  "endsAt" = "bookedFor" + CASE "type" WHEN 'WORK_SEARCH_REVIEW' THEN INTERVAL '10 minutes' ELSE INTERVAL '40 minutes' END,
  "place" = 'JOBCENTRE_OFFICE',
  "status" = CASE "attended" WHEN TRUE THEN 'ATTENDED' WHEN FALSE THEN 'FAILED_TO_ATTEND' ELSE 'BOOKED' END,
  "officeCode" = (SELECT "officeCode" FROM "Claimant" WHERE "Claimant"."nino" = "Interview"."nino");

ALTER TABLE "Interview" ALTER COLUMN "endsAt" SET NOT NULL,
ALTER COLUMN "place" SET NOT NULL,
ALTER COLUMN "status" SET NOT NULL;

-- CreateTable
CREATE TABLE "Adviser" (
    "adviserCode" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "officeCode" TEXT NOT NULL,

    CONSTRAINT "Adviser_pkey" PRIMARY KEY ("adviserCode")
);

-- CreateTable
CREATE TABLE "AdviserPosting" (
    "id" TEXT NOT NULL,
    "adviserCode" TEXT NOT NULL,
    "prisonId" TEXT NOT NULL,
    "focus" TEXT NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE,

    CONSTRAINT "AdviserPosting_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AdviserPosting_adviserCode_from_idx" ON "AdviserPosting"("adviserCode", "from" DESC);

-- CreateIndex
CREATE INDEX "AdviserPosting_prisonId_from_idx" ON "AdviserPosting"("prisonId", "from" DESC);

-- CreateIndex
CREATE INDEX "Interview_officeCode_bookedFor_id_idx" ON "Interview"("officeCode", "bookedFor", "id");

-- CreateIndex
CREATE INDEX "Interview_adviserCode_bookedFor_id_idx" ON "Interview"("adviserCode", "bookedFor", "id");
