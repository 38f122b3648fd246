import { StartupError } from '@throughgate/service';
import type { SubgraphEndpoint } from './http-transport.ts';

/** How endpoints differ from what the supergraph says. */
export interface EndpointOverrides {
  readonly subgraphUrls?: ReadonlyMap<string, string>;
  /** Milliseconds. @default 5000 */
  readonly subgraphTimeout?: number;
  /** Milliseconds, by subgraph. */
  readonly subgraphTimeouts?: ReadonlyMap<string, number>;
}

/**
 * Finds where each subgraph is.
 * Raises {@link StartupError} when one has no usable address, or an override names no subgraph.
 */
export function resolveEndpoints(
  subgraphs: readonly { readonly name: string; readonly url: string }[],
  overrides: EndpointOverrides,
): SubgraphEndpoint[] {
  const { subgraphUrls, subgraphTimeout = 5000, subgraphTimeouts } = overrides;
  const names = new Set(subgraphs.map(({ name }) => name));
  for (const name of [...(subgraphUrls?.keys() ?? []), ...(subgraphTimeouts?.keys() ?? [])]) {
    if (!names.has(name)) {
      throw new StartupError(
        `There is no subgraph '${name}' in the supergraph; it has ${[...names].join(', ')}.`,
      );
    }
  }
  return subgraphs.map(({ name, url: stated }) => {
    const url = subgraphUrls?.get(name) ?? stated;
    if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
      throw new StartupError(
        `Subgraph '${name}' has no usable address: '${url}' is not an http or https URL.`,
      );
    }
    return { name, url, timeout: subgraphTimeouts?.get(name) ?? subgraphTimeout };
  });
}
