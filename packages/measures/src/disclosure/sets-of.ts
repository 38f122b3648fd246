import type { CountedSet, RawCell, RawTable } from './disclosure-control.ts';
import type { SetToDecide } from './ledger/decide-sets.ts';
import { countPeople, without } from './people-bits.ts';

/**
 * All sets of a table: those that it counts, and for each part what it leaves of its whole. That rest is told nowhere, but the part's
 * number beside the whole's tells it.
 */
export function setsOf(table: RawTable): SetToDecide[] {
  const last = table.cells.length - 1;
  return table.cells.flatMap((cell, index) => {
    const place = {
      cell: index,
      total: index === last && cell.key.length === 0,
      days: cell.days ?? table.days,
    };
    return Object.entries(cell.sets).flatMap(([name, set]) => {
      const condition = table.conditions[name] ?? name;
      const counted = { ...set, ...place, name, condition };
      const whole = wholeOf(name, cell, table.within);
      const all = whole === undefined ? undefined : cell.sets[whole];
      if (whole === undefined || !all) return [counted];
      const rest = {
        ...restOf(all, set),
        ...place,
        name: restName(name),
        condition: `${table.conditions[whole] ?? whole} without ${condition}`,
      };
      return [{ ...counted, within: whole }, rest];
    });
  });
}

/** Name of the set that a part is a part of, in this cell. */
export function wholeOf(name: string, cell: RawCell, within: RawTable['within']): string | undefined {
  const whole = within ? within[name] : name.replace(/(^|\.)numerator$/, '$1denominator');
  return whole === undefined || whole === name || !(whole in cell.sets) ? undefined : whole;
}

/** Name of what a part leaves of its whole. */
export function restName(part: string): string {
  return `${part} rest`;
}

/**
 * What a part leaves. Of people with episodes in both nobody knows here whether they have one in the rest: they are left out,
 * so that the rest never seems to be of more people than it is.
 */
function restOf(whole: CountedSet, part: CountedSet): CountedSet {
  const people_bits = without(whole.people_bits, part.people_bits);
  return {
    count: whole.count - part.count,
    people: countPeople(people_bits),
    keySum: BigInt.asUintN(64, whole.keySum - part.keySum),
    people_bits,
  };
}
