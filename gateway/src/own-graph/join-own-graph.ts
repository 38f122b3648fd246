import { fieldSetOf } from '@throughgate/authorization';
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type EnumValueDefinitionNode,
  Kind,
  type NamedTypeNode,
  OperationTypeNode,
  print,
  type SchemaDefinitionNode,
  type SelectionNode,
  type TypeDefinitionNode,
  visit,
} from 'graphql';
import { applied, argumentOf, enumValue, joinDirective, nameNode, stringValue } from './join-directives.ts';

/** A supergraph to which a subgraph was joined. */
export interface JoinedSupergraph {
  /** To plan with: of the directives that the subgraph applies, those that the supergraph defines. */
  readonly planned: DocumentNode;
  /** For whoever reads rules from directives: with all of them, and without those who implement an interface that only echoes. */
  readonly document: DocumentNode;
}

/** The subgraph that is joined. */
export interface JoinedSubgraph {
  /** A name that no subgraph of the supergraph has. */
  readonly name: string;
  /** The value of `join__Graph` that stands for it. */
  readonly graph: string;
  /** Federation SDL; each type is defined once, and none extended. */
  readonly definitions: readonly TypeDefinitionNode[];
  /** Interfaces of it that only echo. */
  readonly echoing: ReadonlySet<string>;
}

type WithFields = Extract<TypeDefinitionNode, { readonly fields?: unknown }>;

const rootTypes: readonly (readonly [OperationTypeNode, string])[] = [
  [OperationTypeNode.QUERY, 'Query'],
  [OperationTypeNode.MUTATION, 'Mutation'],
  [OperationTypeNode.SUBSCRIPTION, 'Subscription'],
];

/**
 * Joins a subgraph to a composed supergraph of Federation 2 (join v0.2 to v0.5), as composition would have: the supergraph says
 * of each type and field which subgraphs have it, and where it says nothing of a field all those that have the type do.
 *
 * Raises `Error` where the subgraph has a type or field that the supergraph has already, or has with another type: whoever
 * states the subgraph reads the supergraph first.
 */
