-- AlterTable
ALTER TABLE "InitialAssessment" ADD COLUMN     "contractReference" TEXT,
ADD COLUMN     "keyWorkerId" TEXT;

-- AlterTable
ALTER TABLE "Referral" ADD COLUMN     "desiredOutcomes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "keyWorkerId" TEXT,
ADD COLUMN     "lastContactOn" DATE,
ADD COLUMN     "plannedWeeks" INTEGER,
ADD COLUMN     "prisonerNumber" TEXT,
ADD COLUMN     "reportOutcomes" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "reportSubmittedOn" DATE,
ADD COLUMN     "silentSince" DATE,
ALTER COLUMN "crn" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "contractReference" TEXT,
ADD COLUMN     "keyWorkerId" TEXT;

-- CreateTable
CREATE TABLE "KeyWorkerAssignment" (
    "id" TEXT NOT NULL,
    "referenceNumber" TEXT NOT NULL,
    "contractReference" TEXT NOT NULL,
    "keyWorkerId" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "deliveryUnitCode" TEXT,
    "from" DATE NOT NULL,
    "to" DATE,

    CONSTRAINT "KeyWorkerAssignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SupportContact" (
    "id" TEXT NOT NULL,
    "referenceNumber" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "minutes" INTEGER,
    "attended" TEXT,
    "topics" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "SupportContact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReferralTarget" (
    "id" TEXT NOT NULL,
    "contractReference" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "referrals" INTEGER NOT NULL,

    CONSTRAINT "ReferralTarget_pkey" PRIMARY KEY ("id")
);

-- What is there already. A worker's code is unique within a provider only, and which provider a contract is of stands in the
-- reference data, of which this is the part that is needed.
WITH contract (reference, provider) AS (
  VALUES
    ('CCS_0001', 'ADVANCE_CHARITY'),
    ('CCS_0002', 'WOMEN_IN_PRISON'),
    ('DN535743', 'ACHIEVE_NW'),
    ('DN545200', 'COMMUNITY_LED_INIT'),
    ('DN545698', 'INGEUS_UK_LIMITED'),
    ('DN547952_1', 'GM_WOM_SUP_AL'),
    ('DN547952_2', 'GM_WOM_SUP_AL'),
    ('DN547952_3', 'GM_WOM_SUP_AL'),
    ('DN547952_4', 'GM_WOM_SUP_AL'),
    ('DN547952_5', 'GM_WOM_SUP_AL'),
    ('DN547952_6', 'GM_WOM_SUP_AL'),
    ('DN547952_7', 'GM_WOM_SUP_AL'),
    ('DN547952_8', 'GM_WOM_SUP_AL'),
    ('DN547952_9', 'GM_WOM_SUP_AL'),
    ('DN671065_BOLTON_FBD', 'BIG_LIFE_GROUP'),
    ('DN671065_BOLTON_PWB', 'BIG_LIFE_GROUP'),
    ('DN671065_BURY_FBD', 'BIG_LIFE_GROUP'),
    ('DN671065_BURY_PWB', 'BIG_LIFE_GROUP'),
    ('DN671065_MANCHESTER_FBD', 'BIG_LIFE_GROUP'),
    ('DN671065_MANCHESTER_PWB', 'BIG_LIFE_GROUP'),
    ('DN671065_OLDHAM_FBD', 'BIG_LIFE_GROUP'),
    ('DN671065_OLDHAM_PWB', 'BIG_LIFE_GROUP'),
    ('DN671065_ROCHDALE_FBD', 'BIG_LIFE_GROUP'),
    ('DN671065_ROCHDALE_PWB', 'BIG_LIFE_GROUP'),
    ('DN671065_SALFORD_FBD', 'BIG_LIFE_GROUP'),
    ('DN671065_SALFORD_PWB', 'BIG_LIFE_GROUP'),
    ('DN671065_STOCKPORT_FBD', 'BIG_LIFE_GROUP'),
    ('DN671065_STOCKPORT_PWB', 'BIG_LIFE_GROUP'),
    ('DN671065_TAMESIDE_FBD', 'BIG_LIFE_GROUP'),
    ('DN671065_TAMESIDE_PWB', 'BIG_LIFE_GROUP'),
    ('DN671065_TRAFFORD_FBD', 'BIG_LIFE_GROUP'),
    ('DN671065_TRAFFORD_PWB', 'BIG_LIFE_GROUP'),
    ('DN671065_WIGAN_FBD', 'BIG_LIFE_GROUP'),
    ('DN671065_WIGAN_PWB', 'BIG_LIFE_GROUP'),
    ('GMIRSDR_1', 'GM_MH_NHS_FT'),
    ('GMIRSDR_2', 'CHANGE_GROW_LIVE_LTD'),
    ('GMIRSDR_3', 'ROAR_TURNING_POINT'),
    ('GMIRSDR_4', 'PENNINE_CARE_NHS_FT'),
    ('GMIRSDR_5', 'WITH_YOU_WIGAN_LEIGH'),
    ('PRJ_12437_DC', 'WE_ARE_WITH_YOU'),
    ('PRJ_12498_GWENT', 'THE_NELSON_TRUST'),
    ('PRJ_12498_SOUTHWALES', 'THE_NELSON_TRUST'),
    ('PRJ_12502_DYFEDPOWYS', 'THE_NELSON_TRUST'),
    ('PRJ_12502_NORTHWALES', 'THE_NELSON_TRUST'),
    ('PRJ_14249', 'WAYTHROUGH'),
    ('PRJ_14250', 'WAYTHROUGH'),
    ('PRJ_14251', 'V_I_A'),
    ('PRJ_14252', 'WE_ARE_WITH_YOU'),
    ('PRJ_14253', 'CHANGE_GROW_LIVE_LTD'),
    ('PRJ_14255', 'WE_ARE_WITH_YOU'),
    ('PRJ_14403', 'TURNING_POINT'),
    ('PRJ_14745', 'TURNING_POINT'),
    ('PRJ_14746', 'DEVON_PARTNERSHIP_TRUST'),
    ('PRJ_14747', 'HARBOUR'),
    ('PRJ_14831', 'DEVON_PARTNERSHIP_TRUST'),
    ('PRJ_14832', 'TURNING_POINT'),
    ('PRJ_14833', 'DHI'),
    ('PRJ_2026_PSEOEHSS', 'PS_EOE_HOUSING_SUPPORT'),
    ('PRJ_2026_PSYATHHSS', 'PS_YATH_HOUSING'),
    ('PRJ_5428', 'INGEUS_UK_LIMITED'),
    ('PRJ_5430', 'MAXIMUS_UK'),
    ('PRJ_5455', 'MAXIMUS_UK'),
    ('PRJ_5462', 'SEETEC_BUS_TECH_CTR_LTD'),
    ('PRJ_5466', 'INGEUS_UK_LIMITED'),
    ('PRJ_5467', 'THE_GROWTH_COMPANY_LTD'),
    ('PRJ_5468', 'MAXIMUS_UK'),
    ('PRJ_5469', 'SEETEC_BUS_TECH_CTR_LTD'),
    ('PRJ_5470', 'SEETEC_BUS_TECH_CTR_LTD'),
    ('PRJ_5471', 'MAXIMUS_UK'),
    ('PRJ_5549', 'NACRO'),
    ('PRJ_5552', 'SEETEC_BUS_TECH_CTR_LTD'),
    ('PRJ_5553', 'SEETEC_BUS_TECH_CTR_LTD'),
    ('PRJ_5555', 'THIRTEEN_HOUSING_GROUP'),
    ('PRJ_5556', 'SEETEC_BUS_TECH_CTR_LTD'),
    ('PRJ_5556NWPS', 'NWPS'),
    ('PRJ_5559', 'SEETEC_BUS_TECH_CTR_LTD'),
    ('PRJ_5560', 'NACRO'),
    ('PRJ_5591', 'ST_GILES_WISE_GRP'),
    ('PRJ_5595', 'ST_GILES_WISE_GRP'),
    ('PRJ_5596', 'INGEUS_UK_LIMITED'),
    ('PRJ_5597', 'INGEUS_UK_LIMITED'),
    ('PRJ_5598', 'INGEUS_UK_LIMITED'),
    ('PRJ_5600', 'THE_FORWARD_TRUST'),
    ('PRJ_5601', 'INGEUS_UK_LIMITED'),
    ('PRJ_5603', 'INGEUS_UK_LIMITED'),
    ('PRJ_5604', 'CATCH_22_CHARITY_LTD'),
    ('PRJ_5606', 'NACRO'),
    ('PRJ_5615', 'THE_FORWARD_TRUST'),
    ('PRJ_5619', 'NACRO'),
    ('PRJ_5621', 'THE_FORWARD_TRUST'),
    ('PRJ_5622', 'THE_FORWARD_TRUST'),
    ('PRJ_5623', 'NACRO'),
    ('PRJ_5624', 'THE_FORWARD_TRUST'),
    ('PRJ_5625', 'THE_FORWARD_TRUST'),
    ('PRJ_5626', 'SEETEC_BUS_TECH_CTR_LTD'),
    ('PRJ_5627', 'THE_FORWARD_TRUST'),
    ('PRJ_5628', 'CATCH_22_CHARITY_LTD'),
    ('PRJ_5629', 'INGEUS_UK_LIMITED'),
    ('PRJ_5630', 'ST_GILES_WISE_GRP'),
    ('PRJ_5631', 'ST_GILES_WISE_GRP'),
    ('PRJ_5632', 'INGEUS_UK_LIMITED'),
    ('PRJ_5633', 'INGEUS_UK_LIMITED'),
    ('PRJ_5634', 'FOUNDATION'),
    ('PRJ_5635', 'THE_GROWTH_COMPANY_LTD'),
    ('PRJ_5636', 'SEETEC_BUS_TECH_CTR_LTD'),
    ('PRJ_5638', 'THE_GROWTH_COMPANY_LTD'),
    ('PRJ_5639', 'THE_GROWTH_COMPANY_LTD'),
    ('PRJ_5641', 'CATCH_22_CHARITY_LTD'),
    ('PRJ_5643', 'CATCH_22_CHARITY_LTD'),
    ('PRJ_5646', 'CATCH_22_CHARITY_LTD'),
    ('PRJ_5649', 'CATCH_22_CHARITY_LTD'),
    ('PRJ_5650', 'ST_GILES_WISE_GRP'),
    ('PRJ_5653', 'ST_GILES_WISE_GRP'),
    ('PRJ_5750', 'THE_NELSON_TRUST'),
    ('PRJ_5751', 'ADVANCE_CHARITY'),
    ('PRJ_5752', 'ST_GILES_WISE_GRP'),
    ('PRJ_5753', 'PSS_UK'),
    ('PRJ_5764', 'CHANGING_LIVES'),
    ('PRJ_5776', 'WOMENS_WORK_DERBS_LTD'),
    ('PRJ_5779', 'WOMENS_CTR_CORNWALL'),
    ('PRJ_5780', 'WOMENS_CTR_CORNWALL'),
    ('PRJ_5781', 'ST_GILES_WISE_GRP'),
    ('PRJ_5789', 'ADVANCE_CHARITY'),
    ('PRJ_5790', 'THE_NELSON_TRUST'),
    ('PRJ_5791', 'ADVANCE_CHARITY'),
    ('PRJ_5792', 'ADVANCE_CHARITY'),
    ('PRJ_5793', 'TOGETHER_WOMEN_PROJECT'),
    ('PRJ_5794', 'ADVANCE_CHARITY'),
    ('PRJ_5795', 'LANCASHIRE_WOMEN'),
    ('PRJ_5798', 'CHANGING_LIVES'),
    ('PRJ_5799', 'PSS_UK'),
    ('PRJ_5802', 'ST_GILES_WISE_GRP'),
    ('PRJ_5803', 'ST_GILES_WISE_GRP'),
    ('PRJ_5806', 'CHANGING_LIVES'),
    ('PRJ_5809', 'NOTT_WOMENS_CENTRE'),
    ('PRJ_5813', 'LINCS_ACTION_TRUST'),
    ('PRJ_5815', 'CHANGING_LIVES'),
    ('PRJ_5817', 'ST_GILES_WISE_GRP'),
    ('PRJ_5818', 'WOMEN_IN_PRISON'),
    ('PRJ_5819', 'BWC'),
    ('PRJ_5821', 'CHANGING_LIVES'),
    ('PRJ_5822', 'WILLOWDENE'),
    ('PRJ_5823', 'CHANGING_LIVES'),
    ('PRJ_5824', 'TOGETHER_WOMEN_PROJECT'),
    ('PRJ_5825', 'THE_NELSON_TRUST'),
    ('PRJ_6157', 'NACRO'),
    ('PRJ_6158', 'THE_FORWARD_TRUST'),
    ('PRJ_6163', 'THE_FORWARD_TRUST'),
    ('PRJ_6166', 'THE_FORWARD_TRUST'),
    ('PRJ_6262', 'INGEUS_UK_LIMITED'),
    ('PRJ_6263', 'ST_MUNGOS'),
    ('PRJ_6267', 'SHELTER'),
    ('PRJ_6310', 'INGEUS_UK_LIMITED'),
    ('PRJ_6521', 'ST_GILES_WISE_GRP'),
    ('PRJ_6527', 'ST_GILES_WISE_GRP'),
    ('PRJ_6528', 'ST_GILES_WISE_GRP'),
    ('PRJ_6530', 'ST_GILES_WISE_GRP'),
    ('PRJ_6531', 'INGEUS_UK_LIMITED'),
    ('PRJ_6532', 'THE_GROWTH_COMPANY_LTD'),
    ('PRJ_6533', 'CATCH_22_CHARITY_LTD'),
    ('PRJ_6534', 'CATCH_22_CHARITY_LTD'),
    ('PRJ_6535', 'CATCH_22_CHARITY_LTD'),
    ('PRJ_6553', 'ADVANCE_CHARITY'),
    ('PRJ_6554', 'CHANGING_LIVES'),
    ('PRJ_6555', 'WOMENS_COMM_MATTERS'),
    ('PRJ_6556', 'ST_GILES_WISE_GRP'),
    ('PRJ_6557', 'THE_NELSON_TRUST'),
    ('PRJ_6558', 'THE_NELSON_TRUST'),
    ('PRJ_6559', 'PSS_UK'),
    ('PRJ_6560', 'THE_NELSON_TRUST'),
    ('PRJ_7283_E', 'ADVANCE_CHARITY'),
    ('PRJ_7283_N', 'ADVANCE_CHARITY'),
    ('PRJ_7283_S', 'WOMEN_IN_PRISON'),
    ('PRJ_7639', 'INGEUS_UK_LIMITED'),
    ('PRJ_7646', 'CATCH_22_CHARITY_LTD'),
    ('PRJ_7647', 'ST_GILES_WISE_LTD'),
    ('PRJ_7648', 'ST_GILES_WISE_LTD'),
    ('PRJ_7649', 'INGEUS_UK_LIMITED'),
    ('PRJ_7651', 'INGEUS_UK_LIMITED'),
    ('PRJ_7659', 'ST_GILES_WISE_LTD'),
    ('PRJ_7661', 'INGEUS_UK_LIMITED'),
    ('PRJ_7662', 'THE_GROWTH_COMPANY_LTD'),
    ('PRJ_7669', 'CHANGE_GROW_LIVE_LTD'),
    ('PRJ_7671', 'THE_FORWARD_TRUST'),
    ('PRJ_7672', 'INGEUS_UK_LIMITED'),
    ('PRJ_7674', 'CHANGE_GROW_LIVE_LTD'),
    ('PRJ_7680', 'CHANGE_GROW_LIVE_LTD'),
    ('PRJ_7681', 'INGEUS_UK_LIMITED'),
    ('PRJ_7682', 'CHANGE_GROW_LIVE_LTD'),
    ('PRJ_7683', 'INGEUS_UK_LIMITED'),
    ('PRJ_7709', 'INGEUS_UK_LIMITED'),
    ('PRJ_7710', 'INGEUS_UK_LIMITED'),
    ('PRJ_7907', 'THE_FORWARD_TRUST'),
    ('PRJ_9446_AS', 'INGEUS_UK_LIMITED'),
    ('PRJ_9446_DC', 'INGEUS_UK_LIMITED'),
    ('PRJ_9446_DO', 'INGEUS_UK_LIMITED')
)
UPDATE "Referral" SET "keyWorkerId" = contract.provider || '/' || "keyWorkerCode"
FROM contract WHERE contract.reference = "contractReference" AND "keyWorkerCode" IS NOT NULL;

-- A meeting that took place was a contact, on the day that it had in London.
UPDATE "Referral" SET "lastContactOn" = met.last
FROM (
  SELECT "referenceNumber", max(day) AS last FROM (
    SELECT "referenceNumber", "completedOn" AS day FROM "InitialAssessment"
    UNION ALL
    SELECT "referenceNumber", ("bookedFor" AT TIME ZONE 'Europe/London')::date FROM "Session" WHERE "attended" IN ('YES', 'LATE')
  ) AS meeting GROUP BY 1
) AS met
WHERE met."referenceNumber" = "Referral"."referenceNumber";

UPDATE "Referral" SET "silentSince" = coalesce("lastContactOn", "referredOn");
ALTER TABLE "Referral" ALTER COLUMN "silentSince" SET NOT NULL;

UPDATE "InitialAssessment" AS meeting SET "contractReference" = referral."contractReference", "keyWorkerId" = referral."keyWorkerId"
FROM "Referral" AS referral WHERE referral."referenceNumber" = meeting."referenceNumber";
ALTER TABLE "InitialAssessment" ALTER COLUMN "contractReference" SET NOT NULL;

UPDATE "Session" AS meeting SET "contractReference" = referral."contractReference", "keyWorkerId" = referral."keyWorkerId"
FROM "Referral" AS referral WHERE referral."referenceNumber" = meeting."referenceNumber";
ALTER TABLE "Session" ALTER COLUMN "contractReference" SET NOT NULL;

-- The worker of each referral; earlier ones were written over, and the day of the assignment was in the event only, so that the
-- day of the referral stands for it.
INSERT INTO "KeyWorkerAssignment"
  ("id", "referenceNumber", "contractReference", "keyWorkerId", "code", "name", "deliveryUnitCode", "from", "to")
SELECT gen_random_uuid()::text, "referenceNumber", "contractReference", "keyWorkerId", "keyWorkerCode",
  coalesce("keyWorkerName", "keyWorkerCode"), "keyWorkerDeliveryUnitCode", "referredOn", "endedOn"
FROM "Referral" WHERE "keyWorkerId" IS NOT NULL;

-- CreateIndex
CREATE INDEX "KeyWorkerAssignment_referenceNumber_from_idx" ON "KeyWorkerAssignment"("referenceNumber", "from");

-- CreateIndex
CREATE INDEX "KeyWorkerAssignment_keyWorkerId_from_idx" ON "KeyWorkerAssignment"("keyWorkerId", "from");

-- CreateIndex
CREATE INDEX "KeyWorkerAssignment_contractReference_from_idx" ON "KeyWorkerAssignment"("contractReference", "from");

-- CreateIndex
CREATE INDEX "KeyWorkerAssignment_deliveryUnitCode_from_idx" ON "KeyWorkerAssignment"("deliveryUnitCode", "from");

-- CreateIndex
CREATE INDEX "SupportContact_referenceNumber_at_id_idx" ON "SupportContact"("referenceNumber", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "ReferralTarget_contractReference_month_idx" ON "ReferralTarget"("contractReference", "month");

-- CreateIndex
CREATE INDEX "InitialAssessment_contractReference_bookedFor_id_idx" ON "InitialAssessment"("contractReference", "bookedFor", "id");

-- CreateIndex
CREATE INDEX "InitialAssessment_keyWorkerId_bookedFor_id_idx" ON "InitialAssessment"("keyWorkerId", "bookedFor", "id");

-- CreateIndex
CREATE INDEX "Referral_keyWorkerId_referredOn_referenceNumber_idx" ON "Referral"("keyWorkerId", "referredOn", "referenceNumber");

-- CreateIndex
CREATE INDEX "Session_contractReference_bookedFor_id_idx" ON "Session"("contractReference", "bookedFor", "id");

-- CreateIndex
CREATE INDEX "Session_keyWorkerId_bookedFor_id_idx" ON "Session"("keyWorkerId", "bookedFor", "id");
