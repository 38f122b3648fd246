-- CreateTable
CREATE TABLE "ReceivedEvent" (
    "subgraph" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "file" BYTEA NOT NULL,
    "version" BIGINT NOT NULL,
    "digest" BYTEA NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "appendedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReceivedEvent_pkey" PRIMARY KEY ("subgraph","id")
);

-- CreateTable
CREATE TABLE "ReceivedFile" (
    "subgraph" TEXT NOT NULL,
    "file" BYTEA NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "ReceivedFile_pkey" PRIMARY KEY ("subgraph","file")
);

-- CreateIndex
CREATE INDEX "ReceivedEvent_receivedAt_idx" ON "ReceivedEvent"("receivedAt");

-- CreateIndex
CREATE UNIQUE INDEX "ReceivedEvent_subgraph_file_version_key" ON "ReceivedEvent"("subgraph", "file", "version");
