-- CreateTable
CREATE TABLE "Referral" (
    "referenceNumber" TEXT NOT NULL,
    "crn" TEXT NOT NULL,
    "forename" TEXT NOT NULL,
    "surname" TEXT NOT NULL,
    "dateOfBirth" DATE NOT NULL,
    "sex" TEXT NOT NULL,
    "ageAtReferral" INTEGER NOT NULL,
    "contractReference" TEXT NOT NULL,
    "referredOn" DATE NOT NULL,
    "complexity" TEXT,
    "status" TEXT NOT NULL,
    "keyWorkerCode" TEXT,
    "keyWorkerName" TEXT,
    "keyWorkerDeliveryUnitCode" TEXT,
    "actionPlanApprovedOn" DATE,
    "endedOn" DATE,
    "endReasonCode" TEXT,

    CONSTRAINT "Referral_pkey" PRIMARY KEY ("referenceNumber")
);

-- CreateTable
CREATE TABLE "InitialAssessment" (
    "id" TEXT NOT NULL,
    "referenceNumber" TEXT NOT NULL,
    "bookedFor" TIMESTAMPTZ(3) NOT NULL,
    "dueOn" DATE NOT NULL,
    "attended" TEXT,
    "completedOn" DATE,

    CONSTRAINT "InitialAssessment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "referenceNumber" TEXT NOT NULL,
    "bookedFor" TIMESTAMPTZ(3) NOT NULL,
    "attended" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Outcome" (
    "id" TEXT NOT NULL,
    "referenceNumber" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "achievedOn" DATE NOT NULL,

    CONSTRAINT "Outcome_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Referral_crn_referredOn_idx" ON "Referral"("crn", "referredOn" DESC);

-- CreateIndex
CREATE INDEX "Referral_contractReference_referredOn_referenceNumber_idx" ON "Referral"("contractReference", "referredOn", "referenceNumber");

-- CreateIndex
CREATE UNIQUE INDEX "InitialAssessment_referenceNumber_key" ON "InitialAssessment"("referenceNumber");

-- CreateIndex
CREATE INDEX "Session_referenceNumber_bookedFor_id_idx" ON "Session"("referenceNumber", "bookedFor" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Outcome_referenceNumber_achievedOn_idx" ON "Outcome"("referenceNumber", "achievedOn");
