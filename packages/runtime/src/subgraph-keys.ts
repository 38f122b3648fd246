import { subgraphKey } from '@throughgate/service';

/** With which keys the requests to one subgraph may be signed. */
export interface SubgraphKeys {
  /** The subgraph's own key. */
  readonly serviceKey: string;
  /** The key before it, while keys are rotated. */
  readonly previousServiceKey?: string;
}

/** Settings that hold keys of a subgraph, or the service keys that those follow from. */
export interface KeySettings {
  readonly subgraphKey?: string | undefined;
  readonly subgraphKeyPrevious?: string | undefined;
  readonly serviceKey?: string | undefined;
  readonly serviceKeyPrevious?: string | undefined;
}

/**
 * The keys of a subgraph: HUB_SUBGRAPH_KEY, else what follows from HUB_SERVICE_KEY, and likewise the previous one. `undefined`
 * when there is neither.
 */
export function subgraphKeys(subgraph: string, settings: KeySettings): SubgraphKeys | undefined {
  const derived = (serviceKey: string | undefined) =>
    serviceKey === undefined ? undefined : subgraphKey(serviceKey, subgraph);
  const serviceKey = settings.subgraphKey ?? derived(settings.serviceKey);
  if (serviceKey === undefined) return undefined;
  const previousServiceKey = settings.subgraphKeyPrevious ?? derived(settings.serviceKeyPrevious);
  return { serviceKey, ...(previousServiceKey === undefined ? {} : { previousServiceKey }) };
}

/** The keys of a subgraph that follow from the service keys of its hub. */
export function derivedKeys(
  subgraph: string,
  {
    serviceKey,
    serviceKeyPrevious,
  }: Pick<KeySettings, 'serviceKeyPrevious'> & { readonly serviceKey: string },
): SubgraphKeys {
  return subgraphKeys(subgraph, { serviceKey, serviceKeyPrevious }) as SubgraphKeys;
}
