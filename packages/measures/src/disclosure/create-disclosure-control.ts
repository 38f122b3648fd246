import { createHash } from 'node:crypto';
import type { Audit } from './audit/audit.ts';
import type {
  DisclosureControl,
  DurationStep,
  RawCell,
  RawTable,
  ReleasedCell,
  ReleasedTable,
} from './disclosure-control.ts';
import { type DecidedSet, decideSets, toldBy } from './ledger/decide-sets.ts';
import type { LedgerDetail, LedgerStore, LedgerTable, LedgerWork } from './ledger/ledger-store.ts';
import { type DisclosurePolicy, policyLabel } from './policies/disclosure-policy.ts';
import { restName, setsOf, wholeOf } from './sets-of.ts';
import { tellDurations } from './tell-durations.ts';
import { tellSum } from './tell-sum.ts';

/** What a hub's numbers are protected by. */
export interface DisclosureOptions {
  readonly policy: DisclosurePolicy;
  /** Where released numbers are kept. Undefined forgets them: for tests that show what the ledger is for. */
  readonly ledger: LedgerStore | undefined;
  /** What looks for cells that could be worked out. Undefined lets them be: for tests that show what the audit is for. */
  readonly audit: Audit | undefined;
}

/**
 * Makes what decides on every number that leaves the hub, in layers (docs/disclosure.md): cohorts on the grid, which the engine sees to; rounding by
 * record keys; the ledger; release ticks, since the ledger knows sets at all moments; the audit.
 */
export function createDisclosureControl({ policy, audit, ...options }: DisclosureOptions): DisclosureControl {
  // A policy that protects nobody has nothing to keep, and its numbers must not become those of another one.
  const ledger = policy.threshold > 0 ? options.ledger : undefined;
  const label = policyLabel(policy);
  return {
    policy: label,
    looksAtPeople: policy.threshold > 0,
    released: async (question, asOf) => ledger?.table(question, asOf),
    async release(table) {
      if (!ledger) return decide(table, undefined);
      return ledger.exclusively(
        table.episode,
        async (work) => (await work.table(table.question, table.asOf)) ?? (await decide(table, work)),
      );
    },
  };

  async function decide(table: RawTable, work: LedgerWork | undefined): Promise<ReleasedTable> {
    const decided = await decideSets(setsOf(table), policy, work);
    const sets = audit ? await audit({ table, sets: decided, policy, ledger: work }) : decided;
    const details = new Map(
      (work ? await work.details(anchorsOf(sets)) : []).map((detail) => [detailKey(detail), detail]),
    );
    const earlier = new Set(details.keys());
    const cells = table.cells.map((cell, index) =>
      tellCell(table, cell, new Map(sets.filter((set) => set.cell === index).map((set) => [set.name, set]))),
    );
    const released: ReleasedTable = { asOf: table.asOf, policy: label, cells };
    if (work) {
      const kept = sets.filter(({ people }) => people > 0);
      const entry: LedgerTable = {
        question: table.question,
        released,
        sets: kept.map(({ cell, name, decision }) => ({ cell, name, set: decision.id })),
      };
      const fresh = new Map(
        kept.filter(({ known }) => !known).map(({ decision }) => [decision.id, decision]),
      );
      await work.add(
        entry,
        [...fresh.values()],
        [...details].filter(([key]) => !earlier.has(key)).map(([, detail]) => detail),
      );
    }
    return released;

    function tellCell(
      { conditions, within }: RawTable,
      cell: RawCell,
      ofCell: ReadonlyMap<string, DecidedSet>,
    ): ReleasedCell {
      const told = (name: string) => {
        const set = ofCell.get(name);
        return set ? toldBy(policy, set) : null;
      };
      const counts = Object.fromEntries(
        Object.keys(cell.sets).map((name) => {
          const whole = wholeOf(name, cell, within);
          // A part of too few, or all but too few, would tell of them: so would their share, which is 0 or 100 %.
          const hidden = whole !== undefined && (told(whole) === null || told(restName(name)) === null);
          return [name, hidden ? null : told(name)];
        }),
      );
      const whole = ofCell.get('denominator') ?? ofCell.values().next().value;
      const part = ofCell.get('numerator') ?? whole;
      const mayTell = whole !== undefined && toldBy(policy, whole) !== null;
      return {
        key: cell.key,
        counts,
        sum:
          cell.sum && mayTell
            ? final([whole], `sum ${conditions['sum'] ?? ''}`, () => sumOf(cell.sum, whole))
            : null,
        durations:
          cell.durations && mayTell && part
            ? final(
                whole === part ? [whole] : [part, whole],
                `durations ${conditions['durations'] ?? ''}`,
                () => tellDurations(cell.durations ?? [], policy.curveBase),
              )
            : null,
        target: cell.target ?? null,
      };
    }

    function sumOf(sum: RawCell['sum'], whole: DecidedSet): number | null {
      if (!sum) return null;
      return policy.base === 1 ? sum.total : tellSum(sum, whole.keySum, policy.dominance);
    }

    /**
     * What else is told of sets: where one is told by another's number, what was told of that other one, if anything was. What is told first
     * of a set is kept for those to come.
     */
    function final<Value extends number | null | readonly DurationStep[]>(
      of: readonly DecidedSet[],
      text: string,
      own: () => Value,
    ): Value {
      const [first, ...rest] = of.map(({ decision }) => decision.toldAs ?? decision.id);
      const entry = { set: first ?? '', detail: digest([text, ...rest].join(' ')) };
      const before = details.get(detailKey(entry));
      if (before && of.some(({ decision }) => decision.toldAs !== null)) return before.value as Value;
      const value = own();
      if (!before) details.set(detailKey(entry), { ...entry, value });
      return value;
    }
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function anchorsOf(sets: readonly DecidedSet[]): string[] {
  return [...new Set(sets.map(({ decision }) => decision.toldAs ?? decision.id))];
}

function detailKey({ set, detail }: Pick<LedgerDetail, 'set' | 'detail'>): string {
  return `${set} ${detail}`;
}
