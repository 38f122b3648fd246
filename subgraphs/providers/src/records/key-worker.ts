import { londonDate } from '@throughgate/domain';
import { createGroupedLoader, type Reader } from '@throughgate/subgraph-kit';
import type { KeyWorkerAssignment, Referral } from '../generated/prisma/client.ts';

/** A provider's key worker, as assignments name them. */
export interface KeyWorkerEntry {
  /** Code of the provider and code of the worker, `ACHIEVE_NW/KW17`. */
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly deliveryUnitCode: string | null;
}

/** The id of a worker among those of all providers, whose own codes are unique within a provider only. */
export function keyWorkerId(providerCode: string, code: string): string {
  return `${providerCode}/${code}`;
}

/** The code of the provider of a worker. */
export function providerCodeOf({ id }: Pick<KeyWorkerEntry, 'id'>): string {
  return id.slice(0, id.indexOf('/'));
}

/** The worker of an assignment. */
export function assignedWorker(
  assignment: Pick<KeyWorkerAssignment, 'keyWorkerId' | 'code' | 'name' | 'deliveryUnitCode'>,
): KeyWorkerEntry {
  const { keyWorkerId: id, code, name, deliveryUnitCode } = assignment;
  return { id, code, name, deliveryUnitCode };
}

/** The key worker of a referral, who is part of its row; null until assigned. */
export function keyWorkerOf(referral: Referral): KeyWorkerEntry | null {
  const { keyWorkerId: id, keyWorkerCode: code, keyWorkerName: name } = referral;
  if (id === null || code === null || name === null) return null;
  return { id, code, name, deliveryUnitCode: referral.keyWorkerDeliveryUnitCode };
}

/** A day on which something of workers is asked: today in London when it is not given. */
export function dayAsked(on: string | null | undefined): string {
  return on ?? londonDate(new Date());
}

/** Something that is asked for a day, of a worker, a contract or a delivery unit. */
interface OnDay {
  readonly id: string;
  /** `YYYY-MM-DD`. */
  readonly on: string;
}

/** SQL that is true of assignments which last on a day, a placeholder: on the day of their end they do not any more. */
const lasting = (day: string) => `"from" <= ${day}::date AND ("to" IS NULL OR "to" > ${day}::date)`;

const workerColumns = '"keyWorkerId", "code", "name", "deliveryUnitCode"';

/** A worker as the latest assignment names them; null for an id that no referral was ever assigned to. */
export const keyWorkers: Reader<string, KeyWorkerEntry | null> = {
  create: ({ runSql }) =>
    createGroupedLoader<string, KeyWorkerEntry | null>({
      groupOf: () => '',
      idOf: (id) => id,
      async read(ids) {
        const rows = await runSql<KeyWorkerAssignment>(
          `SELECT worker.* FROM unnest($1::text[]) AS asked (id) CROSS JOIN LATERAL (
             SELECT ${workerColumns} FROM "KeyWorkerAssignment" WHERE "keyWorkerId" = asked.id
             ORDER BY "from" DESC, "id" DESC LIMIT 1
           ) AS worker`,
          [...new Set(ids)],
        );
        const byId = new Map(rows.map((row) => [row.keyWorkerId, assignedWorker(row)]));
        return (id) => byId.get(id) ?? null;
      },
    }),
};

/** How many referrals workers hold on a day: one statement for all workers of a day. */
export const caseloads: Reader<OnDay, number> = {
  create: ({ runSql }) =>
    createGroupedLoader<OnDay, number>({
      groupOf: ({ on }) => on,
      idOf: ({ id }) => id,
      async read(keys) {
        const rows = await runSql<{ id: string; count: number }>(
          `SELECT "keyWorkerId" AS id, count(*)::int AS count FROM "KeyWorkerAssignment"
           WHERE "keyWorkerId" = ANY ($1::text[]) AND ${lasting('$2')} GROUP BY 1`,
          keys.map(({ id }) => id),
          keys[0].on,
        );
        const counts = new Map(rows.map(({ id, count }) => [id, count]));
        return ({ id }) => counts.get(id) ?? 0;
      },
    }),
};

/** The workers who hold referrals under a contract on a day. */
export const workersOfContract = workersBy('contractReference');

/** The workers who sit in a delivery unit and hold referrals on a day. */
export const workersOfUnit = workersBy('deliveryUnitCode');

function workersBy(column: 'contractReference' | 'deliveryUnitCode'): Reader<OnDay, KeyWorkerEntry[]> {
  return {
    create: ({ runSql }) =>
      createGroupedLoader<OnDay, KeyWorkerEntry[]>({
        groupOf: ({ on }) => on,
        idOf: ({ id }) => id,
        async read(keys) {
          const rows = await runSql<KeyWorkerAssignment>(
            `SELECT DISTINCT ON ("${column}", "keyWorkerId") "${column}", ${workerColumns}
             FROM "KeyWorkerAssignment" WHERE "${column}" = ANY ($1::text[]) AND ${lasting('$2')}
             ORDER BY "${column}", "keyWorkerId", "from" DESC, "id" DESC`,
            keys.map(({ id }) => id),
            keys[0].on,
          );
          const found = Map.groupBy(rows, (row) => row[column]);
          return ({ id }) => (found.get(id) ?? []).map(assignedWorker);
        },
      }),
  };
}
