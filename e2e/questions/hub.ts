import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import getPort from 'get-port';
import { afterAll, expect, vi } from 'vitest';
import { agencyRecords } from '../support/agency-records.ts';
import { type Answer, ask, startHubProcess } from '../support/hub-process.ts';
import { preparedDirectory } from '../support/prepared-hub.ts';
import { issuerOf } from '../support/tokens.ts';

// One hub for all the questions: starting one takes longer than asking any of them. So each question has people, places and days
// of its own.

const data = await preparedDirectory();
const serviceKey = 'a key that only the test of the questions has';
const hub = startHubProcess(['up'], {
  HUB_DATA: data.path,
  HUB_PEOPLE: '0',
  HUB_SERVICE_KEY: serviceKey,
  // Numbers of a handful of people, as they are, and soon.
  HUB_MEASURES_POLICY: 'none',
  HUB_MEASURES_TICK: '1s',
});
const stops: (() => Promise<unknown>)[] = [() => hub.stop()];
afterAll(async () => {
  await Promise.all(stops.map((stop) => stop()));
  data[Symbol.dispose]();
});
const url = await hub.ready;

/** Runs a mutation of an agency that must succeed; returns the id of its record. */
export const { write } = agencyRecords(url);

/** Asks the hub, whatever it answers. */
export const askHub = <Data>(query: string, variables: Record<string, unknown>): Promise<Answer<Data>> =>
  ask<Data>(url, query, variables);

/** Asks what must be answered without errors. */
export async function answerTo<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  const { data: answer, errors } = await askHub<Data>(query, variables);
  if (errors || !answer) expect.fail(JSON.stringify(errors));
  return answer;
}

/** A check that holds soon, when the events of what was recorded have come to outcomes. */
export const soon = (check: () => Promise<void>) => () =>
  vi.waitFor(check, { timeout: 20_000, interval: 100 });

let other: Promise<string> | undefined;

/** Asks by a gateway that reaches every agency but probation, as after a crash of probation's process. */
export async function askWithoutProbation<Data>(
  query: string,
  variables: Record<string, unknown>,
): Promise<Answer<Data>> {
  other ??= startWithoutProbation();
  return ask<Data>(await other, query, variables);
}

async function startWithoutProbation(): Promise<string> {
  const { services } = JSON.parse(readFileSync(join(data.path, 'run.json'), 'utf8')) as {
    services: { name: string; url: string }[];
  };
  const nobody = `http://127.0.0.1:${await getPort({ host: '127.0.0.1' })}/graphql`;
  const addresses = services
    .filter(({ name }) => !['gateway', 'registry', 'issuer'].includes(name))
    .map(({ name, url: address }) => `${name}=${name === 'probation' ? nobody : address}`);
  const gateway = startHubProcess(['start', 'gateway'], {
    HUB_DATA: join(data.path, 'other'),
    HUB_SERVICE_KEY: serviceKey,
    HUB_ISSUER: issuerOf(data.path) ?? '',
    HUB_SUBGRAPH_URLS: addresses.join(','),
  });
  stops.unshift(() => gateway.stop());
  return gateway.ready;
}
