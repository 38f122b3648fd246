import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homes, wards } from './support/proposals.ts';
import { refusal } from './support/refusal.ts';
import { type RegistryUnderTest, startRegistryForTest } from './support/running-registry.ts';

let registry: RegistryUnderTest;
beforeAll(async () => {
  registry = await startRegistryForTest();
});
afterAll(() => registry[Symbol.asyncDispose]());

describe('a change that is meant for one supergraph', () => {
  it('is made when that is live, and refused when another one is', async () => {
    const { admin } = registry;
    const none = await refusal(admin.publish({ subgraphs: [homes], expectBase: '01234567' }));
    expect(none).toMatchObject({
      code: 'HUB-C055',
      status: 409,
      message: expect.stringContaining('No supergraph'),
    });
    const first = (await admin.publish({ subgraphs: [homes] })).supergraph ?? '';
    const { base } = await admin.check({ subgraphs: [wards], expectBase: first });
    expect(base).toBe(first);
    const meant = { subgraphs: [wards], expectBase: first.slice('sha256:'.length, 20) };
    const second = await admin.publish(meant);
    expect(second.published).toBe(true);

    const other = { ...wards, routingUrl: 'http://other.example/graphql' };
    for (const ask of [
      () => admin.check({ subgraphs: [other], expectBase: first }),
      () => admin.publish({ subgraphs: [other], expectBase: first }),
      () => admin.publish({ removed: ['wards'], expectBase: first }),
    ]) {
      expect(await refusal(ask())).toMatchObject({
        code: 'HUB-C055',
        status: 409,
        message: `The supergraph that is live is ${second.supergraph} (revision 2), and not ${first}.`,
      });
    }
    // Asked for again after a time-out it is live already.
    expect(await admin.publish(meant)).toMatchObject({ published: false, unchanged: true });

    await admin.publish({ subgraphs: [other] });
    expect((await refusal(admin.rollback('wards', { expectBase: first }))).code).toBe('HUB-C055');
    const { items } = await admin.history({ first: 1 });
    const rolledBack = await admin.rollback('wards', { expectBase: items[0]?.supergraph ?? '' });
    expect(rolledBack.published).toBe(true);
  });

  it('is refused when what is named is no digest', async () => {
    const asked = registry.admin.publish({ subgraphs: [homes], expectBase: 'latest' });
    expect((await refusal(asked)).code).toBe('HUB-C047');
  });
});
