import type { Row } from './rows-of.ts';

/** A solution: the number of each row, and of each variable as far as it is known. */
export interface Point {
  readonly rows: readonly number[];
  variable(variable: number): number | undefined;
}

/** How far a row may go from a solution, up (1) or down (-1), by steps of one variable, or of two against each other. */
export type Room = (point: Point, row: number, direction: 1 | -1) => number;

/** Variables of a row, and variables against each of them, that are tried at most: where none has room, a program says it. */
const mostTried = 24;

/**
 * Tells how far rows may go without leaving what everybody may take for granted of all rows. It finds some of the room, never more than there
 * is: what it finds spares a linear program, which takes some thousand times as long.
 */
export function roomOf(rows: readonly Row[]): Room {
  const rowsOf = new Map<number, Set<number>>();
  for (const [at, { variables }] of rows.entries()) {
    for (const variable of variables) {
      const known = rowsOf.get(variable);
      if (known) known.add(at);
      else rowsOf.set(variable, new Set([at]));
    }
  }
  const all = [...rowsOf.keys()];
  const inRows = (variable: number): ReadonlySet<number> => rowsOf.get(variable) ?? new Set();

  return (point, row, direction) => {
    const own = rows[row]?.variables ?? [];
    const against = all.filter((variable) => !inRows(variable).has(row));
    let far = 0;
    for (const variable of spread(own)) {
      far = Math.max(far, along(point, variable, direction, new Set()));
      for (const other of spread(against)) {
        const least = along(point, variable, direction, inRows(other));
        if (least > far)
          far = Math.max(far, Math.min(least, along(point, other, -direction, inRows(variable))));
      }
      // More than any cell that is too few to tell needs.
      if (far >= mostNeeded) return far;
    }
    return far;
  };

  /** How far a variable may go, as far as those rows allow in which what goes against it is not. */
  function along(point: Point, variable: number, direction: number, balanced: ReadonlySet<number>): number {
    let far = direction > 0 ? Number.POSITIVE_INFINITY : (point.variable(variable) ?? 0);
    for (const at of inRows(variable)) {
      if (balanced.has(at)) continue;
      const { lower, upper } = rows[at] as Row;
      const value = point.rows[at] ?? 0;
      far = Math.min(far, direction > 0 ? upper - value : value - lower);
    }
    return Math.max(far, 0);
  }
}

const mostNeeded = 10;

/** Some of many, spread over all. */
function spread(variables: readonly number[]): readonly number[] {
  if (variables.length <= mostTried) return variables;
  const step = variables.length / mostTried;
  return Array.from({ length: mostTried }, (_, at) => variables[Math.floor(at * step)] as number);
}
