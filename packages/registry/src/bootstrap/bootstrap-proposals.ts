import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaDirectory, subgraphSdl } from '@throughgate/contracts';
import type { EventSources, SubgraphProposal } from '@throughgate/registry-client';

/** The composed supergraph lies beside the subgraphs and is none. */
const supergraphFile = 'supergraph.graphql';

/**
 * Reads the hub's own subgraphs from `schemas/`: each `<name>.graphql`, with the events of `events/<name>/asyncapi.yaml`
 * where there are any. `urls` are addresses by name; the others have that of docker-compose.yml.
 */
export function bootstrapProposals(urls: Readonly<Record<string, string>> = {}): SubgraphProposal[] {
  return readdirSync(schemaDirectory)
    .filter((file) => file.endsWith('.graphql') && file !== supergraphFile)
    .sort()
    .map((file) => {
      const name = file.slice(0, -'.graphql'.length);
      const events = eventSourcesOf(name);
      return {
        name,
        schema: { path: `schemas/${file}`, text: subgraphSdl(name) },
        ...(events === undefined ? {} : { events }),
        routingUrl: urls[name] ?? `http://${name}:4000/graphql`,
      };
    });
}

function eventSourcesOf(name: string): EventSources | undefined {
  const directory = join(schemaDirectory, 'events', name);
  if (!existsSync(join(directory, 'asyncapi.yaml'))) return undefined;
  const path = (file: string) => `schemas/events/${name}/${file}`;
  return {
    entry: path('asyncapi.yaml'),
    files: readdirSync(directory)
      .sort()
      .map((file) => ({ path: path(file), text: readFileSync(join(directory, file), 'utf8') })),
  };
}
