import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventContracts } from '@throughgate/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProbationUnderTest, startProbation } from './support/probation-under-test.ts';

let probation: ProbationUnderTest;
beforeAll(async () => {
  probation = await startProbation();
});
afterAll(() => probation[Symbol.asyncDispose]());

const curfewCode = '52faefcf-15f0-42c5-b908-621b4a7ecdb9';
const untilTaggedCode = '86e6f2a9-bb60-40f8-9ac4-310ebc72ac2f';
const zoneCode = '0f9a20f4-35c7-4c77-8af8-f200f153fa11';
const curfewV3 = '0a370862-5426-49c1-b6d4-3d074d78a81a';
const windows = [
  { day: 'MONDAY', from: '21:00', until: '09:15' },
  { day: 'SUNDAY', from: '19:00', until: '07:00' },
];
const order = {
  type: 'COMMUNITY_ORDER',
  startDate: '2020-09-01',
  endDate: '2021-08-31',
  requirements: [{ type: 'CURFEW', length: 90, unit: 'DAYS', windows }],
};
const licence = {
  kind: 'HDC',
  startDate: '2020-10-01',
  endDate: '2020-12-31',
  additionalConditions: [{ code: curfewCode, curfew: windows }],
};

interface Told {
  readonly id: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** What the restrictions of a case are, by their kind; at a moment, or all there ever were. */
async function restrictionsOf(crn: string, at?: string): Promise<Told[]> {
  const answer = await probation.read(
    crn,
    `{ restrictions${at ? `(at: "${at}")` : ''} { id kind from to endedAt zone work electronic text
       windows { day from until } permissions { id from until reason grantedBy }
       source { __typename ... on Licence { id } ... on Order { id } } case { crn } } }`,
  );
  const { restrictions } = answer as { restrictions: Told[] };
  return restrictions.sort((one, other) => (one.kind < other.kind ? -1 : 1));
}

const kindsAt = async (crn: string, at: string) => (await restrictionsOf(crn, at)).map(({ kind }) => kind);

describe('an order with a curfew', () => {
  it('restricts from its first day, to the last of the days that the curfew has, and tells of it', async () => {
    const crn = await probation.opened('X500001');
    const id = await probation.record('startOrder', { crn, ...order });
    const [curfew] = await restrictionsOf(crn);
    const told = {
      kind: 'CURFEW',
      from: '2020-09-01',
      to: '2020-11-29',
      endedAt: null,
      zone: null,
      work: null,
      electronic: true,
      windows,
      permissions: [],
    };
    expect(curfew).toEqual({
      id: curfew?.id,
      ...told,
      text: 'curfew requirement',
      source: { __typename: 'Order', id },
      case: { crn },
    });
    const event = (await probation.eventsOf(crn)).at(-1);
    expect(event).toMatchObject({
      type: 'probation.restriction.started',
      payload: { restriction: { ...told, kind: { code: 'CURFEW' }, source: { type: 'Order', id } } },
    });
    expect(
      await probation.read(
        crn,
        '{ orders { orderedEndDate endedOn requirements { windows { day } orderedEndDate endedOn } } }',
      ),
    ).toEqual({
      orders: [
        {
          orderedEndDate: '2021-08-31',
          endedOn: null,
          requirements: [
            { windows: windows.map(({ day }) => ({ day })), orderedEndDate: '2020-11-29', endedOn: null },
          ],
        },
      ],
    });
  });

  it('that is revoked ends it with the order, and says both ends; later it stays as it was', async () => {
    const crn = await probation.opened('X500002');
    const orderId = await probation.record('startOrder', { crn, ...order });
    await probation.mutate('endOrder', { crn, orderId, endDate: '2020-10-15', reason: 'REVOKED' });
    const [curfew] = await restrictionsOf(crn);
    // To the end of the day in London, where it is summer.
    expect(curfew).toMatchObject({ to: '2020-11-29', endedAt: '2020-10-15T23:00:00.000Z' });
    expect(await kindsAt(crn, '2020-10-15T22:59:00Z')).toEqual(['CURFEW']);
    expect(await kindsAt(crn, '2020-10-15T23:00:00Z')).toEqual([]);
    expect(
      await probation.read(crn, '{ orders { endDate orderedEndDate endedOn requirements { endedOn } } }'),
    ).toEqual({
      orders: [
        {
          endDate: '2020-10-15',
          orderedEndDate: '2021-08-31',
          endedOn: '2020-10-15',
          requirements: [{ endedOn: '2020-10-15' }],
        },
      ],
    });
    const payloads = (await probation.eventsOf(crn)).slice(-2).map(({ type, payload }) => [type, payload]);
    expect(payloads).toMatchObject([
      ['probation.order.ended', { order: { orderedEndDate: '2021-08-31', endedOn: '2020-10-15' } }],
      ['probation.restriction.ended', { restriction: { endedAt: '2020-10-15T23:00:00.000Z' } }],
    ]);
  });

  it('that ends after the curfew leaves it as it ended by itself', async () => {
    const crn = await probation.opened('X500003');
    const orderId = await probation.record('startOrder', { crn, ...order });
    await probation.mutate('endOrder', { crn, orderId, endDate: '2021-08-31', reason: 'EXPIRED' });
    expect(await restrictionsOf(crn)).toMatchObject([{ to: '2020-11-29', endedAt: null }]);
    expect(await kindsAt(crn, '2020-11-29T23:59:00Z')).toEqual(['CURFEW']);
    expect(await kindsAt(crn, '2020-11-30T00:00:00Z')).toEqual([]);
    expect(await probation.read(crn, '{ orders { requirements { endedOn } } }')).toEqual({
      orders: [{ requirements: [{ endedOn: '2020-11-29' }] }],
    });
  });
});

describe('a licence', () => {
  it('with home detention ends its curfew the day before the conditional release, and goes on', async () => {
    const crn = await probation.opened('X500010');
    await probation.record('activateLicence', { crn, ...licence, conditionalReleaseDate: '2020-11-01' });
    const [curfew, work] = await restrictionsOf(crn);
    expect(curfew).toMatchObject({ kind: 'CURFEW', to: '2020-10-31', electronic: true, windows });
    expect(work).toMatchObject({
      kind: 'WORK',
      work: 'APPROVAL_NEEDED',
      to: '2020-12-31',
      electronic: false,
    });
    expect(await kindsAt(crn, '2020-10-31T23:59:00Z')).toEqual(['CURFEW', 'WORK']);
    expect(await kindsAt(crn, '2020-11-01T00:00:00Z')).toEqual(['WORK']);
  });

  it('that is recalled ends what it restricts at that moment, a curfew until the tag is fitted too', async () => {
    const crn = await probation.opened('X500011');
    const licenceId = await probation.record('activateLicence', {
      crn,
      ...licence,
      additionalConditions: [{ code: untilTaggedCode }, { code: zoneCode, text: 'Not to enter Ancoats.' }],
    });
    expect(await restrictionsOf(crn)).toMatchObject([
      {
        kind: 'CURFEW',
        electronic: false,
        windows: Array.from({ length: 7 }, () => ({ from: '17:00', until: '00:00' })),
      },
      { kind: 'EXCLUSION_ZONE', zone: 'Not to enter Ancoats.' },
      { kind: 'WORK' },
    ]);
    const endedAt = '2020-10-20T13:30:00.000Z';
    await probation.mutate('endLicence', {
      crn,
      licenceId,
      endDate: '2020-10-20',
      endedAt,
      status: 'RECALLED',
    });
    expect((await restrictionsOf(crn)).map((one) => one['endedAt'])).toEqual([endedAt, endedAt, endedAt]);
    expect(await kindsAt(crn, '2020-10-20T13:29:00Z')).toEqual(['CURFEW', 'EXCLUSION_ZONE', 'WORK']);
    expect(await kindsAt(crn, endedAt)).toEqual([]);
    expect(await probation.read(crn, '{ licence { endDate plannedEndDate endedOn } }')).toEqual({
      licence: { endDate: '2020-10-20', plannedEndDate: '2020-12-31', endedOn: '2020-10-20' },
    });
  });

  it('that is varied gives way to the variation, and its restrictions to those of that', async () => {
    const crn = await probation.opened('X500013');
    const first = await probation.record('activateLicence', { crn, ...licence });
    const late = { day: 'FRIDAY', from: '22:00', until: '06:00' };
    const variation = {
      kind: 'VARIATION',
      startDate: '2020-10-20',
      endDate: '2020-12-31',
      conditionalReleaseDate: '2020-11-01',
      additionalConditions: [{ code: curfewCode, curfew: [late] }],
    };
    const second = await probation.record('activateLicence', { crn, ...variation });
    expect(
      await probation.read(crn, '{ licence { id } licences { id kind status endedOn plannedEndDate } }'),
    ).toEqual({
      licence: { id: second },
      licences: [
        { id: second, kind: 'VARIATION', status: 'ACTIVE', endedOn: null, plannedEndDate: '2020-12-31' },
        { id: first, kind: 'HDC', status: 'SUPERSEDED', endedOn: '2020-10-20', plannedEndDate: '2020-12-31' },
      ],
    });
    // At the beginning of the day in London, the one curfew after the other.
    const curfewAt = async (at: string) =>
      (await restrictionsOf(crn, at)).filter(({ kind }) => kind === 'CURFEW').map((one) => one['windows']);
    expect(await curfewAt('2020-10-19T22:59:00Z')).toEqual([windows]);
    expect(await curfewAt('2020-10-19T23:00:00Z')).toEqual([[late]]);
    expect(await curfewAt('2020-11-01T00:00:00Z')).toEqual([]);
    expect((await probation.mutate('activateLicence', { crn, ...licence })).code).toBe('LICENCE_ACTIVE');
    const early = await probation.mutate('activateLicence', { crn, ...variation, startDate: '2020-10-19' });
    expect(early.answer.errors?.[0]?.message).toMatch(/first day of the licence that it varies, 2020-10-20/);
  });

  it('that expires on its last day has nothing left to end', async () => {
    const crn = await probation.opened('X500012');
    const licenceId = await probation.record('activateLicence', { crn, ...licence });
    await probation.mutate('endLicence', { crn, licenceId, endDate: '2020-12-31', status: 'EXPIRED' });
    expect((await probation.eventsOf(crn)).at(-1)?.type).toBe(
      'create-and-vary-a-licence.licence.inactivated',
    );
    expect((await restrictionsOf(crn)).map((one) => one['endedAt'])).toEqual([null, null]);
  });

  it.each([
    [
      'X500020',
      'V3 of its day',
      { startDate: '2020-10-01', additionalConditions: [{ code: curfewV3 }] },
      'V3',
      9,
      'undertake work',
    ],
    ['X500021', 'V4 where only that has the condition', {}, 'V4', 8, 'new work'],
    [
      'X500022',
      'the version given',
      { policyVersion: 'V3', additionalConditions: [] },
      'V3',
      9,
      'undertake work',
    ],
  ])('%s is read by %s', async (number, _name, change, policyVersion, standard, approval) => {
    const crn = await probation.opened(number);
    const read = await probation.mutate(
      'activateLicence',
      { crn, ...licence, ...change },
      '{ type policyVersion conditions { kind text } }',
    );
    const answer = read.result as {
      type: string;
      policyVersion: string;
      conditions: { kind: string; text: string }[];
    };
    expect(answer).toMatchObject({ type: 'AP', policyVersion });
    expect(answer.conditions.filter(({ kind }) => kind === 'STANDARD')).toHaveLength(standard);
    const work = (await restrictionsOf(crn)).find(({ kind }) => kind === 'WORK');
    expect(work?.['text']).toContain(approval);
  });

  it('of supervision after the sentence has the conditions of that, bespoke ones of its own', async () => {
    const crn = await probation.opened('X500030');
    const { result } = await probation.mutate(
      'activateLicence',
      {
        crn,
        ...licence,
        kind: 'CRD',
        type: 'AP_PSS',
        additionalConditions: [],
        bespokeConditions: [{ text: ' Not to go fishing at night. ' }],
      },
      '{ type conditions { kind code text } }',
    );
    const { conditions } = result as { conditions: { kind: string; code: string }[] };
    expect(conditions).toHaveLength(9 + 8 + 1);
    expect(conditions.at(-1)).toEqual({
      kind: 'BESPOKE',
      code: 'BESPOKE',
      text: 'Not to go fishing at night.',
    });
    const activated = (await probation.eventsOf(crn)).find(({ type }) => type.endsWith('.activated'));
    expect(activated?.payload).toMatchObject({
      licence: {
        type: { code: 'AP_PSS' },
        additionalConditions: [],
        bespokeConditions: [{ text: 'Not to go fishing at night.' }],
      },
    });
  });
});

describe('leave from a curfew', () => {
  const absence = {
    from: '2098-10-20T07:30:00.000Z',
    until: '2098-10-20T09:00:00.000Z',
    reason: 'Signing at the Jobcentre',
    grantedBy: 'Sam Officer',
  };
  let crn: string;
  let restrictionId: string;
  beforeAll(async () => {
    crn = await probation.opened('X500040');
    await probation.record('startOrder', {
      crn,
      ...order,
      endDate: '2099-12-31',
      requirements: [{ type: 'CURFEW', windows }],
    });
    restrictionId = String((await restrictionsOf(crn))[0]?.id);
  });

  it('is granted for one absence, and told whole', async () => {
    await probation.record('grantPermission', { crn, restrictionId, ...absence });
    const [curfew] = await restrictionsOf(crn);
    expect(curfew?.['permissions']).toMatchObject([absence]);
    const granted = (await probation.eventsOf(crn)).at(-1);
    expect(granted).toMatchObject({
      type: 'probation.restriction.permission-granted',
      payload: { restriction: { id: restrictionId, windows, permissions: [absence] } },
    });
    const contract = eventContracts('probation').find(({ type }) => type === granted?.type);
    expect(contract?.title(granted?.payload ?? {})).toBe('Leave granted from a restriction: curfew');
  });

  it('is withdrawn, once, and then gives none', async () => {
    const [curfew] = await restrictionsOf(crn);
    const [granted] = (curfew?.['permissions'] ?? []) as { id: string }[];
    const permissionId = String(granted?.id);
    await probation.record('withdrawPermission', { crn, permissionId });
    expect((await restrictionsOf(crn))[0]?.['permissions']).toEqual([]);
    expect((await probation.eventsOf(crn)).at(-1)).toMatchObject({
      type: 'probation.restriction.permission-withdrawn',
      payload: { restriction: { permissions: [] } },
    });
    expect((await probation.mutate('withdrawPermission', { crn, permissionId })).code).toBe(
      'PERMISSION_OVER',
    );
  });

  it.each<[string, object, string, RegExp]>([
    ['an end before the beginning', { until: absence.from }, 'BAD_USER_INPUT', /"until" must be after/],
    [
      'a time before the curfew',
      { from: '2020-08-31T22:59:00Z' },
      'BAD_USER_INPUT',
      /from 2020-09-01 to 2099-12-31/,
    ],
    ['a time after it', { until: '2100-01-01T00:00:01Z' }, 'BAD_USER_INPUT', /while the restriction holds/],
    ['no reason', { reason: ' ' }, 'BAD_USER_INPUT', /"reason" must not be empty/],
    ['nobody to give it', { grantedBy: '' }, 'BAD_USER_INPUT', /"grantedBy"/],
    ['no such restriction', { restrictionId: 'none' }, 'NOT_FOUND', /restriction.*none/],
  ])('with %s is refused', async (_name, change, code, message) => {
    const { answer } = await probation.mutate('grantPermission', {
      crn,
      restrictionId,
      ...absence,
      ...change,
    });
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
    expect(answer.errors?.[0]?.message).toMatch(message);
  });

  it('is found by reference, the way the gateway asks', async () => {
    const { data } = await probation.agency.ask(
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Restriction { kind case { crn } } } }',
      {
        of: [
          { __typename: 'Restriction', id: restrictionId },
          { __typename: 'Restriction', id: 'none' },
        ],
      },
    );
    expect(data?.['_entities']).toEqual([{ kind: 'CURFEW', case: { crn } }, null]);
  });
});

