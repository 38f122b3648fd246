import { createPostgresEventLog, type EventLog, type NewLogRecord } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import { testDatabase } from '@throughgate/testkit';
import type { LiveOptions } from '../../src/index.ts';
import { contract, eventRecord, publishContracts, type TestEvent } from './agency-events.ts';
import { compose } from './compose.ts';
import { startTestGateway, type TestGateway, type TestOptions } from './gateway-client.ts';
import { type SubgraphServer, serveSubgraph } from './subgraph-server.ts';

/** A case of the court. */
interface Case {
  readonly number: string;
  title: string;
}

/** A court that tells of changes, and outcomes, which takes them in when it is told to. */
export interface LiveTown extends AsyncDisposable {
  readonly court: SubgraphServer;
  readonly outcomes: SubgraphServer;
  readonly log: EventLog;
  readonly cases: Map<string, Case>;
  /** Names of people by id; each has the identifiers that its id begins. */
  readonly people: Map<string, string>;
  readonly supergraphSdl: string;
  /** Changes a case and tells of it; resolves when the log has the event. */
  retitle(number: string, title: string): Promise<void>;
  /** Tells that a file is erased. */
  erase(number: string): Promise<void>;
  /** Puts an event of a person's file on the log; `shows` has outcomes take it in. */
  happen(person: string): Promise<{ readonly id: string; shows(name: string): void }>;
  /** How many records the court has put on the log. */
  told(): number;
  /** Puts any event on the court's topic. */
  tell(event: TestEvent): Promise<void>;
  /** Starts a gateway over the town. */
  gateway(options?: Partial<TestOptions>, live?: LiveOptions): Promise<TestGateway>;
}

const logger = createLogger('silent');
export const courtContracts = [
  contract('case.changed', 'Case', 'number'),
  contract('hearing.held', 'Hearing', 'hearing.id'),
];

/** Opens the town on a database of its own. */
export async function openLiveTown(courtSdl = ''): Promise<LiveTown> {
  await using opening = new AsyncDisposableStack();
  const database = opening.use(await testDatabase());
  const log = createPostgresEventLog({ databaseUrl: database.url, logger });
  opening.defer(() => log.close());
  const cases = new Map<string, Case>([['C1', { number: 'C1', title: 'First' }]]);
  const people = new Map([['p1', 'Ann']]);
  const placed = new Map<string, readonly string[]>();
  const court = opening.use(
    await serveSubgraph(
      'court',
      `${courtSdl} type Query { cases: [Case] } type Case @key(fields: "number") { number: ID! title: String secret: String @requiresScopes(scopes: [["judge"]]) }
       type Hearing @key(fields: "id") @requiresScopes(scopes: [["judge"]]) { id: ID! room: String }`,
      {
        Query: { cases: () => [...cases.values()] },
        Case: {
          __resolveReference: ({ number }: { number: string }) => cases.get(number) ?? null,
          secret: () => 'sealed',
        },
        Hearing: { __resolveReference: ({ id }: { id: string }) => ({ id, room: '1' }) },
      },
    ),
  );
  const outcomes = opening.use(
    await serveSubgraph(
      'outcomes',
      `type Query {
         offender(identifier: String!): Offender
         peopleOfEvents(agencies: [String!]!, ids: [ID!]!): [[ID!]] @inaccessible
       }
       type Offender @key(fields: "id") { id: ID! name: String }`,
      {
        Query: {
          offender: (_: unknown, { identifier }: { identifier: string }) => {
            const id = identifier.toLowerCase();
            return people.has(id) ? { id } : null;
          },
          peopleOfEvents: (_: unknown, { ids }: { ids: string[] }) => ids.map((id) => placed.get(id) ?? null),
        },
        Offender: {
          __resolveReference: ({ id }: { id: string }) => (people.has(id) ? { id } : null),
          name: ({ id }: { id: string }) => people.get(id),
        },
      },
    ),
  );
  await publishContracts(log, 'court', courtContracts);
  const supergraphSdl = compose([court, outcomes]);
  const opened = opening.move();
  let told = 0;
  const append = (record: NewLogRecord) => {
    told += 1;
    return log.append([record]);
  };
  const tell = (event: TestEvent) => append(eventRecord('court', event));
  const { ensureTopics } = log;
  await ensureTopics(['throughgate.court.changes.v1']);
  return {
    ...{ court, outcomes, log, cases, people, supergraphSdl, tell },
    told: () => told,
    erase: (number) =>
      append({ topic: 'throughgate.court.changes.v1', key: number, headers: {}, value: null }),
    async retitle(number, title) {
      const known = cases.get(number);
      if (known) known.title = title;
      else cases.set(number, { number, title });
      await tell({ type: 'case.changed', key: number, data: { number } });
    },
    async happen(person) {
      const record = eventRecord('court', {
        type: 'hearing.held',
        key: `file of ${person}`,
        data: { hearing: { id: crypto.randomUUID() } },
      });
      await append(record);
      const id = record.headers['ce_id'] ?? '';
      return {
        id,
        shows(name) {
          people.set(person, name);
          placed.set(id, [person, `file of ${person}`]);
        },
      };
    },
    gateway: (options = {}, live = {}) =>
      startTestGateway({
        ...(options.source ? {} : { supergraphSdl }),
        changes: { eventLog: log },
        live,
        foreign: true,
        ...options,
      } as TestOptions),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
