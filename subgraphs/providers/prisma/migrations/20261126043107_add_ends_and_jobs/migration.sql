-- DropIndex
DROP INDEX "InitialAssessment_referenceNumber_key";

-- AlterTable
ALTER TABLE "InitialAssessment" ADD COLUMN     "booking" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "endsAt" TIMESTAMPTZ(3),
ADD COLUMN     "place" TEXT,
ADD COLUMN     "supersededById" TEXT,
ADD COLUMN     "supersedesId" TEXT;

-- AlterTable
ALTER TABLE "Outcome" ADD COLUMN     "course" TEXT,
ADD COLUMN     "employer" TEXT,
ADD COLUMN     "endReason" TEXT,
ADD COLUMN     "endedOn" DATE,
ADD COLUMN     "evidence" TEXT,
ADD COLUMN     "firstWageOn" DATE,
ADD COLUMN     "firstWagePence" INTEGER,
ADD COLUMN     "hoursPerWeek" DOUBLE PRECISION,
ADD COLUMN     "payPence" INTEGER,
ADD COLUMN     "payPer" TEXT,
ADD COLUMN     "shifts" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "soc" TEXT,
ADD COLUMN     "verifiedOn" DATE;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "endsAt" TIMESTAMPTZ(3),
ADD COLUMN     "place" TEXT;

-- CreateTable
CREATE TABLE "Sustainment" (
    "id" TEXT NOT NULL,
    "referenceNumber" TEXT NOT NULL,
    "outcomeId" TEXT NOT NULL,
    "weeks" INTEGER NOT NULL,
    "checkedOn" DATE NOT NULL,
    "inWork" BOOLEAN NOT NULL,

    CONSTRAINT "Sustainment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Sustainment_outcomeId_weeks_idx" ON "Sustainment"("outcomeId", "weeks");

-- CreateIndex
CREATE INDEX "InitialAssessment_referenceNumber_booking_idx" ON "InitialAssessment"("referenceNumber", "booking");
