import { expect, test } from 'vitest';
import { bearer, withCallers } from './support/callers.ts';
import { compose } from './support/compose.ts';
import { controlledSource } from './support/controlled-source.ts';
import { eventually } from './support/eventually.ts';
import { openLiveTown } from './support/live-town.ts';
import { manySubscribers } from './support/many-subscribers.ts';

const judge = { ...bearer('judge'), 'throughgate-purpose': 'supervision' };

test('50 swaps with a thousand subscribers: each is told of what happens afterwards, or with a code why it has ended', async () => {
  await using town = await openLiveTown();
  const cases = Array.from({ length: 10 }, (_, index) => `S${index}`);
  for (const number of cases) await town.retitle(number, '0');
  const { source, offer } = controlledSource(town.supergraphSdl);
  await using gateway = await town.gateway({ ...withCallers, source }, { perClient: 1_000, pace: 0 });
  const staying = Array.from({ length: 900 }, (_, index) => ({
    query: 'subscription($number: ID!) { caseChanged(number: $number) { number title } }',
    variables: { number: cases[index % cases.length] },
  }));
  const leaving = Array.from({ length: 100 }, () => ({
    query: 'subscription { hearingChanged(id: "h1") { id room } }',
  }));
  using subscribers = await manySubscribers(gateway.url, [...staying, ...leaving], judge);
  const stayed = subscribers.all.slice(0, staying.length);
  const left = subscribers.all.slice(staying.length);

  const poorer = compose([
    { ...town.court, typeDefs: town.court.typeDefs.replace(' room: String', '') },
    town.outcomes,
  ]);
  for (let swap = 1; swap <= 50; swap += 1) {
    // One in the middle lacks a field that a hundred ask for. What happens meanwhile is answered by the one or the other.
    const next = swap === 25 ? poorer : town.supergraphSdl;
    const [result] = await Promise.all([
      offer(`${next}\n# ${swap}`),
      town.retitle(cases[swap % cases.length] ?? '', String(swap)),
    ]);
    expect(result).toBe('switched');
    // Who is looked at only after the next swap has lost nothing, and stays.
    if (next === poorer) {
      await eventually(() => left.filter(({ ended }) => ended !== undefined).length).toBe(left.length);
    }
  }
  for (const number of cases) await town.retitle(number, '51');
  const last = () => stayed.filter(({ results }) => titleOf(results.at(-1)) === '51').length;
  await eventually(last).toBe(stayed.length);

  expect(new Set(stayed.map(({ ended }) => ended))).toEqual(new Set([undefined]));
  for (const { results } of stayed) {
    const titles = results.map((one) => Number(titleOf(one)));
    // None is told of an older state after a newer one.
    expect(titles).toEqual(titles.toSorted((one, other) => one - other));
    expect(results.flatMap(({ errors }) => errors ?? [])).toEqual([]);
  }
  for (const { results, ended } of left) {
    expect(ended).toBe('complete');
    expect(results.at(-1)?.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
  }
  expect(await gateway.count('gateway_live_subscribers')).toMatchObject([{ value: stayed.length }]);
}, 120_000);

function titleOf(result: { readonly data?: Record<string, unknown> | null } | undefined): unknown {
  return (result?.data?.['caseChanged'] as { title?: unknown } | undefined)?.title;
}
