-- CreateTable
CREATE TABLE "PrisonContact" (
    "id" TEXT NOT NULL,
    "prisonId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "telephone" TEXT,
    "from" DATE NOT NULL,
    "until" DATE,

    CONSTRAINT "PrisonContact_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PrisonContact_prisonId_from_idx" ON "PrisonContact"("prisonId", "from" DESC);
