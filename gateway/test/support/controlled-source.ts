import { createHash } from 'node:crypto';
import type { SupergraphSource, SwitchResult } from '../../src/index.ts';

/** A source of supergraphs in the hands of the test. */
export interface ControlledSource {
  readonly source: SupergraphSource;
  /** Gives the gateway another supergraph; resolves with what came of it. */
  offer(sdl: string): Promise<SwitchResult>;
}

/** Creates a source that starts with `sdl`. */
export function controlledSource(sdl: string): ControlledSource {
  let offer: Parameters<SupergraphSource['follow']>[2] | undefined;
  return {
    source: {
      candidates: [{ origin: 'the test', read: async () => sourced(sdl) }],
      follows: true,
      follow(_serving, _origin, given) {
        offer = given;
      },
      async stop() {},
    },
    offer(next) {
      if (!offer) throw new Error('the gateway does not follow yet');
      return offer(sourced(next));
    },
  };
}

function sourced(sdl: string) {
  return { digest: `sha256:${createHash('sha256').update(sdl).digest('hex')}`, sdl };
}
