import { refusedMutation, refusedSubscription } from '@throughgate/authorization';
import {
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  OperationTypeNode,
} from 'graphql';
import { createConditionReader, selectUnder } from '../../planning/conditions.ts';
import { type WithheldFields, withholdFields } from '../../planning/withhold-fields.ts';
import type { ResolvedOperation } from '../operation.ts';

/**
 * The error with which a mutation or a subscription is refused as a whole, when its caller may not have one of the fields that it
 * begins with. One that `@skip` or `@include` leaves out does not count.
 *
 * @returns code `FORBIDDEN`, status 403; `undefined` lets it run
 */
export function refusalOfRoot(
  schema: GraphQLSchema,
  { document, definition, variables }: ResolvedOperation,
  withheld: WithheldFields,
): GraphQLError | undefined {
  const { coerced } = getVariableValues(schema, definition.variableDefinitions ?? [], variables);
  // Nothing runs with wrong variables, and the executor says what is wrong with them.
  if (!coerced) return undefined;
  const selected = selectUnder(document, createConditionReader()(document, coerced));
  const operation = getOperationAST(selected, definition.name?.value);
  if (!operation) return undefined;
  const { paths } = withholdFields(schema, selected, operation, withheld);
  const refused = paths.flatMap((path) => (path.length === 1 ? String(path[0]) : []));
  if (refused.length === 0) return undefined;
  const isMutation = definition.operation === OperationTypeNode.MUTATION;
  return isMutation ? refusedMutation(refused) : refusedSubscription(refused);
}
