import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { PersonalParts } from './personal-types.ts';

/**
 * Whether an operation selects data of people, or states some in an argument, in itself or in fragments. What is `@skip`ped
 * counts: whether it is asked for is up to variables, and this is worked out once for all of them.
 */
export function selectsPersonal(
  operation: OperationDefinitionNode,
  document: DocumentNode,
  schema: GraphQLSchema,
  parts: PersonalParts,
): boolean {
  const fragments = new Map(
    document.definitions.flatMap((one): [string, FragmentDefinitionNode][] =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  );
  // Grows while it is gone through: each fragment is looked at once, however often it is spread.
  const reached = new Set<OperationDefinitionNode | FragmentDefinitionNode>([operation]);
  for (const root of reached) {
    if (visitOne(root)) return true;
  }
  return false;

  function visitOne(root: OperationDefinitionNode | FragmentDefinitionNode): boolean {
    let found = false;
    const types = new TypeInfo(schema);
    const visitor = visitWithTypeInfo(types, {
      Field({ name, arguments: given = [] }) {
        const parent = types.getParentType()?.name ?? '';
        const field = name.value;
        found ||= parts.field(parent, field);
        found ||= given.some((one) => parts.argument(parent, field, one.name.value));
      },
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (fragment) reached.add(fragment);
      },
    });
    visit(root, visitor);
    return found;
  }
}
