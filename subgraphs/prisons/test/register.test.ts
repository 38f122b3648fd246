import { type AgencyUnderTest, startAgencyForTest } from '@throughgate/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prisons } from '../src/subgraph.ts';

let agency: AgencyUnderTest;
beforeAll(async () => {
  agency = await startAgencyForTest(prisons);
});
afterAll(() => agency[Symbol.asyncDispose]());

const ann = { role: 'BENEFIT_CLOSURE', name: 'Ann Example', email: 'ann@prison.example', from: '2026-09-01' };

async function contactsOf(prisonId: string, given = '', selection = '{ name from until }'): Promise<unknown> {
  const { data } = await agency.ask(`{ prison(id: "${prisonId}") { contacts${given} ${selection} } }`);
  return data?.['prison'] && (data['prison'] as { contacts: unknown }).contacts;
}

it('a prison answers with the contacts that were named, the latest first, by role and by day', async () => {
  const prisonId = 'MDI';
  const first = await agency.record('appointPrisonContact', { prisonId, ...ann });
  await agency.record('endPrisonContact', { prisonId, contactId: first, until: '2026-10-05' });
  const bob = { ...ann, name: ' Bob Example ', telephone: '0191 000 0000', from: '2026-10-06' };
  await agency.record('appointPrisonContact', { prisonId, ...bob });
  await agency.record('appointPrisonContact', { prisonId, ...ann, role: 'ETE_CHAMPION' });
  expect(await contactsOf(prisonId, '', '{ role roleName name email telephone from until }')).toEqual([
    {
      role: 'BENEFIT_CLOSURE',
      roleName: 'Benefit closure',
      name: 'Bob Example',
      email: 'ann@prison.example',
      telephone: '0191 000 0000',
      from: '2026-10-06',
      until: null,
    },
    expect.objectContaining({ name: 'Ann Example', from: '2026-09-01' }),
    expect.objectContaining({ name: 'Ann Example', from: '2026-09-01' }),
  ]);
  expect(await contactsOf(prisonId, '(role: "ETE_CHAMPION")')).toHaveLength(1);
  const on = (day: string) => contactsOf(prisonId, `(role: "BENEFIT_CLOSURE", on: "${day}")`, '{ name }');
  expect(await on('2026-08-31')).toEqual([]);
  expect(await on('2026-10-05')).toEqual([{ name: 'Ann Example' }]);
  expect(await on('2026-10-06')).toEqual([{ name: 'Bob Example' }]);
  expect(await contactsOf('LNI')).toEqual([]);
});

it('the events are those of the prison’s own file, about nobody, and its key is none of a person’s', async () => {
  const prisonId = 'LEI';
  const contactId = await agency.record('appointPrisonContact', { prisonId, ...ann });
  await agency.record('endPrisonContact', { prisonId, contactId, until: '2026-09-30' });
  const contact = {
    id: contactId,
    role: { code: 'BENEFIT_CLOSURE', title: 'Benefit closure' },
    name: 'Ann Example',
    email: 'ann@prison.example',
    telephone: null,
    from: '2026-09-01',
    until: null,
  };
  const prison = { id: prisonId, name: expect.any(String) };
  expect(await agency.eventsOf('LEI')).toEqual([]);
  expect(await agency.eventsOf('prison/LEI')).toMatchObject([
    {
      type: 'prisons.contact.appointed',
      aggregateid: 'prison/LEI',
      payload: { prisonId, version: 1, contact, prison },
    },
    {
      type: 'prisons.contact.ended',
      aggregateid: 'prison/LEI',
      payload: { prisonId, version: 2, contact: { ...contact, until: '2026-09-30' }, prison },
    },
  ]);
  expect(await agency.eventsOf('prison/LEI')).toMatchObject(
    Array(2).fill({ subject_type: 'PrisonContact', subject_id: contactId }),
  );
});

it('a call that is repeated names nobody twice', async () => {
  const input = { idempotencyKey: 'once', prisonId: 'ASI', ...ann };
  const id = await agency.record('appointPrisonContact', input);
  expect(await agency.record('appointPrisonContact', input)).toBe(id);
  expect(await agency.eventsOf('prison/ASI')).toHaveLength(1);
});