describe('a restriction beyond conditions', () => {
  let crn: string;
  let orderId: string;
  const sector = {
    kind: 'WORK',
    from: '2020-09-10',
    work: 'NOT_IN_SECTOR',
    text: 'No work in private security.',
  };
  beforeAll(async () => {
    crn = await probation.opened('X500050');
    orderId = await probation.record('startOrder', {
      crn,
      ...order,
      endDate: '2099-12-31',
      requirements: [],
    });
  });

  it('begins, is lifted at a moment, and is not lifted twice', async () => {
    const restrictionId = await probation.record('startRestriction', { crn, orderId, ...sector });
    expect(await restrictionsOf(crn)).toMatchObject([{ ...sector, to: '2099-12-31', electronic: false }]);
    const endedAt = '2020-12-01T12:00:00.000Z';
    await probation.record('endRestriction', { crn, restrictionId, endedAt });
    expect(await restrictionsOf(crn)).toMatchObject([{ endedAt }]);
    expect((await probation.mutate('endRestriction', { crn, restrictionId, endedAt })).code).toBe(
      'RESTRICTION_ENDED',
    );
    const late = await probation.mutate('grantPermission', {
      crn,
      restrictionId,
      from: '2020-11-01T12:00:00Z',
      until: '2020-11-01T13:00:00Z',
      reason: 'Interview',
      grantedBy: 'Sam Officer',
    });
    expect(late.code).toBe('RESTRICTION_ENDED');
  });

  it('may begin on a day to come', async () => {
    await probation.record('startRestriction', { crn, orderId, ...sector, from: '2099-01-01' });
    expect(await kindsAt(crn, '2098-12-31T23:59:00Z')).toEqual([]);
    expect(await kindsAt(crn, '2099-01-01T00:00:00Z')).toEqual(['WORK']);
  });

  it.each<[string, () => object, string, RegExp]>([
    ['of nothing', () => ({ orderId: null }), 'BAD_USER_INPUT', /"licenceId" or "orderId"/],
    ['of both', () => ({ orderId, licenceId: 'x' }), 'BAD_USER_INPUT', /not both/],
    ['of no such order', () => ({ orderId: 'none' }), 'NOT_FOUND', /order.*none/],
    ['of no such licence', () => ({ orderId: null, licenceId: 'none' }), 'NOT_FOUND', /licence.*none/],
    [
      'before the order',
      () => ({ from: '2020-08-31' }),
      'BAD_USER_INPUT',
      /first day of the order, 2020-09-01/,
    ],
    ['after the order', () => ({ to: '2100-01-01' }), 'BAD_USER_INPUT', /last day of the order, 2099-12-31/],
    ['that ends before it begins', () => ({ to: '2020-09-09' }), 'BAD_USER_INPUT', /2020-09-10/],
    ['of work that says nothing of it', () => ({ work: null }), 'BAD_USER_INPUT', /"work" must be given/],
    [
      'of a curfew without windows',
      () => ({ kind: 'CURFEW', work: null }),
      'BAD_USER_INPUT',
      /"windows" must be given/,
    ],
    ['of work with windows', () => ({ windows }), 'BAD_USER_INPUT', /"windows" must not be given/],
    [
      'of a zone that is nowhere',
      () => ({ kind: 'EXCLUSION_ZONE', work: null }),
      'BAD_USER_INPUT',
      /"zone" must be given/,
    ],
    ['of work in a zone', () => ({ zone: 'Leeds' }), 'BAD_USER_INPUT', /"zone" must not be given/],
    ['without text', () => ({ text: ' ' }), 'BAD_USER_INPUT', /"text" must not be empty/],
  ])('%s is refused', async (_name, change, code, message) => {
    const { answer } = await probation.mutate('startRestriction', { crn, orderId, ...sector, ...change() });
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
    expect(answer.errors?.[0]?.message).toMatch(message);
  });
});

