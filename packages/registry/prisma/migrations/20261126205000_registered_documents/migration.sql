-- CreateTable
CREATE TABLE "RegisteredDocument" (
    "client" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "document" TEXT NOT NULL,

    CONSTRAINT "RegisteredDocument_pkey" PRIMARY KEY ("client","id")
);
