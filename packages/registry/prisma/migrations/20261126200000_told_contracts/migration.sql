-- CreateTable
CREATE TABLE "ToldContracts" (
    "subgraph" TEXT NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "ToldContracts_pkey" PRIMARY KEY ("subgraph")
);

-- The outbox had the versions, since its rows stayed; from now on they leave it.
DO $$
BEGIN
  IF to_regclass('hub.outbox') IS NOT NULL THEN
    INSERT INTO "ToldContracts"
      SELECT substr(aggregateid, length('contracts/') + 1), max(version) FROM hub.outbox
      WHERE type = 'registry.event-contracts.published' GROUP BY aggregateid;
  END IF;
END $$;
