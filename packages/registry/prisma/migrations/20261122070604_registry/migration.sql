-- CreateTable
CREATE TABLE "SubgraphVersion" (
    "name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "schemaPath" TEXT NOT NULL,
    "schemaText" TEXT NOT NULL,
    "events" JSONB,
    "routingUrl" TEXT NOT NULL,
    "firstPublishedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SubgraphVersion_pkey" PRIMARY KEY ("name","digest")
);

-- CreateTable
CREATE TABLE "LiveSubgraph" (
    "name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,

    CONSTRAINT "LiveSubgraph_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "Publication" (
    "revision" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "message" TEXT,
    "git" JSONB,
    "supergraphDigest" TEXT NOT NULL,

    CONSTRAINT "Publication_pkey" PRIMARY KEY ("revision")
);

-- CreateTable
CREATE TABLE "PublicationEntry" (
    "revision" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "digest" TEXT,
    "previous" TEXT,

    CONSTRAINT "PublicationEntry_pkey" PRIMARY KEY ("revision","name")
);

-- CreateTable
CREATE TABLE "Supergraph" (
    "digest" TEXT NOT NULL,
    "sdl" TEXT NOT NULL,
    "composedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Supergraph_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "SubgraphConfiguration" (
    "name" TEXT NOT NULL,
    "configuration" JSONB NOT NULL,

    CONSTRAINT "SubgraphConfiguration_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "Approval" (
    "subgraph" TEXT NOT NULL,
    "changeId" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Approval_pkey" PRIMARY KEY ("subgraph","changeId")
);

-- CreateTable
CREATE TABLE "Token" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "secretHash" TEXT NOT NULL,
    "subgraphs" TEXT[],
    "can" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OperationShape" (
    "hash" TEXT NOT NULL,
    "name" TEXT,
    "document" TEXT NOT NULL,
    "firstSeen" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OperationShape_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "OperationUse" (
    "hash" TEXT NOT NULL,
    "clientName" TEXT NOT NULL,
    "clientVersion" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "requests" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL,
    "lastSeen" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OperationUse_pkey" PRIMARY KEY ("hash","clientName","clientVersion","day")
);

-- CreateTable
CREATE TABLE "RegisteredOperation" (
    "client" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "RegisteredOperation_pkey" PRIMARY KEY ("client","hash")
);

-- CreateTable
CREATE TABLE "CountedReport" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CountedReport_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PublicationEntry_name_revision_idx" ON "PublicationEntry"("name", "revision");

-- CreateIndex
CREATE UNIQUE INDEX "Token_secretHash_key" ON "Token"("secretHash");

-- CreateIndex
CREATE INDEX "OperationUse_day_idx" ON "OperationUse"("day");

-- AddForeignKey
ALTER TABLE "PublicationEntry" ADD CONSTRAINT "PublicationEntry_revision_fkey" FOREIGN KEY ("revision") REFERENCES "Publication"("revision") ON DELETE RESTRICT ON UPDATE CASCADE;