export function joinOwnGraph(supergraph: DocumentNode, subgraph: JoinedSubgraph): JoinedSupergraph {
  const { graph, name, echoing } = subgraph;
  const own = new Map(subgraph.definitions.map((one) => [one.name.value, one]));
  const defined = new Set(
    supergraph.definitions.flatMap((one) => (one.kind === Kind.DIRECTIVE_DEFINITION ? [one.name.value] : [])),
  );
  const joined: DefinitionNode[] = supergraph.definitions.map((definition) => {
    if (definition.kind === Kind.SCHEMA_DEFINITION) return withRoots(definition);
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph') {
      return withGraph(definition);
    }
    if (!('name' in definition) || definition.kind === Kind.DIRECTIVE_DEFINITION) return definition;
    const added = own.get(definition.name?.value ?? '');
    if (!added) {
      // Every subgraph has the type `Query`, if only for `_entities`.
      return definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === 'Query'
        ? merged(definition, { ...definition, directives: [], interfaces: [], fields: [] })
        : definition;
    }
    own.delete(added.name.value);
    return merged(definition as TypeDefinitionNode, added);
  });
  for (const definition of own.values()) joined.push(asNew(definition));
  const whole: DocumentNode = { ...supergraph, definitions: joined };
  return { planned: withDefinedDirectives(whole, defined), document: withoutEchoing(whole) };

  function withRoots(schema: SchemaDefinitionNode): SchemaDefinitionNode {
    const known = new Set(schema.operationTypes.map(({ operation }) => operation));
    const added = rootTypes.filter(([operation, type]) => own.has(type) && !known.has(operation));
    return {
      ...schema,
      operationTypes: [
        ...schema.operationTypes,
        ...added.map(([operation, type]) => ({
          kind: Kind.OPERATION_TYPE_DEFINITION as const,
          operation,
          type: namedTypeNode(type),
        })),
      ],
    };
  }

  function withGraph(graphs: EnumTypeDefinitionNode): EnumTypeDefinitionNode {
    const value: EnumValueDefinitionNode = {
      kind: Kind.ENUM_VALUE_DEFINITION,
      name: nameNode(graph),
      directives: [joinDirective('graph', { name: stringValue(name), url: stringValue('') })],
    };
    return { ...graphs, values: [...(graphs.values ?? []), value] };
  }

  function asNew(definition: TypeDefinitionNode): TypeDefinitionNode {
    return { ...definition, directives: [...joinsOf(definition), ...otherDirectives(definition)] };
  }

  /** What the supergraph is to say of a type of the subgraph: that it has it, by which keys, and what it implements there. */
  function joinsOf(definition: TypeDefinitionNode): ConstDirectiveNode[] {
    const keys = applied(definition, 'key').map((key) => {
      const resolvable = argumentOf(key, 'resolvable');
      return joinDirective('type', {
        graph: enumValue(graph),
        key: argumentOf(key, 'fields') ?? stringValue(''),
        ...(resolvable ? { resolvable } : {}),
      });
    });
    const interfaces = 'interfaces' in definition ? (definition.interfaces ?? []) : [];
    return [
      ...(keys.length > 0 ? keys : [joinDirective('type', { graph: enumValue(graph) })]),
      ...interfaces.map((one) =>
        joinDirective('implements', { graph: enumValue(graph), interface: stringValue(one.name.value) }),
      ),
    ];
  }

  function merged(known: TypeDefinitionNode, added: TypeDefinitionNode): TypeDefinitionNode {
    if (known.kind !== added.kind) throw conflict(added.name.value, 'is of another kind in the supergraph');
    const others = graphsOf(known);
    const base = { ...known, directives: [...(known.directives ?? []), ...joinsOf(added)] };
    if (known.kind === Kind.SCALAR_TYPE_DEFINITION) return base;
    if (known.kind === Kind.ENUM_TYPE_DEFINITION && added.kind === Kind.ENUM_TYPE_DEFINITION) {
      if (!defined.has('join__enumValue')) return base;
      const given = new Set((added.values ?? []).map((one) => one.name.value));
      return {
        ...base,
        values: (known.values ?? []).map((one) => shared(one, others, given)),
      } as typeof known;
    }
    if (!('fields' in known) || !('fields' in added)) {
      throw conflict(added.name.value, 'is in the supergraph already');
    }
    const fields = mergedFields(known, added, others);
    if (!('interfaces' in known) || !('interfaces' in added)) return { ...base, fields } as typeof known;
    const names = new Set((known.interfaces ?? []).map((one) => one.name.value));
    const interfaces = [
      ...(known.interfaces ?? []),
      ...(added.interfaces ?? []).filter((one) => !names.has(one.name.value)),
    ];
    return { ...base, interfaces, fields } as typeof known;
  }

  function mergedFields(known: WithFields, added: WithFields, others: readonly string[]) {
    const mayRepeat = added.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ? undefined : keyFields(added);
    const given = new Map((added.fields ?? []).map((one) => [one.name.value, one]));
    const fields = (known.fields ?? []).map((field) => {
      const repeated = given.get(field.name.value);
      if (repeated) {
        const at = `${known.name.value}.${field.name.value}`;
        if (mayRepeat && !mayRepeat.has(field.name.value)) throw conflict(at, 'is in the supergraph already');
        if (print(repeated.type) !== print(field.type)) {
          throw conflict(at, `is ${print(field.type)} in the supergraph`);
        }
      }
      return shared(field, others, new Set(given.keys()), 'field');
    });
    const names = new Set(fields.map((field) => field.name.value));
    const here = joinDirective('field', { graph: enumValue(graph) });
    return [
      ...fields,
      ...[...given.values()]
        .filter((field) => !names.has(field.name.value))
        .map((field) => ({ ...field, directives: [here, ...(field.directives ?? [])] })),
    ];
  }

  /** A field or enum value that says which subgraphs have it, now that one more has the type around it. */
  function shared<Node extends WithDirectives>(
    node: Node,
    others: readonly string[],
    given: ReadonlySet<string>,
    kind: 'field' | 'enumValue' = 'enumValue',
  ): Node {
    const directives = node.directives ?? [];
    const said = directives.some((one) => one.name.value === `join__${kind}`);
    const has = given.has(node.name.value);
    // Nothing said means all of them, which is still true where the subgraph has it, too; said is said.
    if (said === !has) return node;
    const graphs = said ? [graph] : others;
    return {
      ...node,
      directives: [...directives, ...graphs.map((one) => joinDirective(kind, { graph: enumValue(one) }))],
    };
  }

  function withoutEchoing(document: DocumentNode): DocumentNode {
    if (echoing.size === 0) return document;
    const stays = (one: NamedTypeNode) => !echoing.has(one.name.value);
    return {
      ...document,
      definitions: document.definitions.map((one) =>
        'interfaces' in one && one.interfaces ? { ...one, interfaces: one.interfaces.filter(stays) } : one,
      ),
    };
  }

  function conflict(coordinate: string, why: string): Error {
    return new Error(`"${coordinate}" of the gateway's own graph ${why}.`);
  }
}

interface WithDirectives {
  readonly name: { readonly value: string };
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** The subgraphs that have a type. */
function graphsOf(definition: TypeDefinitionNode): string[] {
  const graphs = applied(definition, 'join__type').flatMap((one) => {
    const value = argumentOf(one, 'graph');
    return value?.kind === Kind.ENUM ? [value.value] : [];
  });
  return [...new Set(graphs)];
}

/** All fields in the keys of a type, at any depth. */
function keyFields(definition: TypeDefinitionNode): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (selection: SelectionNode) =>
    visit(selection, {
      Field({ name }) {
        names.add(name.value);
      },
    });
  for (const key of applied(definition, 'key')) fieldSetOf(key, 'fields').forEach(add);
  return names;
}

function otherDirectives({ directives = [] }: TypeDefinitionNode): ConstDirectiveNode[] {
  return directives.filter(({ name }) => name.value !== 'key');
}

/** GraphQL's own need no definition. */
const builtIn: ReadonlySet<string> = new Set(['deprecated', 'specifiedBy', 'oneOf']);

function withDefinedDirectives(document: DocumentNode, defined: ReadonlySet<string>): DocumentNode {
  return visit(document, {
    Directive: ({ name }) => (defined.has(name.value) || builtIn.has(name.value) ? undefined : null),
  });
}

function namedTypeNode(name: string): NamedTypeNode {
  return { kind: Kind.NAMED_TYPE, name: nameNode(name) };
}
