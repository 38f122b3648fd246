import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@throughgate/database';
import { type TestDatabase, testDatabase } from '@throughgate/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';

// A database as it was before offices had codes, interviews an end and referrals a basis.

const migrationsDirectory = join(import.meta.dirname, '../prisma/migrations');
const first = '20261122043557_init';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await testDatabase();
  const earlier = await mkdtemp(join(tmpdir(), 'throughgate-earlier-'));
  await cp(join(migrationsDirectory, first), join(earlier, first), { recursive: true });
  await migrate({ url: database.url, migrationsDirectory: earlier });
  await rm(earlier, { recursive: true });
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  await pool.query(`
    INSERT INTO "Claimant" (nino, forename, surname, "dateOfBirth", sex, office) VALUES
      ('NC100001A', 'Ann', 'Example', '1990-02-03', 'F', 'County Durham and Darlington Jobcentre'),
      ('NC100002A', 'Bob', 'Example', '1990-02-03', 'M', 'The old baths');
    INSERT INTO "Interview" (id, nino, type, "bookedFor", attended) VALUES
      ('interview-1', 'NC100001A', 'FRESHSTART', '2020-10-02T09:00:00Z', TRUE),
      ('interview-2', 'NC100001A', 'WORK_SEARCH_REVIEW', '2020-11-02T09:00:00Z', FALSE),
      ('interview-3', 'NC100002A', 'NEW_JOBSEEKER', '2020-12-02T09:00:00Z', NULL);
    INSERT INTO "ProgrammeReferral" (id, nino, programme, mandatory, "referredOn") VALUES
      ('referral-1', 'NC100001A', 'RESTART', TRUE, '2021-08-02'),
      ('referral-2', 'NC100001A', 'WORK_AND_HEALTH_PROGRAMME', FALSE, '2020-09-01');
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

it('has claimants at the office that their text names, since their first record', async () => {
  expect(
    await rows('SELECT nino, office, "officeCode", "officeSince"::text FROM "Claimant" ORDER BY 1'),
  ).toEqual([
    {
      nino: 'NC100001A',
      office: 'County Durham and Darlington Jobcentre',
      officeCode: 'JCP-DURHAM',
      officeSince: '2020-09-01',
    },
    { nino: 'NC100002A', office: 'The old baths', officeCode: null, officeSince: '2020-12-02' },
  ]);
});

it('has interviews of the usual length at the person’s office, with what became of them', async () => {
  const ends = `to_char("endsAt" AT TIME ZONE 'UTC', 'HH24:MI') AS ends`;
  expect(
    await rows(
      `SELECT id, ${ends}, place, status, "officeCode", "bookedOn", "bookedBy" FROM "Interview" ORDER BY 1`,
    ),
  ).toEqual(
    [
      { id: 'interview-1', ends: '09:40', status: 'ATTENDED', officeCode: 'JCP-DURHAM' },
      { id: 'interview-2', ends: '09:10', status: 'FAILED_TO_ATTEND', officeCode: 'JCP-DURHAM' },
      { id: 'interview-3', ends: '09:40', status: 'BOOKED', officeCode: null },
    ].map((interview) => ({ ...interview, place: 'JOBCENTRE_OFFICE', bookedOn: null, bookedBy: null })),
  );
});

it('has voluntary referrals, and others of which the basis was not kept', async () => {
  expect(await rows('SELECT id, basis FROM "ProgrammeReferral" ORDER BY 1')).toEqual([
    { id: 'referral-1', basis: null },
    { id: 'referral-2', basis: 'VOLUNTARY' },
  ]);
});
