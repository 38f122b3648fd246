-- CreateTable
CREATE TABLE "FileId" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "agency" TEXT NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "FileId_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "FileId_agency_key_key" ON "FileId"("agency", "key");
