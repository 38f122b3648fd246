import { OperatorError } from '@throughgate/service';
import type { SubgraphEndpoint } from './http-transport.ts';

/** How endpoints differ from what the supergraph says. */
export interface EndpointOverrides {
  readonly subgraphUrls?: ReadonlyMap<string, string>;
  /** Milliseconds. @default 5000 */
  readonly subgraphTimeout?: number;
  /** Milliseconds, by subgraph. */
  readonly subgraphTimeouts?: ReadonlyMap<string, number>;
  /** Told of a name for which something is overridden and which no subgraph has. @default raises {@link OperatorError} */
  readonly onUnknownSubgraph?: (name: string) => void;
}

/**
 * Finds where each subgraph is.
 * Raises {@link OperatorError} when one has no usable address, or an override names no subgraph and nobody is told.
 */
export function resolveEndpoints(
  subgraphs: readonly { readonly name: string; readonly url: string }[],
  overrides: EndpointOverrides,
): SubgraphEndpoint[] {
  const { subgraphUrls, subgraphTimeout = 5000, subgraphTimeouts, onUnknownSubgraph } = overrides;
  const names = new Set(subgraphs.map(({ name }) => name));
  for (const name of [...(subgraphUrls?.keys() ?? []), ...(subgraphTimeouts?.keys() ?? [])]) {
    if (names.has(name)) continue;
    if (!onUnknownSubgraph) {
      throw new OperatorError(
        `There is no subgraph '${name}' in the supergraph; it has ${[...names].join(', ')}.`,
      );
    }
    onUnknownSubgraph(name);
  }
  return subgraphs.map(({ name, url: stated }) => {
    const url = subgraphUrls?.get(name) ?? stated;
    if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
      throw new OperatorError(
        `Subgraph '${name}' has no usable address: '${url}' is not an http or https URL.`,
      );
    }
    return { name, url, timeout: subgraphTimeouts?.get(name) ?? subgraphTimeout };
  });
}
