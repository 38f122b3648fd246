import { z } from 'zod';
import { digest, moment, subgraphName } from './names.ts';

/** A text file as the integrator has it. */
export const sourceFile = z.object({
  path: z
    .string()
    .min(1)
    .max(300)
    .describe('Path as the integrator names it, with `/` between folders: it is shown in messages.'),
  text: z.string(),
});

/** Change events, described by an AsyncAPI 3 document that refers to one JSON Schema for each event type. */
export const eventSources = z.object({
  entry: z.string().describe('Path of the AsyncAPI document among `files`.'),
  files: z
    .array(sourceFile)
    .min(1)
    .max(500)
    .describe('The AsyncAPI document (YAML or JSON) and every file that it refers to.'),
});

/** What an integrator wants a subgraph to be. */
export const subgraphProposal = z.object({
  name: subgraphName,
  schema: sourceFile.describe('Its schema in SDL, Federation 2.'),
  events: eventSources
    .optional()
    .describe('Its change events. Left out: those published before stay as they are.'),
  routingUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where the gateway reaches it. Needed the first time; later the published one stays.'),
});

/** Where the change comes from, as far as the caller’s machine or CI job knows. */
export const gitContext = z.object({
  commit: z.string().max(200).optional(),
  branch: z.string().max(200).optional(),
  remote: z.string().max(500).optional().describe('URL of the repository, without credentials.'),
  author: z.string().max(200).optional(),
});

/** A subgraph as it stands. */
export const subgraphSummary = z.object({
  name: subgraphName,
  routingUrl: z.string(),
  version: digest.describe('The version that is live.'),
  publishedAt: moment,
  publishedBy: z.string().describe('Name of the token that published it.'),
  eventTypes: z.int().describe('How many event types it publishes.'),
});

/** An immutable version of a subgraph. */
export const subgraphVersion = z.object({
  name: subgraphName,
  version: digest,
  schema: sourceFile,
  events: eventSources.nullable(),
  routingUrl: z.string(),
  firstPublishedAt: moment,
  live: z.boolean().describe('Whether it is the one that is live.'),
});

/** A text file as the integrator has it. */
export type SourceFile = z.infer<typeof sourceFile>;
/** Change events, described by an AsyncAPI 3 document that refers to one JSON Schema for each event type. */
export type EventSources = z.infer<typeof eventSources>;
/** What an integrator wants a subgraph to be. */
export type SubgraphProposal = z.infer<typeof subgraphProposal>;
/** Where a change comes from. */
export type GitContext = z.infer<typeof gitContext>;
/** A subgraph as it stands. */
export type SubgraphSummary = z.infer<typeof subgraphSummary>;
/** An immutable version of a subgraph. */
export type SubgraphVersion = z.infer<typeof subgraphVersion>;
