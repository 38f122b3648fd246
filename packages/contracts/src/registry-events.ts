import { z } from 'zod';

/** The name by which the registry publishes what concerns all: its topic is `topicOf(registryAgency)`. */
export const registryAgency = 'registry';

/** The event that tells of a new supergraph, even when a publication left that as it was: its version is the revision. */
export const supergraphPublished = {
  type: 'registry.supergraph.published',
  key: 'supergraph',
  data: z.object({
    version: z.int().min(1).describe('Revision of the graph.'),
    supergraph: z.string().describe('Digest of the supergraph.'),
    subgraphs: z.array(
      z.object({
        name: z.string(),
        version: z
          .string()
          .nullable()
          .describe('Digest of the live version; null when the subgraph was removed.'),
      }),
    ),
  }),
} as const;

/** Data of the event {@link supergraphPublished}. */
export type SupergraphPublished = z.infer<typeof supergraphPublished.data>;

/** The event that tells of an agency's event contracts, all of them, whenever one changed. */
export const eventContractsPublished = {
  type: 'registry.event-contracts.published',
  keyOf: (agency: string) => `contracts/${agency}`,
  data: z.object({
    agency: z.string(),
    types: z.array(
      z.object({
        type: z.string(),
        schema: z.looseObject({}).describe('JSON Schema of the data, in one piece.'),
      }),
    ),
  }),
} as const;

/** Data of the event {@link eventContractsPublished}. */
export type EventContractsPublished = z.infer<typeof eventContractsPublished.data>;