it('contacts are loaded in bulk as people are, and a prison that has any is left alone', async () => {
  const steps = [
    {
      mutation: 'appointPrisonContact',
      input: { idempotencyKey: 'bulk-1', prisonId: 'BCI', ...ann, email: null, telephone: '1' },
      recordedAt: '2026-09-02T09:00:00.000Z',
    },
    {
      mutation: 'registerPrisoner',
      input: {
        ...{ idempotencyKey: 'bulk-2', prisonerNumber: 'A7001AA', forename: 'Ann', surname: 'Example' },
        ...{ dateOfBirth: '1990-02-03', sex: 'F' },
      },
      recordedAt: '2026-09-02T09:00:00.000Z',
    },
  ];
  expect(await agency.load(steps)).toEqual({ files: 2, events: 2, skipped: 0 });
  expect(await agency.load(steps)).toEqual({ files: 0, events: 0, skipped: 2 });
  expect(await contactsOf('BCI')).toHaveLength(1);
});

it.each([
  ['a prison that does not exist', { prisonId: 'ZZZ' }, 'BAD_USER_INPUT', 'prisonId'],
  ['a role that is not known', { role: 'FRIEND' }, 'BAD_USER_INPUT', 'role'],
  ['an empty name', { name: ' ' }, 'BAD_USER_INPUT', 'name'],
  ['no way to be reached', { email: null }, 'BAD_USER_INPUT', 'email'],
  ['a first day that is to come', { from: '2999-01-01' }, 'BAD_USER_INPUT', 'from'],
] as const)('nobody is named with %s', async (_name, changes, code, field) => {
  const { answer } = await agency.mutate('appointPrisonContact', { prisonId: 'BLI', ...ann, ...changes });
  expect(answer.errors?.[0]?.extensions).toMatchObject({ code, field });
  expect(await agency.eventsOf('prison/BLI')).toEqual([]);
});

it('a contact ends once, at the prison that named it, and not before it began', async () => {
  const prisonId = 'BMI';
  const contactId = await agency.record('appointPrisonContact', { prisonId, ...ann });
  const end = (changes: object = {}) =>
    agency.mutate('endPrisonContact', { prisonId, contactId, until: '2026-09-30', ...changes });
  expect((await end({ prisonId: 'BNI' })).code).toBe('NOT_FOUND');
  expect((await end({ until: '2026-08-31' })).code).toBe('BAD_USER_INPUT');
  expect((await end()).code).toBeUndefined();
  expect((await end()).code).toBe('CONTACT_ENDED');
});

it('the contacts of all prisons of a page cost one SQL statement', async () => {
  const before = await agency.sqlStatements();
  await agency.ask('{ prisons(first: 100) { edges { node { id contacts { name } } } } }');
  expect((await agency.sqlStatements()) - before).toBe(1);
});

it('the prison register is paged in the order of ids', async () => {
  const { data } = await agency.ask(
    '{ prisons(first: 3, active: true) { totalCount edges { cursor node { id } } pageInfo { hasNextPage } } }',
  );
  expect(data?.['prisons']).toMatchObject({
    edges: [{ node: { id: 'ACI' } }, { node: { id: 'AGI' } }, { node: {} }],
    pageInfo: { hasNextPage: true },
  });
});

it('each prison of the register is listed once, whatever the size of the pages', async () => {
  for (const first of [500, 7]) {
    const ids: string[] = [];
    let after: string | null = null;
    let total: unknown;
    do {
      const answer = await agency.ask(
        `query ($first: Int!, $after: String) { prisons(first: $first, after: $after) {
          totalCount edges { node { id } } pageInfo { hasNextPage endCursor } } }`,
        { first, after },
      );
      const page = answer.data?.['prisons'] as {
        totalCount: number;
        edges: { node: { id: string } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      ids.push(...page.edges.map(({ node }) => node.id));
      total = page.totalCount;
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(ids).size).toBe(ids.length);
    expect(total).toBe(ids.length);
    expect(ids.filter((id) => id === 'HDI')).toHaveLength(1);
  }
});
