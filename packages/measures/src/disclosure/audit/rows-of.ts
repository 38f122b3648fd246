import { eachPerson } from '../people-bits.ts';
import type { DisclosurePolicy } from '../policies/disclosure-policy.ts';
import { roundingError } from '../round-count.ts';

/** What a set is to its cell: all of it, those who meet a condition, or those who do not. */
export type Role = 'whole' | 'part' | 'rest';

/** A set of a table, with what is told of it. */
export interface TableSet {
  readonly cell: number;
  readonly total: boolean;
  readonly role: Role;
  readonly told: number | null;
  /** Whether the told number is its own, and not that of a set which is nearly the same. */
  readonly own: boolean;
  readonly count: number;
  readonly people: number;
  /** Packed. */
  readonly members: Uint8Array;
}

/** What everybody may take for granted of a sum of variables. */
export interface Row {
  /** Indexes of the variables that it adds up. */
  readonly variables: readonly number[];
  readonly lower: number;
  readonly upper: number;
  /** What it is. */
  readonly count: number;
  /** Whether it is too few to tell, so that nobody may find it out. */
  readonly tooFew: boolean;
}

/**
 * Writes tables as sums over the smallest cells that they make together. A variable is how many episodes of such a cell meet the condition, or
 * do not.
 *
 * @param tables the first is always in; the others as far as there are no more than `most` cells
 * @returns undefined where the first alone has too many cells
 */
export function rowsOf(
  tables: readonly (readonly TableSet[])[],
  policy: DisclosurePolicy,
  most: number,
): Row[] | undefined {
  let atoms: readonly Atom[] | undefined;
  let taken = tables.length;
  for (; taken > 0 && !atoms; taken -= 1) atoms = atomsOf(tables.slice(0, taken), most);
  if (!atoms) return undefined;
  const all = atoms;
  const used = tables.slice(0, taken + 1);
  return used.flatMap((sets, table) => {
    const seen = (cell: number, role: Role) => sets.find((set) => set.cell === cell && set.role === role);
    return sets.map((set): Row => {
      const variables = all.flatMap((atom, at) => {
        const cell = atom[table];
        if (cell === undefined || (cell !== set.cell && !set.total)) return [];
        if (set.role === 'whole') return [at * 2, at * 2 + 1];
        return [set.role === 'part' ? at * 2 : at * 2 + 1];
      });
      const tooFew = set.people > 0 && set.people < policy.threshold;
      return { variables, count: set.count, tooFew, ...limits(set, seen, policy) };
    });
  });
}

/** For each table the cell in which it is; undefined where it is in none. */
type Atom = readonly (number | undefined)[];

/** Cells that the tables make together and that somebody is in; undefined where there are more than `most`. */
function atomsOf(tables: readonly (readonly TableSet[])[], most: number): Atom[] | undefined {
  // What a person is in so far, as a number; people with the same number are in the same cells of all tables.
  const groups: number[][][] = [tables.map(() => [])];
  let groupOf = new Int32Array(1_024);
  for (const [table, sets] of tables.entries()) {
    const cells = sets.filter(({ total }) => !total);
    const role = sets.some((set) => set.role === 'whole') ? 'whole' : 'part';
    for (const { cell, members } of (cells.length > 0 ? cells : sets).filter((set) => set.role === role)) {
      const next = new Map<number, number>();
      eachPerson(members, (person) => {
        if (person >= groupOf.length) {
          const larger = new Int32Array(person * 2);
          larger.set(groupOf);
          groupOf = larger;
        }
        const before = groupOf[person] as number;
        let after = next.get(before);
        if (after === undefined) {
          after = groups.length;
          groups.push((groups[before] ?? []).map((in_, at) => (at === table ? [...in_, cell] : in_)));
          next.set(before, after);
        }
        groupOf[person] = after;
        return groups.length > most * 8;
      });
      if (groups.length > most * 8) return undefined;
    }
  }
  const atoms = new Map<string, Atom>();
  const inUse = new Set(groupOf);
  // Nobody: the number of those who are in no table.
  inUse.delete(0);
  for (const group of inUse) {
    // Somebody with episodes in several cells of a table may have any of theirs in any of them.
    for (const atom of choices(groups[group] ?? [])) {
      atoms.set(atom.join(), atom);
      if (atoms.size > most) return undefined;
    }
  }
  return [...atoms.values()];
}

function* choices(cells: readonly (readonly number[])[]): Generator<Atom> {
  const [first, ...rest] = cells;
  if (!first) return yield [];
  for (const tail of choices(rest)) {
    if (first.length === 0) yield [undefined, ...tail];
    for (const cell of first) yield [cell, ...tail];
  }
}

function limits(
  set: TableSet,
  seen: (cell: number, role: Role) => TableSet | undefined,
  policy: DisclosurePolicy,
): Pick<Row, 'lower' | 'upper'> {
  const { cell, role, told, own, count, people } = set;
  const { threshold } = policy;
  const rest = seen(cell, 'rest');
  const whole = seen(cell, 'whole');
  // A part is told only beside its whole, and where its rest could be told.
  const shown =
    role === 'whole' ||
    (whole?.told !== null && rest !== undefined && rest.told !== null && seen(cell, 'part')?.told !== null);
  if (role === 'rest') {
    if (shown) return { lower: Math.min(threshold, count), upper: Number.POSITIVE_INFINITY };
  } else if (shown && told !== null) {
    const error = roundingError(policy) + (own ? 0 : threshold - 1);
    return {
      lower: Math.min(Math.max(told - error, own ? threshold : 0), count),
      upper: Math.max(told + error, count),
    };
  }
  if (people < threshold) return { lower: 0, upper: Math.max(threshold - 1, count) };
  return { lower: 0, upper: Number.POSITIVE_INFINITY };
}
