-- AlterTable
ALTER TABLE "ProbationCase" ADD COLUMN     "supervisedUntil" DATE;

-- CreateTable
CREATE TABLE "DataSharingForm" (
    "id" TEXT NOT NULL,
    "crn" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "signedOn" DATE NOT NULL,
    "sentOn" DATE,
    "withdrawnOn" DATE,
    "restrictionsShared" BOOLEAN NOT NULL,
    "recipientOfficeCode" TEXT,

    CONSTRAINT "DataSharingForm_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Contact" (
    "id" TEXT NOT NULL,
    "deliveryUnitCode" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "from" DATE NOT NULL,
    "to" DATE,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DataSharingForm_crn_signedOn_idx" ON "DataSharingForm"("crn", "signedOn" DESC);

-- CreateIndex
CREATE INDEX "Contact_deliveryUnitCode_from_idx" ON "Contact"("deliveryUnitCode", "from" DESC);

-- CreateIndex
CREATE INDEX "Appointment_deliveryUnitCode_startsAt_id_idx" ON "Appointment"("deliveryUnitCode", "startsAt", "id");

-- CreateIndex
CREATE INDEX "CommunityManager_code_crn_idx" ON "CommunityManager"("code", "crn");

-- CreateIndex
CREATE INDEX "ProbationCase_deliveryUnitCode_crn_idx" ON "ProbationCase"("deliveryUnitCode", "crn");

-- The last day of what is known; a person who was recalled is supervised again to the day planned.
UPDATE "ProbationCase" SET "supervisedUntil" = (
  SELECT max(day) FROM (
    SELECT coalesce(o."endedOn", o."orderedEndDate") AS day FROM "Order" o WHERE o.crn = "ProbationCase".crn
    UNION ALL
    SELECT CASE WHEN l.status = 'RECALLED' THEN l."plannedEndDate" ELSE coalesce(l."endedOn", l."plannedEndDate") END
    FROM "Licence" l WHERE l.crn = "ProbationCase".crn
  ) AS days
);

ALTER TABLE "Appointment" ADD COLUMN "calledOff" BOOLEAN NOT NULL DEFAULT false;
UPDATE "Appointment" SET "calledOff" = true WHERE outcome IN ('RSSR', 'APPW');
