import { digestOf } from '@throughgate/registry-client/digest';
import type { SupergraphSource } from './supergraph-source.ts';

/** Makes the source of one supergraph that never changes. */
export function fixedSource(sdl: string): SupergraphSource {
  return {
    candidates: [{ origin: 'the supergraph given', read: async () => ({ digest: digestOf(sdl), sdl }) }],
    follows: false,
    follow() {},
    async stop() {},
  };
}