it.each<[string, string, object, string, RegExp]>([
  [
    'windows of what is no curfew',
    'startOrder',
    { ...order, requirements: [{ type: 'RESIDENCE', windows }] },
    'BAD_USER_INPUT',
    /requirements\.0\.windows.*only a curfew/,
  ],
  [
    'a malformed window of a requirement',
    'startOrder',
    {
      ...order,
      requirements: [{ type: 'CURFEW', windows: [{ day: 'MONDAY', from: '7pm', until: '07:00' }] }],
    },
    'BAD_USER_INPUT',
    /requirements\.0\.windows\.0\.from.*7pm/,
  ],
  [
    'a requirement that outlasts its order',
    'startOrder',
    { ...order, requirements: [{ type: 'CURFEW', orderedEndDate: '2021-09-01' }] },
    'BAD_USER_INPUT',
    /last day of the order, 2021-08-31/,
  ],
  [
    'supervision after a sentence that begins after its repeal',
    'startOrder',
    { ...order, type: 'POST_SENTENCE_SUPERVISION', startDate: '2026-05-01', endDate: '2026-12-31' },
    'SUPERVISION_REPEALED',
    /Sentencing Act 2026/,
  ],
  [
    'a licence to it',
    'activateLicence',
    { ...licence, type: 'PSS', startDate: '2026-05-01', endDate: '2026-12-31' },
    'SUPERVISION_REPEALED',
    /2026-05-01/,
  ],
  [
    'a variation of no licence',
    'activateLicence',
    { ...licence, kind: 'VARIATION' },
    'NO_LICENCE_TO_VARY',
    /there is none to vary/,
  ],
  [
    'a policy that is not known',
    'activateLicence',
    { ...licence, policyVersion: 'V2' },
    'BAD_USER_INPUT',
    /V3 or V4/,
  ],
  [
    'a condition of another version',
    'activateLicence',
    { ...licence, policyVersion: 'V3' },
    'BAD_USER_INPUT',
    /version V3/,
  ],
  [
    'a conditional release from what is no home detention',
    'activateLicence',
    { ...licence, kind: 'CRD', conditionalReleaseDate: '2020-11-01' },
    'BAD_USER_INPUT',
    /only home detention/,
  ],
  [
    'a conditional release on the first day',
    'activateLicence',
    { ...licence, conditionalReleaseDate: '2020-10-01' },
    'BAD_USER_INPUT',
    /"conditionalReleaseDate"/,
  ],
])('%s is refused, and nothing is written', async (_name, mutation, input, code, message) => {
  const crn = 'X500060';
  await probation.opened(crn);
  const before = await probation.agency.events();
  const { answer } = await probation.mutate(mutation, { crn, ...input });
  expect(answer.errors?.[0]?.extensions.code).toBe(code);
  expect(answer.errors?.[0]?.message).toMatch(message);
  expect(await probation.agency.events()).toHaveLength(before.length);
});

