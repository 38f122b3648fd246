-- Ids of events are each agency's own. What was learnt so far belongs to the agency whose event it is in the journey.
-- The default stays: a process of the version before may still be at work beside this one.
ALTER TABLE "LearntEvent" ADD COLUMN "agency" TEXT NOT NULL DEFAULT '';
DO $$
BEGIN
  IF to_regclass('outcomes.event') IS NOT NULL THEN
    UPDATE "LearntEvent" SET "agency" = event.agency FROM outcomes.event WHERE event.id = "LearntEvent"."id";
  END IF;
END $$;
ALTER TABLE "LearntEvent" DROP CONSTRAINT "LearntEvent_pkey",
  ADD CONSTRAINT "LearntEvent_pkey" PRIMARY KEY ("id", "agency");
