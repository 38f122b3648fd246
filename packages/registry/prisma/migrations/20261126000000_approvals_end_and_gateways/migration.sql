-- AlterTable
ALTER TABLE "Approval" DROP CONSTRAINT "Approval_pkey",
ADD COLUMN     "endReason" TEXT,
ADD COLUMN     "endRevision" INTEGER,
ADD COLUMN     "endedAt" TIMESTAMPTZ(3),
ADD COLUMN     "endedBy" TEXT,
ADD COLUMN     "id" UUID NOT NULL DEFAULT gen_random_uuid(),
ADD CONSTRAINT "Approval_pkey" PRIMARY KEY ("id");

-- CreateTable
CREATE TABLE "Gateway" (
    "instance" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "serving" TEXT NOT NULL,
    "refused" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Gateway_pkey" PRIMARY KEY ("instance")
);

-- CreateIndex
CREATE INDEX "Approval_subgraph_changeId_idx" ON "Approval"("subgraph", "changeId");
