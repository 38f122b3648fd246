import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PrisonsUnderTest, person, startPrisons } from './support/prisons-under-test.ts';

let prisons: PrisonsUnderTest;
beforeAll(async () => {
  prisons = await startPrisons();
});
afterAll(() => prisons[Symbol.asyncDispose]());

describe('bad input gets a code and says what was expected', () => {
  const at = '2026-09-02T08:00:00Z';
  it.each([
    [
      'a malformed prisoner number',
      'registerPrisoner',
      { prisonerNumber: 'nonsense', ...person },
      'BAD_USER_INPUT',
      /prisonerNumber/,
    ],
    [
      'a PNC with a wrong check letter',
      'registerPrisoner',
      { prisonerNumber: 'A1010AA', ...person, pncNumber: '1980/0163001B' },
      'BAD_USER_INPUT',
      /pncNumber/,
    ],
    [
      'a second record for a number',
      'registerPrisoner',
      { prisonerNumber: 'A1009AA', ...person },
      'ALREADY_EXISTS',
      /A1009AA/,
    ],
    [
      'a prison that does not exist',
      'receivePrisoner',
      { prisonerNumber: 'A1008AA', prisonId: 'QQQ', at, reason: 'NEW_ADMISSION' },
      'BAD_USER_INPUT',
      /QQQ/,
    ],
    [
      'a reason that is none for a reception',
      'receivePrisoner',
      { prisonerNumber: 'A1008AA', prisonId: 'LNI', at, reason: 'RELEASED' },
      'BAD_USER_INPUT',
      /NEW_ADMISSION/,
    ],
    [
      'a release of somebody who is free',
      'releasePrisoner',
      { prisonerNumber: 'A1008AA', at, reason: 'RELEASED' },
      'MOVEMENT_NOT_POSSIBLE',
      /INACTIVE_OUT/,
    ],
    [
      'an admission of somebody who is in',
      'receivePrisoner',
      { prisonerNumber: 'A1009AA', prisonId: 'LNI', at, reason: 'NEW_ADMISSION' },
      'MOVEMENT_NOT_POSSIBLE',
      /ACTIVE_IN/,
    ],
    [
      'a movement before the last one',
      'releasePrisoner',
      { prisonerNumber: 'A1009AA', at: '2026-08-01T08:00:00Z', reason: 'RELEASED' },
      'BAD_USER_INPUT',
      /2026-09-01T13:05/,
    ],
    [
      'a sentence of no days',
      'imposeSentence',
      { prisonerNumber: 'A1009AA', imposedOn: '2026-09-01', days: 0, sentenceExpiry: '2026-10-01' },
      'BAD_USER_INPUT',
      /days/,
    ],
    [
      'a key date before the sentence',
      'imposeSentence',
      { prisonerNumber: 'A1009AA', imposedOn: '2026-09-01', days: 9, sentenceExpiry: '2026-08-01' },
      'BAD_USER_INPUT',
      /sentenceExpiry/,
    ],
    [
      'a sentence that is not there',
      'changeReleaseDates',
      {
        prisonerNumber: 'A1009AA',
        sentenceId: 'none',
        calculatedOn: '2026-09-01',
        sentenceExpiry: '2026-10-01',
      },
      'NOT_FOUND',
      /none/,
    ],
    [
      'an interview with somebody who is free',
      'bookAdviserInterview',
      { prisonerNumber: 'A1008AA', purpose: 'INDUCTION', bookedFor: at },
      'NOT_IN_PRISON',
      /A1008AA/,
    ],
    [
      'text that cannot be stored',
      'registerPrisoner',
      { prisonerNumber: 'A1010AA', ...person, surname: 'A\u0000' },
      'BAD_USER_INPUT',
      /U\+0000/,
    ],
    [
      'half a surrogate pair, which would be stored as another character',
      'registerPrisoner',
      { prisonerNumber: 'A1010AA', ...person, surname: 'A\ud83d' },
      'BAD_USER_INPUT',
      /"surname".*surrogate/,
    ],
    [
      'text that is too long',
      'registerPrisoner',
      { prisonerNumber: 'A1010AA', ...person, surname: 'A'.repeat(4_001) },
      'BAD_USER_INPUT',
      /"surname".*4000/,
    ],
    [
      'an idempotency key that is too long',
      'registerPrisoner',
      { idempotencyKey: 'f'.repeat(256), prisonerNumber: 'A1010AA', ...person },
      'BAD_USER_INPUT',
      /"idempotencyKey".*255.*256/,
    ],
    [
      'an empty idempotency key',
      'registerPrisoner',
      { idempotencyKey: '', prisonerNumber: 'A1010AA', ...person },
      'BAD_USER_INPUT',
      /"idempotencyKey"/,
    ],
    [
      'a birth that is still to come',
      'registerPrisoner',
      { prisonerNumber: 'A1010AA', ...person, dateOfBirth: '2999-01-01' },
      'BAD_USER_INPUT',
      /"dateOfBirth".*2999-01-01/,
    ],
    [
      'a reception that is still to come',
      'receivePrisoner',
      { prisonerNumber: 'A1008AA', prisonId: 'LNI', at: '2999-01-01T09:00:00Z', reason: 'NEW_ADMISSION' },
      'BAD_USER_INPUT',
      /"at".*2999-01-01/,
    ],
    [
      'a sentence that is still to come',
      'imposeSentence',
      { prisonerNumber: 'A1009AA', imposedOn: '2999-01-01', days: 9, sentenceExpiry: '2999-10-01' },
      'BAD_USER_INPUT',
      /"imposedOn".*2999-01-01/,
    ],
    [
      'a date that does not exist',
      'imposeSentence',
      { prisonerNumber: 'A1009AA', imposedOn: '2026-02-30', days: 9, sentenceExpiry: '2026-10-01' },
      'BAD_USER_INPUT',
      /2026-02-30/,
    ],
  ])('%s', async (_name, mutation, input, code, message) => {
    await prisons.registered('A1008AA');
    await prisons.inPrison('A1009AA');
    const { answer } = await prisons.mutate(mutation, input);
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
    expect(answer.errors?.[0]?.message).toMatch(message);
  });
});

