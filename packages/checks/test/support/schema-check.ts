import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hubSubgraphNames } from '@throughgate/contracts';
import { type CheckConfiguration, checkConfiguration, type EventSources } from '@throughgate/registry-client';
import type { CheckedSubgraph, CheckInput } from '../../src/check-input.ts';

/** The link with which a well-kept schema begins, in one line. */
export const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@external", "@requires", "@shareable", "@tag"])\n';

/** The subgraph housing as it is checked. */
export interface SchemaCheck {
  /** The schema that is live; left out for a new subgraph. */
  readonly before?: string;
  readonly after: string;
  readonly configuration?: Partial<CheckConfiguration>;
  /** Schemas of other subgraphs in the graph, by name. */
  readonly others?: Readonly<Record<string, string>>;
  readonly eventsBefore?: EventSources;
  readonly events?: EventSources;
  /** @default 'housing' */
  readonly name?: string;
}

/** The input of a check in which one subgraph is new or changes. */
export function schemaCheck({
  before,
  after,
  configuration = {},
  others = {},
  eventsBefore,
  events,
  name = 'housing',
}: SchemaCheck): CheckInput {
  const rest = Object.entries(others).map(([other, text]) => subgraph(other, text));
  return {
    current: [...rest, ...(before === undefined ? [] : [subgraph(name, before, eventsBefore)])],
    proposed: [...rest, subgraph(name, after, events)],
    changed: [name],
    currentSupergraph: null,
    configurations: { [name]: checkConfiguration.parse(configuration) },
    operations: [],
    approvals: [],
    eventHistory: {},
    today: '2026-10-01',
  };
}

/** The hub’s own five subgraphs, as if none of them had been published before. */
export function ownSubgraphsAsNew(): CheckInput {
  const schemas = join(import.meta.dirname, '../../../../schemas');
  const proposed = hubSubgraphNames.map((name) => {
    const text = readFileSync(join(schemas, `${name}.graphql`), 'utf8');
    if (name === 'outcomes') return subgraph(name, text);
    const folder = join(schemas, 'events', name);
    const files = readdirSync(folder).map((file) => ({
      path: `events/${name}/${file}`,
      text: readFileSync(join(folder, file), 'utf8'),
    }));
    return subgraph(name, text, { entry: `events/${name}/asyncapi.yaml`, files });
  });
  return {
    ...schemaCheck({ after: '' }),
    current: [],
    proposed,
    changed: [...hubSubgraphNames],
    configurations: {},
  };
}

function subgraph(name: string, text: string, events?: EventSources): CheckedSubgraph {
  return {
    name,
    routingUrl: `http://${name}.test/graphql`,
    schema: { path: `schemas/${name}.graphql`, text },
    events: events ?? null,
  };
}
