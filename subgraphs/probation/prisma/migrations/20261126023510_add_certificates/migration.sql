-- CreateTable
CREATE TABLE "Certificate" (
    "id" TEXT NOT NULL,
    "crn" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "awardedOn" DATE NOT NULL,
    "expiresOn" DATE,
    "paidBy" TEXT,
    "costPence" INTEGER,

    CONSTRAINT "Certificate_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Certificate_crn_awardedOn_idx" ON "Certificate"("crn", "awardedOn" DESC);
