import { setImmediate } from 'node:timers/promises';
import { type CheckedOperation, usedCoordinates } from '@throughgate/checks';
import type { FieldUse, Page, PageRequest, Supergraph } from '@throughgate/registry-client';
import { type GraphQLSchema, parse } from 'graphql';
import { z } from 'zod';
import { cursorOf, readCursor } from './cursor.ts';
import { type GraphPart, graphParts } from './graph-parts.ts';

/** What {@link createFieldList} reads from. */
export interface FieldListOptions {
  /** Digest of the supergraph that is live. */
  readonly liveDigest: () => Promise<string | undefined>;
  readonly liveSupergraph: () => Promise<Supergraph | undefined>;
  readonly operations: (days: number) => Promise<readonly CheckedOperation[]>;
}

/** Which parts of the graph are asked for. */
export interface FieldQuery extends PageRequest {
  /** Operations of so many days count. */
  readonly days: number;
  /** `unused`: in no operation that ran or is registered; `deprecated`: deprecated and used all the same. @default all */
  readonly only?: 'unused' | 'deprecated' | undefined;
  /** Only those that this subgraph defines. */
  readonly subgraph?: string | undefined;
}

interface Graph {
  readonly digest: string;
  readonly schema: GraphQLSchema;
  readonly parts: readonly GraphPart[];
  /** What each operation uses in this graph, by its hash. */
  readonly used: Map<string, ReadonlySet<string>>;
}

/** Requests by client of one part; a client that only registered an operation is there with 0. */
type Users = Map<string, { name: string; version: string; requests: number }>;

/**
 * Makes the function that lists the parts of the live graph, by coordinate, and who uses them. What an operation uses
 * is worked out once for each supergraph.
 */
export function createFieldList(options: FieldListOptions): (query: FieldQuery) => Promise<Page<FieldUse>> {
  let latest: Graph | undefined;

  return async ({ first = 50, after, days, only, subgraph }) => {
    const start = readCursor(z.string(), after);
    const graph = await readGraph();
    if (!graph) return { items: [], next: null };
    const users = await usersByCoordinate(graph, await options.operations(days));
    const items: FieldUse[] = [];
    for (const part of graph.parts) {
      if (start !== undefined && part.coordinate <= start) continue;
      if (subgraph !== undefined && !part.subgraphs.includes(subgraph)) continue;
      const usersOfPart = users.get(part.coordinate);
      if (only === 'unused' && usersOfPart) continue;
      if (only === 'deprecated' && (part.deprecated === null || !usersOfPart)) continue;
      if (items.length === first) return { items, next: cursorOf(items.at(-1)?.coordinate) };
      items.push(fieldUse(part, usersOfPart));
    }
    return { items, next: null };
  };

  async function readGraph(): Promise<Graph | undefined> {
    if (latest && latest.digest === (await options.liveDigest())) return latest;
    const supergraph = await options.liveSupergraph();
    latest = supergraph && { digest: supergraph.digest, ...graphParts(supergraph.sdl), used: new Map() };
    return latest;
  }
}

async function usersByCoordinate(
  { schema, used }: Graph,
  operations: readonly CheckedOperation[],
): Promise<ReadonlyMap<string, Users>> {
  const users = new Map<string, Users>();
  for (const [index, operation] of operations.entries()) {
    // Thousands of operations take seconds the first time, in which the registry answers others.
    if (index % 50 === 49) await setImmediate();
    let coordinates = used.get(operation.hash);
    if (!coordinates) {
      coordinates = usedCoordinates(parse(operation.document, { noLocation: true }), schema);
      used.set(operation.hash, coordinates);
    }
    for (const coordinate of coordinates) {
      const ofPart: Users = users.get(coordinate) ?? new Map();
      users.set(coordinate, ofPart);
      for (const name of operation.registeredBy) count(ofPart, name, '', 0);
      for (const { clientName, clientVersion, requests } of operation.uses) {
        count(ofPart, clientName, clientVersion, requests);
      }
    }
  }
  return users;
}

function count(users: Users, name: string, version: string, requests: number): void {
  const key = `${name}\n${version}`;
  const known = users.get(key);
  if (known) known.requests += requests;
  else users.set(key, { name, version, requests });
}

function fieldUse({ coordinate, subgraphs, deprecated }: GraphPart, users: Users = new Map()): FieldUse {
  const clients = [...users.values()].sort((a, b) => b.requests - a.requests);
  const requests = clients.reduce((sum, client) => sum + client.requests, 0);
  return { coordinate, subgraphs: [...subgraphs], deprecated, requests, clients };
}
