import pg from 'pg';

const { DATE, TIMESTAMPTZ } = pg.types.builtins;

/**
 * Reads a `date` as the text it is, `YYYY-MM-DD`: pg makes it midnight in the server's zone, which is another day
 * elsewhere. All else is read as pg does: `timestamptz` as Date, `bigint` as text.
 */
export const dayAsText = readingAsText({ [DATE]: (text) => text });

/** Reads days and moments as text: `YYYY-MM-DD`, and ISO 8601 in UTC to the millisecond. */
export const dayAndMomentAsText = readingAsText({
  [DATE]: (text) => text,
  [TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
});

function readingAsText(parsers: Readonly<Record<number, (text: string) => string>>): pg.CustomTypesConfig {
  return {
    getTypeParser: (oid: number, format?: string) =>
      parsers[oid] ?? pg.types.getTypeParser(oid, format as 'text'),
  } as pg.CustomTypesConfig;
}
