import { Kind, specifiedScalarTypes } from 'graphql';
import { fieldType } from '../../schema-changes/field-type.ts';
import type { SchemaParts } from '../../schema-changes/schema-parts.ts';
import type { OwnRule } from './own-rule.ts';

/** As graphql-eslint’s rule of this name, which remembers the edge types of the first schema that it ever saw. */
export const relayEdgeTypes: OwnRule = ({ schema }) => {
  const edges = edgeTypes(schema);
  return ({ coordinate }) => {
    if (!edges.has(coordinate)) return undefined;
    if (!hasKind(schema, coordinate, 'Object')) {
      return `Type "${coordinate}", the edge of a connection, must be an object type.`;
    }
    if (!coordinate.endsWith('Edge')) return `The name of edge type "${coordinate}" must end in \`Edge\`.`;
    if (fieldType(schema, `${coordinate}.node`)?.isList !== false) {
      return `Edge type "${coordinate}" must have a field \`node\` that is no list.`;
    }
    const cursor = fieldType(schema, `${coordinate}.cursor`);
    return cursor && !cursor.isList && isScalar(schema, cursor.name)
      ? undefined
      : `Edge type "${coordinate}" must have a field \`cursor\` that is a String or another scalar.`;
  };
};

/** Names of the types of all `edges` of connections. */
function edgeTypes(schema: SchemaParts): ReadonlySet<string> {
  const connections = [...schema.parts.keys()].filter((coordinate) => /^\w+Connection$/.test(coordinate));
  return new Set(connections.flatMap((name) => fieldType(schema, `${name}.edges`)?.name ?? []));
}

function isScalar(schema: SchemaParts, name: string): boolean {
  return specifiedScalarTypes.some((scalar) => scalar.name === name) || hasKind(schema, name, 'Scalar');
}

function hasKind({ parts }: SchemaParts, name: string, kind: 'Object' | 'Scalar'): boolean {
  const wanted: readonly string[] =
    kind === 'Object'
      ? [Kind.OBJECT_TYPE_DEFINITION, Kind.OBJECT_TYPE_EXTENSION]
      : [Kind.SCALAR_TYPE_DEFINITION];
  return parts.get(name)?.nodes.some((node) => wanted.includes(node.kind)) ?? false;
}
