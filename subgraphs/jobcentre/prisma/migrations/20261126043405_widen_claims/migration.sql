-- AlterTable
ALTER TABLE "Claim" ADD COLUMN     "basis" TEXT,
ADD COLUMN     "benefitCentreCode" TEXT,
ADD COLUMN     "claimedOn" DATE,
ADD COLUMN     "dailyRatePence" INTEGER,
ADD COLUMN     "effectiveTo" DATE,
ADD COLUMN     "entitledFrom" DATE,
ADD COLUMN     "housingCostsFrom" DATE,
ADD COLUMN     "housingCostsUntil" DATE,
ADD COLUMN     "madeAt" TEXT,
ADD COLUMN     "paidTo" DATE,
ADD COLUMN     "releaseExpectedOn" DATE,
ADD COLUMN     "state" TEXT,
ADD COLUMN     "takenBy" TEXT;

-- A claim of before had one day for its making and for its entitlement, and ended on the day on which it was closed.
UPDATE "Claim" SET
  "claimedOn" = "openedOn",
  "entitledFrom" = "openedOn",
  "effectiveTo" = "closedOn",
  "state" = CASE WHEN "closedOn" IS NULL THEN 'RUNNING' ELSE 'CLOSED' END;

ALTER TABLE "Claim" ALTER COLUMN "claimedOn" SET NOT NULL,
ALTER COLUMN "state" SET NOT NULL;

-- CreateTable
CREATE TABLE "ClosureRequest" (
    "id" TEXT NOT NULL,
    "nino" TEXT NOT NULL,
    "claimId" TEXT NOT NULL,
    "benefitCentreCode" TEXT,
    "receptionOn" DATE NOT NULL,
    "requestedOn" DATE NOT NULL,
    "requestedBy" TEXT,
    "contactId" TEXT,
    "source" TEXT NOT NULL,
    "answeredOn" DATE,

    CONSTRAINT "ClosureRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Contact" (
    "id" TEXT NOT NULL,
    "placeCode" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "from" DATE NOT NULL,
    "to" DATE,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ClosureRequest_nino_idx" ON "ClosureRequest"("nino");

-- CreateIndex
CREATE INDEX "ClosureRequest_claimId_requestedOn_idx" ON "ClosureRequest"("claimId", "requestedOn");

-- CreateIndex
CREATE INDEX "ClosureRequest_benefitCentreCode_requestedOn_id_idx" ON "ClosureRequest"("benefitCentreCode", "requestedOn", "id");

-- CreateIndex
CREATE INDEX "Contact_placeCode_from_idx" ON "Contact"("placeCode", "from" DESC);

-- CreateIndex
CREATE INDEX "Claim_benefitCentreCode_claimedOn_id_idx" ON "Claim"("benefitCentreCode", "claimedOn", "id");
