-- CreateTable
CREATE TABLE "Programme" (
    "programmeCode" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "organisationCode" TEXT NOT NULL,
    "funder" TEXT,
    "from" DATE,
    "to" DATE,
    "places" INTEGER,
    "eligibility" TEXT NOT NULL,
    "visitsBefore" INTEGER,
    "visitsAfter" INTEGER,
    "daysAfter" INTEGER,
    "weeksFromRelease" INTEGER,
    "stages" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "Programme_pkey" PRIMARY KEY ("programmeCode")
);

-- CreateTable
CREATE TABLE "SupportEpisode" (
    "referenceNumber" TEXT NOT NULL,
    "programmeCode" TEXT NOT NULL,
    "programmeName" TEXT NOT NULL,
    "programmeKind" TEXT NOT NULL,
    "crn" TEXT,
    "prisonerNumber" TEXT,
    "forename" TEXT NOT NULL,
    "surname" TEXT NOT NULL,
    "dateOfBirth" DATE NOT NULL,
    "sex" TEXT NOT NULL,
    "voluntary" BOOLEAN NOT NULL,
    "startedOn" DATE NOT NULL,
    "endsOn" DATE,
    "endedOn" DATE,
    "endReason" TEXT,
    "visitsFrom" DATE NOT NULL,
    "releaseOn" DATE,
    "recalledOn" DATE,
    "metAtGate" BOOLEAN,
    "plan" TEXT,
    "mentorName" TEXT,
    "mentorFormerPeer" BOOLEAN,
    "stage" TEXT,
    "stageFrom" DATE,

    CONSTRAINT "SupportEpisode_pkey" PRIMARY KEY ("referenceNumber")
);

-- CreateIndex
CREATE INDEX "SupportEpisode_programmeCode_startedOn_referenceNumber_idx" ON "SupportEpisode"("programmeCode", "startedOn", "referenceNumber");

-- CreateIndex
CREATE INDEX "SupportEpisode_crn_startedOn_idx" ON "SupportEpisode"("crn", "startedOn");

-- CreateIndex
CREATE INDEX "SupportEpisode_prisonerNumber_startedOn_idx" ON "SupportEpisode"("prisonerNumber", "startedOn");
