import { createHash } from 'node:crypto';
import { advisoryLockText, inTransaction, prepared } from '@throughgate/database';
import type {
  AskedSet,
  LedgerDetail,
  LedgerSet,
  LedgerStore,
  LedgerTable,
  LedgerWork,
  PlacedSet,
  ReleasedTable,
} from '@throughgate/measures';
import type pg from 'pg';

/**
 * The ledger of released numbers in the outcomes database. Several processes may release at once: an advisory lock lets one at a time decide
 * on a kind of episodes, and the first to release a question as of a moment is the one that all read.
 *
 * It grows with what is asked: a set takes some 100 bytes and one or two for each of its people, a table what its cells take as JSON; what is asked
 * again, or at a tick at which nobody's episodes changed, adds no set. Nothing may be pruned: as long as a number is citable, what is asked next must
 * be held against it.
 */
export function postgresLedger(pool: pg.Pool): LedgerStore {
  return {
    table: (question, asOf) => readTable(pool, question, asOf),
    exclusively: (episode, work) =>
      inTransaction(pool, async (client) => {
        await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
          advisoryLockText.releaseOf(episode),
        ]);
        return work(workOn(client, episode));
      }),
  };
}

const columns = `id, condition, "fromDay"::text AS from_day, "toDay"::text AS to_day, count, people,
  "keySum" AS key_sum, members, told, "toldAs" AS told_as`;

interface SetRow {
  readonly id: string;
  readonly condition: string;
  readonly from_day: string;
  readonly to_day: string;
  readonly count: number;
  readonly people: number;
  readonly key_sum: string;
  readonly members: Buffer;
  readonly told: number | null;
  readonly told_as: string | null;
}

function workOn(client: pg.ClientBase, episode: string): LedgerWork {
  // The database knows conditions by their digests; those who ask know them by their texts.
  const texts = new Map<string, string>();
  const keyed = (text: string) => {
    const key = digest(text);
    texts.set(key, text);
    return key;
  };
  const toSet = (row: SetRow): LedgerSet => ({
    id: row.id,
    condition: texts.get(row.condition) ?? row.condition,
    days: { from: row.from_day, to: row.to_day },
    count: row.count,
    people: row.people,
    keySum: BigInt.asUintN(64, BigInt(row.key_sum)),
    members: row.members,
    told: row.told,
    toldAs: row.told_as,
  });
  const asked = (sets: readonly AskedSet[]) => [
    episode,
    sets.map(({ condition }) => keyed(condition)),
    sets.map(({ people }) => people),
  ];

  return {
    table: (question, asOf) => readTable(client, question, asOf),

    async same(sets) {
      const { rows } = await client.query<SetRow>(
        prepared(
          `SELECT ${columns} FROM "ReleasedSet" WHERE episode = $1 AND (condition, "keySum", count) IN (
             SELECT * FROM unnest($2::text[], $3::bigint[], $4::int[]))`,
          [
            episode,
            sets.map(({ condition }) => keyed(condition)),
            sets.map(({ keySum }) => String(BigInt.asIntN(64, keySum))),
            sets.map(({ count }) => count),
          ],
        ),
      );
      return rows.map(toSet);
    },

    async near(sets, within) {
      const { rows } = await client.query<SetRow>(
        prepared(
          `SELECT ${columns} FROM "ReleasedSet" WHERE id IN (
             SELECT released.id FROM unnest($2::text[], $3::int[]) AS asked (condition, people)
             JOIN "ReleasedSet" AS released ON released.episode = $1 AND released.condition = asked.condition
               AND released.people BETWEEN asked.people - $4::int AND asked.people + $4::int
             WHERE released."toldAs" IS NULL)`,
          [...asked(sets), within],
        ),
      );
      return rows.map(toSet);
    },

    async linked(asOf, conditions, limit) {
      const { rows } = await client.query<{ sets: PlacedSet[] }>(
        prepared(
          `SELECT sets FROM "ReleasedTable" WHERE episode = $1 AND "asOf" = $2 AND conditions && $3::text[]
           ORDER BY "releasedAt" DESC LIMIT $4`,
          [episode, asOf, conditions.map(keyed), limit],
        ),
      );
      const found = await client.query<SetRow>(
        prepared(
          `SELECT ${columns} FROM "ReleasedSet" WHERE id = ANY ($1::uuid[]) AND condition = ANY ($2::text[])`,
          [rows.flatMap(({ sets }) => sets.map(({ set }) => set)), conditions.map(keyed)],
        ),
      );
      const byId = new Map(found.rows.map((row) => [row.id, toSet(row)]));
      return rows.map(({ sets }) => ({
        sets: sets.flatMap((placed) => {
          const set = byId.get(placed.set);
          return set ? [{ ...set, ...placed }] : [];
        }),
      }));
    },

    async details(sets) {
      const { rows } = await client.query<LedgerDetail>(
        prepared(
          `SELECT "setId" AS set, detail, value FROM "ReleasedDetail" WHERE "setId" = ANY ($1::uuid[])`,
          [sets],
        ),
      );
      return rows;
    },

    async add({ question, released, sets: placed }, sets, details) {
      await client.query(
        prepared(
          `INSERT INTO "ReleasedSet" (id, episode, condition, "fromDay", "toDay", count, people, "keySum", members, told, "toldAs")
           SELECT id, $1, condition, from_day, to_day, count, people, key_sum, members, told, told_as
           FROM unnest($2::uuid[], $3::text[], $4::date[], $5::date[], $6::int[], $7::int[], $8::bigint[], $9::bytea[],
             $10::int[], $11::uuid[]) AS t (id, condition, from_day, to_day, count, people, key_sum, members, told, told_as)`,
          [
            episode,
            sets.map(({ id }) => id),
            sets.map(({ condition }) => keyed(condition)),
            sets.map(({ days }) => days.from),
            sets.map(({ days }) => days.to),
            sets.map(({ count }) => count),
            sets.map(({ people }) => people),
            sets.map(({ keySum }) => String(BigInt.asIntN(64, keySum))),
            sets.map(({ members }) => Buffer.from(members.buffer, members.byteOffset, members.byteLength)),
            sets.map(({ told }) => told),
            sets.map(({ toldAs }) => toldAs),
          ],
        ),
      );
      await client.query(
        prepared(
          `INSERT INTO "ReleasedDetail" ("setId", detail, value)
           SELECT * FROM unnest($1::uuid[], $2::text[], $3::jsonb[])`,
          [
            details.map(({ set }) => set),
            details.map(({ detail }) => detail),
            details.map(({ value }) => JSON.stringify(value)),
          ],
        ),
      );
      await insertTable(client, { question, released, sets: placed }, episode, [...texts.keys()]);
    },
  };
}

async function insertTable(
  client: pg.ClientBase,
  { question, released, sets }: LedgerTable,
  episode: string,
  conditions: readonly string[],
): Promise<void> {
  await client.query(
    prepared(
      `INSERT INTO "ReleasedTable" ("questionDigest", "asOf", question, episode, policy, cells, sets, conditions)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        digest(question),
        released.asOf,
        question,
        episode,
        released.policy,
        JSON.stringify(released.cells),
        JSON.stringify(sets),
        conditions,
      ],
    ),
  );
}

async function readTable(
  database: pg.Pool | pg.ClientBase,
  question: string,
  asOf: Date,
): Promise<ReleasedTable | undefined> {
  const { rows } = await database.query<ReleasedTable>(
    prepared(
      `SELECT "asOf", policy, cells FROM "ReleasedTable" WHERE "questionDigest" = $1 AND "asOf" = $2`,
      [digest(question), asOf],
    ),
  );
  return rows[0];
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
