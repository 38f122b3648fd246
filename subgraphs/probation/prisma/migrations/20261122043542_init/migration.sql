-- CreateTable
CREATE TABLE "ProbationCase" (
    "crn" TEXT NOT NULL,
    "forename" TEXT NOT NULL,
    "surname" TEXT NOT NULL,
    "dateOfBirth" DATE NOT NULL,
    "sex" TEXT NOT NULL,
    "pncNumber" TEXT,
    "croNumber" TEXT,
    "prisonerNumber" TEXT,
    "nino" TEXT,
    "openedOn" DATE NOT NULL,
    "deliveryUnitCode" TEXT NOT NULL,
    "managerId" TEXT,

    CONSTRAINT "ProbationCase_pkey" PRIMARY KEY ("crn")
);

-- CreateTable
CREATE TABLE "CommunityManager" (
    "id" TEXT NOT NULL,
    "crn" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "deliveryUnitCode" TEXT NOT NULL,
    "allocatedOn" DATE NOT NULL,

    CONSTRAINT "CommunityManager_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Order" (
    "id" TEXT NOT NULL,
    "crn" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "startDate" DATE NOT NULL,
    "endDate" DATE NOT NULL,
    "endReason" TEXT,

    CONSTRAINT "Order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Requirement" (
    "id" TEXT NOT NULL,
    "crn" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "length" INTEGER,
    "unit" TEXT,

    CONSTRAINT "Requirement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Licence" (
    "id" TEXT NOT NULL,
    "crn" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "startDate" DATE NOT NULL,
    "endDate" DATE NOT NULL,

    CONSTRAINT "Licence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AdditionalCondition" (
    "id" TEXT NOT NULL,
    "crn" TEXT NOT NULL,
    "licenceId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "curfew" JSONB NOT NULL,

    CONSTRAINT "AdditionalCondition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Appointment" (
    "id" TEXT NOT NULL,
    "crn" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "outcome" TEXT,

    CONSTRAINT "Appointment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EteReferral" (
    "id" TEXT NOT NULL,
    "crn" TEXT NOT NULL,
    "madeOn" DATE NOT NULL,
    "contractReference" TEXT NOT NULL,
    "referenceNumber" TEXT,

    CONSTRAINT "EteReferral_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CommunityManager_crn_idx" ON "CommunityManager"("crn");

-- CreateIndex
CREATE INDEX "Order_crn_startDate_idx" ON "Order"("crn", "startDate" DESC);

-- CreateIndex
CREATE INDEX "Requirement_orderId_position_idx" ON "Requirement"("orderId", "position");

-- CreateIndex
CREATE INDEX "Requirement_crn_idx" ON "Requirement"("crn");

-- CreateIndex
CREATE INDEX "Licence_crn_startDate_idx" ON "Licence"("crn", "startDate" DESC);

-- CreateIndex
CREATE INDEX "AdditionalCondition_licenceId_position_idx" ON "AdditionalCondition"("licenceId", "position");

-- CreateIndex
CREATE INDEX "AdditionalCondition_crn_idx" ON "AdditionalCondition"("crn");

-- CreateIndex
CREATE INDEX "Appointment_crn_startsAt_id_idx" ON "Appointment"("crn", "startsAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "EteReferral_crn_madeOn_idx" ON "EteReferral"("crn", "madeOn" DESC);
