/** The name of a column. */
type Column<Row> = keyof Row & string;

/** Text, or what stands for a condition that was not given. */
type Given<Value> = Value | null | undefined;

/**
 * What rows of a list must be. Bounds and lists that are null or not given hold for every row, so that a resolver can
 * pass on what the client's filter says. A bound is a day, `2026-10-01`, or a moment, as the column is, or a number.
 */
export type Condition<Row> =
  | {
      readonly column: Column<Row>;
      /** Least value. */
      readonly from?: Given<string | number>;
      /** First value that is too much. */
      readonly to?: Given<string | number>;
      /** Greatest value. */
      readonly through?: Given<string | number>;
    }
  | {
      readonly column: Column<Row>;
      /** Values of which the column has one: codes of a filter. */
      readonly in: Given<readonly string[]>;
    }
  | {
      readonly column: Column<Row>;
      /** The column's value. */
      readonly is: Given<string | number | boolean>;
    }
  | {
      readonly column: Column<Row>;
      /** Whether the column is null. */
      readonly empty: Given<boolean>;
    };

const day = /^\d{4}-\d{2}-\d{2}$/;

/** Conditions as SQL that follows a condition; adds to `values` what it refers to. */
export function conditionsSql<Row>(conditions: readonly Condition<Row>[], values: unknown[]): string {
  return conditions
    .flatMap((condition) => termsOf(condition, values))
    .map((term) => ` AND ${term}`)
    .join('');
}

function termsOf<Row>(condition: Condition<Row>, values: unknown[]): string[] {
  const column = `"${condition.column}"`;
  const place = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  if ('in' in condition) {
    return condition.in == null ? [] : [`${column} = ANY (${place(condition.in, 'text[]')})`];
  }
  if ('is' in condition) {
    return condition.is == null ? [] : [`${column} = ${place(condition.is, typeOf(condition.is))}`];
  }
  if ('empty' in condition) {
    return condition.empty == null ? [] : [`${column} IS ${condition.empty ? '' : 'NOT '}NULL`];
  }
  const { from, to, through } = condition;
  const bound = (value: Given<string | number>, operator: string) =>
    value == null ? [] : [`${column} ${operator} ${place(value, boundTypeOf(value))}`];
  return [...bound(from, '>='), ...bound(to, '<'), ...bound(through, '<=')];
}

function boundTypeOf(value: string | number): string {
  if (typeof value === 'number') return 'numeric';
  return day.test(value) ? 'date' : 'timestamptz';
}

function typeOf(value: string | number | boolean): string {
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? 'numeric' : 'boolean';
}
