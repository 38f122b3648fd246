import {
  createSchemaCompiler,
  type EventContract,
  eventContract,
  eventContracts,
  hubAgencyNames,
  type JsonSchema,
} from '@throughgate/contracts';
import { prepared } from '@throughgate/database';
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
  /** The statement that asks how new the contracts of some agencies are. */
  asks(agencies: readonly string[]): pg.QueryConfig;
  /** The newest contracts of agencies, as the transaction of `client` sees them, by what {@link asks} was answered in it. */
  of(client: pg.ClientBase, answer: pg.QueryResult): Promise<FindContract>;
}

interface Published {
  /** Changes with every publication. */
  readonly state: string;
  contractOf(type: string): EventContract | string | undefined;
}

/** Knows the contracts that agencies published, and before that those that the hub comes with. */
export function createKnownContracts(): KnownContracts {
  // Contracts of the agencies that come with the hub are in `schemas/` until they publish newer ones.
  const builtIn = new Map<string, EventContract>(
    hubAgencyNames.flatMap(eventContracts).map((contract) => [nameOf(contract), contract]),
  );
  // Compiling costs much more than asking the database whether it is still the newest.
  const published = new Map<string, Published>();

  return {
    async agencies(database) {
      const { rows } = await database.query<{ agency: string }>(
        'SELECT DISTINCT agency FROM public."EventContract" ORDER BY agency',
      );
      return [...new Set([...hubAgencyNames, ...rows.map(({ agency }) => agency)])];
    },
    asks: (agencies) =>
      prepared(
        `SELECT agency, max(version) || ' ' || count(*) AS state FROM public."EventContract"
         WHERE agency = ANY ($1) GROUP BY agency`,
        [agencies as unknown[]],
      ),
    async of(client, answer) {
      const rows: readonly { readonly agency: string; readonly state: string }[] = answer.rows;
      for (const { agency, state } of rows) {
        if (published.get(agency)?.state === state) continue;
        published.set(agency, { state, contractOf: await publishedContracts(client, agency) });
      }
      return ({ agency, type }) =>
        published.get(agency)?.contractOf(type) ??
        builtIn.get(nameOf({ agency, type })) ??
        `${agency} has no event contract "${type}"`;
    },
  };
}

/** Each contract is compiled when an event of its type is first met: an agency may have a hundred, and a start would wait for all. */
async function publishedContracts(client: pg.ClientBase, agency: string): Promise<Published['contractOf']> {
  const { rows } = await client.query<{ type: string; schema: JsonSchema }>(
    'SELECT type, schema FROM public."EventContract" WHERE agency = $1',
    [agency],
  );
  const compileSchema = createSchemaCompiler();
  const schemas = new Map(rows.map(({ type, schema }) => [type, schema]));
  const contracts = new Map<string, EventContract | string>();
  return (type) => {
    const schema = schemas.get(type);
    if (schema === undefined) return undefined;
    const known = contracts.get(type) ?? contractOrFault(agency, type, schema, compileSchema);
    contracts.set(type, known);
    return known;
  };
}

function contractOrFault(
  agency: string,
  type: string,
  schema: JsonSchema,
  compileSchema: ReturnType<typeof createSchemaCompiler>,
): EventContract | string {
  try {
    return eventContract(agency, type, schema, compileSchema(schema));
  } catch (error) {
    // The registry lets none through; whoever wrote it past the registry must not stop other events.
    return `the event contract "${type}" of ${agency} cannot be used: ${(error as Error).message}`;
  }
}

function nameOf({ agency, type }: { readonly agency: string; readonly type: string }): string {
  return `${agency} ${type}`;
}
