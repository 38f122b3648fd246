import { type CheckConfiguration, checkConfiguration } from '@throughgate/registry-client';
import type { CheckedOperation, CheckedSubgraph, CheckInput } from '../../src/check-input.ts';
import { compose } from '../../src/composition/compose.ts';
import { checkOperations } from '../../src/operations/check-operations.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@inaccessible", "@shareable", "@composeDirective"])\n';

/** Schemas of subgraphs by name. The federation link is the first line of each, and added here. */
export type Schemas = Readonly<Record<string, string>>;

/** An operation that `web@1` ran 100 times on the day before the check, unless said otherwise. */
export function operation(document: string, details: Partial<CheckedOperation> = {}): CheckedOperation {
  return {
    hash: Buffer.from(document).toString('hex').slice(0, 64).padEnd(64, '0'),
    name: null,
    document,
    registeredBy: [],
    uses: [use('web', 100)],
    ...details,
  };
}

/** Use by version 1 of a client. */
export function use(clientName: string, requests: number, day = '2026-05-31') {
  return { clientName, clientVersion: '1', day, requests };
}

/** What a check is about, where it differs from: one operation-less change checked by the defaults. */
export interface Situation {
  readonly operations?: readonly CheckedOperation[];
  readonly approvals?: readonly string[];
  readonly configurations?: Readonly<Record<string, Partial<CheckConfiguration>>>;
}

/** Checks the change of a graph from some schemas to others on 1 June 2026. */
export function checkChange(before: Schemas, after: Schemas, situation: Situation = {}) {
  const { operations = [], approvals = [], configurations = {} } = situation;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const input: CheckInput = {
    current: subgraphsOf(before),
    proposed: subgraphsOf(after),
    changed: names.filter((name) => before[name] !== after[name]),
    currentSupergraph: supergraphOf(before),
    configurations: Object.fromEntries(
      Object.entries(configurations).map(([name, one]) => [name, checkConfiguration.parse(one)]),
    ),
    operations,
    approvals,
    eventHistory: {},
    today: '2026-06-01',
  };
  return checkOperations(input, supergraphOf(after));
}

const composed = new Map<string, string>();

/** Composes schemas, each once: many tests begin with the same ones. */
export function supergraphOf(schemas: Schemas): string {
  const key = JSON.stringify(schemas);
  const supergraph = composed.get(key) ?? composeAll(schemas);
  composed.set(key, supergraph);
  return supergraph;
}

function composeAll(schemas: Schemas): string {
  const result = compose(
    subgraphsOf(schemas).map(({ name, routingUrl, schema }) => ({ name, url: routingUrl, sdl: schema.text })),
  );
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.supergraphSdl;
}

function subgraphsOf(schemas: Schemas): CheckedSubgraph[] {
  return Object.entries(schemas).map(([name, sdl]) => ({
    name,
    routingUrl: `http://${name}`,
    schema: { path: `${name}.graphql`, text: link + sdl },
    events: null,
  }));
}
