import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLLocalDate } from 'graphql-scalars';

/**
 * `Date`: a calendar date. Input is checked and stays text, `YYYY-MM-DD`; output may be such text or the
 * JavaScript date at midnight UTC that Prisma reads from a `date` column.
 */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  serialize: (value) =>
    value instanceof Date ? value.toISOString().slice(0, 10) : String(GraphQLLocalDate.serialize(value)),
  parseValue: (value) => String(GraphQLLocalDate.parseValue(value)),
  parseLiteral: (node) => String(GraphQLLocalDate.parseLiteral(node, undefined)),
});

/** `DateTime`: a moment. Input becomes ISO 8601 text in UTC, as files store it; output may be text or a JavaScript date. */
export const DateTimeScalar = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  serialize: (value) => iso(GraphQLDateTimeISO.serialize(value)),
  parseValue: (value) => iso(GraphQLDateTimeISO.parseValue(value)),
  parseLiteral: (node) => iso(GraphQLDateTimeISO.parseLiteral(node, undefined)),
});

function iso(value: Date | string): string {
  return (value instanceof Date ? value : new Date(value)).toISOString();
}
