-- CreateTable
CREATE TABLE "Claimant" (
    "nino" TEXT NOT NULL,
    "forename" TEXT NOT NULL,
    "surname" TEXT NOT NULL,
    "dateOfBirth" DATE NOT NULL,
    "sex" TEXT NOT NULL,
    "prisonerNumber" TEXT,
    "office" TEXT NOT NULL,

    CONSTRAINT "Claimant_pkey" PRIMARY KEY ("nino")
);

-- CreateTable
CREATE TABLE "Claim" (
    "id" TEXT NOT NULL,
    "nino" TEXT NOT NULL,
    "benefit" TEXT NOT NULL,
    "openedOn" DATE NOT NULL,
    "closedOn" DATE,
    "closureReason" TEXT,
    "firstPaidOn" DATE,
    "firstPaidPence" INTEGER,

    CONSTRAINT "Claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Interview" (
    "id" TEXT NOT NULL,
    "nino" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "bookedFor" TIMESTAMPTZ(3) NOT NULL,
    "attended" BOOLEAN,

    CONSTRAINT "Interview_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProgrammeReferral" (
    "id" TEXT NOT NULL,
    "nino" TEXT NOT NULL,
    "programme" TEXT NOT NULL,
    "mandatory" BOOLEAN NOT NULL,
    "referredOn" DATE NOT NULL,

    CONSTRAINT "ProgrammeReferral_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Claim_nino_openedOn_idx" ON "Claim"("nino", "openedOn" DESC);

-- CreateIndex
CREATE INDEX "Interview_nino_bookedFor_idx" ON "Interview"("nino", "bookedFor" DESC);

-- CreateIndex
CREATE INDEX "ProgrammeReferral_nino_referredOn_idx" ON "ProgrammeReferral"("nino", "referredOn" DESC);
