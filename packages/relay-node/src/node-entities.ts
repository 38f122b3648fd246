import { fieldSetOf, namedType, namesOf } from '@throughgate/authorization';
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  specifiedScalarTypes,
} from 'graphql';

/** An entity that is found by the value of one field. */
export interface NodeEntity {
  readonly type: string;
  /** The field of its key, as the supergraph has it. */
  readonly key: FieldDefinitionNode;
}

/** The field of `Node` that holds the global id: many types have an `id` that is none. */
export const idField = 'nodeId';

/** Scalars whose values an id can hold, as text. */
const keyScalars: ReadonlySet<string> = new Set(
  specifiedScalarTypes.map(({ name }) => name).filter((name) => name !== 'Float' && name !== 'Boolean'),
);

/**
 * The entities of a supergraph that have exactly one key, of exactly one field that clients see and that is an `ID!`, a `String!` or an
 * `Int!`, by which some subgraph finds them. One with several keys would have several ids.
 */
export function nodeEntities(supergraph: DocumentNode): readonly NodeEntity[] {
  const hidden = new Set(namesOf(supergraph, 'inaccessible'));
  const isHidden = ({ directives = [] }: Applied) => directives.some(({ name }) => hidden.has(name.value));
  return supergraph.definitions.flatMap((definition): NodeEntity[] => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION || isHidden(definition)) return [];
    const key = onlyKeyOf(definition);
    const { fields = [] } = definition;
    const field = fields.find(({ name }) => name.value === key);
    if (!field || isHidden(field) || fields.some(({ name }) => name.value === idField)) return [];
    const isText = field.type.kind === Kind.NON_NULL_TYPE && field.type.type.kind === Kind.NAMED_TYPE;
    if (!isText || !keyScalars.has(namedType(field.type))) return [];
    return [{ type: definition.name.value, key: field }];
  });
}

interface Applied {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** The one field by which a type is found; `undefined` for a type that is no entity, or is found otherwise as well. */
function onlyKeyOf(definition: ObjectTypeDefinitionNode): string | undefined {
  const keys = new Set<string>();
  let found = false;
  for (const join of definition.directives ?? []) {
    if (join.name.value !== 'join__type') continue;
    const selections = fieldSetOf(join, 'key');
    if (selections.length === 0) continue;
    const [only] = selections;
    if (selections.length > 1 || only?.kind !== Kind.FIELD || only.selectionSet) return undefined;
    keys.add(only.name.value);
    const resolvable = join.arguments?.find((one) => one.name.value === 'resolvable')?.value;
    found ||= resolvable?.kind !== Kind.BOOLEAN || resolvable.value;
  }
  return found && keys.size === 1 ? [...keys][0] : undefined;
}
