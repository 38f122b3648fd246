import { z } from 'zod';
import { digest, moment } from './names.ts';

/** A supergraph that was live at some time. */
export const supergraph = z.object({
  digest,
  sdl: z.string(),
  composedAt: moment,
});

/** A supergraph that was live at some time. */
export type Supergraph = z.infer<typeof supergraph>;
