-- CreateTable
CREATE TABLE "Prisoner" (
    "prisonerNumber" TEXT NOT NULL,
    "forename" TEXT NOT NULL,
    "surname" TEXT NOT NULL,
    "dateOfBirth" DATE NOT NULL,
    "sex" TEXT NOT NULL,
    "pncNumber" TEXT,
    "croNumber" TEXT,
    "status" TEXT NOT NULL,
    "prisonId" TEXT,

    CONSTRAINT "Prisoner_pkey" PRIMARY KEY ("prisonerNumber")
);

-- CreateTable
CREATE TABLE "Booking" (
    "id" TEXT NOT NULL,
    "prisonerNumber" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Booking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Movement" (
    "id" TEXT NOT NULL,
    "prisonerNumber" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "fromPrisonId" TEXT,
    "toPrisonId" TEXT,

    CONSTRAINT "Movement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Sentence" (
    "id" TEXT NOT NULL,
    "prisonerNumber" TEXT NOT NULL,
    "imposedOn" DATE NOT NULL,
    "days" INTEGER NOT NULL,
    "offenceCode" TEXT,
    "conditionalRelease" DATE,
    "homeDetentionCurfewEligibility" DATE,
    "sentenceExpiry" DATE NOT NULL,
    "licenceExpiry" DATE,

    CONSTRAINT "Sentence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AdviserInterview" (
    "id" TEXT NOT NULL,
    "prisonerNumber" TEXT NOT NULL,
    "prisonId" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "bookedFor" TIMESTAMPTZ(3) NOT NULL,
    "held" BOOLEAN,

    CONSTRAINT "AdviserInterview_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Booking_prisonerNumber_idx" ON "Booking"("prisonerNumber");

-- CreateIndex
CREATE INDEX "Movement_prisonerNumber_at_id_idx" ON "Movement"("prisonerNumber", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Sentence_prisonerNumber_imposedOn_idx" ON "Sentence"("prisonerNumber", "imposedOn" DESC);

-- CreateIndex
CREATE INDEX "AdviserInterview_prisonerNumber_bookedFor_idx" ON "AdviserInterview"("prisonerNumber", "bookedFor" DESC);
