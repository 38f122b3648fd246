-- AlterTable
ALTER TABLE "Claimant" ADD COLUMN     "officeCode" TEXT,
ADD COLUMN     "officeSince" DATE;

-- Offices had names only, for the most part those of probation delivery units.
UPDATE "Claimant" SET "officeCode" = named.code FROM (VALUES
  ('derby city jobcentre', 'JCP-DERBY'),
  ('derbyshire jobcentre', 'JCP-CHESTERF'),
  ('east and west lincolnshire jobcentre', 'JCP-LINCOLN'),
  ('leicester, leicestershire and rutland jobcentre', 'JCP-LEICESTE'),
  ('nottingham city jobcentre', 'JCP-NOTTINGH'),
  ('nottinghamshire jobcentre', 'JCP-MANSFIEL'),
  ('bedfordshire jobcentre', 'JCP-BEDFORD'),
  ('cambridgeshire jobcentre', 'JCP-CAMBRIDG'),
  ('essex north jobcentre', 'JCP-CHELMSFO'),
  ('essex south jobcentre', 'JCP-BASILDON'),
  ('hertfordshire jobcentre', 'JCP-STEVENAG'),
  ('norfolk jobcentre', 'JCP-NORWICH'),
  ('northamptonshire jobcentre', 'JCP-NORTHAMP'),
  ('suffolk jobcentre', 'JCP-IPSWICH'),
  ('bolton jobcentre', 'JCP-BOLTON'),
  ('bury and rochdale jobcentre', 'JCP-BURY'),
  ('manchester north jobcentre', 'JCP-CHEETHAM'),
  ('manchester south jobcentre', 'JCP-RUSHOLME'),
  ('oldham jobcentre', 'JCP-OLDHAM'),
  ('salford jobcentre', 'JCP-SALFORD'),
  ('stockport and trafford jobcentre', 'JCP-STRETFOR'),
  ('tameside jobcentre', 'JCP-ASHTONUN'),
  ('wigan jobcentre', 'JCP-WIGAN'),
  ('east kent jobcentre', 'JCP-CANTERBU'),
  ('east sussex jobcentre', 'JCP-BRIGHTON'),
  ('surrey jobcentre', 'JCP-GUILDFOR'),
  ('west kent jobcentre', 'JCP-MAIDSTON'),
  ('west sussex jobcentre', 'JCP-CRAWLEY'),
  ('barking, dagenham and havering jobcentre', 'JCP-BARKING'),
  ('brent jobcentre', 'JCP-HARLESDE'),
  ('camden and islington jobcentre', 'JCP-KENTISHT'),
  ('croydon jobcentre', 'JCP-CROYDON'),
  ('ealing and hillingdon jobcentre', 'JCP-EALING'),
  ('enfield and haringey jobcentre', 'JCP-TOTTENHA'),
  ('greenwich and bexley jobcentre', 'JCP-WOOLWICH'),
  ('hackney and city jobcentre', 'JCP-HACKNEY'),
  ('hammersmith, fulham, kensington, chelsea and westminster jobcentre', 'JCP-HAMMERSM'),
  ('harrow and barnet jobcentre', 'JCP-HENDON'),
  ('kingston, richmond and hounslow jobcentre', 'JCP-HOUNSLOW'),
  ('lambeth jobcentre', 'JCP-BRIXTON'),
  ('lewisham and bromley jobcentre', 'JCP-LEWISHAM'),
  ('newham jobcentre', 'JCP-STRATFOR'),
  ('redbridge and waltham forest jobcentre', 'JCP-ILFORD'),
  ('southwark jobcentre', 'JCP-PECKHAM'),
  ('tower hamlets jobcentre', 'JCP-POPLAR'),
  ('wandsworth, merton and sutton jobcentre', 'JCP-CLAPHAMJ'),
  ('county durham and darlington jobcentre', 'JCP-DURHAM'),
  ('gateshead and south tyneside jobcentre', 'JCP-GATESHEA'),
  ('newcastle upon tyne jobcentre', 'JCP-NEWCASTL'),
  ('north tyneside and northumberland jobcentre', 'JCP-NORTHSHI'),
  ('redcar, cleveland and middlesbrough jobcentre', 'JCP-MIDDLESB'),
  ('stockton and hartlepool jobcentre', 'JCP-STOCKTON'),
  ('sunderland jobcentre', 'JCP-SUNDERLA'),
  ('blackburn jobcentre', 'JCP-BLACKBUR'),
  ('central lancashire jobcentre', 'JCP-PRESTON'),
  ('cumbria jobcentre', 'JCP-CARLISLE'),
  ('east cheshire jobcentre', 'JCP-CREWE'),
  ('east lancashire jobcentre', 'JCP-BURNLEY'),
  ('knowsley and st helens jobcentre', 'JCP-HUYTON'),
  ('liverpool north jobcentre', 'JCP-EVERTON'),
  ('liverpool south jobcentre', 'JCP-LIVERPOO'),
  ('north west lancashire jobcentre', 'JCP-BLACKPOO'),
  ('sefton jobcentre', 'JCP-BOOTLE'),
  ('warrington and halton jobcentre', 'JCP-WARRINGT'),
  ('west cheshire jobcentre', 'JCP-CHESTER'),
  ('wirral jobcentre', 'JCP-BIRKENHE'),
  ('buckinghamshire and milton keynes jobcentre', 'JCP-AYLESBUR'),
  ('east berkshire jobcentre', 'JCP-SLOUGH'),
  ('hampshire north and east jobcentre', 'JCP-BASINGST'),
  ('hampshire south west jobcentre', 'JCP-SOUTHAMP'),
  ('hampshire south and isle of wight jobcentre', 'JCP-PORTSMOU'),
  ('oxfordshire jobcentre', 'JCP-OXFORD'),
  ('west berkshire jobcentre', 'JCP-READING'),
  ('bath and north somerset jobcentre', 'JCP-BATH'),
  ('bristol and south gloucestershire jobcentre', 'JCP-BRISTOL'),
  ('cornwall and isles of scilly jobcentre', 'JCP-TRURO'),
  ('devon and torbay jobcentre', 'JCP-EXETER'),
  ('dorset jobcentre', 'JCP-BOURNEMO'),
  ('gloucestershire jobcentre', 'JCP-GLOUCEST'),
  ('plymouth jobcentre', 'JCP-PLYMOUTH'),
  ('somerset jobcentre', 'JCP-TAUNTON'),
  ('swindon and wiltshire jobcentre', 'JCP-TROWBRID'),
  ('cardiff and the vale of glamorgan jobcentre', 'JCP-CARDIFF'),
  ('cwm taf morgannwg jobcentre', 'JCP-PONTYPRI'),
  ('dyfed powys jobcentre', 'JCP-CARMARTH'),
  ('gwent jobcentre', 'JCP-NEWPORT'),
  ('north wales jobcentre', 'JCP-WREXHAM'),
  ('swansea, neath port talbot jobcentre', 'JCP-SWANSEA'),
  ('birmingham central and south jobcentre', 'JCP-SELLYOAK'),
  ('birmingham north, east and solihull jobcentre', 'JCP-ERDINGTO'),
  ('coventry jobcentre', 'JCP-COVENTRY'),
  ('dudley and sandwell jobcentre', 'JCP-DUDLEY'),
  ('herefordshire, shropshire and telford jobcentre', 'JCP-SHREWSBU'),
  ('staffordshire north jobcentre', 'JCP-STOKEONT'),
  ('staffordshire south jobcentre', 'JCP-STAFFORD'),
  ('walsall and wolverhampton jobcentre', 'JCP-WALSALL'),
  ('warwickshire jobcentre', 'JCP-NUNEATON'),
  ('worcestershire jobcentre', 'JCP-WORCESTE'),
  ('barnsley and rotherham jobcentre', 'JCP-BARNSLEY'),
  ('bradford and calderdale jobcentre', 'JCP-BRADFORD'),
  ('doncaster jobcentre', 'JCP-DONCASTE'),
  ('hull and east riding jobcentre', 'JCP-HULL'),
  ('kirklees jobcentre', 'JCP-HUDDERSF'),
  ('leeds jobcentre', 'JCP-LEEDS'),
  ('north yorkshire jobcentre', 'JCP-HARROGAT'),
  ('north and north east lincolnshire jobcentre', 'JCP-GRIMSBY'),
  ('sheffield jobcentre', 'JCP-SHEFFIEL'),
  ('wakefield jobcentre', 'JCP-WAKEFIEL'),
  ('york jobcentre', 'JCP-YORK')
) AS named (name, code) WHERE lower(trim("Claimant"."office")) = named.name;

