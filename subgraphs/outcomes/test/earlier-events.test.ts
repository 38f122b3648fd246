import { isDeepStrictEqual } from 'node:util';
import type { ChangeEvent } from '@throughgate/events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contracts, testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';

// Events that were written before lists of values were open carry codes as text. They are on logs for good.

const [now, then] = ['A7300AA', 'A7301AA'];
let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
});
afterAll(() => outcomes[Symbol.asyncDispose]());

const isCoded = (value: unknown): value is { code: string; title: string } =>
  typeof value === 'object' &&
  value !== null &&
  isDeepStrictEqual(Object.keys(value).sort(), ['code', 'title']);

/** The value with each part replaced for which `replacement` gives one. */
function replaced(value: unknown, replacement: (part: unknown, path: string) => unknown, path = ''): unknown {
  const other = replacement(value, path);
  if (other !== undefined) return other;
  if (typeof value !== 'object' || value === null) return value;
  const inner = ([name, part]: [string, unknown]) =>
    [name, replaced(part, replacement, `${path}/${name}`)] as const;
  if (Array.isArray(value)) return value.map((part, index) => inner([String(index), part])[1]);
  return Object.fromEntries(Object.entries(value).map(inner));
}

/** The event with the code alone for each `{ code, title }` of a list that there was then; later ones never were text. */
function asThen(event: ChangeEvent): ChangeEvent {
  const contract = contracts.find(({ type }) => type === event.type);
  const codes = replaced(event.data, (part) => (isCoded(part) ? part.code : undefined));
  const restored = new Set<string>();
  replaced(contract?.upToDate(codes), (part, path) => {
    if (isCoded(part)) restored.add(path);
    return undefined;
  });
  const data = replaced(event.data, (part, path) =>
    isCoded(part) && restored.has(path) ? part.code : undefined,
  );
  return { ...event, data: data as ChangeEvent['data'] };
}

async function titlesOf(key: string): Promise<readonly string[]> {
  const { offender } = await outcomes.read<{
    offender: { journey: { edges: { node: { type: string; title: string } }[] } };
  }>(`{ offender(identifier: "${key}") { journey(first: 100) { edges { node { type title } } } } }`);
  return offender.journey.edges.map(({ node }) => `${node.type} ${node.title}`).sort();
}

/** One event of each contract of an agency, on one file. */
function eventsOf(
  agency: 'probation' | 'prisons' | 'jobcentre' | 'providers',
  key: string,
  prisonerNumber: string,
) {
  const file = testFile(agency, key);
  const first = file.describe({ prisonerNumber });
  const others = contracts.filter((one) => one.agency === agency && one.type !== first.type);
  return [first, ...others.map(({ type }) => file.event(type))];
}

function everything(
  prisonerNumber: string,
  [probation, jobcentre, providers]: readonly [string, string, string],
) {
  const files = [
    eventsOf('prisons', prisonerNumber, prisonerNumber),
    eventsOf('probation', probation, prisonerNumber),
    eventsOf('jobcentre', jobcentre, prisonerNumber),
    eventsOf('providers', providers, prisonerNumber),
  ];
  return files.flat();
}

describe('an event with codes as text', () => {
  it('reads in the journey like one of today, live and in a rebuild', async () => {
    await outcomes.publish(...everything(now, ['X730000', 'NC730000A', 'BC7300ED']));
    const old = everything(then, ['X730100', 'NC730100A', 'BC7301ED']).map(asThen);
    expect(old.some(({ data }) => JSON.stringify(data).includes('"reason":"'))).toBe(true);
    await outcomes.publish(...old);
    expect(await outcomes.deadLetters.list()).toEqual([]);
    const expected = await titlesOf(now);
    expect(expected.length).toBeGreaterThan(20);
    expect(await titlesOf(then)).toEqual(expected);
    await outcomes.rebuild();
    expect(await outcomes.deadLetters.list()).toEqual([]);
    expect(await titlesOf(then)).toEqual(expected);
  });

  it('is a dead letter where the code was never one', async () => {
    const file = testFile('prisons', 'A7302AA');
    const received = asThen(file.event('prisoner-offender-search.prisoner.received'));
    await outcomes.publish(file.describe(), {
      ...received,
      data: { ...received.data, status: 'ON_THE_MOON' },
    });
    expect(await outcomes.deadLetters.list()).toMatchObject([
      { reason: expect.stringContaining('data/status') },
    ]);
  });
});
