-- DropIndex
DROP INDEX "CommunityManager_crn_idx";

-- AlterTable
ALTER TABLE "AdditionalCondition" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'ADDITIONAL';

-- AlterTable
ALTER TABLE "Appointment" ADD COLUMN     "assessmentId" TEXT,
ADD COLUMN     "deliveryUnitCode" TEXT,
ADD COLUMN     "endsAt" TIMESTAMPTZ(3),
ADD COLUMN     "place" TEXT,
ADD COLUMN     "referenceNumber" TEXT,
ADD COLUMN     "sessionId" TEXT;

-- AlterTable
ALTER TABLE "CommunityManager" ADD COLUMN     "to" DATE;

-- AlterTable
ALTER TABLE "Licence" ADD COLUMN     "endedOn" DATE,
ADD COLUMN     "plannedEndDate" DATE,
ADD COLUMN     "policyVersion" TEXT,
ADD COLUMN     "type" TEXT NOT NULL DEFAULT 'AP';

-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "endedOn" DATE,
ADD COLUMN     "orderedEndDate" DATE;

-- AlterTable
ALTER TABLE "Requirement" ADD COLUMN     "endedOn" DATE,
ADD COLUMN     "orderedEndDate" DATE,
ADD COLUMN     "windows" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "Restriction" (
    "id" TEXT NOT NULL,
    "crn" TEXT NOT NULL,
    "sourceType" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE,
    "endedAt" TIMESTAMPTZ(3),
    "windows" JSONB NOT NULL,
    "zone" TEXT,
    "work" TEXT,
    "electronic" BOOLEAN NOT NULL,
    "untilTagged" BOOLEAN NOT NULL DEFAULT false,
    "text" TEXT NOT NULL,

    CONSTRAINT "Restriction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RestrictionPermission" (
    "id" TEXT NOT NULL,
    "crn" TEXT NOT NULL,
    "restrictionId" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "grantedBy" TEXT NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "RestrictionPermission_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Restriction_crn_from_idx" ON "Restriction"("crn", "from" DESC);

-- CreateIndex
CREATE INDEX "RestrictionPermission_restrictionId_from_idx" ON "RestrictionPermission"("restrictionId", "from");

-- CreateIndex
CREATE INDEX "RestrictionPermission_crn_idx" ON "RestrictionPermission"("crn");

-- CreateIndex
CREATE INDEX "CommunityManager_crn_allocatedOn_idx" ON "CommunityManager"("crn", "allocatedOn" DESC);

-- An appointment of before is with the unit that has the case now.
UPDATE "Appointment" SET "deliveryUnitCode" = c."deliveryUnitCode" FROM "ProbationCase" c WHERE c.crn = "Appointment".crn;
ALTER TABLE "Appointment" ALTER COLUMN "deliveryUnitCode" SET NOT NULL;

-- An allocation held until the next one; of those of one day, the one in force is the last.
UPDATE "CommunityManager" SET "to" = next."allocatedOn" FROM (
  SELECT m.id, lead(m."allocatedOn") OVER (PARTITION BY m.crn ORDER BY m."allocatedOn", m.id = c."managerId") AS "allocatedOn"
  FROM "CommunityManager" m JOIN "ProbationCase" c USING (crn)
) AS next WHERE next.id = "CommunityManager".id;

-- The day as it turned out had taken the place of the day ordered or planned, which is in the event of the beginning only.
UPDATE "Order" SET "orderedEndDate" = "endDate", "endedOn" = CASE WHEN "endReason" IS NOT NULL THEN "endDate" END;
UPDATE "Licence" SET "plannedEndDate" = "endDate", "endedOn" = CASE WHEN status <> 'ACTIVE' THEN "endDate" END;
DO $$
BEGIN
  IF to_regclass('hub.outbox') IS NOT NULL THEN
    UPDATE "Order" SET "orderedEndDate" = (began.payload #>> '{order,endDate}')::date
      FROM hub.outbox began
      WHERE began.type = 'probation.order.started' AND began.aggregateid = "Order".crn
        AND began.payload #>> '{order,id}' = "Order".id;
    UPDATE "Licence" SET "plannedEndDate" = (began.payload #>> '{licence,endDate}')::date
      FROM hub.outbox began
      WHERE began.type = 'create-and-vary-a-licence.licence.activated' AND began.aggregateid = "Licence".crn
        AND began.payload #>> '{licence,id}' = "Licence".id;
  END IF;
END $$;
ALTER TABLE "Order" ALTER COLUMN "orderedEndDate" SET NOT NULL;
ALTER TABLE "Licence" ALTER COLUMN "plannedEndDate" SET NOT NULL;
UPDATE "Requirement" SET "endedOn" = o."endedOn" FROM "Order" o WHERE o.id = "orderId";

-- A licence with a condition that only V4 has was made under it; others by their first day.
UPDATE "Licence" SET "policyVersion" = CASE WHEN "startDate" < DATE '2026-05-01' THEN 'V3' ELSE 'V4' END;
UPDATE "Licence" SET "policyVersion" = 'V4' FROM "AdditionalCondition" c WHERE c."licenceId" = "Licence".id AND c.code IN (
  '005d70e4-a247-4f82-b8b3-6d294a0f5051',
  '3f96ac05-ef71-43e3-ac07-1219aa26b5f3',
  '52faefcf-15f0-42c5-b908-621b4a7ecdb9',
  'be16ee0b-a916-43ef-9319-b42a1dd418a3',
  'd523d711-9975-4a9a-a37e-a17bd611140f'
);
ALTER TABLE "Licence" ALTER COLUMN "policyVersion" SET NOT NULL;

-- What licences and orders of before restrict. No event tells of these: they are older than the event.
INSERT INTO "Restriction" (id, crn, "sourceType", "sourceId", kind, "from", "to", "endedAt", windows, zone, work, electronic, "untilTagged", text)
SELECT gen_random_uuid(), l.crn, 'Licence', l.id, r.kind, l."startDate", l."plannedEndDate",
  CASE WHEN l."endedOn" < l."plannedEndDate" THEN (l."endedOn" + 1)::timestamp AT TIME ZONE 'Europe/London' END,
  CASE WHEN r.tagged THEN '[{"day": "MONDAY", "from": "17:00", "until": "00:00"}, {"day": "TUESDAY", "from": "17:00", "until": "00:00"}, {"day": "WEDNESDAY", "from": "17:00", "until": "00:00"}, {"day": "THURSDAY", "from": "17:00", "until": "00:00"}, {"day": "FRIDAY", "from": "17:00", "until": "00:00"}, {"day": "SATURDAY", "from": "17:00", "until": "00:00"}, {"day": "SUNDAY", "from": "17:00", "until": "00:00"}]'::jsonb WHEN r.kind = 'CURFEW' THEN c.curfew ELSE '[]' END,
  CASE WHEN r.kind LIKE '%ZONE' THEN c.text END, r.work,
  r.kind LIKE '%MONITORING' OR (r.kind = 'CURFEW' AND NOT r.tagged AND (l.kind = 'HDC' OR EXISTS (
    SELECT FROM "AdditionalCondition" t WHERE t."licenceId" = l.id AND t.code = 'fd129172-bdd3-4d97-a4a0-efd7b47a49d4'))),
  r.tagged, c.text
FROM "AdditionalCondition" c JOIN "Licence" l ON l.id = c."licenceId" JOIN (VALUES
  ('52faefcf-15f0-42c5-b908-621b4a7ecdb9', 'CURFEW', NULL, false),
  ('0a370862-5426-49c1-b6d4-3d074d78a81a', 'CURFEW', NULL, false),
  ('86e6f2a9-bb60-40f8-9ac4-310ebc72ac2f', 'CURFEW', NULL, true),
  ('0f9a20f4-35c7-4c77-8af8-f200f153fa11', 'EXCLUSION_ZONE', NULL, false),
  ('42f71b40-84cd-446d-8647-f00bbb6c079c', 'EXCLUSION_ZONE', NULL, false),
  ('c4a17002-88a3-43b4-b3f7-82ff476cb217', 'EXCLUSION_ZONE', NULL, false),
  ('99195049-f355-46fb-b7d8-aef87a1b19c5', 'EXCLUSION_ZONE', NULL, false),
  ('be16ee0b-a916-43ef-9319-b42a1dd418a3', 'EXCLUSION_ZONE', NULL, false),
  ('005d70e4-a247-4f82-b8b3-6d294a0f5051', 'RESTRICTION_ZONE', NULL, false),
  ('5db26ab3-9b6f-4bee-b2aa-53aa3f3be7dd', 'RESIDENCE', NULL, false),
  ('fce34fb2-02f4-4eb0-9b8d-d091e11451fa', 'RESIDENCE', NULL, false),
  ('9da214a3-c6ae-45e1-a465-12e22adf7c87', 'WORK', 'NOT_WITH_CHILDREN', false),
  ('bfbc693c-ab65-4042-920e-ddb085bc7aba', 'INTERNET', 'NO_INTERNET_WORK', false),
  ('524f2fd6-ad53-47dd-8edc-2161d3dd2ed4', 'LOCATION_MONITORING', NULL, false),
  ('d36a3b77-30ba-40ce-8953-83e761d3b487', 'ALCOHOL_MONITORING', NULL, false),
  ('2F8A5418-C6E4-4F32-9E58-64B23550E504', 'ALCOHOL_MONITORING', NULL, false)
) AS r (code, kind, work, tagged) ON r.code = c.code;

INSERT INTO "Restriction" (id, crn, "sourceType", "sourceId", kind, "from", "to", "endedAt", windows, work, electronic, "untilTagged", text)
SELECT gen_random_uuid(), l.crn, 'Licence', l.id, 'WORK', l."startDate", l."plannedEndDate",
  CASE WHEN l."endedOn" < l."plannedEndDate" THEN (l."endedOn" + 1)::timestamp AT TIME ZONE 'Europe/London' END,
  '[]', 'APPROVAL_NEEDED', false, false,
  CASE l."policyVersion"
    WHEN 'V3' THEN 'Not undertake work, or a particular type of work, unless it is approved by the supervising officer and notify the supervising officer in advance of any proposal to undertake work or a particular type of work.'
    ELSE 'Tell your supervising officer about any new work, or a type of work, you want to do. Get their approval before you start this work.'
  END
FROM "Licence" l;

INSERT INTO "Restriction" (id, crn, "sourceType", "sourceId", kind, "from", "to", "endedAt", windows, electronic, "untilTagged", text)
SELECT gen_random_uuid(), o.crn, 'Order', o.id, r.kind, o."startDate", o."orderedEndDate",
  CASE WHEN o."endedOn" < o."orderedEndDate" THEN (o."endedOn" + 1)::timestamp AT TIME ZONE 'Europe/London' END,
  '[]', r.type <> 'RESIDENCE', false, r.text
FROM "Requirement" q JOIN "Order" o ON o.id = q."orderId" JOIN (VALUES
  ('CURFEW', 'CURFEW', 'curfew requirement'),
  ('EXCLUSION', 'EXCLUSION_ZONE', 'exclusion requirement'),
  ('RESIDENCE', 'RESIDENCE', 'residence requirement'),
  ('ALCOHOL_ABSTINENCE', 'ALCOHOL_MONITORING', 'alcohol abstinence and monitoring requirement')
) AS r (type, kind, text) ON r.type = q.type;