it('an end at a moment of another day is refused', async () => {
  const crn = await probation.opened('X500061');
  const licenceId = await probation.record('activateLicence', { crn, ...licence });
  const { answer } = await probation.mutate('endLicence', {
    crn,
    licenceId,
    endDate: '2020-10-20',
    // In London it is the next day already.
    endedAt: '2020-10-20T23:30:00Z',
    status: 'RECALLED',
  });
  expect(answer.errors?.[0]?.message).toMatch(/"endedAt" must be a moment of "endDate", 2020-10-20/);
});

it('every event of restrictions keeps its contract', async () => {
  const contracts = new Map(eventContracts('probation').map((contract) => [contract.type, contract]));
  const told = (await probation.agency.events()).filter(({ type }) =>
    type.startsWith('probation.restriction.'),
  );
  expect(new Set(told.map(({ type }) => type)).size).toBe(4);
  for (const { type, payload } of told) expect(contracts.get(type)?.problem(payload)).toBeUndefined();
});

it('a database of before gets both ends, the version of each licence, and what they restrict', async () => {
  const directory = join(import.meta.dirname, '..', 'prisma', 'migrations');
  const migration = (end: string) => {
    const name = readdirSync(directory).find((entry) => entry.endsWith(end)) ?? '';
    return readFileSync(join(directory, name, 'migration.sql'), 'utf8');
  };
  const client = await probation.agency.pool.connect();
  try {
    await client.query('CREATE SCHEMA earlier; SET search_path TO earlier');
    await client.query(migration('_init'));
    await client.query(migration('_add_certificates'));
    // A case allocated twice on a day and later again, an order revoked, a licence recalled with a curfew of V4, one of V3 in force.
    await client.query(`
      INSERT INTO "ProbationCase" VALUES ('X1', 'A', 'B', '1990-01-01', 'M', NULL, NULL, NULL, NULL, '2021-01-01', 'N50MANC', 'm3');
      INSERT INTO "CommunityManager" VALUES ('m1', 'X1', 'A', 'A', 'N50MANC', '2021-01-01'), ('m2', 'X1', 'B', 'B', 'N50MANC', '2021-03-01'),
        ('m3', 'X1', 'C', 'C', 'N50MANC', '2021-03-01');
      INSERT INTO "Order" VALUES ('o1', 'X1', 'COMMUNITY_ORDER', '2021-01-01', '2021-06-01', 'REVOKED'),
        ('o2', 'X1', 'COMMUNITY_ORDER', '2021-01-01', '2021-12-31', NULL);
      INSERT INTO "Requirement" VALUES ('r1', 'X1', 'o1', 0, 'CURFEW', NULL, NULL), ('r2', 'X1', 'o2', 0, 'RESIDENCE', NULL, NULL);
      INSERT INTO "Licence" VALUES ('l1', 'X1', 'HDC', 'RECALLED', '2021-01-01', '2021-02-01'),
        ('l2', 'X1', 'CRD', 'ACTIVE', '2021-03-01', '2022-01-31');
      INSERT INTO "AdditionalCondition" VALUES ('c1', 'X1', 'l1', 0, '52faefcf-15f0-42c5-b908-621b4a7ecdb9', 'A curfew', '[{"day":"MONDAY","from":"19:00","until":"07:00"}]'),
        ('c2', 'X1', 'l2', 0, '0f9a20f4-35c7-4c77-8af8-f200f153fa11', 'Not Ancoats', '[]');
      INSERT INTO "Appointment" VALUES ('a1', 'X1', '2021-02-02T10:00Z', 'COAP', 'APPW'), ('a2', 'X1', '2021-02-03T10:00Z', 'COAP', NULL);`);
    // One whose beginning is still among the events that were sent, as the hub of before left them in the outbox.
    await client.query(
      `INSERT INTO "Order" SELECT id, crn, type, "startDate", "endDate", "endReason" FROM public."Order" WHERE crn = 'X500002'`,
    );
    await client.query(`INSERT INTO hub.outbox
        (id, aggregatetype, aggregateid, type, payload, version, subject_type, subject_id, occurred_at, recorded_at, published_at)
      SELECT gen_random_uuid(), 'probation', crn, 'probation.order.started',
        json_build_object('order', json_build_object('id', id, 'endDate', "orderedEndDate")), 1000, 'Order', id, now(), now(), now()
      FROM public."Order" WHERE crn = 'X500002'`);
    await client.query(migration('_ends_windows_and_restrictions'));
    await client.query(migration('_sharing_forms_contacts_and_caseloads'));
    const rows = async (sql: string) => (await client.query({ text: sql, rowMode: 'array' })).rows;
    expect(await rows('SELECT id, "to"::text FROM "CommunityManager" ORDER BY 1')).toEqual([
      ['m1', '2021-03-01'],
      ['m2', '2021-03-01'],
      ['m3', null],
    ]);
    const orders = 'SELECT crn, "orderedEndDate"::text, "endedOn"::text FROM "Order" ORDER BY 1, 2';
    expect(await rows(orders)).toEqual([
      ['X1', '2021-06-01', '2021-06-01'],
      ['X1', '2021-12-31', null],
      ['X500002', '2021-08-31', '2020-10-15'],
    ]);
    const licences =
      'SELECT id, type, "policyVersion", "plannedEndDate"::text, "endedOn"::text FROM "Licence" ORDER BY 1';
    expect(await rows(licences)).toEqual([
      ['l1', 'AP', 'V4', '2021-02-01', '2021-02-01'],
      ['l2', 'AP', 'V3', '2022-01-31', null],
    ]);
    const restrictions = `SELECT "sourceId", kind, work, electronic, jsonb_array_length(windows), zone, "from"::text, "to"::text
      FROM "Restriction" ORDER BY 1, 2`;
    expect(await rows(restrictions)).toEqual([
      ['l1', 'CURFEW', null, true, 1, null, '2021-01-01', '2021-02-01'],
      ['l1', 'WORK', 'APPROVAL_NEEDED', false, 0, null, '2021-01-01', '2021-02-01'],
      ['l2', 'EXCLUSION_ZONE', null, false, 0, 'Not Ancoats', '2021-03-01', '2022-01-31'],
      ['l2', 'WORK', 'APPROVAL_NEEDED', false, 0, null, '2021-03-01', '2022-01-31'],
      ['o1', 'CURFEW', null, true, 0, null, '2021-01-01', '2021-06-01'],
      ['o2', 'RESIDENCE', null, false, 0, null, '2021-01-01', '2021-12-31'],
    ]);
    expect(await rows('SELECT "deliveryUnitCode", "calledOff" FROM "Appointment" ORDER BY id')).toEqual([
      ['N50MANC', true],
      ['N50MANC', false],
    ]);
    expect(await rows('SELECT "supervisedUntil"::text FROM "ProbationCase"')).toEqual([['2022-01-31']]);
  } finally {
    client.release(true);
  }
});
