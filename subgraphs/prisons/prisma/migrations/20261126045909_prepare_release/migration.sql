-- AlterTable
ALTER TABLE "Booking" ADD COLUMN     "phase" TEXT,
ADD COLUMN     "phaseFrom" DATE,
ADD COLUMN     "unit" TEXT;

-- CreateTable
CREATE TABLE "PathwayStatus" (
    "id" TEXT NOT NULL,
    "prisonerNumber" TEXT NOT NULL,
    "bookingId" TEXT NOT NULL,
    "pathway" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "changedOn" DATE NOT NULL,
    "askedOn" DATE,
    "answeredOn" DATE,

    CONSTRAINT "PathwayStatus_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdentityDocument" (
    "id" TEXT NOT NULL,
    "prisonerNumber" TEXT NOT NULL,
    "bookingId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "appliedOn" DATE,
    "issuedOn" DATE,
    "withPhotograph" BOOLEAN NOT NULL,
    "acceptedByBank" BOOLEAN,
    "acceptedByJobcentre" BOOLEAN,

    CONSTRAINT "IdentityDocument_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BankApplication" (
    "id" TEXT NOT NULL,
    "prisonerNumber" TEXT NOT NULL,
    "bookingId" TEXT NOT NULL,
    "bank" TEXT NOT NULL,
    "sentOn" DATE NOT NULL,
    "answeredOn" DATE,
    "openedOn" DATE,
    "refusedReason" TEXT,

    CONSTRAINT "BankApplication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReleaseAddress" (
    "id" TEXT NOT NULL,
    "prisonerNumber" TEXT NOT NULL,
    "bookingId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "postcodeDistrict" TEXT,
    "knownOn" DATE NOT NULL,

    CONSTRAINT "ReleaseAddress_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PathwayStatus_prisonerNumber_idx" ON "PathwayStatus"("prisonerNumber");

-- CreateIndex
CREATE UNIQUE INDEX "PathwayStatus_bookingId_pathway_key" ON "PathwayStatus"("bookingId", "pathway");

-- CreateIndex
CREATE INDEX "IdentityDocument_bookingId_kind_idx" ON "IdentityDocument"("bookingId", "kind");

-- CreateIndex
CREATE INDEX "IdentityDocument_prisonerNumber_idx" ON "IdentityDocument"("prisonerNumber");

-- CreateIndex
CREATE INDEX "BankApplication_bookingId_sentOn_idx" ON "BankApplication"("bookingId", "sentOn");

-- CreateIndex
CREATE INDEX "BankApplication_prisonerNumber_idx" ON "BankApplication"("prisonerNumber");

-- CreateIndex
CREATE UNIQUE INDEX "ReleaseAddress_bookingId_key" ON "ReleaseAddress"("bookingId");

-- CreateIndex
CREATE INDEX "ReleaseAddress_prisonerNumber_idx" ON "ReleaseAddress"("prisonerNumber");
