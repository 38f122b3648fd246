import {
  createSchemaCompiler,
  type EventContract,
  eventContract,
  eventContracts,
  hubAgencyNames,
  type JsonSchema,
} from '@throughgate/contracts';
import type pg from 'pg';

/** Finds the contract of an event type; a text says why there is none that could be used. */
export type FindContract = (event: {
  readonly agency: string;
  readonly type: string;
}) => EventContract | string;

/** The contracts that the hub knows at the moment. */
export interface KnownContracts {
  /** Agencies that have contracts. */
  agencies(database: pg.Pool | pg.ClientBase): Promise<readonly string[]>;
  /** The newest contracts of some agencies, as the transaction of `client` sees them. */
  of(client: pg.ClientBase, agencies: readonly string[]): Promise<FindContract>;
}

interface Compiled {
  /** Changes with every publication. */
  readonly state: string;
  readonly contracts: ReadonlyMap<string, EventContract | string>;
}

/** Knows the contracts that agencies published, and before that those that the hub comes with. */
export function createKnownContracts(): KnownContracts {
  // Contracts of the agencies that come with the hub are in `schemas/` until they publish newer ones.
  const builtIn = new Map<string, EventContract>(
    hubAgencyNames.flatMap(eventContracts).map((contract) => [nameOf(contract), contract]),
  );
  // Compiling costs much more than asking the database whether it is still the newest.
  const compiled = new Map<string, Compiled>();

  return {
    async agencies(database) {
      const { rows } = await database.query<{ agency: string }>(
        'SELECT DISTINCT agency FROM public."EventContract" ORDER BY agency',
      );
      return [...new Set([...hubAgencyNames, ...rows.map(({ agency }) => agency)])];
    },
    async of(client, agencies) {
      const { rows } = await client.query<{ agency: string; state: string }>(
        `SELECT agency, max(version) || ' ' || count(*) AS state FROM public."EventContract"
         WHERE agency = ANY ($1) GROUP BY agency`,
        [agencies],
      );
      for (const { agency, state } of rows) {
        if (compiled.get(agency)?.state === state) continue;
        compiled.set(agency, { state, contracts: await compile(client, agency) });
      }
      return ({ agency, type }) =>
        compiled.get(agency)?.contracts.get(type) ??
        builtIn.get(nameOf({ agency, type })) ??
        `${agency} has no event contract "${type}"`;
    },
  };
}

async function compile(client: pg.ClientBase, agency: string): Promise<Compiled['contracts']> {
  const { rows } = await client.query<{ type: string; schema: JsonSchema }>(
    'SELECT type, schema FROM public."EventContract" WHERE agency = $1',
    [agency],
  );
  const compileSchema = createSchemaCompiler();
  return new Map<string, EventContract | string>(
    rows.map(({ type, schema }) => {
      try {
        return [type, eventContract(agency, type, schema, compileSchema(schema))];
      } catch (error) {
        // The registry lets none through; whoever wrote it past the registry must not stop other events.
        return [
          type,
          `the event contract "${type}" of ${agency} cannot be used: ${(error as Error).message}`,
        ];
      }
    }),
  );
}

function nameOf({ agency, type }: { readonly agency: string; readonly type: string }): string {
  return `${agency} ${type}`;
}
