import { eventContracts } from '@throughgate/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JobcentreUnderTest, startJobcentre } from './support/jobcentre-under-test.ts';

let jobcentre: JobcentreUnderTest;
beforeAll(async () => {
  jobcentre = await startJobcentre();
});
afterAll(() => jobcentre[Symbol.asyncDispose]());

const ann = { name: 'Ann Example', officeCode: 'JCP-CARDIFF' };
const cardiff = { ...ann, prisonId: 'CFI', from: '2025-03-03' };

describe('an adviser', () => {
  it('is known by the first posting, and found at the prison on the days of it', async () => {
    const adviserCode = 'EBA-0001';
    const closing = { adviserCode, ...cardiff, focus: 'BENEFIT_CLOSURE' };
    const postingId = await jobcentre.record('postAdviser', closing);
    const { result } = await jobcentre.mutate(
      'endPosting',
      { adviserCode, postingId, to: '2025-08-29' },
      '{ from to focus adviser { code name office { code } } prison { id } }',
    );
    expect(result).toEqual({
      from: '2025-03-03',
      to: '2025-08-29',
      focus: 'BENEFIT_CLOSURE',
      adviser: { code: adviserCode, name: 'Ann Example', office: { code: 'JCP-CARDIFF' } },
      prison: { id: 'CFI' },
    });
    const later = { ...closing, name: 'Ann Sample', from: '2025-09-01', focus: 'EMPLOYMENT' };
    await jobcentre.record('postAdviser', later);
    const { data, errors } = await jobcentre.agency.ask(`{
      adviser(code: "${adviserCode}") { name postings { focus from to } }
      unknown: adviser(code: "EBA-NONE") { name }
      _entities(representations: [{ __typename: "Prison", id: "CFI" }, { __typename: "Adviser", code: "${adviserCode}" },
        { __typename: "Prison", id: "XXX" }]) {
        ... on Prison { all: advisers { adviser { name } } onLastDay: advisers(on: "2025-08-29") { focus } between: advisers(on: "2025-08-30") { focus } }
        ... on Adviser { name } } }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      adviser: {
        name: 'Ann Sample',
        postings: [
          { focus: 'EMPLOYMENT', from: '2025-09-01', to: null },
          { focus: 'BENEFIT_CLOSURE', from: '2025-03-03', to: '2025-08-29' },
        ],
      },
      unknown: null,
      _entities: [
        {
          all: [{ adviser: { name: 'Ann Sample' } }, { adviser: { name: 'Ann Sample' } }],
          onLastDay: [{ focus: 'BENEFIT_CLOSURE' }],
          between: [],
        },
        { name: 'Ann Sample' },
        null,
      ],
    });
    const events = await jobcentre.eventsOf(`adviser/${adviserCode}`);
    expect(events.map(({ type }) => type)).toEqual([
      'jobcentre.adviser.posted',
      'jobcentre.adviser.posting-ended',
      'jobcentre.adviser.posted',
    ]);
    for (const { type, payload } of events) {
      const contract = eventContracts('jobcentre').find((candidate) => candidate.type === type);
      expect(contract?.problem(payload)).toBeUndefined();
    }
    expect(events[1]?.payload).toMatchObject({
      posting: { adviserCode, adviserName: 'Ann Example', prisonId: 'CFI', to: '2025-08-29' },
    });
  });

  const adviserCode = 'EBA-0002';
  const cases: [string, string, object, string, RegExp][] = [
    [
      'does the same at the prison',
      'postAdviser',
      { from: '2025-04-01' },
      'ADVISER_POSTED',
      /CFI from 2025-03-03/,
    ],
    ['is posted to no prison', 'postAdviser', { prisonId: 'XXX' }, 'BAD_USER_INPUT', /prisonId.*XXX/],
    ['works from no office', 'postAdviser', { officeCode: 'JCP-NOWHERE' }, 'BAD_USER_INPUT', /officeCode/],
    ['has no name', 'postAdviser', { prisonId: 'SWI', name: ' ' }, 'BAD_USER_INPUT', /name/],
    ['has a malformed code', 'postAdviser', { adviserCode: 'ann' }, 'BAD_USER_INPUT', /adviserCode.*ann/],
    ['ends no posting', 'endPosting', { postingId: 'none', to: '2025-08-29' }, 'NOT_FOUND', /none/],
    [
      'ends a posting before it begins',
      'endPosting',
      { to: '2025-03-02' },
      'BAD_USER_INPUT',
      /to.*2025-03-03/,
    ],
  ];
  let postingId: string | undefined;
  it.each(cases)('who %s is refused', async (_name, mutation, given, code, message) => {
    postingId ??= await jobcentre.record('postAdviser', { adviserCode, ...cardiff });
    const input = mutation === 'postAdviser' ? { adviserCode, ...cardiff } : { adviserCode, postingId };
    const { answer } = await jobcentre.mutate(mutation, { ...input, ...given });
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
    expect(answer.errors?.[0]?.message).toMatch(message);
    expect(await jobcentre.eventsOf(`adviser/${adviserCode}`)).toHaveLength(1);
  });

  it('whose last day is known has it once', async () => {
    const code = 'EBA-0003';
    const posting = await jobcentre.record('postAdviser', { adviserCode: code, ...cardiff });
    const end = { adviserCode: code, postingId: posting, to: '2025-08-29' };
    await jobcentre.record('endPosting', end);
    expect((await jobcentre.mutate('endPosting', end)).code).toBe('POSTING_ENDED');
  });
});
