import { GraphQLError, type GraphQLSchema, getOperationAST, getVariableValues } from 'graphql';
import { createConditionReader, selectUnder } from '../../planning/conditions.ts';
import { type WithheldFields, withholdFields } from '../../planning/withhold-fields.ts';
import type { ResolvedOperation } from '../operation.ts';

/**
 * The error with which a mutation is refused as a whole, when its caller may not have one of the fields that it begins with: part
 * of what somebody wanted to record is worse than nothing of it. One that `@skip` or `@include` leaves out does not count.
 *
 * @returns code `FORBIDDEN`, status 403; `undefined` lets the mutation run
 */
export function refusalOfMutation(
  schema: GraphQLSchema,
  { document, definition, variables }: ResolvedOperation,
  withheld: WithheldFields,
): GraphQLError | undefined {
  const { coerced } = getVariableValues(schema, definition.variableDefinitions ?? [], variables);
  // Nothing runs with wrong variables either, and the executor says what is wrong with them.
  if (!coerced) return undefined;
  const selected = selectUnder(document, createConditionReader()(document, coerced));
  const operation = getOperationAST(selected, definition.name?.value);
  if (!operation) return undefined;
  const { paths } = withholdFields(schema, selected, operation, withheld);
  const refused = paths.flatMap((path) => (path.length === 1 ? `"${path[0]}"` : []));
  if (refused.length === 0) return undefined;
  return new GraphQLError(`The caller may not ask for ${refused.join(', ')}. Nothing of the mutation ran.`, {
    extensions: { code: 'FORBIDDEN', http: { status: 403 } },
  });
}
