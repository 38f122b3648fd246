import { apiSchemaOf, gatewaySchemaOf } from '@throughgate/checks';
import {
  type DirectiveNode,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  Kind,
  parse,
  valueFromASTUntyped,
} from 'graphql';

/** A part of the graph that clients can use, or leave unused. */
export interface GraphPart {
  /** Schema coordinate: `Type.field`, `Type.field(argument:)`, `InputType.field` or `Enum.VALUE`. */
  readonly coordinate: string;
  /** Names of the subgraphs that define it. */
  readonly subgraphs: readonly string[];
  /** Reason of the deprecation, or null. */
  readonly deprecated: string | null;
}

/** Reads a supergraph: the schema that clients see at a gateway, and all parts of its subgraphs by coordinate. */
export function graphParts(supergraphSdl: string): { schema: GraphQLSchema; parts: readonly GraphPart[] } {
  const schema = apiSchemaOf(supergraphSdl);
  const subgraphsOf = readOwners(supergraphSdl);
  const parts: GraphPart[] = [];
  const add = (coordinate: string, owner: string, deprecated: string | null | undefined) =>
    parts.push({ coordinate, subgraphs: subgraphsOf(owner), deprecated: deprecated ?? null });
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type)) continue;
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        const owner = `${type.name}.${field.name}`;
        add(owner, owner, field.deprecationReason);
        for (const { name, deprecationReason } of field.args) {
          add(`${owner}(${name}:)`, owner, deprecationReason);
        }
      }
    } else if (isInputObjectType(type)) {
      for (const { name, deprecationReason } of Object.values(type.getFields())) {
        add(`${type.name}.${name}`, `${type.name}.${name}`, deprecationReason);
      }
    } else if (isEnumType(type)) {
      for (const { name, deprecationReason } of type.getValues()) {
        add(`${type.name}.${name}`, `${type.name}.${name}`, deprecationReason);
      }
    }
  }
  // By code unit and not by a language's rules: the pages of a list go on after a coordinate.
  parts.sort((a, b) => (a.coordinate < b.coordinate ? -1 : 1));
  return { schema: gatewaySchemaOf(supergraphSdl, schema), parts };
}

/**
 * Reads from the directives of the join specification (specs.apollo.dev/join) which subgraphs define a field, input
 * field or enum value, given as `Type.name`. One without a directive of its own is defined wherever its type is.
 */
function readOwners(supergraphSdl: string): (member: string) => readonly string[] {
  const names = new Map<string, string>();
  const owners = new Map<string, readonly string[]>();
  const graphsOf = (nodes: readonly DirectiveNode[] | undefined, directive: string) =>
    (nodes ?? []).filter(({ name }) => name.value === directive).map(argumentsOf);
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph') {
      for (const { name, directives } of definition.values ?? []) {
        const [graph] = graphsOf(directives, 'join__graph');
        names.set(name.value, String(graph?.['name']));
      }
    }
    const members =
      'fields' in definition ? definition.fields : 'values' in definition ? definition.values : undefined;
    if (!members || !('name' in definition) || !definition.name) continue;
    const ofType = graphsOf(definition.directives, 'join__type').map(({ graph }) => graph);
    for (const { name, directives } of members) {
      const own = [...graphsOf(directives, 'join__field'), ...graphsOf(directives, 'join__enumValue')];
      // What a subgraph declares as external belongs to another one.
      const graphs = own.filter(({ graph, external }) => graph && !external).map(({ graph }) => graph);
      owners.set(`${definition.name.value}.${name.value}`, (graphs.length > 0 ? graphs : ofType).map(String));
    }
  }
  return (member) => [...new Set(owners.get(member)?.map((graph) => names.get(graph) ?? graph))].sort();
}

function argumentsOf({ arguments: given = [] }: DirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}
