import type { RegistryClient } from '@throughgate/registry-client';
import type { Outcome } from '../../output/outcome.ts';
import { formatTable } from '../../output/table.ts';
import { allPages } from '../../registry/all-pages.ts';

/** Which parts of the graph are asked about. */
export interface FieldFilter {
  readonly days?: number;
  /** Only those that nobody used, or those that are deprecated and still used. */
  readonly only?: 'unused' | 'deprecated';
  readonly subgraph?: string;
}

/** `hub operations fields`: parts of the graph and who uses them. */
export async function listFields(registry: RegistryClient, filter: FieldFilter): Promise<Outcome> {
  const fields = await allPages((page) => registry.fields({ ...page, ...filter }));
  return {
    text: formatTable(
      ['field', 'requests', 'subgraphs', 'clients', 'deprecated'],
      fields.map(({ coordinate, requests, subgraphs, clients, deprecated }) => [
        coordinate,
        String(requests),
        subgraphs.join(','),
        clients.map((client) => `${client.name}@${client.version} (${client.requests})`).join(', '),
        deprecated ?? '',
      ]),
      'There are no such fields.',
    ),
    data: { fields },
  };
}
