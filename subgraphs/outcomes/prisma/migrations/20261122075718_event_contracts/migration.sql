-- CreateTable
CREATE TABLE "EventContract" (
    "agency" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "schema" JSONB NOT NULL,

    CONSTRAINT "EventContract_pkey" PRIMARY KEY ("agency","type")
);