it('whether an interview was held is recorded after it, not before', async () => {
  const prisonerNumber = await prisons.inPrison('A1011AA');
  const { result } = await prisons.mutate(
    'bookAdviserInterview',
    { prisonerNumber, purpose: 'PRE_RELEASE', bookedFor: '2999-01-01T09:00:00Z' },
    '{ id }',
  );
  const { id: interviewId } = result as { id: string };
  const { answer } = await prisons.mutate('recordAdviserInterview', {
    prisonerNumber,
    interviewId,
    held: true,
  });
  expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(answer.errors?.[0]?.message).toMatch(/planned for 2999-01-01/);
});

it('a clock that is a little ahead of ours does no harm', async () => {
  const prisonerNumber = await prisons.registered('A1913AA');
  const at = new Date(Date.now() + 60_000).toISOString();
  const { code } = await prisons.mutate('receivePrisoner', {
    prisonerNumber,
    prisonId: 'LNI',
    at,
    reason: 'NEW_ADMISSION',
  });
  expect(code).toBeUndefined();
});

it('text in a document is checked as text in variables is', async () => {
  const { errors } = await prisons.agency.ask(
    `mutation { registerPrisoner(input: { idempotencyKey: "literal", prisonerNumber: "A1013AA", forename: "A\\u0000",
      surname: "B", dateOfBirth: "1990-02-03", sex: F }) { prisonerNumber } }`,
  );
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'forename' } }]);
});

describe('a call that is repeated', () => {
  const input = { prisonerNumber: 'A1005AA', ...person, idempotencyKey: 'repeated' };

  it('returns the first result and writes nothing', async () => {
    const first = await prisons.mutate('registerPrisoner', input, '{ prisonerNumber }');
    const again = await prisons.mutate('registerPrisoner', input, '{ prisonerNumber }');
    expect(again.result).toEqual({ prisonerNumber: 'A1005AA' });
    expect(again.answer).toEqual(first.answer);
    expect(await prisons.eventsOf('A1005AA')).toHaveLength(1);
  });

  it('is refused when the same key comes with another input', async () => {
    expect((await prisons.mutate('registerPrisoner', { ...input, forename: 'Bob' })).code).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
  });

  it('may succeed after a failure, which keeps nothing', async () => {
    const later = { idempotencyKey: 'later', prisonerNumber: 'A1006AA', prisonId: 'LNI' };
    const call = { ...later, at: '2026-09-01T13:05:00Z', reason: 'NEW_ADMISSION' };
    expect((await prisons.mutate('receivePrisoner', call)).code).toBe('NOT_FOUND');
    await prisons.registered('A1006AA');
    expect((await prisons.mutate('receivePrisoner', call)).code).toBeUndefined();
  });

  it('ten at once count as one', async () => {
    const call = { ...input, prisonerNumber: 'A1007AA', idempotencyKey: 'ten at once' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => prisons.mutate('registerPrisoner', call, '{ prisonerNumber }')),
    );
    expect(answers.map(({ result }) => result)).toEqual(
      Array.from({ length: 10 }, () => ({ prisonerNumber: 'A1007AA' })),
    );
    expect(await prisons.eventsOf('A1007AA')).toHaveLength(1);
  });
});

it('refuses a request that the gateway did not sign', async () => {
  const response = await fetch(prisons.agency.running.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
});
