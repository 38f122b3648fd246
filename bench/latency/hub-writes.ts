import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createSigner, localDeveloper } from '@throughgate/service';
import { type BenchPostgres, runOnce } from '../harness/bench-postgres.ts';
import { connectGraphql, type GraphqlClient } from '../harness/graphql-client.ts';
import { openLoop } from '../harness/open-loop.ts';
import type { NextIdentifier } from '../journey/people-to-ask.ts';
import { bookAppointment } from './most-writes.ts';

/** What a time of steady writes showed, in milliseconds. */
export interface WriteLatencies {
  /** From each commit in the agency's database to the commit that makes it part of a journey. */
  readonly visible: readonly number[];
  /** For a few of them, from the answer to the write until a client that asks again and again sees it. */
  readonly polled: readonly number[];
  /** How long the writes themselves took. */
  readonly writes: readonly number[];
  /** How many writes a second were answered: fewer than asked for when the hub cannot keep up. */
  readonly perSecond: number;
}

/** How many writes there are for each one that is polled for. */
const polledEvery = 100;
/** Longest wait for a write to show, in milliseconds. */
const patience = 60_000;

const look = `query Look($crn: String!) {
  offender(identifier: $crn) { journey(first: 20) { edges { node { subject { ... on Appointment { id } } } } } }
}`;

/** Where to write and where to look. */
export interface WritePlaces {
  /** The gateway of the hub. */
  readonly gateway: string;
  /** Headers of somebody who may ask it. */
  readonly headers: () => Readonly<Record<string, string>>;
  /** Probation's subgraph. */
  readonly probation: string;
}

/** Connects to probation's subgraph, as the gateway does. */
export function connectAgency(probation: string, serviceKey: string): GraphqlClient {
  const sign = createSigner({ masterKey: serviceKey });
  return connectGraphql(probation, 64, (body) =>
    sign({ subgraph: 'probation', requestId: randomUUID(), caller: localDeveloper, body }),
  );
}

/** Books appointments at probation at a steady rate, and finds out when each became part of a journey. */
export async function measureWrites(
  { gateway, headers, probation }: WritePlaces,
  { databases, serviceKey }: BenchPostgres,
  nextCrn: NextIdentifier,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<WriteLatencies> {
  await using writer = connectAgency(probation, serviceKey);
  await using reader = connectGraphql(gateway, 64, headers);
  const ids: string[] = [];
  const writes: number[] = [];
  const polled: number[] = [];
  let lastAnswer = 0;
  const started = performance.now();
  await openLoop(perSecond, seconds, async (index) => {
    const crn = nextCrn();
    const began = performance.now();
    const id = await bookAppointment(writer, crn);
    const answered = performance.now();
    lastAnswer = answered;
    writes.push(answered - began);
    ids.push(id);
    if (index % polledEvery === 0) {
      await untilSeen(reader, crn, id);
      polled.push(performance.now() - answered);
    }
  });

  const answeredPerSecond = (ids.length / (lastAnswer - started)) * 1000;
  const shown = await whenShown(databases.outcomes, ids);
  const committed = await moments(
    databases.probation,
    'SELECT id, extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000 AS ms FROM "Appointment" WHERE id = ANY ($1)',
    ids,
  );
  const visible = ids.map((id) => (shown.get(id) ?? Number.NaN) - (committed.get(id) ?? Number.NaN));
  return { visible, polled, writes, perSecond: answeredPerSecond };
}

async function untilSeen(client: GraphqlClient, crn: string, appointment: string): Promise<void> {
  const deadline = performance.now() + patience;
  while (performance.now() < deadline) {
    const data = await client.ask({ query: look, variables: { crn } });
    if (JSON.stringify(data).includes(appointment)) return;
    await pause(5);
  }
  throw new Error(`The appointment ${appointment} did not show in the journey of ${crn}.`);
}

/** When each appointment's event was committed to the read model, by the clock of PostgreSQL. */
async function whenShown(url: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  // The view that readers use has no transaction ids; the table behind it has.
  const [table] = await runOnce<{ name: string }>(
    url,
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE tablename = 'event' AND schemaname ~ '^outcomes_'",
  );
  const query = `SELECT subject_id AS id, extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000 AS ms
    FROM ${table?.name} WHERE subject_type = 'Appointment' AND subject_id = ANY ($1)`;
  const deadline = performance.now() + patience;
  for (;;) {
    const shown = await moments(url, query, ids);
    if (shown.size === ids.length) return shown;
    if (performance.now() > deadline) {
      throw new Error(`Only ${shown.size} of ${ids.length} writes show in journeys.`);
    }
    await pause(100);
  }
}

async function moments(
  url: string,
  query: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await runOnce<{ id: string; ms: string }>(url, query, [ids]);
  return new Map(rows.map(({ id, ms }) => [id, Number(ms)]));
}
