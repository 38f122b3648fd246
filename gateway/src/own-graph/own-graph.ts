import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, Kind, parse, type TypeDefinitionNode, visit } from 'graphql';
import type { SubgraphTransport } from '../transport/subgraph-transport.ts';
import { argumentOf } from './join-directives.ts';
import { type JoinedSupergraph, joinOwnGraph } from './join-own-graph.ts';
import { mergeDefinitions } from './merge-definitions.ts';
import type { OwnGraphPart } from './own-graph-part.ts';
import { createOwnTransport } from './own-transport.ts';

/** What the gateway itself answers beside one supergraph. */
export interface OwnGraph extends JoinedSupergraph {
  /** Interfaces of it that only echo. */
  readonly sought: ReadonlySet<string>;
  /** The name of its subgraph, which clients see in `serviceName` of errors. */
  readonly name: string;
  /** Puts its answers before a transport: what goes to any other subgraph goes on to `others`. */
  transport(others: SubgraphTransport): SubgraphTransport;
}

const preferredName = 'gateway';
const { definitions: links } = parse(
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])',
  { noLocation: true },
);

/**
 * Makes the own graph of what features state for a supergraph, and joins it: a subgraph like any other, but that it is answered
 * within the process.
 *
 * @returns `undefined` where there is nothing to join, and for a supergraph of Federation 1, which has no way to say it
 */
export function createOwnGraph(
  supergraph: DocumentNode,
  parts: readonly OwnGraphPart[],
): OwnGraph | undefined {
  if (parts.length === 0 || !isOfFederation2(supergraph)) return undefined;
  const definitions = mergeDefinitions(parts.map(({ typeDefs }) => typeDefs));
  const { name, graph } = freeName(supergraph);
  const echoing = new Set(parts.flatMap((part) => part.echoing ?? []));
  const joined = joinOwnGraph(supergraph, { name, graph, definitions, echoing });
  const schema = buildSubgraphSchema([
    { typeDefs: { kind: Kind.DOCUMENT, definitions: [...links, ...executable(definitions)] } },
    ...parts.map(({ resolvers }) => ({
      typeDefs: { kind: Kind.DOCUMENT as const, definitions: [] },
      resolvers,
    })),
  ]);
  const send = createOwnTransport(name, schema);
  return {
    ...joined,
    name,
    sought: echoing,
    transport: (others) => ({
      send: (request) => (request.subgraph === name ? send(request) : others.send(request)),
    }),
  };
}

function isOfFederation2({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (one) => one.kind === Kind.DIRECTIVE_DEFINITION && one.name.value === 'join__implements',
  );
}

/** A name that no subgraph has, and a value of `join__Graph` that stands for none. */
function freeName({ definitions }: DocumentNode): { readonly name: string; readonly graph: string } {
  const names = new Set<string>();
  const graphs = new Set<string>();
  for (const one of definitions) {
    if (one.kind !== Kind.ENUM_TYPE_DEFINITION || one.name.value !== 'join__Graph') continue;
    for (const { name, directives = [] } of one.values ?? []) {
      graphs.add(name.value);
      for (const directive of directives) {
        const value = argumentOf(directive, 'name');
        if (value?.kind === Kind.STRING) names.add(value.value);
      }
    }
  }
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? preferredName : `${preferredName}-${number}`;
    const graph = number === 1 ? 'GATEWAY' : `GATEWAY_OWN_${number}`;
    if (!names.has(name) && !graphs.has(graph)) return { name, graph };
  }
}

/** What of a definition counts for executing: rules of others are enforced before, and their directives not known here. */
function executable(definitions: readonly TypeDefinitionNode[]): TypeDefinitionNode[] {
  return definitions.map((definition) =>
    visit(definition, { Directive: ({ name }) => (known.has(name.value) ? undefined : null) }),
  );
}

const known: ReadonlySet<string> = new Set(['key', 'deprecated', 'specifiedBy', 'oneOf']);
