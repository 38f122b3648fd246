-- AlterTable
ALTER TABLE "Movement" ADD COLUMN     "wing" TEXT;
