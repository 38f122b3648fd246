/**
 * A row as it is stored and as events carry it: dates as `YYYY-MM-DD`, moments as ISO 8601 in UTC, both text.
 * `Row` is the type that Prisma generated for the table.
 */
export type Stored<Row> = {
  [Column in keyof Row]: Row[Column] extends Date
    ? string
    : Row[Column] extends Date | null
      ? string | null
      : Row[Column];
};

/** The tables of an agency: name of the Prisma model and type of its rows. */
export type Tables = Record<string, object>;
