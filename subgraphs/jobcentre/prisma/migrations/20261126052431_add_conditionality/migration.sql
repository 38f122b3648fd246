-- AlterTable
ALTER TABLE "Claim" ADD COLUMN     "resumedOn" DATE;

-- CreateTable
CREATE TABLE "Sanction" (
    "id" TEXT NOT NULL,
    "nino" TEXT NOT NULL,
    "claimId" TEXT NOT NULL,
    "failedOn" DATE NOT NULL,
    "failure" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "proposedOn" DATE NOT NULL,
    "decidedOn" DATE,
    "from" DATE NOT NULL,
    "to" DATE,
    "amountPence" INTEGER,
    "status" TEXT NOT NULL,
    "goodReason" TEXT,
    "explainedOn" DATE,

    CONSTRAINT "Sanction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Complaint" (
    "id" TEXT NOT NULL,
    "nino" TEXT NOT NULL,
    "madeOn" DATE NOT NULL,
    "madeBy" TEXT NOT NULL,
    "providerCode" TEXT,
    "officeCode" TEXT,
    "standard" TEXT,
    "resolvedOn" DATE,
    "upheld" BOOLEAN,

    CONSTRAINT "Complaint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClaimantCommitment" (
    "id" TEXT NOT NULL,
    "nino" TEXT NOT NULL,
    "agreedOn" DATE NOT NULL,
    "hoursPerWeek" DOUBLE PRECISION NOT NULL,
    "restrictionsKnown" BOOLEAN NOT NULL,

    CONSTRAINT "ClaimantCommitment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SharingFormReceipt" (
    "id" TEXT NOT NULL,
    "nino" TEXT NOT NULL,
    "formId" TEXT NOT NULL,
    "receivedOn" DATE NOT NULL,
    "feedbackOn" DATE,

    CONSTRAINT "SharingFormReceipt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Sanction_nino_failedOn_idx" ON "Sanction"("nino", "failedOn" DESC);

-- CreateIndex
CREATE INDEX "Complaint_nino_madeOn_idx" ON "Complaint"("nino", "madeOn" DESC);

-- CreateIndex
CREATE INDEX "Complaint_officeCode_madeOn_id_idx" ON "Complaint"("officeCode", "madeOn" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "ClaimantCommitment_nino_agreedOn_idx" ON "ClaimantCommitment"("nino", "agreedOn" DESC);

-- CreateIndex
CREATE INDEX "SharingFormReceipt_nino_receivedOn_idx" ON "SharingFormReceipt"("nino", "receivedOn" DESC);
