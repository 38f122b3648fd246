-- What was told of measures. Rows are added and read: released numbers are final, so none is changed or deleted.

-- A set of episodes with what was told of it. Conditions are SHA-256 digests of their texts.
CREATE TABLE "ReleasedSet" (
    "id" UUID NOT NULL,
    "episode" TEXT NOT NULL,
    "condition" TEXT NOT NULL,
    "fromDay" DATE NOT NULL,
    "toDay" DATE NOT NULL,
    "count" INTEGER NOT NULL,
    "people" INTEGER NOT NULL,
    "keySum" BIGINT NOT NULL,
    "members" BYTEA NOT NULL,
    "told" INTEGER,
    "toldAs" UUID,

    CONSTRAINT "ReleasedSet_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "ReleasedSet_episode_condition_keySum_count_key" ON "ReleasedSet"("episode", "condition", "keySum", "count");
CREATE INDEX "ReleasedSet_episode_condition_people_idx" ON "ReleasedSet"("episode", "condition", "people");

-- A released table: the first one of a question and a moment. Cells are kept as they were written. Questions are known by the SHA-256 digest of their text.
CREATE TABLE "ReleasedTable" (
    "questionDigest" TEXT NOT NULL,
    "asOf" TIMESTAMPTZ(3) NOT NULL,
    "question" TEXT NOT NULL,
    "episode" TEXT NOT NULL,
    "policy" TEXT NOT NULL,
    "cells" JSON NOT NULL,
    "sets" JSONB NOT NULL,
    "conditions" TEXT[] NOT NULL,
    "releasedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ReleasedTable_pkey" PRIMARY KEY ("questionDigest", "asOf")
);
CREATE INDEX "ReleasedTable_episode_asOf_idx" ON "ReleasedTable"("episode", "asOf");

-- What else was told of a set: sums and curves, by a digest of what they are.
CREATE TABLE "ReleasedDetail" (
    "setId" UUID NOT NULL,
    "detail" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "ReleasedDetail_pkey" PRIMARY KEY ("setId", "detail")
);
