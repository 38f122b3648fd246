import pLimit from 'p-limit';
import {
  identityOf,
  type LedgerDetail,
  type LedgerSet,
  type LedgerStore,
  type LedgerTable,
  type LedgerWork,
} from './ledger-store.ts';

interface Kind {
  readonly sets: Map<string, LedgerSet>;
  readonly tables: LedgerTable[];
  readonly details: Map<string, LedgerDetail>;
  readonly inTurn: ReturnType<typeof pLimit>;
}

/** A ledger that ends with the process: for tests, and for measuring what the database costs. */
export function ledgerInMemory(): LedgerStore {
  const kinds = new Map<string, Kind>();
  const tables = new Map<string, LedgerTable>();
  const tableKey = (question: string, asOf: Date) => `${asOf.toISOString()} ${question}`;

  function workOn(kind: Kind): LedgerWork {
    return {
      table: async (question, asOf) => tables.get(tableKey(question, asOf))?.released,
      same: async (asked) => {
        const wanted = new Set(asked.map(identityOf));
        return [...kind.sets.values()].filter((set) => wanted.has(identityOf(set)));
      },
      near: async (asked, within) =>
        [...kind.sets.values()].filter(
          ({ toldAs, condition, people }) =>
            toldAs === null &&
            asked.some((one) => one.condition === condition && Math.abs(one.people - people) <= within),
        ),
      linked: async (asOf, conditions, limit) =>
        kind.tables
          .filter((table) => table.released.asOf.getTime() === asOf.getTime())
          .map(({ sets }) => ({
            sets: sets.flatMap((placed) => {
              const set = kind.sets.get(placed.set);
              return set && conditions.includes(set.condition) ? [{ ...set, ...placed }] : [];
            }),
          }))
          .filter(({ sets }) => sets.length > 0)
          .slice(-limit)
          .toReversed(),
      details: async (sets) => [...kind.details.values()].filter(({ set }) => sets.includes(set)),
      async add(table, sets, details) {
        for (const set of sets) kind.sets.set(set.id, set);
        for (const detail of details) kind.details.set(`${detail.set} ${detail.detail}`, detail);
        kind.tables.push(table);
        tables.set(tableKey(table.question, table.released.asOf), table);
      },
    };
  }

  return {
    table: async (question, asOf) => tables.get(tableKey(question, asOf))?.released,
    exclusively(episode, work) {
      let kind = kinds.get(episode);
      if (!kind) {
        kind = { sets: new Map(), tables: [], details: new Map(), inTurn: pLimit(1) };
        kinds.set(episode, kind);
      }
      const mine = kind;
      return mine.inTurn(() => work(workOn(mine)));
    },
  };
}
