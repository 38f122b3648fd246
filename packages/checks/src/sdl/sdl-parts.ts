import {
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type TypeSystemDefinitionNode,
  type TypeSystemExtensionNode,
} from 'graphql';

/** A node that is a part of its own: a type, a field, an argument, a value of an enum, a directive or the schema. */
export type PartNode =
  | TypeSystemDefinitionNode
  | TypeSystemExtensionNode
  | FieldDefinitionNode
  | InputValueDefinitionNode
  | EnumValueDefinitionNode;

/** A part of a schema as it stands in the file. */
export interface SdlPart {
  /** Schema coordinate, for example `Query.prison(id:)`; {@link schemaCoordinate} for the schema itself. */
  readonly coordinate: string;
  readonly node: PartNode;
  /** The part that it stands in; null for a definition. */
  readonly holder: SdlPart | null;
}

/** Stands where a coordinate is expected for what belongs to the schema itself, as its links do. */
export const schemaCoordinate = 'schema';

/** A definition, then everything in it that has a coordinate, in the order of the file. `nameOf` names its type. @default its own name */
export function* sdlParts(
  node: PartNode,
  nameOf: (name: string) => string = (name) => name,
  holder: SdlPart | null = null,
): Generator<SdlPart, void> {
  const part = { coordinate: coordinateOf(node, nameOf, holder), node, holder };
  yield part;
  for (const member of membersOf(node)) yield* sdlParts(member, nameOf, part);
}

/** What stands in a part and has a coordinate of its own. */
export function membersOf(node: PartNode): readonly PartNode[] {
  if ('fields' in node) return node.fields ?? [];
  if ('values' in node) return node.values ?? [];
  if ('arguments' in node) return node.arguments ?? [];
  return [];
}

function coordinateOf(node: PartNode, nameOf: (name: string) => string, holder: SdlPart | null): string {
  if (!('name' in node) || !node.name) return schemaCoordinate;
  const name = node.name.value;
  if (node.kind === Kind.DIRECTIVE_DEFINITION) return `@${name}`;
  if (!holder) return nameOf(name);
  return 'arguments' in holder.node ? `${holder.coordinate}(${name}:)` : `${holder.coordinate}.${name}`;
}
