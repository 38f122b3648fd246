import { z } from 'zod';
import { checkRequest, checkResult, expectedBase } from './check.ts';
import { digest, digestStart, moment, subgraphName } from './names.ts';
import { gitContext } from './subgraph.ts';

/** What is to be published: as checked, with a word on why. */
export const publishRequest = checkRequest.extend({
  message: z.string().max(2_000).optional().describe('What changed and why, for the history.'),
});

/** To which version a subgraph goes back. */
export const rollbackRequest = z.object({
  version: digestStart
    .optional()
    .describe('Digest of an earlier version, or how it begins. Left out: the version before the live one.'),
  message: z.string().max(2_000).optional(),
  expectBase: expectedBase,
});

/** One step in the history of the graph. */
export const publication = z.object({
  revision: z.int().describe('Number of the step: 1, 2, 3, …'),
  kind: z.enum(['bootstrap', 'publish', 'rollback', 'delete']),
  at: moment,
  by: z.string().describe('Name of the token.'),
  message: z.string().nullable(),
  git: gitContext.nullable(),
  supergraph: digest,
  subgraphs: z.array(
    z.object({
      name: subgraphName,
      version: digest.nullable().describe('The version from then on, or null when it was removed.'),
      previous: digest.nullable().describe('The version before, or null when it was new.'),
    }),
  ),
});

/** What came of publishing. */
export const publishResult = z.object({
  published: z.boolean().describe('False when the checks failed, or nothing differed from what is live.'),
  unchanged: z.boolean().describe('Everything was live already.'),
  supergraphWasUpdated: z.boolean(),
  supergraph: digest.nullable().describe('The supergraph that is live now.'),
  publication: publication.nullable(),
  check: checkResult,
});

/** What is to be published. */
export type PublishRequest = z.infer<typeof publishRequest>;
/** To which version a subgraph goes back. */
export type RollbackRequest = z.infer<typeof rollbackRequest>;
/** One step in the history of the graph. */
export type Publication = z.infer<typeof publication>;
/** What came of publishing. */
export type PublishResult = z.infer<typeof publishResult>;
