-- AlterTable
ALTER TABLE "ProgrammeReferral" ADD COLUMN     "basis" TEXT,
ADD COLUMN     "daysFromRelease" INTEGER,
ADD COLUMN     "endedOn" DATE,
ADD COLUMN     "providerCode" TEXT,
ADD COLUMN     "releasedOn" DATE,
ADD COLUMN     "standardsGivenOn" DATE,
ADD COLUMN     "startedOn" DATE;

-- CreateTable
CREATE TABLE "InformationGiven" (
    "id" TEXT NOT NULL,
    "nino" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "givenOn" DATE NOT NULL,
    "format" TEXT NOT NULL,

    CONSTRAINT "InformationGiven_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseloadEntry" (
    "id" TEXT NOT NULL,
    "nino" TEXT NOT NULL,
    "adviserCode" TEXT NOT NULL,
    "jobReady" BOOLEAN NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE,

    CONSTRAINT "CaseloadEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RotaSlot" (
    "id" TEXT NOT NULL,
    "adviserCode" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "prisonId" TEXT,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "cancelled" BOOLEAN NOT NULL,

    CONSTRAINT "RotaSlot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FacilityAudit" (
    "id" TEXT NOT NULL,
    "prisonId" TEXT NOT NULL,
    "auditedOn" DATE NOT NULL,
    "room" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "barrier" TEXT,
    "costPence" INTEGER,

    CONSTRAINT "FacilityAudit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "InformationGiven_nino_givenOn_idx" ON "InformationGiven"("nino", "givenOn" DESC);

-- CreateIndex
CREATE INDEX "CaseloadEntry_nino_from_idx" ON "CaseloadEntry"("nino", "from" DESC);

-- CreateIndex
CREATE INDEX "CaseloadEntry_adviserCode_from_idx" ON "CaseloadEntry"("adviserCode", "from");

-- CreateIndex
CREATE INDEX "RotaSlot_adviserCode_startsAt_id_idx" ON "RotaSlot"("adviserCode", "startsAt", "id");

-- CreateIndex
CREATE INDEX "FacilityAudit_prisonId_auditedOn_idx" ON "FacilityAudit"("prisonId", "auditedOn" DESC);

-- What was not mandatory was voluntary; why others were referred was not kept.
UPDATE "ProgrammeReferral" SET "basis" = 'VOLUNTARY' WHERE NOT "mandatory";