-- When a person came to the office was not kept: it was by their first record at the latest.
UPDATE "Claimant" SET "officeSince" = least(
  (SELECT min("openedOn") FROM "Claim" WHERE "Claim"."nino" = "Claimant"."nino"),
  (SELECT min("bookedFor")::date FROM "Interview" WHERE "Interview"."nino" = "Claimant"."nino"),
  (SELECT min("referredOn") FROM "ProgrammeReferral" WHERE "ProgrammeReferral"."nino" = "Claimant"."nino"),
  CURRENT_DATE
);

ALTER TABLE "Claimant" ALTER COLUMN "officeSince" SET NOT NULL;

-- CreateTable
CREATE TABLE "SigningSchedule" (
    "id" TEXT NOT NULL,
    "nino" TEXT NOT NULL,
    "officeCode" TEXT NOT NULL,
    "firstAt" TIMESTAMPTZ(3) NOT NULL,
    "everyDays" INTEGER NOT NULL,
    "minutes" INTEGER NOT NULL,
    "until" DATE,
    "endedOn" DATE,
    "arrangedBy" TEXT NOT NULL,

    CONSTRAINT "SigningSchedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Signing" (
    "id" TEXT NOT NULL,
    "nino" TEXT NOT NULL,
    "scheduleId" TEXT NOT NULL,
    "officeCode" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "movedFrom" TIMESTAMPTZ(3),
    "moveReason" TEXT,

    CONSTRAINT "Signing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SigningSchedule_nino_firstAt_idx" ON "SigningSchedule"("nino", "firstAt" DESC);

-- CreateIndex
CREATE INDEX "Signing_officeCode_dueAt_id_idx" ON "Signing"("officeCode", "dueAt", "id");

-- CreateIndex
CREATE INDEX "Signing_nino_dueAt_id_idx" ON "Signing"("nino", "dueAt", "id");

-- CreateIndex
CREATE INDEX "Signing_scheduleId_dueAt_id_idx" ON "Signing"("scheduleId", "dueAt", "id");

-- CreateIndex
CREATE INDEX "Claimant_officeCode_officeSince_nino_idx" ON "Claimant"("officeCode", "officeSince" DESC, "nino" DESC);
