-- CreateTable
CREATE TABLE "MeasuredPerson" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,

    CONSTRAINT "MeasuredPerson_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MeasureSecret" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "secret" TEXT NOT NULL,

    CONSTRAINT "MeasureSecret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReleaseTick" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "agencies" JSONB NOT NULL,

    CONSTRAINT "ReleaseTick_pkey" PRIMARY KEY ("at")
);

-- CreateIndex
CREATE UNIQUE INDEX "MeasuredPerson_number_key" ON "MeasuredPerson"("number");
