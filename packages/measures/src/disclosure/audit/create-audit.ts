import type { DecidedSet } from '../ledger/decide-sets.ts';
import type { LedgerWork } from '../ledger/ledger-store.ts';
import { restName } from '../sets-of.ts';
import type { Audit, AuditedTable } from './audit.ts';
import { narrowRows } from './narrow-rows.ts';
import { type Role, rowsOf, type TableSet } from './rows-of.ts';

/** How far an audit goes. */
export interface AuditOptions {
  /** Tables of the same moment that a new one is put together with, the latest first. @default 2 */
  readonly linked?: number;
  /**
   * Cells of the grid that all these tables make together. Where they are more, tables that were released before are left out, the earliest first; a
   * new one that alone has more is not looked at, and has no total. @default 400
   */
  readonly atoms?: number;
  /** Linear programs for a table; what is not settled with them counts as too narrow. @default 12 */
  readonly programs?: number;
  /** How many numbers a cell that is too few to tell must be left to be, at least. @default 3 */
  readonly values?: number;
}

/** A part and its whole, or a set that is neither. */
interface Group {
  readonly whole: string;
  readonly part: string | undefined;
}

/**
 * Makes the audit: for every cell of fewer people than the threshold, in the new table and in those released as of the same moment under the same
 * conditions, it works out by linear programs between which numbers it must lie, given everything told. The one who works so is taken
 * to know more than anybody does: which cells are empty, why a number is missing, and which number is another set's. Where too few numbers are left, the new
 * table is made coarser: it loses its total, then the numbers of its smallest cells. What was released before stays as it is.
 *
 * Source: Handbook on Statistical Disclosure Control, audit of protected tables by linear programming.
 */
export function createAudit({
  linked = 2,
  atoms = 400,
  programs = 12,
  values = 3,
}: AuditOptions = {}): Audit {
  return async (audited) => {
    let sets = audited.sets;
    for (const group of groupsOf(sets)) sets = await auditGroup({ ...audited, sets }, group);
    return sets;
  };

  async function auditGroup(audited: AuditedTable, group: Group): Promise<readonly DecidedSet[]> {
    const { policy, table, ledger } = audited;
    let sets = audited.sets;
    const others = await linkedTables(ledger, table.asOf, sets, group, linked);
    const tooFew = ({ people }: { readonly people: number }) => people > 0 && people < policy.threshold;
    const ours = () => sets.flatMap((set) => tableSet(set, group) ?? []);
    if (![...ours(), ...others.flat()].some(tooFew)) return sets;

    const budget = { programs };
    for (let round = 0; ; round += 1) {
      const rows = rowsOf([ours(), ...others], policy, atoms);
      const narrow = rows === undefined ? round === 0 : await narrowRows(rows, values, budget);
      if (!narrow) return sets;
      const refused = coarsened(sets, group, round);
      if (!refused) return sets;
      sets = refused;
    }
  }
}

/** The sets with what is refused in this round: the total first, then the smallest numbers, twice as many each time; undefined when nothing is left. */
function coarsened(
  sets: readonly DecidedSet[],
  { whole, part }: Group,
  round: number,
): DecidedSet[] | undefined {
  const told = sets.filter(
    ({ name, known, decision }) => !known && decision.told !== null && (name === whole || name === part),
  );
  const totals = told.filter(({ total }) => total);
  const victims =
    round === 0 && totals.length > 0
      ? totals
      : told.toSorted((one, other) => one.people - other.people).slice(0, 2 ** round);
  if (victims.length === 0) return undefined;
  const ids = new Set(victims.map(({ decision }) => decision.id));
  return sets.map((set) =>
    ids.has(set.decision.id) ? { ...set, decision: { ...set.decision, told: null, toldAs: null } } : set,
  );
}

function groupsOf(sets: readonly DecidedSet[]): Group[] {
  const names = [...new Set(sets.map(({ name }) => name))];
  const parts = names.filter((name) => names.includes(restName(name)));
  const groups = parts.flatMap((part): Group[] => {
    const whole = sets.find(({ name }) => name === part)?.within;
    return whole === undefined ? [] : [{ whole, part }];
  });
  const paired = new Set(groups.flatMap(({ whole, part }) => [whole, part, restName(part ?? '')]));
  return [
    ...groups,
    ...names.filter((name) => !paired.has(name)).map((whole) => ({ whole, part: undefined })),
  ];
}

function tableSet(set: DecidedSet, group: Group): TableSet | undefined {
  const role = roleOf(set.name, group);
  if (!role || set.people === 0) return undefined;
  const { cell, total, decision } = set;
  const { told, toldAs, count, people, members } = decision;
  return { cell, total, role, told, own: toldAs === null, count, people, members };
}

function roleOf(name: string, { whole, part }: Group): Role | undefined {
  if (name === whole) return 'whole';
  if (part === undefined) return undefined;
  if (name === part) return 'part';
  return name === restName(part) ? 'rest' : undefined;
}

async function linkedTables(
  ledger: LedgerWork | undefined,
  asOf: Date,
  sets: readonly DecidedSet[],
  group: Group,
  limit: number,
): Promise<TableSet[][]> {
  if (!ledger || limit === 0) return [];
  const roles = new Map<string, Role>();
  for (const { name, condition } of sets) {
    const role = roleOf(name, group);
    if (role) roles.set(condition, role);
  }
  const tables = await ledger.linked(asOf, [...roles.keys()], limit);
  return tables.map(({ sets: placed }) => {
    const last = Math.max(...placed.map(({ cell }) => cell));
    return placed.flatMap(({ cell, condition, told, toldAs, count, people, members }) => {
      const role = roles.get(condition);
      return role
        ? [{ cell, total: cell === last, role, told, own: toldAs === null, count, people, members }]
        : [];
    });
  });
}
