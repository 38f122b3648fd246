/**
 * Names that the hub uses itself, and what for: no subgraph is published under one of them. A subgraph's name becomes its topic
 * (`throughgate.<name>.changes.v1`), the source and schema ids of its events, its enum value in the supergraph, and the label of
 * its metrics and findings. docs/integrators.md lists them.
 */
export const reservedNames: Readonly<Record<string, string>> = {
  registry: 'the topic on which the registry tells of publications, its service and its database',
  gateway: 'the gateway: its service and its consumer groups on the event log',
  hub: 'the hub: the author of what it publishes itself',
  throughgate: 'the hub: the client of its own operations, and the beginning of topics and databases',
  supergraph: 'the composed graph: its file beside the subgraphs, and findings about the whole',
  events: 'the event log: its database and its role',
  common: 'the schemas that all agencies’ events share (`urn:throughgate:events:common:…`)',
};

/** Names of subgraphs that come with the hub and tell no events: nobody else may speak for them on the event log. */
export const reservedForEvents: Readonly<Record<string, string>> = {
  outcomes: 'the read model that is made from events, and so publishes none',
};

/**
 * Why no subgraph can have a name, or with `events` tell events under it: what the hub uses it for. `undefined` when it is free.
 * Names that differ by case, hyphens or underscores only are one: databases, metrics and the supergraph write them alike.
 */
export function whyReserved(name: string, { events }: { readonly events: boolean }): string | undefined {
  const plain = name.toLowerCase().replaceAll(/[-_]/g, '');
  const ofEvents = events && Object.hasOwn(reservedForEvents, plain) ? reservedForEvents[plain] : undefined;
  return Object.hasOwn(reservedNames, plain) ? reservedNames[plain] : ofEvents;
}
