-- AlterTable
ALTER TABLE "SubgraphVersion" ADD COLUMN     "eventTypes" INTEGER NOT NULL DEFAULT 0;
