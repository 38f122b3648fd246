import pg from 'pg';

/** Reads dates and moments as text, in the form of `Stored`: `YYYY-MM-DD` and ISO 8601 in UTC. */
export const readingText: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: string) {
    if (oid === pg.types.builtins.DATE) return (text: string) => text;
    if (oid === pg.types.builtins.TIMESTAMPTZ) return (text: string) => new Date(text).toISOString();
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;
