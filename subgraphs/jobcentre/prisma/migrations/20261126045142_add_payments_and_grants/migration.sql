-- CreateTable
CREATE TABLE "BenefitPayment" (
    "id" TEXT NOT NULL,
    "nino" TEXT NOT NULL,
    "claimId" TEXT NOT NULL,
    "paidOn" DATE NOT NULL,
    "amountPence" INTEGER NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE NOT NULL,

    CONSTRAINT "BenefitPayment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MissedPayment" (
    "id" TEXT NOT NULL,
    "nino" TEXT NOT NULL,
    "claimId" TEXT NOT NULL,
    "dueOn" DATE NOT NULL,
    "reportedOn" DATE NOT NULL,
    "reportedBy" TEXT,
    "paidOn" DATE,

    CONSTRAINT "MissedPayment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Overpayment" (
    "id" TEXT NOT NULL,
    "nino" TEXT NOT NULL,
    "claimId" TEXT NOT NULL,
    "foundOn" DATE NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE NOT NULL,
    "amountPence" INTEGER NOT NULL,
    "recoveredPence" INTEGER NOT NULL,
    "cause" TEXT NOT NULL,

    CONSTRAINT "Overpayment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Advance" (
    "id" TEXT NOT NULL,
    "nino" TEXT NOT NULL,
    "claimId" TEXT NOT NULL,
    "paidOn" DATE NOT NULL,
    "amountPence" INTEGER NOT NULL,

    CONSTRAINT "Advance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GrantApplication" (
    "id" TEXT NOT NULL,
    "nino" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "appliedOn" DATE NOT NULL,
    "prisonId" TEXT,
    "helpedBy" TEXT NOT NULL,
    "decidedOn" DATE,
    "awardedPence" INTEGER,
    "paidOn" DATE,

    CONSTRAINT "GrantApplication_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "BenefitPayment_nino_idx" ON "BenefitPayment"("nino");

-- CreateIndex
CREATE INDEX "BenefitPayment_claimId_paidOn_id_idx" ON "BenefitPayment"("claimId", "paidOn" DESC, "id");

-- CreateIndex
CREATE INDEX "MissedPayment_nino_idx" ON "MissedPayment"("nino");

-- CreateIndex
CREATE INDEX "MissedPayment_claimId_dueOn_idx" ON "MissedPayment"("claimId", "dueOn");

-- CreateIndex
CREATE INDEX "Overpayment_nino_idx" ON "Overpayment"("nino");

-- CreateIndex
CREATE INDEX "Overpayment_claimId_from_idx" ON "Overpayment"("claimId", "from");

-- CreateIndex
CREATE UNIQUE INDEX "Advance_claimId_key" ON "Advance"("claimId");

-- CreateIndex
CREATE INDEX "Advance_nino_idx" ON "Advance"("nino");

-- CreateIndex
CREATE INDEX "GrantApplication_nino_appliedOn_idx" ON "GrantApplication"("nino", "appliedOn" DESC);
