import {
  type EventContractsPublished,
  eventContractsPublished,
  registryAgency,
} from '@throughgate/contracts';
import { type ChangeEvent, type Projection, UnprocessableEventError } from '@throughgate/events';

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
      const published = events.filter(({ type }) => type === eventContractsPublished.type);
      for (const { agency, types, version } of published.map(read)) {
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

/** The schemas are kept as they came, not as they were parsed. */
function read({ type, version, data }: ChangeEvent): EventContractsPublished & { readonly version: number } {
  if (!eventContractsPublished.data.safeParse(data).success) {
    throw new UnprocessableEventError(`${type}: expected { agency, types: [{ type, schema }] }`);
  }
  const { agency, types } = data as EventContractsPublished;
  return { agency, types, version };
}
