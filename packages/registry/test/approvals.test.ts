import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homes } from './support/proposals.ts';
import { refusal } from './support/refusal.ts';
import { type RegistryUnderTest, startRegistryForTest } from './support/running-registry.ts';

describe('an approval', () => {
  let registry: RegistryUnderTest;
  beforeAll(async () => {
    registry = await startRegistryForTest();
    await registry.admin.publish({ subgraphs: [homes] });
    await registry.admin.register({
      client: 'app',
      operations: [{ name: 'Heating', document: '{ home(id: "1") { heating } }' }],
    });
  });
  afterAll(() => registry[Symbol.asyncDispose]());

  const removal = 'FIELD_REMOVED:Home.heating';
  /** The enum stays, so that nothing else changes. */
  const without = {
    ...homes,
    schema: {
      ...homes.schema,
      text: homes.schema.text.replace(
        / {2}"How it is heated\."\n {2}heating\([\s\S]*?"Ask for energy\."\)\n/,
        '',
      ),
    },
  };

  it('is refused for a change that there cannot be, and stored for none', async () => {
    const client = registry.admin;
    expect(await refusal(client.approve('homes', { changeId: 'nonsense', reason: 'x' }))).toMatchObject({
      code: 'HUB-C058',
      status: 422,
    });
    const misspelt = client.approve('homes', { changeId: 'FIELD_REMOVED:Home.heatin', reason: 'x' });
    expect((await refusal(misspelt)).message).toContain(removal);
    expect(await client.approvals('homes', { all: true })).toEqual({ items: [], next: null });
  });

  it('is listed, can be revoked, and then allows nothing', async () => {
    const client = registry.admin;
    await client.approve('homes', { changeId: removal, reason: 'The app moved on.' });
    await client.approve('homes', { changeId: removal, reason: 'The app moved on, in writing.' });
    const { items } = await client.approvals('homes');
    const [given] = items;
    expect(items).toEqual([
      {
        id: expect.any(String),
        changeId: removal,
        reason: 'The app moved on, in writing.',
        by: 'administrator of this machine',
        at: expect.any(String),
        ended: null,
      },
    ]);
    expect((await client.check({ subgraphs: [without] })).changes[0]).toMatchObject({ verdict: 'approved' });
    const reader = await registry.clientWith({ can: ['read'] });
    expect((await reader.approvals('homes')).items).toHaveLength(1);
    expect((await refusal(reader.revokeApproval('homes', given?.id ?? ''))).code).toBe('HUB-C043');

    await client.revokeApproval('homes', given?.id ?? '', 'Not yet.');
    await client.revokeApproval('homes', given?.id ?? '', 'Once more.');
    expect((await client.approvals('homes')).items).toEqual([]);
    expect((await client.approvals('homes', { all: true })).items).toMatchObject([
      {
        changeId: removal,
        ended: { by: 'administrator of this machine', reason: 'Not yet.', revision: null },
      },
    ]);
    expect((await client.check({ subgraphs: [without] })).success).toBe(false);
    const unknown = client.revokeApproval('homes', '00000000-0000-4000-8000-000000000000');
    expect(await refusal(unknown)).toMatchObject({ code: 'HUB-C049', status: 404 });
  });

  it('ends when what it allowed is published, and does not allow it a second time', async () => {
    const client = registry.admin;
    await client.approve('homes', { changeId: removal, reason: 'Now.' });
    const { publication, published } = await client.publish({ subgraphs: [without] });
    expect(published).toBe(true);
    expect((await client.approvals('homes')).items).toEqual([]);
    const all = await client.approvals('homes', { all: true, first: 1 });
    expect(all.items).toMatchObject([
      { reason: 'Now.', ended: { at: publication?.at, reason: null, revision: publication?.revision } },
    ]);
    expect((await client.approvals('homes', { all: true, after: all.next ?? '' })).items).toMatchObject([
      { reason: 'The app moved on, in writing.' },
    ]);
    await client.publish({ subgraphs: [homes] });
    expect((await client.check({ subgraphs: [without] })).changes[0]).toMatchObject({ verdict: 'blocked' });
  });
});
