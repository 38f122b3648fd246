import { randomUUID } from 'node:crypto';
import type { CountedSet, Days } from '../disclosure-control.ts';
import { countPackedWithout, packPeople } from '../people-bits.ts';
import type { DisclosurePolicy } from '../policies/disclosure-policy.ts';
import { roundCount } from '../round-count.ts';
import { identityOf, type LedgerSet, type LedgerWork } from './ledger-store.ts';

/** A set that is to be decided on, with where it is in its table. */
export interface SetToDecide extends CountedSet {
  readonly cell: number;
  /** Whether the cell is the total of the others. */
  readonly total: boolean;
  readonly name: string;
  /** Name of the set that it is part of. */
  readonly within?: string;
  readonly condition: string;
  readonly days: Days;
}

/** A set with what may be told of it. */
export interface DecidedSet extends SetToDecide {
  readonly decision: LedgerSet;
  /** Whether the ledger has the decision already: it is final. */
  readonly known: boolean;
}

/**
 * Decides for each set what is told of it:
 * - the number that was told of exactly these episodes, wherever and whenever;
 * - else the number, or the silence, of a set that differs from it by fewer than `threshold` people on either side: what lies between
 *   the two would tell of them. Only sets with numbers of their own count here, so that many small changes that come to `threshold` people
 *   move the number in the end;
 * - else nothing if its people are fewer than `threshold`;
 * - else its own number, rounded.
 *
 * Silence binds as a number does: a set of 4 that was refused and one of 5 that holds it would otherwise both be known.
 *
 * @param ledger undefined decides each set alone, as no hub does: it shows what the ledger is for
 */
export async function decideSets(
  sets: readonly SetToDecide[],
  policy: DisclosurePolicy,
  ledger: LedgerWork | undefined,
): Promise<DecidedSet[]> {
  const within = policy.threshold - 1;
  const known = new Map((await ledger?.same(sets))?.map((set) => [identityOf(set), set]));
  const open = sets.filter((set) => !known.has(identityOf(set)));
  const released: readonly LedgerSet[] = open.length > 0 ? ((await ledger?.near(open, within)) ?? []) : [];
  const byCondition = Map.groupBy(released, ({ condition }) => condition);
  const decided: DecidedSet[] = [];
  const inTable = new Map<string, DecidedSet>();

  // The fewest first, so that a total is told by the number of its one large cell, and not each of two small cells by the total's.
  for (const set of sets.toSorted((one, other) => one.people - other.people || one.cell - other.cell)) {
    const before = known.get(identityOf(set)) ?? inTable.get(identityOf(set))?.decision;
    if (before) {
      decided.push({ ...set, decision: before, known: known.has(identityOf(set)) });
      continue;
    }
    const nearest =
      ledger && set.people > 0
        ? nearestTo(set, byCondition.get(set.condition) ?? [], decided, within)
        : undefined;
    const own = set.people < policy.threshold ? null : roundCount(set, policy);
    const now: DecidedSet = {
      ...set,
      decision: {
        id: randomUUID(),
        condition: set.condition,
        days: set.days,
        count: set.count,
        people: set.people,
        keySum: set.keySum,
        members: packPeople(set.people_bits),
        told: nearest ? nearest.told : own,
        toldAs: nearest ? nearest.id : null,
      },
      known: false,
    };
    decided.push(now);
    inTable.set(identityOf(set), now);
  }
  return decided;
}

/** What a decision tells by a policy: a number that a laxer policy once told of too few for this one is silence. */
export function toldBy({ threshold }: DisclosurePolicy, { decision, people }: DecidedSet): number | null {
  const { told, toldAs } = decision;
  if (told === null || (toldAs === null && people < threshold)) return null;
  return told < threshold ? null : told;
}

function nearestTo(
  set: SetToDecide,
  released: readonly LedgerSet[],
  decided: readonly DecidedSet[],
  within: number,
): LedgerSet | undefined {
  let nearest: LedgerSet | undefined;
  let least = Number.POSITIVE_INFINITY;
  const consider = (other: LedgerSet, shareEpisodes: boolean) => {
    const difference = other.people - set.people;
    if (Math.abs(difference) > within) return;
    // Where people have many episodes each, those of few people may be many; but sets of days apart may be of the same people and
    // have nothing to do with each other.
    const each = shareEpisodes
      ? Math.max(set.count / Math.max(set.people, 1), other.count / Math.max(other.people, 1), 1)
      : 1;
    if (Math.abs(other.count - set.count) > within * Math.ceil(each)) return;
    const gone = countPackedWithout(other.members, set.people_bits, within + 1);
    const come = gone - difference;
    if (gone > within || come > within || gone + come > least) return;
    // Of two that are as near one is taken by its keys: which one must not hang on the order in which the ledger gives them.
    if (gone + come === least && nearest && nearest.keySum <= other.keySum) return;
    nearest = other;
    least = gone + come;
  };
  for (const other of released) consider(other, overlap(set.days, other.days));
  for (const { decision, total, condition } of decided) {
    if (condition !== set.condition || decision.toldAs !== null) continue;
    // Cells of a table have no episode in common, whatever their days; the total has all of them.
    consider(decision, set.total || total);
  }
  return nearest;
}

function overlap(one: Days, other: Days): boolean {
  return one.from <= other.to && other.from <= one.to;
}
