-- Cohorts that commissioners save and cite. A version never changes, and the same content is the same version.
CREATE TABLE "CohortVersion" (
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "conditions" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,
    "savedBy" TEXT NOT NULL,

    CONSTRAINT "CohortVersion_pkey" PRIMARY KEY ("name", "version")
);
CREATE UNIQUE INDEX "CohortVersion_name_digest_key" ON "CohortVersion"("name", "digest");
