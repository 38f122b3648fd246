import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@throughgate/database';
import { type TestDatabase, testDatabase } from '@throughgate/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';

// A database as it was before key workers, contacts and superseded assessments were kept.

const migrationsDirectory = join(import.meta.dirname, '../prisma/migrations');
const first = '20261122042952_init';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await testDatabase();
  const earlier = await mkdtemp(join(tmpdir(), 'throughgate-earlier-'));
  await cp(join(migrationsDirectory, first), join(earlier, first), { recursive: true });
  await migrate({ url: database.url, migrationsDirectory: earlier });
  await rm(earlier, { recursive: true });
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  const referral = `crn, forename, surname, "dateOfBirth", sex, "ageAtReferral", "contractReference", "referredOn", status`;
  const person = `'X123456', 'Ann', 'Example', '1990-02-03', 'F', 30`;
  await pool.query(`
    INSERT INTO "Referral" ("referenceNumber", ${referral}, "keyWorkerCode", "keyWorkerName", "keyWorkerDeliveryUnitCode", "endedOn") VALUES
      ('BC1001ED', ${person}, 'DN535743', '2020-10-05', 'POST_ICA', 'KW1', 'Sam Worker', 'N50MANC', NULL),
      ('BC1002ED', ${person}, 'CCS_0001', '2020-10-06', 'WITHDRAWN', 'KW1', 'Lee Other', NULL, '2020-10-20'),
      ('BC1003ED', ${person}, 'DN535743', '2020-10-07', 'PRE_ICA', NULL, NULL, NULL, NULL);
    INSERT INTO "InitialAssessment" (id, "referenceNumber", "bookedFor", "dueOn", attended, "completedOn") VALUES
      ('assessment-1', 'BC1001ED', '2020-10-12T09:00:00Z', '2020-10-19', 'YES', '2020-10-12'),
      ('assessment-2', 'BC1002ED', '2020-10-13T09:00:00Z', '2020-10-20', 'NO', NULL);
    INSERT INTO "Session" (id, "referenceNumber", "bookedFor", attended) VALUES
      ('session-1', 'BC1001ED', '2020-10-22T23:30:00Z', 'LATE'),
      ('session-2', 'BC1001ED', '2020-11-20T09:00:00Z', 'NO');
    INSERT INTO "Outcome" (id, "referenceNumber", type, "achievedOn") VALUES
      ('outcome-1', 'BC1001ED', 'EMPLOYMENT', '2020-11-02');
  `);
  await migrate({ url: database.url, migrationsDirectory });
});
afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});

async function rows(sql: string): Promise<object[]> {
  return (await pool.query<object>(sql)).rows;
}

it('has the worker of each referral as one of its contract’s provider, from the day of the referral on', async () => {
  expect(
    await rows(`SELECT "referenceNumber", "keyWorkerId", name, "deliveryUnitCode", "contractReference", "from"::text, "to"::text
      FROM "KeyWorkerAssignment" ORDER BY 1`),
  ).toEqual([
    {
      referenceNumber: 'BC1001ED',
      keyWorkerId: 'ACHIEVE_NW/KW1',
      name: 'Sam Worker',
      deliveryUnitCode: 'N50MANC',
      contractReference: 'DN535743',
      from: '2020-10-05',
      to: null,
    },
    {
      referenceNumber: 'BC1002ED',
      keyWorkerId: 'ADVANCE_CHARITY/KW1',
      name: 'Lee Other',
      deliveryUnitCode: null,
      contractReference: 'CCS_0001',
      from: '2020-10-06',
      to: '2020-10-20',
    },
  ]);
});

it('has the last contact on the London day of the last meeting that took place', async () => {
  expect(
    await rows(`SELECT "referenceNumber", "keyWorkerId", "lastContactOn"::text, "silentSince"::text, "desiredOutcomes", "reportOutcomes"
      FROM "Referral" ORDER BY 1`),
  ).toEqual([
    {
      referenceNumber: 'BC1001ED',
      keyWorkerId: 'ACHIEVE_NW/KW1',
      // Half past midnight of the 23rd by summer time.
      lastContactOn: '2020-10-23',
      silentSince: '2020-10-23',
      desiredOutcomes: [],
      reportOutcomes: [],
    },
    {
      referenceNumber: 'BC1002ED',
      keyWorkerId: 'ADVANCE_CHARITY/KW1',
      lastContactOn: null,
      silentSince: '2020-10-06',
      desiredOutcomes: [],
      reportOutcomes: [],
    },
    {
      referenceNumber: 'BC1003ED',
      keyWorkerId: null,
      lastContactOn: null,
      silentSince: '2020-10-07',
      desiredOutcomes: [],
      reportOutcomes: [],
    },
  ]);
});

it('has meetings in the lists of their contract and worker, and assessments as first bookings', async () => {
  const lists = '"contractReference", "keyWorkerId", "endsAt", place';
  expect(
    await rows(`SELECT id, ${lists}, booking, "supersededById" FROM "InitialAssessment" ORDER BY 1`),
  ).toEqual([
    {
      id: 'assessment-1',
      contractReference: 'DN535743',
      keyWorkerId: 'ACHIEVE_NW/KW1',
      endsAt: null,
      place: null,
      booking: 1,
      supersededById: null,
    },
    {
      id: 'assessment-2',
      contractReference: 'CCS_0001',
      keyWorkerId: 'ADVANCE_CHARITY/KW1',
      endsAt: null,
      place: null,
      booking: 1,
      supersededById: null,
    },
  ]);
  expect(await rows(`SELECT id, ${lists} FROM "Session" ORDER BY 1 LIMIT 1`)).toEqual([
    {
      id: 'session-1',
      contractReference: 'DN535743',
      keyWorkerId: 'ACHIEVE_NW/KW1',
      endsAt: null,
      place: null,
    },
  ]);
});

it('has jobs of which nothing is known yet', async () => {
  expect(await rows('SELECT employer, shifts, "endedOn", "firstWageOn" FROM "Outcome"')).toEqual([
    { employer: null, shifts: [], endedOn: null, firstWageOn: null },
  ]);
});
