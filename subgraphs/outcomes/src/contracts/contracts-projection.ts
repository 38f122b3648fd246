import { type ChangeEvent, type Projection, UnprocessableEventError } from '@throughgate/events';

/** The agency by whose name the registry publishes what concerns all: its topic is `topicOf(registryAgency)`. */
export const registryAgency = 'registry';

const published = 'registry.event-contracts.published';

/**
 * Keeps what agencies publish of their events, by the registry's topic. It has no generations of its own: contracts must
 * be there whichever generation of the journey is read or made.
 */
export function contractsProjection(): Projection {
  return {
    name: 'contracts',
    agencies: [registryAgency],
    async createGeneration() {},
    async apply(client, events) {
      for (const { agency, types, version } of events.filter(({ type }) => type === published).map(read)) {
        // A type that is no longer named keeps its contract: its events stay on the log, and a rebuild reads them.
        await client.query(
          `INSERT INTO public."EventContract" (agency, type, version, schema)
           SELECT $1, type, $2, schema FROM json_to_recordset($3) AS new (type text, schema jsonb)
           ON CONFLICT (agency, type) DO UPDATE SET version = excluded.version, schema = excluded.schema
             WHERE "EventContract".version < excluded.version`,
          [agency, version, JSON.stringify(types)],
        );
      }
    },
  };
}

function read({ type, version, data }: ChangeEvent) {
  const { agency, types } = data;
  if (typeof agency === 'string' && Array.isArray(types) && types.every(isContract)) {
    return { agency, types, version };
  }
  throw new UnprocessableEventError(`${type}: expected { agency, types: [{ type, schema }] }`);
}

function isContract(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { type, schema } = value as { type?: unknown; schema?: unknown };
  return typeof type === 'string' && typeof schema === 'object' && schema !== null;
}
