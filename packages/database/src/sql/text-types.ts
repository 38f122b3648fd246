import pg from 'pg';

const { DATE, TIMESTAMPTZ } = pg.types.builtins;

/**
 * Reads a `date` as the text it is, `YYYY-MM-DD`: pg makes it midnight in the server's zone, which is another day
 * elsewhere. All else is read as pg does: `timestamptz` as Date, `bigint` as text.
 */
export const dayAsText = readingAs({ [DATE]: (text) => text });

/** Reads a `date` as a JavaScript date at midnight UTC, as Prisma does. All else is read as pg does. */
export const dayAsMidnight = readingAs({ [DATE]: (text) => new Date(`${text}T00:00:00.000Z`) });

/** Reads days and moments as text: `YYYY-MM-DD`, and ISO 8601 in UTC to the millisecond. */
export const dayAndMomentAsText = readingAs({
  [DATE]: (text) => text,
  [TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
});

function readingAs(parsers: Readonly<Record<number, (text: string) => unknown>>): pg.CustomTypesConfig {
  return {
    getTypeParser: (oid: number, format?: string) =>
      parsers[oid] ?? pg.types.getTypeParser(oid, format as 'text'),
  } as pg.CustomTypesConfig;
}
