import { meets, type Requirement, type Requirements } from '@throughgate/authorization';
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

const nothing: ReadonlySet<never> = new Set();

/** The fields that an operation selects and that not everybody may have, as `Type.field`. */
export type RequiredFields = ReadonlyMap<string, Requirement>;

/**
 * Finds what an operation selects that requires something, in whatever fragments it spreads. A field counts where the document
 * selects it: on an interface, what the interface's field requires.
 */
export function requiredFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  requirements: Requirements,
): RequiredFields {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const found = new Map<string, Requirement>();
  const types = new TypeInfo(schema);
  const waiting: (OperationDefinitionNode | FragmentDefinitionNode)[] = [operation];
  for (let definition = waiting.pop(); definition; definition = waiting.pop()) {
    visit(
      definition,
      visitWithTypeInfo(types, {
        Field({ name }) {
          const type = types.getParentType()?.name;
          if (type === undefined) return;
          const requirement = requirements.ofField(type, name.value);
          if (!meets(requirement, nothing)) found.set(`${type}.${name.value}`, requirement);
        },
        FragmentSpread({ name }) {
          const fragment = fragments.get(name.value);
          fragments.delete(name.value);
          if (fragment) waiting.push(fragment);
        },
      }),
    );
  }
  return found;
}
