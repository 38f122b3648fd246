import { isPlainDate } from '@throughgate/domain';
import { GraphQLError, GraphQLScalarType, valueFromASTUntyped } from 'graphql';
import { GraphQLDateTimeISO } from 'graphql-scalars';

/**
 * `Date`: a calendar date. Input is checked, the 30th of February included, and stays text, `YYYY-MM-DD`; output
 * may be such text or the JavaScript date at midnight UTC that Prisma reads from a `date` column.
 */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  serialize: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : plainDate(value)),
  parseValue: plainDate,
  parseLiteral: (node) => plainDate(valueFromASTUntyped(node)),
});

/** `DateTime`: a moment. Input becomes ISO 8601 text in UTC, as files store it; output may be text or a JavaScript date. */
export const DateTimeScalar = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  serialize: (value) => iso(GraphQLDateTimeISO.serialize(value)),
  parseValue: (value) => iso(GraphQLDateTimeISO.parseValue(value)),
  parseLiteral: (node) => iso(GraphQLDateTimeISO.parseLiteral(node, undefined)),
});

function plainDate(value: unknown): string {
  if (typeof value === 'string' && isPlainDate(value)) return value;
  throw new GraphQLError(`A Date must be a day that exists, as "2026-10-01", not ${JSON.stringify(value)}.`, {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

function iso(value: Date | string): string {
  const moment = value instanceof Date ? value : new Date(value);
  // PostgreSQL knows no year 0, and years of more than four digits are mistakes.
  const year = moment.getUTCFullYear();
  if (year >= 1 && year <= 9999) return moment.toISOString();
  throw new GraphQLError('A DateTime must be in the years 0001 to 9999.', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
