import type { RegistryClientError } from '@throughgate/registry-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homes, wards } from './support/proposals.ts';
import { refusal } from './support/refusal.ts';
import { type RegistryUnderTest, startRegistryForTest } from './support/running-registry.ts';

let registry: RegistryUnderTest;
beforeAll(async () => {
  registry = await startRegistryForTest();
});
afterAll(() => registry[Symbol.asyncDispose]());

describe('a token', () => {
  it('that is missing or unknown opens nothing', async () => {
    for (const token of [undefined, 'tgr_unknown', `${registry.running.adminToken}x`]) {
      const client = registry.clientOf(token);
      expect(await refusal(client.subgraphs())).toMatchObject({ code: 'HUB-C040', status: 401 });
      expect(await refusal(client.publish({ subgraphs: [homes] }))).toMatchObject({ code: 'HUB-C040' });
    }
    const basic = { headers: { authorization: `Basic ${registry.running.adminToken}` } };
    expect(await registry.raw('/v1/subgraphs', basic)).toMatchObject({ status: 401 });
  });

  it('that was revoked opens nothing from then on', async () => {
    const made = await registry.admin.createToken({ name: 'leaver', can: ['read'] });
    const client = registry.clientOf(made.token);
    await client.subgraphs();
    await registry.admin.revokeToken(made.id);
    await registry.admin.revokeToken(made.id);
    expect(await refusal(client.subgraphs())).toMatchObject({ code: 'HUB-C040', status: 401 });
    const unknown = registry.admin.revokeToken('0b5b1b8e-5c4c-4d0e-9f5e-1f0c1e3c7a11');
    expect(await refusal(unknown)).toMatchObject({ code: 'HUB-C049', status: 404 });
  });

  it('that has expired opens nothing, and says since when', async () => {
    const made = await registry.admin.createToken({ name: 'old', can: ['admin'], expiresInDays: 1 });
    await registry.pool.query(`UPDATE "Token" SET "expiresAt" = '2026-01-02T03:04:05Z' WHERE id = $1`, [
      made.id,
    ]);
    const error = await refusal(registry.clientOf(made.token).subgraphs());
    expect(error).toMatchObject({ code: 'HUB-C041', status: 401 });
    expect(error.message).toContain('2026-01-02T03:04:05');
  });

  it('checks, publishes, removes and rolls back its own subgraphs only', async () => {
    const client = await registry.clientWith({ subgraphs: ['wards'], can: ['check', 'publish'] });
    const others = [
      () => client.check({ subgraphs: [homes] }),
      () => client.publish({ subgraphs: [wards, homes] }),
      () => client.publish({ subgraphs: [wards], removed: ['homes'] }),
      () => client.rollback('homes', {}),
    ];
    for (const request of others) {
      const error = await refusal(request());
      expect(error).toMatchObject({ code: 'HUB-C042', status: 403 });
      expect(error.message).toContain('needs a token for homes;');
    }
    expect(await registry.admin.subgraphs()).toEqual({ items: [], next: null });
    expect(await client.check({ subgraphs: [wards] })).toMatchObject({ success: true });
  });

  it('without subgraphs is for none, also after its only subgraph was removed', async () => {
    const none = await registry.clientWith({ can: ['check', 'publish'] });
    expect(await refusal(none.check({ subgraphs: [homes] }))).toMatchObject({ code: 'HUB-C042' });
    expect(await refusal(none.check({}))).toMatchObject({ code: 'HUB-C042' });

    const client = await registry.clientWith({ subgraphs: ['homes'], can: ['publish'] });
    expect(await registry.admin.publish({ subgraphs: [wards] })).toMatchObject({ published: true });
    expect(await client.publish({ subgraphs: [homes] })).toMatchObject({ published: true });
    expect(await client.publish({ removed: ['homes'] })).toMatchObject({ published: true });
    expect(await refusal(client.publish({ removed: ['wards'] }))).toMatchObject({ code: 'HUB-C042' });
    await registry.pool.query(`UPDATE "Token" SET subgraphs = '{}' WHERE subgraphs = '{homes}'`);
    expect(await refusal(client.publish({ subgraphs: [homes] }))).toMatchObject({ code: 'HUB-C042' });
  });

  it('does what its verbs say and no more', async () => {
    const usage = { from: '2026-11-01T00:00:00Z', to: '2026-11-01T00:01:00Z', shapes: [], uses: [] };
    const id = '5a1a1a52-6c4e-4a3c-8f0e-2f3b5d6c7e8f';
    const serving = { name: 'a gateway', serving: `sha256:${'0'.repeat(64)}`, refused: null };
    const asked = (client: ReturnType<typeof registry.clientOf>) =>
      ({
        'see what is live': () => client.subgraphs(),
        'see the history': () => client.history(),
        'see how a subgraph is checked': () => client.configuration('wards'),
        'see operations': () => client.operations(),
        'see fields': () => client.fields({}),
        check: () => client.check({ subgraphs: [wards] }),
        publish: () => client.publish({ subgraphs: [wards] }),
        report: () => client.report({ id, ...usage }),
        register: () => client.register({ client: 'app', operations: [{ name: '', document: '{ a }' }] }),
        configure: () => client.configure('wards', {}),
        approve: () => client.approve('wards', { changeId: 'FIELD_REMOVED:Query.ward', reason: 'y' }),
        'see approvals': () => client.approvals('wards'),
        'see gateways': () => client.gateways(),
        'tell what a gateway serves': () => client.reportServing(id, serving),
        'see tokens': () => client.tokens(),
        'make tokens': () => client.createToken({ name: 'mine', can: ['admin'] }),
        'revoke tokens': () => client.revokeToken(id),
      }) as const;
    const live = [
      'see what is live',
      'see the history',
      'see how a subgraph is checked',
      'see approvals',
      'see gateways',
    ];
    const use = ['see operations', 'see fields'];
    const allowed = {
      read: [...live, ...use],
      check: [...live, ...use, 'check'],
      publish: [...live, ...use, 'check', 'publish'],
      report: [...live, 'report', 'tell what a gateway serves'],
      register: [...live, 'register'],
    } as const;
    for (const [verb, expected] of Object.entries(allowed)) {
      const client = await registry.clientWith({ subgraphs: ['wards'], can: [verb as keyof typeof allowed] });
      const granted: string[] = [];
      for (const [name, ask] of Object.entries(asked(client))) {
        const error = await ask().then(
          () => undefined,
          (raised: RegistryClientError) => raised,
        );
        if (error === undefined) granted.push(name);
        else expect([verb, name, error.code]).toEqual([verb, name, 'HUB-C043']);
      }
      expect(granted.sort(), verb).toEqual([...expected].sort());
    }
    await registry.admin.approve('wards', { changeId: 'FIELD_REMOVED:Query.ward', reason: 'y' });
  });

  it('shows its secret once, and is stored as a hash', async () => {
    const { token, ...made } = await registry.admin.createToken({
      name: 'ci',
      subgraphs: ['homes'],
      can: ['check'],
    });
    expect(token).toMatch(/^tgr_[\w-]{43}$/);
    expect(made).toMatchObject({ name: 'ci', createdBy: 'administrator of this machine', lastUsedAt: null });
    const { items } = await registry.admin.tokens({ first: 1 });
    expect(items).toEqual([made]);
    const { rows } = await registry.pool.query(`SELECT t::text AS row FROM "Token" t WHERE id = $1`, [
      made.id,
    ]);
    expect(rows[0].row).not.toContain(token.slice(4));
  });

  it('tells when it was last used, to the minute', async () => {
    const made = await registry.admin.createToken({ name: 'seen', can: ['read'] });
    const lastUse = async () =>
      (await registry.admin.tokens()).items.find(({ id }) => id === made.id)?.lastUsedAt;
    await registry.clientOf(made.token).subgraphs();
    const first = await lastUse();
    expect(Date.parse(first ?? '')).toBeGreaterThanOrEqual(Date.parse(made.createdAt));
    await registry.clientOf(made.token).subgraphs();
    expect(await lastUse()).toBe(first);
    await registry.pool.query(`UPDATE "Token" SET "lastUsedAt" = '2026-01-01' WHERE id = $1`, [made.id]);
    await registry.clientOf(made.token).subgraphs();
    expect(Date.parse((await lastUse()) ?? '')).toBeGreaterThanOrEqual(Date.parse(first ?? ''));
  });

  it('is listed with the others page by page to the end', async () => {
    const names = ['p1', 'p2', 'p3'];
    for (const name of names) await registry.admin.createToken({ name, can: ['read'] });
    const listed: string[] = [];
    let after: string | null = null;
    do {
      const page = await registry.admin.tokens({ first: 2, after: after ?? undefined });
      expect(page.items.length).toBeLessThanOrEqual(2);
      listed.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    const { rows } = await registry.pool.query('SELECT id FROM "Token"');
    expect(listed.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    expect(await refusal(registry.admin.tokens({ after: 'nowhere' }))).toMatchObject({ code: 'HUB-C047' });
  });
});
