import { eventContracts } from '@throughgate/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProbationUnderTest, startProbation } from './support/probation-under-test.ts';

let probation: ProbationUnderTest;
beforeAll(async () => {
  probation = await startProbation();
});
afterAll(() => probation[Symbol.asyncDispose]());

const cscs = {
  kind: 'CSCS',
  awardedOn: '2020-10-09',
  expiresOn: '2025-10-08',
  paidBy: ' Probation ',
  costPence: 3600,
};
const firstAid = { kind: 'FIRST_AID', awardedOn: '2021-03-01' };

describe('a certificate that is awarded', () => {
  it('stands in the case, the latest first, and leads back to it', async () => {
    const crn = await probation.opened('X400001');
    const older = await probation.record('awardCertificate', { crn, ...cscs });
    const later = await probation.record('awardCertificate', { crn, ...firstAid });
    const fields = '{ certificates { id kind awardedOn expiresOn paidBy costPence case { crn } } }';
    expect(await probation.read(crn, fields)).toEqual({
      certificates: [
        { id: later, ...firstAid, expiresOn: null, paidBy: null, costPence: null, case: { crn } },
        { id: older, ...cscs, paidBy: 'Probation', case: { crn } },
      ],
    });
  });

  it('is found by reference, the way the gateway asks', async () => {
    const crn = await probation.opened('X400002');
    const id = await probation.record('awardCertificate', { crn, ...cscs });
    const { data } = await probation.agency.ask(
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Certificate { id case { crn } } } }',
      {
        of: [
          { __typename: 'Certificate', id },
          { __typename: 'Certificate', id: 'none' },
        ],
      },
    );
    expect(data?.['_entities']).toEqual([{ id, case: { crn } }, null]);
  });

  it('is told by an event, with the title of its kind', async () => {
    const crn = await probation.opened('X400003');
    const id = await probation.record('awardCertificate', { crn, ...cscs });
    const told = (await probation.eventsOf(crn)).at(-1);
    const contract = eventContracts('probation').find(({ type }) => type === 'probation.certificate.awarded');
    expect(told).toMatchObject({
      type: contract?.type,
      payload: {
        crn,
        version: 2,
        certificate: {
          id,
          ...cscs,
          kind: { code: 'CSCS', title: 'Construction Skills Certification Scheme card' },
          paidBy: 'Probation',
        },
      },
    });
    expect(contract?.problem(told?.payload ?? {})).toBeUndefined();
    expect(contract?.title(told?.payload ?? {})).toBe(
      'Certificate awarded: Construction Skills Certification Scheme card',
    );
  });
});

it.each<[string, object, string, RegExp]>([
  ['in no case', { crn: 'X400009' }, 'NOT_FOUND', /X400009/],
  ['in the future', { awardedOn: '2199-01-01', expiresOn: null }, 'BAD_USER_INPUT', /"awardedOn".*future/],
  [
    'that expires before it was awarded',
    { expiresOn: '2020-10-08' },
    'BAD_USER_INPUT',
    /"expiresOn" must not be before the day of the award, 2020-10-09; it is 2020-10-08/,
  ],
  ['paid by nobody', { paidBy: ' ' }, 'BAD_USER_INPUT', /"paidBy" must not be empty/],
  ['at a cost below nothing', { costPence: -1 }, 'BAD_USER_INPUT', /"costPence" must be at least 0, not -1/],
  ['of no kind', { kind: 'JUGGLING' }, 'BAD_USER_INPUT', /JUGGLING/],
])('a certificate %s is refused, and nothing is written', async (_name, changes, code, message) => {
  await probation.opened('X400004');
  const before = await probation.agency.events();
  const { answer } = await probation.mutate('awardCertificate', { crn: 'X400004', ...cscs, ...changes });
  expect(answer.errors?.[0]?.extensions.code).toBe(code);
  expect(answer.errors?.[0]?.message).toMatch(message);
  expect(await probation.agency.events()).toHaveLength(before.length);
});

it('one that expires on the day of the award, and cost nothing, is recorded', async () => {
  const crn = await probation.opened('X400005');
  const edge = { ...cscs, expiresOn: cscs.awardedOn, costPence: 0 };
  await probation.record('awardCertificate', { crn, ...edge });
  expect(await probation.read(crn, '{ certificates { expiresOn costPence } }')).toEqual({
    certificates: [{ expiresOn: cscs.awardedOn, costPence: 0 }],
  });
});
