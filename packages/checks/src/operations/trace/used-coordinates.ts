import type { DocumentNode, GraphQLSchema } from 'graphql';
import { traceOperation } from './trace-operation.ts';

/**
 * Every schema coordinate that an operation relies on: `Type.field`, `Type.field(argument:)`, `InputType.field` and
 * `Enum.VALUE`. A field selected through an interface counts for the interface and for every object type that can
 * stand there. Of what goes in by a variable everything counts, at any depth, because values are not recorded; of what
 * is written in the operation that what is written. Of an enum that comes back, every value counts. What the schema
 * does not know is left out, and so are `__typename` and introspection.
 */
export function usedCoordinates(document: DocumentNode, schema: GraphQLSchema): ReadonlySet<string> {
  return traceOperation(document, schema).coordinates;
}
