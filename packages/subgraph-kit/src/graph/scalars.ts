import { isPlainDate } from '@throughgate/domain';
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTimeISO } from 'graphql-scalars';

/**
 * `Date`: a calendar date. Input is checked, the 30th of February included, and stays text, `YYYY-MM-DD`; output
 * may be such text or the JavaScript date at midnight UTC that Prisma reads from a `date` column.
 */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  serialize: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : plainDate(value)),
  parseValue: plainDate,
  parseLiteral: (node) => plainDate(node.kind === Kind.STRING ? node.value : undefined),
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
  return (value instanceof Date ? value : new Date(value)).toISOString();
}
