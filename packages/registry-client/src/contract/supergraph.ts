import { z } from 'zod';
import { digest, moment } from './names.ts';

/** A supergraph that was live at some time. */
export const supergraph = z.object({
  digest,
  sdl: z.string(),
  composedAt: moment,
});

/** Data of the event that tells of a new supergraph (`registry.supergraph.published`). */
export const supergraphPublished = z.object({
  version: z.int().min(1).describe('Revision of the graph.'),
  supergraph: digest,
  subgraphs: z.array(z.object({ name: z.string(), version: digest.nullable() })),
});

/** A supergraph that was live at some time. */
export type Supergraph = z.infer<typeof supergraph>;
/** Data of the event that tells of a new supergraph. */
export type SupergraphPublished = z.infer<typeof supergraphPublished>;
