-- AlterTable
ALTER TABLE "FileId" ALTER COLUMN "id" DROP DEFAULT;

-- CreateTable
CREATE TABLE "LearntEvent" (
    "id" UUID NOT NULL,
    "learntAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LearntEvent_pkey" PRIMARY KEY ("id")
);
